"""An XLSX with its answers: cells are added to its sheets, everything else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from toguna.consultation.decisions.outputs.matrix_back.filling import Filling
from toguna.consultation.outputs.workbook import FORMULA_SIGNS, TALLEST_ROW, fitting, height_of
from toguna.consultation.sheets.model import workbook_place
from toguna.text.ooxml import NAMESPACES, Element
from toguna.text.package import Package
from toguna.text.rendering.inline import clean

WIDTH, FONT_SIZE = 24.0, 11
TEXT_FORMAT = "49"
"""The number format "text": what is typed later stays words too."""
REFERENCE = re.compile(r"^([A-Z]+)([0-9]+)$")


def fill(data: bytes, filename: str, fillings: Sequence[Filling]) -> bytes:
    """Write the answers into a workbook."""
    package = Package(data, filename)
    book = package.related("", "officeDocument") or "xl/workbook.xml"
    styles = _Styles(package, book)
    parts = _parts(package, book)
    for filling in fillings:
        if filling.cells and filling.sheet.place in parts:
            _Sheet(package, parts[filling.sheet.place], styles).fill(filling)
    return package.to_bytes()


def _parts(package: Package, book: str) -> dict[str, str]:
    """Give the part of each sheet, by its place."""
    known = package.relationships(book)
    found: dict[str, str] = {}
    for element in package.root(book).iter("{*}sheet"):
        identifier = next((v for k, v in element.items() if str(k).endswith("}id")), "")
        target = known.get(str(identifier))
        if target is not None:
            found.setdefault(workbook_place(element.get("name", "")), target.target)
    return found


class _Styles:
    """The styles of a workbook: each look that is wanted is made once, from a known one."""

    def __init__(self, package: Package, book: str) -> None:
        self._package = package
        self._part = package.related(book, "styles")
        self._made: dict[tuple[str, bool], str] = {}

    def wrapped(self, style: str, *, quoted: bool = False) -> str:
        """Give a style like another one, for words on several lines."""
        if self._part is None:
            return style
        if (style, quoted) not in self._made:
            self._made[style, quoted] = self._add(style, quoted=quoted)
        return self._made[style, quoted]

    def _add(self, style: str, *, quoted: bool) -> str:
        assert self._part is not None
        formats = next(self._package.root(self._part).iter("{*}cellXfs"), None)
        index = int(style) if style.isdigit() else 0
        if formats is None or index >= len(formats):
            return style
        look = deepcopy(formats[index])
        look.set("numFmtId", TEXT_FORMAT)
        look.set("applyNumberFormat", "1")
        look.set("applyAlignment", "1")
        if quoted:
            look.set("quotePrefix", "1")
        alignment = next(look.iterchildren("{*}alignment"), None)
        if alignment is None:
            alignment = _child(look, "alignment")
            look.insert(0, alignment)
        alignment.set("wrapText", "1")
        formats.append(look)
        formats.set("count", str(len(formats)))
        self._package.touch(self._part)
        return str(len(formats) - 1)


class _Sheet:
    """One sheet being filled."""

    def __init__(self, package: Package, part: str, styles: _Styles) -> None:
        self._root = package.root(part)
        self._styles = styles
        self._data = next(self._root.iter("{*}sheetData"))
        self._rows = dict(self._numbered())
        package.touch(part)

    def _numbered(self) -> list[tuple[int, Element]]:
        found, number = [], 0
        for row in self._data.iterchildren("{*}row"):
            told = row.get("r", "")
            number = int(told) if told.isdigit() else number + 1
            row.set("r", str(number))
            found.append((number, row))
        return found

    def fill(self, filling: Filling) -> None:
        """Write texts, as wide and as high as they need."""
        for (line, column), text in sorted(filling.cells.items()):
            if line in self._rows:
                model = filling.width - 1 if line == filling.head else filling.model
                self._put(self._rows[line], column, model, text)
        if filling.columns:
            self._widen(filling.columns[0], filling.columns[-1])
        self._measure(filling)

    def _put(self, row: Element, column: int, model: int, text: str) -> None:
        cells = dict(_cells(row))
        look = cells.get(column, cells.get(model))
        style = look.get("s", "0") if look is not None else "0"
        shown = fitting(clean(text))
        cell = _child(row, "c", r=f"{_letters(column)}{row.get('r')}")
        cell.set("s", self._styles.wrapped(style, quoted=shown.startswith(FORMULA_SIGNS)))
        if shown:
            cell.set("t", "inlineStr")
            words = _child(_append(cell, _child(cell, "is")), "t")
            words.text = shown
            words.set(f"{{{NAMESPACES['xml']}}}space", "preserve")
            _append(cell[0], words)
        _place(row, cells, column, cell)
        self._grow(row, shown)
        row.attrib.pop("spans", "")

    def _grow(self, row: Element, text: str) -> None:
        """Make a row of fixed height high enough; others are fitted by the program that opens."""
        fixed = row.get("ht")
        needed = min(height_of(text, WIDTH, FONT_SIZE), TALLEST_ROW)
        if fixed is not None and float(fixed) < needed:
            row.set("ht", f"{needed:.2f}")
            row.set("customHeight", "1")

    def _widen(self, first: int, last: int) -> None:
        """Give the new columns a width of their own, and take them out of older ranges."""
        columns = next(self._root.iterchildren("{*}cols"), None)
        if columns is None:
            columns = _child(self._root, "cols")
            self._data.addprevious(columns)
        for column in list(columns):
            self._narrow(columns, column, first + 1, last + 1)
        added = _child(columns, "col", min=str(first + 1), max=str(last + 1))
        added.set("width", str(WIDTH))
        added.set("customWidth", "1")
        later = next((c for c in columns if int(c.get("min", "1")) > first + 1), None)
        if later is None:
            columns.append(added)
        else:
            later.addprevious(added)

    def _narrow(self, columns: Element, column: Element, first: int, last: int) -> None:
        start, end = int(column.get("min", "1")), int(column.get("max", "1"))
        if end < first or start > last:
            return
        if end > last:
            rest = deepcopy(column)
            rest.set("min", str(last + 1))
            column.addnext(rest)
        if start < first:
            column.set("max", str(first - 1))
        else:
            columns.remove(column)

    def _measure(self, filling: Filling) -> None:
        """Say how far the sheet reaches now."""
        dimension = next(self._root.iterchildren("{*}dimension"), None)
        if dimension is None or not filling.columns:
            return
        start, _, end = dimension.get("ref", "A1").partition(":")
        match = REFERENCE.match(end or start)
        if match:
            last = _letters(filling.columns[-1])
            dimension.set("ref", f"{start}:{last}{match[2]}")


def _cells(row: Element) -> list[tuple[int, Element]]:
    """Give the cells of a row by column; each is told its reference."""
    found, column = [], -1
    for cell in row.iterchildren("{*}c"):
        match = REFERENCE.match(cell.get("r", ""))
        column = _column(match[1]) if match else column + 1
        cell.set("r", f"{_letters(column)}{row.get('r')}")
        found.append((column, cell))
    return found


def _letters(column: int) -> str:
    """Give the letters of a column: 0 is A, 26 is AA."""
    upper, last = divmod(column, 26)
    return (_letters(upper - 1) if upper else "") + chr(ord("A") + last)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _place(row: Element, cells: dict[int, Element], column: int, cell: Element) -> None:
    """Put a cell in its row, in place of the one that stands there."""
    if column in cells:
        row.replace(cells[column], cell)
        return
    before = [known for number, known in cells.items() if number < column]
    if before:
        before[-1].addnext(cell)
    else:
        row.insert(0, cell)


def _child(parent: Element, name: str, **attributes: str) -> Element:
    """Make an element of a parent's own namespace."""
    namespace = str(parent.tag).rpartition("}")[0]
    return parent.makeelement(f"{namespace}}}{name}", attributes)


def _append(parent: Element, child: Element) -> Element:
    parent.append(child)
    return child
