"""ODS (OpenDocument 1.3, part 3, 9.1): the text of each cell as LibreOffice shows it.

Calamine reads these too, but tells neither the merged cells nor what a cell shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.sheets.grid import MAX_COLUMNS, Grid, Merge
from toguna.consultation.sheets.model import Sheet, SheetFormat, workbook_place
from toguna.consultation.sheets.parts import local_name, stream
from toguna.messages import say
from toguna.text.errors import UnreadableFile, protected
from toguna.text.ooxml import Element
from toguna.text.package import Package

ODS_SIGN = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
SUFFIXES = (".ods", ".ots")
CONTENT = "content.xml"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MAX_ROWS = 1 << 20


def _recognises(data: bytes, filename: str) -> bool:
    if not data.startswith(b"PK"):
        return False
    return ODS_SIGN in data[:200] or filename.lower().endswith(SUFFIXES)


def _read(data: bytes, filename: str) -> list[Sheet]:
    package = Package(data, filename)
    if CONTENT not in package:
        raise _no_workbook(filename)
    _refuse_encrypted(package)
    sheets: list[Sheet] = []
    reader = _SheetReader(filename)
    for element in stream(package, CONTENT, "table-row", "table"):
        if local_name(element) == "table-row":
            reader.row(element)
        elif element.tag == TABLE + "table":
            name = element.get(TABLE + "name", "")
            sheets.append(Sheet(name, reader.grid.rows(), workbook_place(name)))
            reader = _SheetReader(filename)
    if not sheets:
        raise _no_workbook(filename)
    return sheets


class _SheetReader:
    """Reads one sheet, row by row."""

    def __init__(self, filename: str) -> None:
        self.grid = Grid(filename)
        self._number = 0

    def row(self, element: Element) -> None:
        """Read a row, as often as it is repeated; repeated empty rows are just counted."""
        cells = list(_cells(element))
        repeated = _repeat(element, "number-rows-repeated", MAX_ROWS)
        for number in range(self._number, self._number + (repeated if cells else 0)):
            for column, text, cell in cells:
                self.grid.put(number, column, text)
                self._merge(number, column, cell)
        self._number += repeated

    def _merge(self, row: int, column: int, cell: Element) -> None:
        rows = _repeat(cell, "number-rows-spanned", MAX_ROWS)
        columns = _repeat(cell, "number-columns-spanned", MAX_COLUMNS)
        if rows > 1 or columns > 1:
            self.grid.merges.append(Merge(row, column, row + rows - 1, column + columns - 1))


def _cells(row: Element) -> Iterator[tuple[int, str, Element]]:
    """Give the cells of a row that hold something: column, text and element."""
    column = 0
    for cell in row:
        if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        repeated = _repeat(cell, "number-columns-repeated", MAX_COLUMNS + 1)
        text = _text(cell) if cell.tag == TABLE + "table-cell" else ""
        if text.strip():
            for repeat in range(repeated):
                yield column + repeat, text, cell
        column += repeated


def _text(cell: Element) -> str:
    date = cell.get(OFFICE + "date-value")
    if date:
        return date.removesuffix("T00:00:00").replace("T", " ")
    return "\n".join(_paragraph(child) for child in cell if child.tag == TEXT + "p")


def _paragraph(element: Element) -> str:
    words = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            words.append(" " * _repeat(child, "c", 1000, TEXT))
        elif child.tag == TEXT + "tab":
            words.append("\t")
        elif child.tag == TEXT + "line-break":
            words.append("\n")
        elif child.tag != OFFICE + "annotation":
            words.append(_paragraph(child))
        words.append(child.tail or "")
    return "".join(words)


def _repeat(element: Element, name: str, most: int, prefix: str = TABLE) -> int:
    """Give a count that an attribute states, 1 where it does not, `most` at most."""
    text = element.get(prefix + name, "1")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _refuse_encrypted(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise protected(package.filename)


def _no_workbook(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce fichier n'est pas un classeur ; enregistrez-le au format ODS ou XLSX et "
            "renvoyez-le.",
            file=filename,
        )
    )


FORMAT = SheetFormat("ODS", SUFFIXES, _recognises, _read)
