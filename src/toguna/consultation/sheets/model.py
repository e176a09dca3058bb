"""Sheets and rows: what a table is once its file format is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toguna.messages import Message


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: the number that a person sees beside it, and its cells as text.

    A merged cell's text stands in each cell of the merge; `spread` are the columns (from 0)
    whose text comes from a merge that starts in another cell, `across` those of them where it
    starts on this very line.
    """

    number: int
    cells: tuple[str, ...]
    spread: frozenset[int] = frozenset()
    across: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """Give the text of a column, "" where the line is shorter."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def own(self) -> dict[int, str]:
        """The texts that were written on this very line, by column."""
        return {
            column: text
            for column, text in enumerate(self.cells)
            if text and column not in self.spread
        }


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one table of a document: its lines that hold something, from the top.

    `place` says where it stands in the file, as a person would ("feuille « Observations »",
    "tableau 2"), "" where the file is one sheet. `follows` tells that it may go on from the
    sheet before it without repeating its headings, as a table cut in two does. `notes` are what
    a person should know of how it was read, or, on a file's first sheet, the file.
    """

    name: str
    rows: list[Row]
    place: str = ""
    follows: bool = False
    notes: list[Message] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """One file format: how its files are named, recognised by bytes and name, and read.

    The formats' tests exclude one another: a file is recognised by one of them at most.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], list[Sheet]]


def workbook_place(name: str) -> str:
    """Give the place of a workbook's sheet, as it is told to a person."""
    return f"feuille « {name} »"
