"""The fields of one line, gathered from its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.matrix.header import Header
from toguna.consultation.matrix.headings import Column, plain
from toguna.consultation.matrix.natures import nature_words
from toguna.consultation.references.words import KINDS
from toguna.consultation.sheets import Row

PLACES = (Column.REFERENCE, Column.PAGE, Column.LINE)
TEXTS = (Column.CURRENT, Column.OBSERVATION, Column.PROPOSED, Column.REASON)
_BARE = re.compile(r"^(?:[ivx]+|[0-9]+)(?:[.-][0-9a-z]+)*(?:\s?(?:[,;/&-]|et|a)\s?[0-9.]+)*$")
"""A number alone, or several: only the column's heading says of what."""
_NONE = re.compile(r"^(?:[-–—/.]+|neant|ras|r\.a\.s\.?|n/?a|sans objet)$")
LONGEST_SIGN = 30
SHOWN = {"subsection": "§", "section": "§", "axis": "Axe"}
"""How a kind is written before its number, where the heading's own word is not used."""


def settled(row: Row, header: Header) -> Row:
    """Give a line with each text in one column: a merged one in the first that holds texts."""
    cells = list(row.cells)
    origin = 0
    for index in range(len(cells)):
        if index not in row.across:
            origin = index
            continue
        cells[index] = ""
        kinds = header.columns.get(origin), header.columns.get(index)
        if kinds[0] not in TEXTS and kinds[1] in TEXTS and cells[origin]:
            cells[origin], cells[index] = "", cells[origin]
            origin = index
    return Row(row.number, tuple(cells), row.spread - row.across)


@dataclass(frozen=True, slots=True)
class Fields:
    """What one line says, by kind of column; `own` tells what was written on the very line."""

    row: Row
    header: Header

    def text(self, kind: Column, joint: str = "\n") -> str:
        """Give what the columns of a kind say, equal texts once."""
        return joint.join(dict.fromkeys(self._texts(kind, own=False)))

    def own(self, *kinds: Column) -> bool:
        """Tell whether something was written on this line in columns of these kinds."""
        return any(text for kind in kinds for text in self._texts(kind, own=True))

    def says(self) -> bool:
        """Tell whether the line says anything on the text of the draft."""
        return any(not _is_none(text) for kind in TEXTS for text in self._texts(kind, own=False))

    def places(self) -> str:
        """Give the words that name the place, from the columns that do, as one text."""
        found = []
        for index in self.header.of(*PLACES):
            text = self.row.cell(index)
            if text and not _is_none(text):
                found.append(_with_unit(text, self.header, index))
        return ", ".join(dict.fromkeys(found))

    def nature(self) -> str:
        """Give the nature in the project's words."""
        return nature_words(self.text(Column.NATURE, " "))

    def _texts(self, kind: Column, *, own: bool) -> list[str]:
        return [
            text
            for index in self.header.of(kind)
            if (text := self.row.cell(index)) and not (own and index in self.row.spread)
        ]


def _is_none(text: str) -> bool:
    """Tell whether a text only says that there is nothing."""
    return len(text) <= LONGEST_SIGN and bool(_NONE.match(fold(text).text))


def _with_unit(text: str, header: Header, index: int) -> str:
    """Put before a bare number the word of its heading: "12" below "Page" is "page 12"."""
    if len(text) > LONGEST_SIGN or not _BARE.match(fold(text).text):
        return text
    kind = header.columns[index]
    if kind is Column.PAGE:
        return f"page {text}"
    if kind is Column.LINE:
        return f"ligne {text}"
    words = [word for word in plain(header.texts.get(index, "")).split() if word in KINDS]
    kinds = list(dict.fromkeys(KINDS[word] for word in words))
    if len(kinds) == 1:
        return f"{SHOWN.get(kinds[0], words[0])} {text}"
    return f"§ {text}" if kinds and re.search(r"[0-9][.][0-9]", text) else text
