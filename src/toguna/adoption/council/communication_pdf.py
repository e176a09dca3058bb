"""The communication écrite in print, to be circulated as a draft (PDF/A-2a and PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from toguna.adoption.council.communication import DRAFT, OPEN, Communication
from toguna.text.pdf.typeset import typeset

TEMPLATE = Path(__file__).with_name("communication.typ")


def write(communication: Communication, moment: datetime) -> bytes:
    """Write a communication as a PDF file; `moment` is the time that it carries."""
    data = {**asdict(communication), "draft": DRAFT, "open": OPEN}
    return typeset(TEMPLATE, data, moment)
