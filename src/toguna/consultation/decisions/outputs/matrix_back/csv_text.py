"""A text table with its answers: same encoding, separator and quotes, old cells byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from toguna.consultation.decisions.outputs.matrix_back.filling import Filling
from toguna.consultation.outputs.workbook import FORMULA_SIGNS
from toguna.consultation.sheets import Sheet
from toguna.consultation.sheets.decoding import BOMS, SINGLE_BYTE, decode
from toguna.consultation.sheets.formats.csv_text import SEPARATORS
from toguna.text.rendering.inline import clean

DECLARED = re.compile(r'\A"?sep=(.)"?[ \t;,]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
QUOTE = '"'
NEEDS_QUOTES = re.compile(r'["\r\n]')


def fill(data: bytes, filename: str, fillings: Sequence[Filling]) -> bytes:
    """Write the answers into a text table."""
    (filling,) = fillings
    text = decode(data, filename)[0]
    declared = DECLARED.match(text)
    start = declared.end() if declared else 0
    separators = declared[1] if declared else SEPARATORS
    table = _Table(text[start:], separators[0])
    for separator, quoted in product(separators, (True, False)):
        table = _Table(text[start:], separator, quoted=quoted)
        if table.reads_as(filling.sheet):
            break
    table.fill(filling)
    mark, encoding = _encoding(data, text)
    return mark + (text[:start] + table.text()).encode(encoding, errors="replace")


def _encoding(data: bytes, text: str) -> tuple[bytes, str]:
    """Give the mark at the start and the encoding; a mixed file becomes UTF-8 throughout.

    One of plain letters alone takes the encoding of Windows, as Excel expects.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return mark, encoding
    first = () if data.isascii() else ("utf-8",)
    for encoding in (*first, *SINGLE_BYTE, "utf-16-le", "utf-16-be"):
        try:
            if data.decode(encoding) == text:
                return b"", encoding
        except UnicodeDecodeError:
            continue
    return BOMS[0]


@dataclass
class _Record:
    """A line of the table: its cells as they are written, and the line's end."""

    cells: list[str] = field(default_factory=list)
    end: str = ""


class _Table:
    """A text table cut into cells without a change to any of its signs."""

    def __init__(self, text: str, separator: str, *, quoted: bool = True) -> None:
        self._separator = separator
        self._quoted = quoted
        self._records: list[_Record] = []
        self._cut(text)

    def _cut(self, text: str) -> None:
        record, start, position = _Record(), 0, 0
        while position < len(text):
            if self._quoted and position == start and text[position] == QUOTE:
                position = _past_quotes(text, position)
            elif text[position] == self._separator:
                record.cells.append(text[start:position])
                start = position = position + 1
            elif text[position] in "\r\n":
                record.cells.append(text[start:position])
                record.end = "\r\n" if text.startswith("\r\n", position) else text[position]
                self._records.append(record)
                start = position = position + len(record.end)
                record = _Record()
            else:
                position += 1
        if record.cells or start < len(text):
            record.cells.append(text[start:])
            self._records.append(record)

    def reads_as(self, sheet: Sheet) -> bool:
        """Tell whether the cells are those that were read."""
        return all(
            row.number <= len(self._records)
            and [text for text in map(self._value, self._records[row.number - 1].cells) if text]
            == [text for text in row.cells if text]
            for row in sheet.rows
        )

    def _value(self, cell: str) -> str:
        if self._quoted and cell.startswith(QUOTE):
            end = _past_quotes(cell, 0)
            cell = cell[1 : end - 1].replace(QUOTE * 2, QUOTE) + cell[end:]
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()

    def fill(self, filling: Filling) -> None:
        """Write texts into their cells; shorter lines are made as long as they must be."""
        for (line, column), text in sorted(filling.cells.items()):
            cells = self._records[line - 1].cells
            cells += [""] * (column + 1 - len(cells))
            cells[column] = self._written(text)

    def _written(self, text: str) -> str:
        """Write a text so that it is one cell, and never a formula."""
        shown = clean(text)
        if shown.startswith(FORMULA_SIGNS):
            shown = "'" + shown
        if not self._quoted:
            return " ".join(shown.replace(self._separator, ",").split())
        if self._separator in shown or NEEDS_QUOTES.search(shown):
            return QUOTE + shown.replace(QUOTE, QUOTE * 2) + QUOTE
        return shown

    def text(self) -> str:
        """Give the whole table."""
        return "".join(self._separator.join(r.cells) + r.end for r in self._records)


def _past_quotes(text: str, position: int) -> int:
    """Give where the quoted words that start at a position end."""
    position += 1
    while True:
        position = text.find(QUOTE, position)
        if position < 0:
            return len(text)
        if not text.startswith(QUOTE * 2, position):
            return position + 1
        position += 2
