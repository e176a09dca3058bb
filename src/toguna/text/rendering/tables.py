"""Tables as a grid: what spans what, which rows and cells name others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toguna.text.content import ViewBlock, ViewRow, ViewTable
from toguna.text.docx.styles import integer
from toguna.text.ooxml import Element, W, on
from toguna.text.rendering.model import Block, Cell, Row, Table

CellBlocks = Callable[[int, int, list[ViewBlock]], tuple[Block, ...]]
"""From a row, a cell in it and its blocks in the file to those that are written out."""
CellId = Callable[[int, int], str]
FIRST_ROW, FIRST_COLUMN = 0x0020, 0x0080


@dataclass(slots=True)
class _Slot:
    id: str
    blocks: list[Block]
    columns: int
    names_row: bool
    rows: int = 1


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Slot]] = field(default_factory=list)
    open: dict[int, _Slot] = field(default_factory=dict)
    """By column, the cells that the next row may go on."""


def table(
    source: ViewTable, identifier: str, row_id: Callable[[int], str], cell_id: CellId,
    blocks: CellBlocks,
) -> Table | None:  # fmt: skip
    """Give a table; None where it has no cells."""
    look = source.raw.element.find(f"{W}tblPr/{W}tblLook")
    grid = _Grid()
    rows: list[tuple[int, list[_Slot]]] = []
    for number, row in enumerate(source.rows):
        slots = _row(grid, row, number, cell_id, blocks, _says(look, FIRST_COLUMN))
        if slots:
            rows.append((number, slots))
    filled = _filled([slots for _, slots in rows])
    count = max(map(len, filled), default=0)
    if not count:
        return None
    headers = _headers(source, look, [slots for _, slots in rows])
    return Table(
        identifier,
        tuple(
            Row(row_id(number), _padded(slots, columns, count), header=index < headers)
            for index, ((number, slots), columns) in enumerate(zip(rows, filled, strict=True))
        ),
        _widths(source.raw.element, count),
    )


def _row(
    grid: _Grid,
    row: ViewRow,
    number: int,
    cell_id: CellId,
    blocks: CellBlocks,
    names_rows: bool,
) -> list[_Slot]:
    slots: list[_Slot] = []
    goes_on: dict[int, _Slot] = {}
    column = _skipped(row.raw.element, "gridBefore")
    if column:
        slots.append(_Slot("", [], column, names_row=False))
    for index, (cell, (span, merge)) in enumerate(zip(row.cells, row.shape, strict=True)):
        inside = list(blocks(number, index, cell.blocks))
        above = grid.open.get(column)
        if merge == "continue" and above is not None and above.columns == span:
            above.rows += 1
            above.blocks += inside
            goes_on[column] = above
        else:
            slot = _Slot(cell_id(number, index), inside, span, names_rows and column == 0)
            slots.append(slot)
            if merge:
                goes_on[column] = slot
        column += span
    grid.open = goes_on
    if not slots:
        for above in goes_on.values():
            above.rows -= 1
    return slots


def _filled(rows: list[list[_Slot]]) -> list[list[bool]]:
    """Give for each row the columns that are filled, by cells of earlier rows too."""
    filled: list[list[bool]] = [[] for _ in rows]
    for number, slots in enumerate(rows):
        column = 0
        for slot in slots:
            while column < len(filled[number]) and filled[number][column]:
                column += 1
            end = column + slot.columns
            for below in filled[number : number + slot.rows]:
                below.extend([False] * (end - len(below)))
                below[column:end] = [True] * slot.columns
            column = end
    return filled


def _padded(slots: list[_Slot], filled: list[bool], count: int) -> tuple[Cell, ...]:
    cells = [
        Cell(slot.id, tuple(slot.blocks), slot.columns, slot.rows, slot.names_row) for slot in slots
    ]
    missing = count - sum(filled)
    return (*cells, Cell("", (), missing)) if missing > 0 else tuple(cells)


def _headers(source: ViewTable, look: Element | None, rows: list[list[_Slot]]) -> int:
    """Give how many rows, from the first, name the columns; none where all would."""
    marked = 0
    for row in source.rows:
        if not on(row.raw.element.find(f"{W}trPr/{W}tblHeader")):
            break
        marked += 1
    if not marked and _says(look, FIRST_ROW):
        marked = 1
    number = 0
    while number < min(marked, len(rows)):
        marked = max([marked, *(number + slot.rows for slot in rows[number])])
        number += 1
    return marked if marked < len(rows) else 0


def _says(look: Element | None, flag: int) -> bool:
    """Tell whether a table's look sets its first row or column apart."""
    if look is None:
        return False
    name = "firstRow" if flag == FIRST_ROW else "firstColumn"
    stated = look.get(W + name)
    if stated is not None:
        return stated in ("1", "true", "on")
    try:
        return bool(int(look.get(W + "val", "0"), 16) & flag)
    except ValueError:
        return False


def _skipped(row: Element, name: str) -> int:
    before = row.find(f"{W}trPr/{W}{name}")
    return 0 if before is None else min(63, max(0, integer(before.get(W + "val")) or 0))


def _widths(element: Element, count: int) -> tuple[float, ...]:
    stated = [
        float(max(0, integer(column.get(W + "w")) or 0))
        for column in element.iterfind(f"{W}tblGrid/{W}gridCol")
    ]
    if len(stated) == count and all(stated):
        return tuple(stated)
    return (1.0,) * count
