"""Tables of OpenDocument as those of a DOCX: spans, merges, rows that came or went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toguna.text.docx.blank import w
from toguna.text.odt.changes import Region
from toguna.text.odt.names import get, name_of, number, on
from toguna.text.ooxml import Element, W

if TYPE_CHECKING:
    from toguna.text.odt.convert import Conversion

ROW_GROUPS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
COLUMN_GROUPS = frozenset(
    {"table:table-columns", "table:table-header-columns", "table:table-column-group"}
)
MOST_COLUMNS = 1_000
MOST_REPEATS = 5_000
"""Rows and cells that a file may ask to be repeated, all in all."""
WIDTH = 9_638
"""Of a page of text, in twentieths of a point; columns share it."""


class Tables:
    """Writes tables."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion
        self._repeats = MOST_REPEATS

    def table(self, table: Element) -> Element:
        """Give a table as Word has it."""
        columns = _columns(table)
        width = WIDTH // max(columns, 1)
        written = w(
            "tbl",
            w("tblPr", w("tblStyle", val="TableGrid"), w("tblW", w="0", type="auto")),
            w("tblGrid", *(w("gridCol", w=str(width)) for _ in range(columns))),
        )
        merging: dict[int, tuple[int, int]] = {}
        for row, heads in _rows(table):
            for _ in range(self._times(row, "table:number-rows-repeated")):
                written.append(self._row(row, merging, width, heads=heads))
        return written

    def _row(
        self, row: Element, merging: dict[int, tuple[int, int]], width: int, *, heads: bool
    ) -> Element:
        """`merging` gives, by column, the rows that a cell above still covers, and its span."""
        written = w("tr")
        at_start = list(self._conversion.changes.open)
        column = 0
        for cell in self._cells(row):
            covered, columns = merging.get(column, (0, 1))
            if cell.tag == on("table:covered-table-cell"):
                if covered:
                    merging[column] = (covered - 1, columns)
                    written.append(self._cell(cell, columns, "continue", width))
                column += 1
                continue
            columns = number(get(cell, "table:number-columns-spanned"), 1, MOST_COLUMNS)
            rows = number(get(cell, "table:number-rows-spanned"))
            merging[column] = (rows - 1, columns)
            written.append(self._cell(cell, columns, "restart" if rows > 1 else "", width))
            column += 1
        self._mark(row, written, heads=heads, open_since=at_start)
        return written

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in row:
            if name_of(cell) in ("table:table-cell", "table:covered-table-cell"):
                for _ in range(self._times(cell, "table:number-columns-repeated")):
                    yield cell

    def _times(self, element: Element, attribute: str) -> int:
        again = max(0, min(number(get(element, attribute)) - 1, self._repeats))
        self._repeats -= again
        return 1 + again

    def _cell(self, cell: Element, columns: int, merge: str, width: int) -> Element:
        properties = w("tcPr", w("tcW", w=str(width * columns), type="dxa"))
        if columns > 1:
            properties.append(w("gridSpan", val=str(columns)))
        if merge:
            properties.append(w("vMerge", val=merge))
        written = w("tc", properties)
        self._conversion.blocks.fill(cell, written)
        return written

    def _mark(
        self, row: Element, written: Element, *, heads: bool, open_since: list[Region]
    ) -> None:
        properties = w("trPr")
        if heads:
            properties.append(w("tblHeader"))
        changes = self._conversion.changes
        around = [region for region in changes.wrapping if region in open_since]
        if around:
            properties.extend(changes.mark(region) for region in around)
        elif self._is_tracked(row):
            properties.extend(_mark_of_contents(written))
        if len(properties):
            written.insert(0, properties)

    def _is_tracked(self, row: Element) -> bool:
        """Tell whether LibreOffice says that the row itself came or went, not just its words."""
        style = self._conversion.styles.direct("table-row", get(row, "table:style-name"))
        if style is None:
            return False
        return any(get(p, "loext:text-changes-only") == "false" for p in style)


def _mark_of_contents(row: Element) -> list[Element]:
    """Give the one change that all the words of a row stand in, as the mark of the row."""
    words = list(row.iter(W + "t", W + "delText", W + "drawing"))
    for kind in ("ins", "del"):
        wrappers = [next(word.iterancestors(W + kind), None) for word in words]
        first = wrappers[0] if wrappers else None
        if first is not None and None not in wrappers:
            mark = w(kind)
            for name, value in first.attrib.items():
                mark.set(str(name), str(value))
            return [mark]
    return []


def _rows(parent: Element, *, heads: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in parent:
        name = name_of(child)
        if name == "table:table-row":
            yield child, heads
        elif name in ROW_GROUPS:
            yield from _rows(child, heads=heads or name == "table:table-header-rows")


def _columns(parent: Element) -> int:
    found = 0
    for child in parent:
        name = name_of(child)
        if name == "table:table-column":
            found += number(get(child, "table:number-columns-repeated"))
        elif name in COLUMN_GROUPS:
            found += _columns(child)
    return min(found, MOST_COLUMNS)
