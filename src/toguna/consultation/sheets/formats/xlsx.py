"""XLSX and XLSM (ECMA-376, SpreadsheetML): the values, as Excel last computed them.

Only values are read, as a stream: openpyxl would hold a million formatted empty rows in
memory, and calamine allots the whole rectangle of a sheet, which one stray cell makes huge.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from toguna.consultation.sheets.grid import Grid, Merge
from toguna.consultation.sheets.model import Row, Sheet, SheetFormat, workbook_place
from toguna.consultation.sheets.parts import local_name, stream
from toguna.consultation.sheets.values import date_text, number_text
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element
from toguna.text.package import Package

CELL = re.compile(r"^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$")
EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>')
"""A cell that is only formatted; a sheet may have millions of them."""
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, such as `_x000D_` (ECMA-376, 22.9.2.19)."""
SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


def _recognises(data: bytes, filename: str) -> bool:
    """Tell by the parts; where the list of parts is damaged, by the name."""
    if not data.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return filename.lower().endswith(SUFFIXES)
    return any(name.startswith("xl/") for name in names)


def _read(data: bytes, filename: str) -> list[Sheet]:
    return _Workbook(Package(data, filename)).read()


class _Workbook:
    """One workbook: what its cells refer to, and its sheets."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.filename = package.filename
        self._part = package.related("", "officeDocument") or "xl/workbook.xml"
        if self._part not in package:
            raise self._no_workbook()
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()
        self._epoch_1904 = False
        self._without_value = 0

    def read(self) -> list[Sheet]:
        """Read every sheet, hidden ones too."""
        targets = self._sheet_parts()
        if not targets:
            raise self._no_workbook()
        sheets = [Sheet(name, self._rows(part), workbook_place(name)) for name, part in targets]
        sheets[0].notes.extend(self._notes())
        return sheets

    def _sheet_parts(self) -> list[tuple[str, str]]:
        known = self.package.relationships(self._part)
        found = []
        for element in stream(self.package, self._part, "sheet", "workbookPr"):
            if local_name(element) == "workbookPr":
                self._epoch_1904 = element.get("date1904") in ("1", "true")
                continue
            identifier = next(
                (value for name, value in element.items() if str(name).endswith("}id")), ""
            )
            target = known.get(str(identifier))
            if target is not None and target.type == "worksheet" and not target.external:
                found.append((element.get("name", ""), target.target))
        return found

    def _shared_strings(self) -> list[str]:
        part = self.package.related(self._part, "sharedStrings")
        if part is None:
            return []
        return [_string(item) for item in stream(self.package, part, "si")]

    def _cell_formats(self) -> list[str]:
        """Give the number format of each cell style, in the order of their numbers."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        part = self.package.related(self._part, "styles")
        if part is None:
            return []
        codes: dict[str, str] = {str(key): code for key, code in BUILTIN_FORMATS.items()}
        formats: list[str] = []
        for element in stream(self.package, part, "numFmt", "cellXfs"):
            if local_name(element) == "numFmt":
                codes[element.get("numFmtId", "")] = element.get("formatCode", "General")
            else:
                formats = [codes.get(xf.get("numFmtId", "0"), "General") for xf in element]
        return formats

    def _rows(self, part: str) -> list[Row]:
        grid = Grid(self.filename)
        number = -1
        for element in stream(self.package, part, "row", "mergeCell", without=EMPTY_CELL):
            if local_name(element) == "mergeCell":
                merge = _range(element.get("ref", ""))
                if merge is not None:
                    grid.merges.append(merge)
                continue
            number = _count(element.get("r"), number + 2) - 1
            self._cells(element, number, grid)
        return grid.rows()

    def _cells(self, row: Element, number: int, grid: Grid) -> None:
        column = -1
        for cell in row:
            reference = CELL.match(cell.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            if len(cell):
                grid.put(number, column, self._text(cell))

    def _text(self, cell: Element) -> str:
        value, formula = None, False
        for child in cell:
            name = local_name(child)
            if name == "v":
                value = child.text
            elif name == "is":
                return _string(child)
            elif name == "f":
                formula = True
        if value is None:
            self._without_value += formula
            return ""
        return self._typed(cell.get("t", "n"), value, cell.get("s", "0"))

    def _typed(self, kind: str, value: str, style: str) -> str:
        if kind == "s":
            index = _count(value, -1)
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "VRAI" if value == "1" else "FAUX"
        if kind == "n":
            index = _count(style, -1)
            known = 0 <= index < len(self._formats)
            return self._number(value, self._formats[index] if known else "General")
        if kind == "d":
            return value.removesuffix("T00:00:00")
        return _unescaped(value)

    def _number(self, value: str, number_format: str) -> str:
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        try:
            number = float(value)
            if is_date_format(number_format):
                epoch = CALENDAR_MAC_1904 if self._epoch_1904 else CALENDAR_WINDOWS_1900
                date = from_excel(number, epoch)
                if isinstance(date, datetime.date | datetime.time):
                    return date_text(date)
            return number_text(number, number_format)
        except (ValueError, OverflowError):
            return value

    def _notes(self) -> list[Message]:
        notes = []
        if self._without_value:
            notes.append(
                say(
                    "{file} : {count} formules n'ont pas de résultat enregistré et sont lues "
                    "comme vides ; ouvrez le fichier dans Excel, enregistrez-le et renvoyez-le.",
                    file=self.filename,
                    count=self._without_value,
                )
            )
        comments = sum(
            1
            for part in self.package.names
            if re.match(r"xl/(?:comments\d*|comments/.*|threadedComments/.*)\.xml$", part)
            for _ in stream(self.package, part, "comment", "threadedComment")
        )
        if comments:
            notes.append(
                say(
                    "{file} : {count} commentaires posés sur des cellules ne sont pas repris ; "
                    "lisez-les dans le fichier.",
                    file=self.filename,
                    count=comments,
                )
            )
        return notes

    def _no_workbook(self) -> UnreadableFile:
        return UnreadableFile(
            say(
                "{file} : ce fichier n'est pas un classeur Excel ; enregistrez-le au format XLSX "
                "et renvoyez-le.",
                file=self.filename,
            )
        )


def _string(item: Element) -> str:
    """Give the text of a string, rich or not, without the reading aids of Asian scripts."""
    return "".join(
        _unescaped(text.text or "")
        for text in item.iter("{*}t")
        if (parent := text.getparent()) is not None and local_name(parent) != "rPh"
    )


def _unescaped(text: str) -> str:
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = CELL.match(first), CELL.match(last or first)
    if start is None or end is None:
        return None
    return Merge(int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1]))


FORMAT = SheetFormat("XLSX", SUFFIXES, _recognises, _read)
