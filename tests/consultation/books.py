"""Workbooks and text tables for the tests of matrices."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence

import xlsxwriter
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def workbook(rows: Rows, merges: Iterable[str] = (), name: str = "Observations") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def shared_strings(rows: Rows, merge: str) -> bytes:
    """A workbook as Excel writes it, its strings in a part of their own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Observations")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.merge_range(merge, rows[1][ord(merge[0]) - ord("A")])
    return buffer.getvalue()


def text_table(rows: Rows, separator: str = ";", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def open_document(rows: str) -> bytes:
    """An ODS whose rows are given as XML."""
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Retours">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a package in which one part is changed."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = change(parts[part])
    return packed(parts, zipfile.ZIP_DEFLATED)
