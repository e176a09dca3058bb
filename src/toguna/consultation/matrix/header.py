"""Finding the headings of a table: below a title, on two lines, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from toguna.consultation.matrix.headings import (
    LONGEST_HEADING,
    SAYING,
    Column,
    column_of,
    columns_of,
    is_iso,
    plain,
)
from toguna.consultation.sheets import Row, Sheet

SEARCHED = 60
"""The headings stand within so many lines from the top, those without text left out."""
INDEX_MARK = re.compile(r"^\(?([0-9]{1,2})\)?$")
"""The ISO form numbers its columns: 1, 2, (3), 4, 5, (6), (7)."""


@dataclass(eq=False)
class Header:
    """The headings of a table: on which lines they stand, and what each column holds.

    `start` and `end` bound the lines, as indices into the rows of the sheet. `unknown` are the
    headings that announce nothing known, by column.
    """

    start: int
    end: int
    columns: dict[int, Column]
    iso: bool
    texts: dict[int, str]
    unknown: dict[int, str] = field(default_factory=dict)

    def of(self, *kinds: Column) -> list[int]:
        """Give the columns of these kinds, from left to right."""
        return [index for index, kind in sorted(self.columns.items()) if kind in kinds]

    @property
    def fields(self) -> int:
        """How many different things the columns hold."""
        return len(set(self.columns.values()))

    def repeats(self, row: Row) -> bool:
        """Tell whether a line says the headings again, as each printed page does."""
        own = row.own
        return len(own) > 1 and all(
            len(text) <= LONGEST_HEADING and plain(text) == self.plain_texts.get(index)
            for index, text in own.items()
        )

    @cached_property
    def plain_texts(self) -> dict[int, str]:
        """The headings as plain words."""
        return {index: plain(text) for index, text in self.texts.items()}


def find_header(sheet: Sheet) -> Header | None:
    """Give the best headings among the first lines, None where no line holds any."""
    best: Header | None = None
    for index in range(min(len(sheet.rows), SEARCHED)):
        if best is not None and index < best.end:
            continue  # the lower of two lines of headings
        found = _header_at(sheet.rows, index)
        if found is not None and (best is None or found.fields > best.fields):
            best = found
    return best


def _header_at(rows: list[Row], index: int) -> Header | None:
    upper = _texts(rows[index])
    one_line = _header(index, index + 1, upper)
    if index + 1 >= len(rows) or not _completes(rows[index], rows[index + 1]):
        return one_line
    lower = _texts(rows[index + 1])
    two_lines = _header(index, index + 2, _joined(upper, lower))
    if two_lines is not None and (one_line is None or two_lines.fields > one_line.fields):
        return two_lines
    return one_line


def _texts(row: Row) -> dict[int, str]:
    return {index: text for index, text in enumerate(row.cells) if text}


def _completes(upper: Row, lower: Row) -> bool:
    """Tell whether every cell of a line is a heading that stands under a wider one, or under none.

    A data line could hold a word that is also a heading, but not under a heading of its own.
    """
    own = lower.own
    wide = {index for index in own if index in upper.spread or index + 1 in upper.spread
            or not upper.cell(index)}  # fmt: skip
    announces = any(column_of(text) for text in upper.own.values())
    return (
        announces
        and bool(own)
        and wide == own.keys()
        and all(column_of(text) for text in own.values())
    )


def _joined(upper: dict[int, str], lower: dict[int, str]) -> dict[int, str]:
    """Give the headings of two lines: the lower one, unless the upper one speaks of answers."""
    joined = dict(upper)
    for index, text in lower.items():
        above = upper.get(index, "")
        if column_of(above) is not Column.LATER:
            joined[index] = text
        elif text != above:
            joined[index] = f"{above} {text}"[:LONGEST_HEADING]
    return joined


def _header(start: int, end: int, texts: dict[int, str]) -> Header | None:
    columns = columns_of(texts)
    distinct = len(set(texts.values()))
    matched = len({texts[index] for index in columns})
    says = any(kind in SAYING for kind in columns.values())
    if not says or matched * 2 < distinct or not _is_wide_enough(texts, columns):
        return None
    unknown = {index: text for index, text in texts.items() if index not in columns}
    return Header(start, end, columns, is_iso(texts), texts, unknown)


def _is_wide_enough(texts: dict[int, str], columns: dict[int, Column]) -> bool:
    """Tell a row of headings from a title: several things, or one bare word alone."""
    if len(set(columns.values())) > 1 and len(set(texts.values())) > 1:
        return True
    return len(texts) == 1 and all(len(plain(text).split()) <= 2 for text in texts.values())


def is_index(row: Row) -> bool:
    """Tell whether a line only numbers the columns."""
    marks = [INDEX_MARK.match(text) for text in row.own.values()]
    numbers = [int(mark[1]) for mark in marks if mark]
    return len(numbers) == len(marks) > 2 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
