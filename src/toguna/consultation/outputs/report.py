"""The workshop report: a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path

from toguna.consultation.model import Consolidation
from toguna.consultation.outputs.report_data import report_data
from toguna.consultation.outputs.words import moment

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "report.typ"


def write(consolidation: Consolidation) -> bytes:
    """Write the report of a consolidation as a PDF.

    What contributors wrote reaches the template as data alone, never as typst code; only the
    fonts that come with typst are used, so that the bytes are the same on every machine.
    """
    import typst

    data = json.dumps(report_data(consolidation), ensure_ascii=False)
    return typst.compile(
        TEMPLATE,
        root=FOLDER,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment(consolidation),
    )
