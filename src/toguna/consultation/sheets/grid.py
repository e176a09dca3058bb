"""A sheet while it is read: the cells that hold something, and the merges over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from toguna.consultation.sheets.model import Row
from toguna.messages import say
from toguna.text.errors import UnreadableFile

MAX_CELLS = 500_000
"""A matrix has some thousands; what has more is a mistake or an attack."""
MAX_COLUMNS = 2_000
"""What stands further to the right is no matrix; it would make every line as long."""


class Merge(NamedTuple):
    """A merged range: its first and last row and column, from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """The cells of one sheet by row and column, both counted from 0; empty cells cost nothing."""

    def __init__(self, filename: str) -> None:
        self.merges: list[Merge] = []
        self._filename = filename
        self._rows: dict[int, dict[int, str]] = {}
        self._count = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Write the text of a cell; blanks around it are dropped, an empty one is ignored.

        Raises:
            UnreadableFile: the sheet is too large to be read.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not text:
            return
        self._count += 1
        if column >= MAX_COLUMNS:
            raise _too_large(self._filename)
        self._spend(0)
        self._rows.setdefault(row, {})[column] = text

    def rows(self) -> list[Row]:
        """Give the lines that hold something of their own, merges spread out.

        Raises:
            UnreadableFile: the sheet is too large to be read.
        """
        numbers = sorted(self._rows)
        above: dict[int, dict[int, str]] = {}
        across: dict[int, dict[int, str]] = {}
        for merge in self.merges:
            self._spread(merge, numbers, above, across)
        rows = []
        width = 0
        for number in numbers:
            own, beside = self._rows[number], across.get(number, {})
            cells = {**above.get(number, {}), **beside, **own}
            length = max(cells) + 1
            width += length
            self._spend(width)
            texts = tuple(cells.get(column, "") for column in range(length))
            spread = frozenset(cells.keys() - own.keys())
            rows.append(Row(number + 1, texts, spread, frozenset(beside.keys() - own.keys())))
        return rows

    def _spread(
        self,
        merge: Merge,
        numbers: list[int],
        above: dict[int, dict[int, str]],
        across: dict[int, dict[int, str]],
    ) -> None:
        """Copy a merge's text to its other cells, on the lines that hold something."""
        text = self._rows.get(merge.top, {}).get(merge.left)
        if text is None:
            return
        right = min(merge.right, MAX_COLUMNS - 1)
        for index in range(bisect_left(numbers, merge.top), bisect_right(numbers, merge.bottom)):
            row = numbers[index]
            cells = (across if row == merge.top else above).setdefault(row, {})
            cells.update(dict.fromkeys(range(merge.left, right + 1), text))
            self._count += right - merge.left + 1
            self._spend(0)

    def _spend(self, more: int) -> None:
        if self._count + more > MAX_CELLS:
            raise _too_large(self._filename)


def _too_large(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce tableau est démesuré pour une matrice d'observations ; gardez les "
            "seules lignes et colonnes utiles et renvoyez-le.",
            file=filename,
        )
    )
