"""A paper of a workshop in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from toguna.consultation.decisions.outputs.letter_pdf import typeset
from toguna.consultation.workshop.paper import Block, Paper

FOLDER = Path(__file__).parent


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
    return typeset("paper.typ", data, moment, FOLDER)


def _told(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}
