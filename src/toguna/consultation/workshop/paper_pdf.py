"""A paper of a workshop in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from toguna.consultation.workshop.paper import Block, Paper
from toguna.text.pdf.typeset import typeset

TEMPLATE = Path(__file__).with_name("paper.typ")


def write(paper: Paper, moment: datetime) -> bytes:
    """Write a paper as a PDF file; `moment` is the time that it carries."""
    data = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "dated": paper.dated,
        "foot": paper.foot,
        "letterhead": asdict(paper.letterhead),
        "blocks": [_told(block) for block in paper.blocks],
    }
    return typeset(TEMPLATE, data, moment)


def _told(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}
