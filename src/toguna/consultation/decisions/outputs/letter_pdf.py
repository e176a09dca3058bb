"""The letter of answer in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from toguna.consultation.decisions.outputs.letter_docx import address, place_and_date
from toguna.consultation.decisions.outputs.letters_content import Letter
from toguna.text.pdf.printable import printable

FOLDER = Path(__file__).parent


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
    return typeset("letter_pdf.typ", data, moment)


def typeset(template: str, data: dict[str, Any], moment: datetime, folder: Path = FOLDER) -> bytes:
    """Set data in print by a template of a folder, of this one where none is given.

    What people wrote reaches the template as data alone, never as typst code; only the fonts
    that come with typst are used, so that the bytes are the same on every machine.
    """
    import typst

    return typst.compile(
        folder / template,
        root=folder,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment,
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
