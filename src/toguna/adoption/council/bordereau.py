"""The bordereau: what the file for the Council holds, in print; and the whole file as one zip."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from toguna.adoption.approval.model import PieceKind
from toguna.adoption.approval.standing import told
from toguna.adoption.council.completeness import gaps
from toguna.adoption.council.model import CouncilFile, Piece
from toguna.consultation.outputs.words import long_date, midnight
from toguna.text.pdf.typeset import typeset
from toguna.text.rendering.inline import clean
from toguna.text.zipped import zipped

TEMPLATE = Path(__file__).with_name("bordereau.typ")
BORDEREAU = "00-bordereau.pdf"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number, what the piece is, its file in the zip, who signed, its SHA-256."""

    number: int
    name: str
    file: str
    signed_by: str
    sha256: str
    piece: Piece


def lines(file: CouncilFile) -> list[Line]:
    """Give the lines of the bordereau, in the order of the procedure."""
    return [
        Line(
            number,
            _name(file, kind, piece),
            f"{number:02}-{_file_name(piece.file)}",
            ", ".join(map(clean, piece.signed_by)),
            piece.sha256,
            piece,
        )
        for number, (kind, piece) in enumerate(file.ordered(), 1)
    ]


def _name(file: CouncilFile, kind: PieceKind, piece: Piece) -> str:
    step = file.process.procedure.step(piece.step)
    name = kind.name[:1].upper() + kind.name[1:]
    return f"{name} : {step.name}" if step else name


def _file_name(name: str) -> str:
    """Give a name that any system takes, made from the last part of one that people gave."""
    plain = unicodedata.normalize("NFKD", re.split(r"[/\\]", name)[-1])
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", plain.encode("ascii", "ignore").decode())
    stem, dot, suffix = safe.strip("-.").rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:8]}" if stem else suffix[:LONGEST_NAME] or "piece"


def write_bordereau(file: CouncilFile, title: str, date: str) -> bytes:
    """Write the bordereau as a PDF of a day ("2025-11-24"); an incomplete file says so on it."""
    version = file.process.version
    data = {
        "title": title,
        "procedure": file.process.procedure.name,
        "date": long_date(date),
        "standing": told(file.process).render(),
        "version": {"label": version.label, "file": version.file, "sha256": version.sha256}
        if version
        else None,
        "lines": [
            [str(one.number), one.name, one.file, one.signed_by, one.sha256] for one in lines(file)
        ],
        "gaps": [[gap.message.render(), gap.advice.render()] for gap in gaps(file)],
    }
    return typeset(TEMPLATE, data, midnight(date))


def write_zip(file: CouncilFile, title: str, date: str) -> bytes:
    """Write the whole file as one zip, the bordereau first."""
    pieces = [(line.file, line.piece.data) for line in lines(file)]
    return zipped([(BORDEREAU, write_bordereau(file, title, date)), *pieces])
