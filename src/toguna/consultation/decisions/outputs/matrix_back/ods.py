"""An ODS with its answers: cells are added to its tables, everything else stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from toguna.consultation.decisions.outputs.matrix_back.filling import Filling
from toguna.consultation.sheets.formats.ods import CONTENT, OFFICE, TABLE, TEXT
from toguna.consultation.sheets.model import workbook_place
from toguna.text.ooxml import Element
from toguna.text.package import Package
from toguna.text.rendering.inline import clean

CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
COLUMN = TABLE + "table-column"
ROW = TABLE + "table-row"
COLUMNS_REPEATED = TABLE + "number-columns-repeated"
ROWS_REPEATED = TABLE + "number-rows-repeated"
STYLE = TABLE + "style-name"


def fill(data: bytes, filename: str, fillings: Sequence[Filling]) -> bytes:
    """Write the answers into a workbook."""
    package = Package(data, filename)
    by_place = {filling.sheet.place: filling for filling in fillings if filling.cells}
    for table in package.root(CONTENT).iter(TABLE + "table"):
        filling = by_place.pop(workbook_place(table.get(TABLE + "name", "")), None)
        if filling is not None:
            _fill(table, filling)
    package.touch(CONTENT)
    return package.to_bytes()


def _fill(table: Element, filling: Filling) -> None:
    rows = list(table.iter(ROW))
    for (line, column), text in sorted(filling.cells.items()):
        row = _alone(rows, line - 1, ROWS_REPEATED)
        model = filling.width - 1 if line == filling.head else filling.model
        _put(row, column, model, text)
    columns = list(table.iter(COLUMN))
    for column in filling.columns:
        shown = _style(columns, filling.model)
        if columns and shown:
            _alone(columns, column, COLUMNS_REPEATED).set(STYLE, shown)


def _put(row: Element, column: int, model: int, text: str) -> None:
    cells = [cell for cell in row if cell.tag in CELLS]
    look = _style(cells, model)
    cell = _alone(cells, column, COLUMNS_REPEATED)
    own = cell.get(STYLE, look)
    cell.tag = CELLS[0]
    cell.attrib.clear()
    cell[:] = []
    if own:
        cell.set(STYLE, own)
    if text:
        cell.set(OFFICE + "value-type", "string")
        for line in clean(text).split("\n"):
            paragraph = cell.makeelement(TEXT + "p")
            paragraph.text = line
            cell.append(paragraph)


def _style(elements: Sequence[Element], index: int) -> str:
    """Give the style of the cell or column at a place, repeated ones counted."""
    position = 0
    for element in elements:
        position += _count(element, COLUMNS_REPEATED)
        if position > index:
            return element.get(STYLE, "")
    return ""


def _alone(elements: list[Element], index: int, repeated: str) -> Element:
    """Give the element at a place, parted from those that it is repeated as, or a new one."""
    start = 0
    for number, element in enumerate(elements):
        count = _count(element, repeated)
        if start + count > index:
            return _parted(elements, number, index - start, repeated)
        start += count
    last = elements[-1]
    while start <= index:
        last = _after(elements, len(elements) - 1, last.makeelement(last.tag))
        start += 1
    return last


def _parted(elements: list[Element], number: int, offset: int, repeated: str) -> Element:
    element = elements[number]
    count = _count(element, repeated)
    if offset:
        alone = _after(elements, number, deepcopy(element))
        _repeat(element, offset, repeated)
        number, element = number + 1, alone
    rest = count - offset - 1
    if rest:
        _repeat(_after(elements, number, deepcopy(element)), rest, repeated)
    _repeat(element, 1, repeated)
    return element


def _after(elements: list[Element], number: int, new: Element) -> Element:
    elements[number].addnext(new)
    elements.insert(number + 1, new)
    return new


def _count(element: Element, repeated: str) -> int:
    text = element.get(repeated, "1")
    return int(text) if text.isascii() and text.isdigit() else 1


def _repeat(element: Element, count: int, repeated: str) -> None:
    if count > 1:
        element.set(repeated, str(count))
    else:
        element.attrib.pop(repeated, "")
