"""The communication écrite in print, to be circulated as a draft (PDF/A-2a and PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from toguna.adoption.council.communication import DRAFT, OPEN, Communication
from toguna.adoption.council.typeset import typeset


def write(communication: Communication, moment: datetime) -> bytes:
    """Write a communication as a PDF file; `moment` is the time that it carries."""
    data = {**asdict(communication), "draft": DRAFT, "open": OPEN}
    return typeset("communication.typ", data, moment)
