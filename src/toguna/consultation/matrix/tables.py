"""A matrix sent as a table of a Word document: its tables as sheets."""

from __future__ import annotations

from toguna.consultation.matrix.header import find_header
from toguna.consultation.matrix.headings import Column
from toguna.consultation.sheets import Row, Sheet
from toguna.text.content import ViewRow, ViewTable
from toguna.text.document import Document
from toguna.text.shown import shown

ENOUGH_COLUMNS = 3
ENOUGH_WORDS = 0.4
"""The share of a document's words that stand in the tables, where these are what it is for."""


def tables_as_sheets(document: Document) -> list[Sheet]:
    """Give the tables of a document's body as sheets, merged cells spread out."""
    tables = [block for block in document.stories["body"].blocks if isinstance(block, ViewTable)]
    return [
        Sheet("", _rows(table), f"tableau {number}", follows=number > 1)
        for number, table in enumerate(tables, start=1)
    ]


def looks_like_matrix(document: Document) -> bool:
    """Tell whether a document is there for a table of observations that it holds."""
    sheets = tables_as_sheets(document)
    headers = [header for sheet in sheets if (header := find_header(sheet)) is not None]
    if not any(header.fields >= ENOUGH_COLUMNS for header in headers):
        return False
    if any(Column.PROPOSED in header.columns.values() for header in headers):
        return True
    in_tables = sum(len(text) for sheet in sheets for row in sheet.rows for text in row.cells)
    blocks = document.stories["body"].blocks
    return in_tables >= ENOUGH_WORDS * sum(len(shown(block)) for block in blocks)


def _rows(table: ViewTable) -> list[Row]:
    rows: list[Row] = []
    above: dict[int, str] = {}
    for number, row in enumerate(table.rows, start=1):
        cells, spread, across = _cells(row, above)
        above = dict(enumerate(cells))
        if any(text and index not in spread | across for index, text in enumerate(cells)):
            rows.append(Row(number, tuple(cells), frozenset(spread | across), frozenset(across)))
    return rows


def _cells(row: ViewRow, above: dict[int, str]) -> tuple[list[str], set[int], set[int]]:
    """Give the texts of a row, column by column, and the columns filled from above and beside."""
    cells: list[str] = []
    spread: set[int] = set()
    across: set[int] = set()
    for cell, (width, merge) in zip(row.cells, row.shape, strict=True):
        start = len(cells)
        text = "\n".join(filter(None, (shown(block).strip() for block in cell.blocks)))
        if merge == "continue" and not text:
            text = above.get(start, "")
            spread.update(range(start, start + width))
        cells += [text] * width
        across.update(range(start + 1, start + width))
    return cells, spread, across - spread
