"""Reading a canevas: TOML, CSV (section, titles, required), or the outline of a document."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from toguna.adoption.canevas.model import Canevas, Section
from toguna.consultation.folding import fold
from toguna.consultation.sheets.registry import read_sheets
from toguna.messages import say
from toguna.text.clauses import ClauseKind
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.formats import read_text

DEFAULT = Path(__file__).parent / "default.toml"
NO = frozenset({"non", "no", "false", "faux", "0", "facultatif", "optionnel", "optional"})
DEEPEST = 2
"""Titles of an outline count as sections down to this level."""


@cache
def default_canevas() -> Canevas:
    """Give the canevas of a national cybersecurity strategy that comes with the program."""
    return _toml(DEFAULT.read_bytes(), DEFAULT.name)


def read_canevas(data: bytes, filename: str) -> Canevas:
    """Read a canevas, by the suffix of its name.

    Raises:
        UnreadableFile: it cannot be read, or has no section; the message says what to do.
    """
    suffix = Path(filename).suffix.lower()
    if suffix == ".toml":
        canevas = _toml(data, filename)
    elif suffix in (".csv", ".xlsx", ".ods"):
        canevas = _sheet(data, filename)
    else:
        canevas = _outline(data, filename)
    if not canevas.sections:
        raise UnreadableFile(
            say(
                "{file} : ce canevas n'a pas de rubrique ; donnez un fichier TOML, un CSV avec les "
                "colonnes section, titres, obligatoire, ou un document dont les titres sont des "
                "styles de titre.",
                file=filename,
            )
        )
    return canevas


def _toml(data: bytes, filename: str) -> Canevas:
    try:
        parsed = tomllib.loads(data.decode("utf-8"))
        sections = [_section(entry) for entry in parsed.get("section", [])]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFile(
            say(
                "{file} : ce canevas TOML ne peut pas être lu ({why}) ; prenez pour modèle celui "
                "du programme.",
                file=filename,
                why=str(error),
            )
        ) from error
    return Canevas(str(parsed.get("name", filename)), sections)


def _section(entry: dict[str, Any]) -> Section:
    titles = tuple(str(title) for title in entry.get("titles", ()))
    required = bool(entry.get("required", True))
    return Section(str(entry["name"]), titles, required, str(entry.get("why", "")))


def _sheet(data: bytes, filename: str) -> Canevas:
    sections: list[Section] = []
    for sheet in read_sheets(data, filename)[:1]:
        for row in sheet.rows[1:]:
            name, words, required = (row.cell(column).strip() for column in range(3))
            if name:
                titles = tuple(part.strip() for part in words.split("|") if part.strip())
                sections.append(Section(name, titles, fold(required).text not in NO))
    return Canevas(filename, sections)


def _outline(data: bytes, filename: str) -> Canevas:
    document = Document(read_text(data, filename))
    sections = [
        Section(clause.text)
        for clause in document.clauses.all
        if clause.kind is ClauseKind.HEADING and clause.level <= DEEPEST
    ]
    return Canevas(filename, sections)
