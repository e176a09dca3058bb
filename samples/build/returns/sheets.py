"""What the two workbooks share: a file with fixed properties, and rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FICTION = "Document fictif – exemple pour Toguna"


@contextmanager
def workbook(path: Path, author: str, created: datetime) -> Iterator[Any]:
    """A workbook that is the same at every run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    book.set_properties({"author": author, "comments": FICTION, "created": created})
    yield book
    book.close()


def write_row(sheet: Any, row: int, cells: list[str], widths: list[int], style: Any) -> None:
    """A row as high as its longest cell needs."""
    for column, words in enumerate(cells):
        sheet.write(row, column, words, style)
    needed = [-(-len(words) // width) for words, width in zip(cells, widths, strict=True)]
    sheet.set_row(row, 12.5 * max(1, *needed))


def look(book: Any, **more: object) -> Any:
    """Wrapped text at the top of a bordered cell."""
    plain: dict[str, object] = {"text_wrap": True, "valign": "top", "border": 1}
    return book.add_format(plain | {"font_name": "Arial", "font_size": 9} | more)
