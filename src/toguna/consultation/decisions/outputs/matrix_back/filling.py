"""Where the answers go in a contributor's own table: in its columns, or in new ones beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs.matrix_back.answers import SEPARATE, Part, answered
from toguna.consultation.matrix.header import Header, find_header
from toguna.consultation.matrix.headings import Column, plain
from toguna.consultation.model import Observation
from toguna.consultation.sheets import Sheet

SOURCE = re.compile(r"^(?:(?P<place>.+), )?lignes? (?P<row>\d+)(?: à \d+)?$")
ANSWER_HEADINGS = (
    (Part.TOGETHER, re.compile(r"\bsecretar|^observations? of\b|^reponses?\b")),
    (Part.VERDICT, re.compile(r"^avis\b")),
    (Part.REASON, re.compile(r"\b(?:motif|motivation|justif\w*)s?\b")),
    (Part.WORDING, re.compile(r"\b(?:redaction|formulation|texte|wording|libelle)s?\b")),
    (Part.INSTANCE, re.compile(r"\b(?:instance|date|arbitrage)s?\b")),
    (Part.DISPOSITION, re.compile(r"")),
)
"""What a column for the answer holds, by its heading; the last takes all others."""
SAYING = (Column.OBSERVATION, Column.PROPOSED, Column.REASON)


@dataclass
class Filling:
    """What is written into one sheet: texts by line and column (lines from 1, columns from 0).

    `width` is the number of columns that the sheet had; from there on, columns are new.
    `model` is a column of the sheet whose look the new ones take; `head` the line of headings.
    """

    sheet: Sheet
    width: int
    model: int = 0
    head: int | None = None
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    to_fill: int | None = None
    """The column in which the contributor gives its opinion."""

    @property
    def lines(self) -> list[int]:
        """The lines that get something, in order."""
        return sorted({line for line, _ in self.cells})

    @property
    def columns(self) -> list[int]:
        """The new columns, in order."""
        return sorted({column for _, column in self.cells if column >= self.width})


def fillings(
    final: Final, sheets: Sequence[Sheet], observations: Sequence[Observation], *, compact: bool
) -> list[Filling]:
    """Give what is written into each sheet of a file, for the observations read from it.

    `compact` puts new answers into one column, where pages are narrow.
    """
    by_place: dict[str, list[tuple[int, Observation]]] = {}
    for observation in observations:
        place, line = line_of(observation)
        by_place.setdefault(place, []).append((line, observation))
    found: list[Filling] = []
    before: Header | None = None
    for sheet in sheets:
        own = find_header(sheet)
        header = own or (before if sheet.follows else None)
        before = header or before
        filling = _Planner(final, sheet, header, is_headed=own is not None, compact=compact)
        found.append(filling.filled(by_place.get(sheet.place, [])))
    return found


def line_of(observation: Observation) -> tuple[str, int]:
    """Give the sheet and the line that an observation of a matrix was read from."""
    match = SOURCE.match(observation.source)
    return (match["place"] or "", int(match["row"])) if match else ("", 0)


class _Planner:
    def __init__(
        self, final: Final, sheet: Sheet, header: Header | None, *, is_headed: bool, compact: bool
    ) -> None:
        self._final = final
        self._header = header
        self._rows = {row.number: row for row in sheet.rows}
        self._filling = Filling(sheet, sheet.width)
        if header is not None:
            self._filling.model = next(iter(header.of(*SAYING)), 0)
        if header is not None and is_headed:
            self._filling.head = sheet.rows[header.end - 1].number
        self._columns = self._plan(compact=compact or header is None)
        self._filling.to_fill = self._columns.get(Part.VERDICT)

    def filled(self, lines: Sequence[tuple[int, Observation]]) -> Filling:
        """Write the answers to the observations of some lines, and the new headings."""
        for line, observation in lines:
            for part, text in answered(self._final, observation).items():
                if part in self._columns and line in self._rows:
                    self._put(line, self._columns[part], text)
        head = self._filling.head
        if lines and head is not None:
            for part, column in self._columns.items():
                if column >= self._filling.width:
                    self._filling.cells[head, column] = part.value
        return self._filling

    def _put(self, line: int, column: int, text: str) -> None:
        """Write a text below what stands there, new columns also where it is empty."""
        there = self._filling.cells.get((line, column)) or self._rows[line].cell(column)
        words = "\n".join(filter(None, [there, text]))
        if words != there or column >= self._filling.width:
            self._filling.cells[line, column] = words

    def _plan(self, *, compact: bool) -> dict[Part, int]:
        columns = self._existing()
        wanted = list(SEPARATE)
        if Part.TOGETHER in columns:
            wanted = [Part.NUMBER, Part.DISPOSITION, Part.VERDICT]  # enough to be read back
        elif compact and not columns:
            wanted = [Part.NUMBER, Part.TOGETHER, Part.VERDICT]
        new = [part for part in wanted if part not in columns]
        start = self._filling.width
        return {**columns, **{part: start + number for number, part in enumerate(new)}}

    def _existing(self) -> dict[Part, int]:
        """Give the columns that the form has for the answer."""
        found: dict[Part, int] = {}
        if self._header is None:
            return found
        for index in self._header.of(Column.LATER):
            words = plain(self._header.texts[index])
            part = next(part for part, pattern in ANSWER_HEADINGS if pattern.search(words))
            found.setdefault(part, index)
        if Part.DISPOSITION in found:
            found.pop(Part.TOGETHER, None)
        return found
