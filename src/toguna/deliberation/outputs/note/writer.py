"""The note as a PDF that can be archived (PDF/A-2a) and read aloud (PDF/UA-1)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from toguna.consultation.outputs.words import long_date, midnight
from toguna.deliberation.outputs.note.blocks import Block
from toguna.deliberation.outputs.note.decide import decide_section
from toguna.deliberation.outputs.note.differ import differ_section
from toguna.deliberation.outputs.note.options import options_section
from toguna.deliberation.outputs.note.robust import robust_section
from toguna.deliberation.outputs.note.rules import rules_section
from toguna.deliberation.outputs.note.said import said_section
from toguna.deliberation.outputs.note.summary import summary_section
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results
from toguna.text.pdf.printable import printable_data
from toguna.text.pdf.typeset import compiled

TEMPLATE = Path(__file__).with_name("note.typ")
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)
"""In points: the largest at which the note has six pages at most is taken."""


def write(results: Results, pictures: Mapping[str, Picture], seal: str = "") -> bytes:
    """Write the note; `seal` is the digest of the rule's seal, where there is one."""
    from typst import TypstError

    moment = midnight(results.deliberation.date)
    with TemporaryDirectory(prefix="toguna-") as folder:
        root = Path(folder)
        shutil.copyfile(TEMPLATE, root / TEMPLATE.name)
        data = json.dumps(note_data(results, pictures, seal), ensure_ascii=False)
        (root / "data.json").write_text(data, "utf-8")
        for key, picture in pictures.items():
            (root / f"{key}.png").write_bytes(picture.png())
        for size in SIZES[:-1]:
            try:
                return _compiled(root, size, moment, six=True)
            except TypstError:
                continue
        return _compiled(root, SIZES[-1], moment, six=False)


def note_data(results: Results, pictures: Mapping[str, Picture], seal: str = "") -> Block:
    """Give everything that the note shows, in words that can be printed."""
    drawn = dict(pictures)
    deliberation = results.deliberation
    data: Block = printable_data(
        {
            "title": deliberation.question,
            "context": deliberation.context,
            "date": long_date(deliberation.date) if deliberation.date else "",
            "fictitious": deliberation.fictitious,
            "sections": [
                summary_section(results),
                options_section(results),
                said_section(results, drawn),
                differ_section(results, drawn),
                rules_section(results, drawn, seal),
                robust_section(results, drawn),
                decide_section(results),
            ],
        }
    )
    return data


def _compiled(root: Path, size: float, moment: datetime, *, six: bool) -> bytes:
    told = {"size": str(size), "six": "yes" if six else "no"}
    return compiled(root / TEMPLATE.name, told, moment)
