"""Tables as grids: columns under their headings, rows of data, of totals and of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toguna.adoption.check.facts.lines import Line
from toguna.consultation.folding import fold
from toguna.text.clauses import Clause
from toguna.text.content import ViewParagraph, ViewTable
from toguna.text.document import Document, cell_name
from toguna.text.shown import shown

TOTAL = re.compile(r"^(?:grand |sous[- ]?)?(?:total|totaux|ensemble|subtotal|montant total)\b")
SUBTOTAL = re.compile(
    r"^(?:sous[- ]?total|subtotal|total (?:de l'|du |pour l')?(?:axe|objectif))\b"
)
UNIT = re.compile(r"\b(milliers?|thousands?|millions?|milliards?|billions?)\b")
UNITS = {"millier": 1e3, "thousand": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its words, its story, the columns that it covers; `continues` the one above."""

    text: str
    story: str
    column: int
    span: int
    continues: bool

    @property
    def folded(self) -> str:
        """Its words without case, accents and typography."""
        return fold(self.text).text


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row and its number from 0."""

    number: int
    cells: Sequence[GridCell]

    def at(self, column: int) -> GridCell | None:
        """Give the cell that covers a column."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.span:
                return cell
        return None

    @property
    def first_words(self) -> str:
        """The folded words of its first cell that has some."""
        return next((cell.folded for cell in self.cells if cell.text.strip()), "")

    @property
    def is_total(self) -> bool:
        """Whether it gives the total of other rows."""
        return TOTAL.match(self.first_words) is not None

    @property
    def is_subtotal(self) -> bool:
        """Whether it gives the total of some of the rows only."""
        return SUBTOTAL.match(self.first_words) is not None


@dataclass(frozen=True, eq=False)
class Grid:
    """One table of a story: its clause, its caption's words, its rows."""

    clause: Clause
    story: str
    block: int
    caption: str
    rows: list[GridRow]
    width: int
    lines: dict[str, list[Line]] = field(repr=False)

    @cached_property
    def header_rows(self) -> int:
        """How many rows are headings: one, and those below a heading over several columns."""
        count = 1
        while count < min(3, len(self.rows) - 1) and any(
            1 < cell.span < self.width for cell in self.rows[count - 1].cells
        ):
            count += 1
        return count

    @cached_property
    def headings(self) -> list[str]:
        """The folded heading of each column."""
        return [
            " ".join(dict.fromkeys(
                cell.folded
                for row in self.rows[: self.header_rows]
                if (cell := row.at(column)) is not None and cell.text.strip()
            ))
            for column in range(self.width)
        ]  # fmt: skip

    @cached_property
    def data(self) -> list[GridRow]:
        """The rows below the headings."""
        return self.rows[self.header_rows :]

    def is_group(self, row: GridRow) -> bool:
        """Tell whether a row is the title of those below: its first words cover several columns."""
        filled = [cell for cell in row.cells if cell.text.strip()]
        if not filled or row.is_total:
            return False
        first = filled[0]
        return first.span >= max(2, self.width // 2) or (len(filled) == 1 and self.width > 2)

    def words_at(self, row: GridRow, column: int) -> str:
        """Give the words of a cell; a cell merged with those above has theirs."""
        number = row.number
        while number >= 0:
            cell = self.rows[number].at(column)
            if cell is None:
                return ""
            if not cell.continues:
                return cell.text.strip()
            number -= 1
        return ""

    def line_of(self, cell: GridCell) -> Line | None:
        """Give the first line of a cell."""
        return next(iter(self.lines.get(cell.story, [])), None)

    @cached_property
    def unit(self) -> float | None:
        """What its amounts are counted in, as its caption or headings say: 1e6 for millions."""
        for words in (fold(self.caption).text, *self.headings):
            match = UNIT.search(words)
            if match is not None:
                return UNITS[match.group(1).rstrip("s")]
        return None


def read_tables(document: Document, lines: Sequence[Line]) -> list[Grid]:
    """Give every table, in reading order, those in cells left out."""
    by_story: dict[str, list[Line]] = {}
    for line in lines:
        by_story.setdefault(line.story, []).append(line)
    tables: list[Grid] = []
    for name, story in document.stories.items():
        if "/" in name:
            continue
        for index, block in enumerate(story.blocks):
            clause = document.clauses.at(name, index)
            if isinstance(block, ViewTable) and clause is not None and block.rows:
                rows, width = _rows(name, index, block)
                caption = _caption(story.blocks, index)
                tables.append(Grid(clause, name, index, caption, rows, width, by_story))
    return tables


def _rows(story: str, index: int, table: ViewTable) -> tuple[list[GridRow], int]:
    rows: list[GridRow] = []
    width = 1
    for number, row in enumerate(table.rows):
        column = 0
        cells: list[GridCell] = []
        for at, (cell, (span, merge)) in enumerate(zip(row.cells, row.shape, strict=True)):
            words = "\n".join(shown(block) for block in cell.blocks).strip()
            name = cell_name(story, index, number, at)
            cells.append(GridCell(words, name, column, span, merge == "continue"))
            column += span
        width = max(width, column)
        rows.append(GridRow(number, cells))
    return rows, width


def _caption(blocks: Sequence[object], index: int) -> str:
    """Give the words just before a table, or else just after it, that name it."""
    for near in (index - 1, index + 1):
        if 0 <= near < len(blocks):
            block = blocks[near]
            if isinstance(block, ViewParagraph) and re.match(
                r"\s*(?:tableau|table|tab\.)\b", shown(block), re.IGNORECASE
            ):
                return shown(block).strip()
    return ""
