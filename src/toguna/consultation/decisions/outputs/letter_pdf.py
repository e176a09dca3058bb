"""The letter of answer in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from toguna.consultation.decisions.outputs.letter_docx import address, place_and_date
from toguna.consultation.decisions.outputs.letters_content import Letter
from toguna.text.pdf.typeset import typeset

TEMPLATE = Path(__file__).with_name("letter_pdf.typ")


def write(letter: Letter, moment: datetime) -> bytes:
    """Write a letter as a PDF file; `moment` is the time that it carries."""
    data = {
        "sender": {**asdict(letter.settings)},
        "address": address(letter),
        "label": letter.addressee.label,
        "place": place_and_date(letter),
        "subject": letter.subject,
        "introduction": letter.introduction,
        "outcomes": letter.outcomes,
        "total": sum(count for _, count in letter.outcomes),
        "unread": letter.unread,
        "reaction": letter.reaction,
        "closing": letter.closing,
        "entries": [{**asdict(e), "short": e.is_short} for e in letter.entries],
    }
    return typeset(TEMPLATE, data, moment)
