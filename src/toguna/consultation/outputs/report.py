"""The workshop report: a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path

from toguna.consultation.model import Consolidation
from toguna.consultation.outputs.report_data import report_data
from toguna.consultation.outputs.words import moment
from toguna.text.pdf.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")


def write(consolidation: Consolidation) -> bytes:
    """Write the report of a consolidation as a PDF."""
    return typeset(TEMPLATE, report_data(consolidation), moment(consolidation))
