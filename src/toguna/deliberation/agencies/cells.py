"""The cells of the comparison's tables: facts with their sources, dates, words, or a refusal."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from toguna.consultation.dates import day_refusal
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.folding import fold
from toguna.consultation.sheets import read_sheets
from toguna.deliberation.agencies.model import NO_SOURCE, Confidence, Moment, Sourced
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

MOMENT = re.compile(r"^((?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2})( au plus tard)?$")
ADDRESS = re.compile(r"^https?://[^\s/]+\.[^\s]+$")

Word = TypeVar("Word", bound=Enum)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its cells by column, and where it stands for a person."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refusal(self, template: str, **values: object) -> Refused:
        """Make what is raised where this line cannot stand."""
        return Refused(self.where, say(template, **values))


class Refused(Exception):
    """A line that cannot stand; the problem says where and why."""

    def __init__(self, where: str, message: Message) -> None:
        super().__init__(message)
        self.problem = Problem(where, message)


def lines_of(data: bytes, name: str, columns: tuple[str, ...]) -> Iterator[Line]:
    """Give the lines of a table (CSV, XLSX, ODS) that has these columns, in any order.

    Raises:
        UnreadableFile: the file is no table, or lacks a column.
    """
    rows = read_sheets(data, name)[0].rows
    headings = rows[0].cells if rows else ()
    known = {plain(heading): index for index, heading in enumerate(headings)}
    missing = [column for column in columns if plain(column) not in known]
    if missing:
        raise UnreadableFile(
            say(
                "{file} : il manque à ce tableau les colonnes {columns} ; prenez pour modèle "
                "celui de samples/agences.",
                file=name,
                columns=", ".join(missing),
            )
        )
    for row in rows[1:]:
        cells = {column: row.cell(known[plain(column)]) for column in columns}
        yield Line(f"{name}, ligne {row.number}", cells)


def sourced(line: Line, column: str, sources: str, confidence: str) -> Sourced:
    """Give a fact; all three of its cells are filled, or none is.

    Raises:
        Refused: one of the three is missing or wrong.
    """
    text = line[column]
    if not text:
        if line[sources] or line[confidence]:
            raise line.refusal(
                "colonne « {column} » : une source ou une confiance est donnée, mais aucun "
                "fait ; remplissez la cellule ou videz les deux autres.",
                column=column,
            )
        return NO_SOURCE
    addresses = _addresses(line, column, sources)
    believed = word(line, confidence, Confidence)
    if believed is Confidence.NONE:
        raise line.refusal(
            "colonne « {column} » : un fait auquel on n'accorde aucune confiance n'a pas sa "
            "place ici ; videz ses trois cellules.",
            column=column,
        )
    return Sourced(text, addresses, believed)


def looked_up(line: Line) -> str:
    """Give the day on which the line's pages were read.

    Raises:
        Refused: it is no day.
    """
    refusal = day_refusal(line["consulté le"])
    if refusal is not None:
        raise Refused(line.where, refusal)
    return line["consulté le"]


def moment(line: Line, column: str) -> Moment:
    """Give the day, month or year of a cell.

    Raises:
        Refused: it is none of them.
    """
    match = MOMENT.match(line[column])
    if match and _exists(match[1]):
        return Moment(match[1], bool(match[2]))
    raise line.refusal(
        "colonne « {column} » : « {text} » n'est pas une date ; écrivez 2019, 2019-03 ou "
        "2019-03-01, suivi au besoin de « au plus tard ».",
        column=column,
        text=line[column],
    )


def word(line: Line, column: str, words: type[Word]) -> Word:
    """Give which of these words a cell holds.

    Raises:
        Refused: it is none of them.
    """
    found = named(line[column], words)
    if found is None:
        raise line.refusal(
            "colonne « {column} » : « {text} » n'est pas un des mots attendus ({words}).",
            column=column,
            text=line[column],
            words=", ".join(word.value for word in words),
        )
    return found


def named(text: str, words: type[Word]) -> Word | None:
    """Give which of these words a text is, whatever its accents and capitals; None where none."""
    return next((word for word in words if plain(word.value) == plain(text)), None)


def plain(text: str) -> str:
    """Give words as they are compared: without accents and capitals."""
    return fold(text).text


def _addresses(line: Line, column: str, sources: str) -> tuple[str, ...]:
    addresses = tuple(line[sources].split())
    if not addresses:
        raise line.refusal(
            "colonne « {column} » : « {text} » n'a pas de source ; donnez l'adresse de la page "
            "qui le dit, ou laissez la cellule vide (sans source).",
            column=column,
            text=line[column],
        )
    for address in addresses:
        if not ADDRESS.match(address):
            raise line.refusal(
                "colonne « {column} » : « {address} » n'est pas l'adresse d'une page (https://…).",
                column=sources,
                address=address,
            )
    return addresses


def _exists(day: str) -> bool:
    try:
        return Moment(day).first <= datetime.date.max
    except ValueError:
        return False
