"""A sheet of figures: headings, then lines of words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toguna.consultation.outputs.workbook import CELL, Book, Column, Look, Sheet

NUMBER: Look = {**CELL, "num_format": "0.00"}
SHARE: Look = {**CELL, "num_format": "0.0%"}
WHOLE: Look = {**CELL, "num_format": "0"}
STRONG: Look = {**CELL, "bold": True}

Value = str | float | int | None


def put(
    book: Book, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]], look: Look
) -> Sheet:
    """Write a sheet: headings, then rows; numbers have `look`, and nothing is a blank cell."""
    sheet = book.sheet(name, [column.width for column in columns])
    sheet.head(columns)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None or isinstance(value, str):
                sheet.text(number, column, value or "", STRONG if column == 0 else CELL)
            elif np.isfinite(value):
                sheet.number(
                    number, column, float(value), WHOLE if isinstance(value, int) else look
                )
            else:
                sheet.text(number, column, "", CELL)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.repeat_rows(0)
    if rows:
        sheet.raw.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.fit_rows()
    return sheet
