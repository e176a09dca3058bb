"""Lines of a deliberation's tables, whatever the file: words, and where a person finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toguna.consultation.decisions.problems import Problem
from toguna.consultation.folding import fold
from toguna.messages import Message, say


@dataclass(frozen=True, slots=True)
class Cell:
    """What was written, and where ("feuille « Options », ligne 4, colonne B (Nom)")."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its cells by field, empty ones left out."""

    where: str
    cells: Mapping[str, Cell]

    def text(self, field: str) -> str:
        """Give the words of a field, "" where nothing was written."""
        cell = self.cells.get(field)
        return "" if cell is None else cell.text

    def place(self, field: str) -> str:
        """Give where a field stands, or else its line."""
        cell = self.cells.get(field)
        return self.where if cell is None else cell.where


Tables = dict[str, list[Line]]
"""The lines of each table, by the key of its form."""


class Problems(list[Problem]):
    """What is wrong so far, in the order in which it was met."""

    def tell(self, where: str, template: str, /, **values: object) -> None:
        """Add a problem; its template is the French sentence."""
        self.append(Problem(where, say(template, **values)))

    def add(self, where: str, message: Message) -> None:
        """Add a problem that is a sentence already."""
        self.append(Problem(where, message))


def plain(text: str) -> str:
    """Give words as they are compared: without accents, capitals and double spaces."""
    return " ".join(fold(text).text.split())


class Names:
    """Things that a file names by their key or their full name, whatever the accents."""

    def __init__(self, named: Mapping[str, str]) -> None:
        """Know the things of `named`: from a key to a full name. A key goes before a name."""
        self._keys = {plain(name): key for key, name in named.items() if name}
        self._keys |= {plain(key): key for key in named}
        self.keys = tuple(named)

    def find(self, text: str) -> str | None:
        """Give the key of what is named, None where nothing is."""
        return self._keys.get(plain(text))

    def known(self) -> str:
        """Give the keys as a sentence lists them."""
        return ", ".join(self.keys)
