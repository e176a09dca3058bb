"""A workbook whose bytes depend on its content alone, and whose cells hold only text and numbers.

What contributors wrote is never taken for a formula, a link or a number; what a cell cannot
hold is cut with a mark.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter

from toguna.text.rendering.inline import clean

CELL_LIMIT = 32_767
CUT_MARK = " […] (texte complet dans dossier.json)"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
A4, A3 = 9, 8
HEADER_LIMIT = 200

FONT_SIZE, SMALL_FONT_SIZE = 11, 8
LINE_HEIGHT = 1.32
"""Of a line of text, in font sizes."""
TALLEST_ROW = 409
"""In points; no program shows more."""
CHARACTERS = 13
"""How many characters of one point stand in one unit of a column's width, on average."""
WORD_WRAP = 1.06
"""By how much lines are longer for being broken between words."""

INK, PAPER, DARK, MID, LIGHT, LINE = (
    "#000000", "#FFFFFF", "#1F3A4D", "#C9D6DF", "#EEF2F5", "#8A9BA8",
)  # fmt: skip
BASE = {"font_name": "Arial", "font_size": FONT_SIZE, "valign": "top"}
HEAD = {
    "bold": True, "font_color": PAPER, "bg_color": DARK, "border": 1, "border_color": LINE,
    "text_wrap": True, "valign": "vcenter",
}  # fmt: skip
HEAD_TO_FILL = {**HEAD, "font_color": INK, "bg_color": MID, "italic": True}
CELL = {"text_wrap": True, "border": 1, "border_color": LINE}
TITLE = {"bold": True, "font_size": 14, "font_color": DARK}

Look = dict[str, Any]
"""The properties of a cell, as XlsxWriter names them."""


class Column(NamedTuple):
    """A column of a sheet: its heading, its width in characters, whether people fill it in."""

    heading: str
    width: float
    to_fill: bool = False


class Piece(NamedTuple):
    """Some words of a cell, set off from the others or not."""

    text: str
    strong: bool


class Book:
    """A workbook being written."""

    def __init__(self, title: str, created: datetime) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
        self._title = title
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, widths: Sequence[float], paper: int = A4) -> Sheet:
        """Add a sheet: landscape, fitted to the paper's width, its pages numbered."""
        sheet = self._book.add_worksheet(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        title = self._title[:HEADER_LIMIT].replace("&", "&&").replace("\n", " ")
        sheet.set_header(f"&L&9{' ' + title}&R&9{name}")
        sheet.set_footer("&C&9Page &P / &N")
        return Sheet(self, sheet, widths)

    def format(self, look: Look) -> Any:
        """Give the format of a look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**BASE, **look})
        return self._formats[key]

    def to_bytes(self) -> bytes:
        """Give the file."""
        self._book.close()
        return self._stream.getvalue()


class Sheet:
    """A sheet being written."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float]) -> None:
        self._book = book
        self._widths = widths
        self._heights: dict[int, float] = {}
        self.raw = sheet

    def head(self, columns: Sequence[Column], row: int = 0) -> None:
        """Write a row of headings."""
        for number, column in enumerate(columns):
            look = HEAD_TO_FILL if column.to_fill else HEAD
            self.text(row, number, column.heading, look)

    def text(self, row: int, column: int, text: str, look: Look) -> None:
        """Write words, whatever they look like."""
        shown = fitting(clean(text))
        if not shown:
            self.raw.write_blank(row, column, None, self._book.format(look))
            return
        if shown.startswith(FORMULA_SIGNS):
            look = {**look, "quote_prefix": True}
        if look.get("text_wrap"):
            look = self._make_room(row, column, shown, look)
        self.raw.write_string(row, column, shown, self._book.format(look))

    def number(self, row: int, column: int, number: float, look: Look) -> None:
        """Write a number."""
        self.raw.write_number(row, column, number, self._book.format(look))

    def pieces(self, row: int, column: int, pieces: Sequence[Piece], look: Look) -> None:
        """Write words of which some stand out (bold and underlined, so that a copy shows it)."""
        whole = "".join(clean(piece.text) for piece in pieces)
        fits = fitting(whole) == whole and not whole.startswith(FORMULA_SIGNS)
        shown = [piece for piece in pieces if piece.text]
        if len(shown) < 2 or not fits:
            self.text(row, column, whole, look)
            return
        look = self._make_room(row, column, whole, look)
        strong, plain = self._book.format({"bold": True, "underline": 1}), self._book.format({})
        parts: list[Any] = []
        for piece in shown:
            parts += [strong if piece.strong else plain, clean(piece.text)]
        self.raw.write_rich_string(row, column, *parts, self._book.format(look))

    def _make_room(self, row: int, column: int, text: str, look: Look) -> Look:
        """Keep a row high enough for a cell; what no row can hold is written smaller."""
        size = look.get("font_size", FONT_SIZE)
        height = height_of(text, self._widths[column], size)
        if height > TALLEST_ROW:
            look = {**look, "font_size": SMALL_FONT_SIZE}
            height = height_of(text, self._widths[column], SMALL_FONT_SIZE)
        self._heights[row] = max(self._heights.get(row, 0), min(height, TALLEST_ROW))
        return look

    def fit_rows(self) -> None:
        """Make each row as high as its words need: not every program does so on opening."""
        for row, height in self._heights.items():
            self.raw.set_row(row, height)


def height_of(text: str, width: float, font_size: float) -> float:
    """Estimate the height that a text takes in a column, in points."""
    room = width * CHARACTERS / font_size
    lines = sum(max(1, math.ceil(len(line) * WORD_WRAP / room)) for line in text.split("\n"))
    return lines * font_size * LINE_HEIGHT + 3


def fitting(text: str) -> str:
    """Give a text as long as a cell can hold, cut with a mark where it is longer."""
    if len(text) * 2 <= CELL_LIMIT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    room = CELL_LIMIT - len(CUT_MARK)
    return units[: room * 2].decode("utf-16-le", errors="ignore") + CUT_MARK
