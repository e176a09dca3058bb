"""A matrix in a Word table with its answers: cells are added to its rows, the rest stays."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from toguna.consultation.decisions.outputs.matrix_back.filling import Filling
from toguna.text.content import ViewRow, ViewTable
from toguna.text.document import Document
from toguna.text.docx.blank import w
from toguna.text.docx.document import read_word
from toguna.text.ooxml import Element, W, qn
from toguna.text.rendering.inline import clean

NEW_SHARE = 0.4
"""The share of the table's width that new columns take: a page is no wider for them."""
NARROW = 850
"""Narrower than this, in twentieths of a point, words of a few letters break."""
LONG = 40
"""A column of texts longer than this is twice as wide as the others."""


def fill(data: bytes, filename: str, fillings: Sequence[Filling]) -> bytes:
    """Write the answers into the tables of a document."""
    document = Document(read_word(data, filename))
    blocks = document.stories["body"].blocks
    tables = [block for block in blocks if isinstance(block, ViewTable)]
    for table, filling in zip(tables, fillings, strict=True):
        if filling.cells:
            _Table(table, filling).fill()
    package = document.word.package
    package.touch(package.main)
    return package.to_bytes()


class _Table:
    def __init__(self, table: ViewTable, filling: Filling) -> None:
        self._table = table
        self._filling = filling
        self._widths = self._make_room()

    def fill(self) -> None:
        """Write into each row; every row gets the new cells, so that the grid stays even."""
        for line, row in enumerate(self._table.rows, start=1):
            for column in range(self._filling.width):
                text = self._filling.cells.get((line, column))
                if text is not None:
                    _write(_cell_at(row, column), text, _cell_at(row, self._filling.model))
            self._append(row, line)

    def _append(self, row: ViewRow, line: int) -> None:
        last = row.cells[-1].raw.element if row.cells else None
        look = _cell_at(row, self._filling.model)
        for column, width in zip(self._filling.columns, self._widths, strict=True):
            cell = w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")))
            shade = None if last is None else last.find(f"{W}tcPr/{W}shd")
            if shade is not None:
                cell[0].append(deepcopy(shade))
            _write(cell, self._filling.cells.get((line, column), ""), look)
            row.raw.element.append(cell)

    def _make_room(self) -> list[int]:
        """Narrow the columns that are there; give the widths of the new ones."""
        columns = self._filling.columns
        grid = self._table.raw.element.find(W + "tblGrid")
        if grid is None or not columns:
            return [0 for _ in columns]
        old = [_number(column, "w") for column in grid]
        weights = [1 + self._is_long(column) for column in columns]
        widths = [int(sum(old) * NEW_SHARE * weight / sum(weights)) for weight in weights]
        narrowed = _narrowed(old, sum(old) - sum(widths))
        for column, width in zip(grid, narrowed, strict=True):
            column.set(W + "w", str(width))
        grid.extend(w("gridCol", w=str(width)) for width in widths)
        for row in self._table.rows:
            _fit(row, narrowed)
        return widths

    def _is_long(self, column: int) -> bool:
        cells = self._filling.cells.items()
        return any(len(text) > LONG for (_, there), text in cells if there == column)


def _narrowed(widths: Sequence[int], total: int) -> list[int]:
    """Make columns narrower, down to a total; those that are narrow already change the least."""
    kept = [min(width, NARROW) for width in widths]
    room, wanted = total - sum(kept), sum(widths) - sum(kept)
    if room < 0 or not wanted:
        return [width * total // max(sum(widths), 1) for width in widths]
    return [least + (width - least) * room // wanted
            for width, least in zip(widths, kept, strict=True)]  # fmt: skip


def _fit(row: ViewRow, widths: Sequence[int]) -> None:
    """Give the cells of a row the widths of the columns that they cover."""
    start = 0
    for cell, (span, _) in zip(row.cells, row.shape, strict=True):
        width = cell.raw.element.find(f"{W}tcPr/{W}tcW")
        if width is not None and width.get(W + "type", "dxa") == "dxa":
            width.set(W + "w", str(sum(widths[start : start + span])))
        start += span


def _number(element: Element, name: str) -> int:
    text = element.get(W + name, "0")
    return int(float(text)) if text.replace(".", "", 1).isdigit() else 0


def _cell_at(row: ViewRow, column: int) -> Element:
    """Give the cell that covers a column of the grid, the last one where the row is shorter."""
    start = 0
    for cell, (width, _) in zip(row.cells, row.shape, strict=True):
        if start + width > column:
            return cell.raw.element
        start += width
    return row.cells[-1].raw.element


def _write(cell: Element, text: str, look: Element) -> None:
    """Write a text, a paragraph a line, with the look of another cell's words."""
    like = look.find(W + "p")
    style = None if like is None else like.find(W + "pPr")
    run_style = None if like is None else like.find(f"{W}r/{W}rPr")
    kept = [child for child in cell if child.tag == W + "tcPr"]
    cell[:] = kept
    for line in clean(text).split("\n"):
        words = w("t", text=line)
        words.set(qn("xml:space"), "preserve")
        run = w("r", *([deepcopy(run_style)] if run_style is not None else []), words)
        cell.append(w("p", *([deepcopy(style)] if style is not None else []), run))
