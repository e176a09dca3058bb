"""A copy of the draft on somebody's desk, and the people who work on it."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

from ..ooxml.package import Package
from ..ooxml.xml import Element, every, find, q, serialise
from ..typography import paragraph_id, typo
from ..writer.cover import Edition
from ..writer.parts import core_part
from .lines import text_of


class ReviewCopy:
    """The parts of a copy, opened when first needed, and the ids that it has given."""

    def __init__(self, package: Package, edition: Edition, name: str) -> None:
        self.package = package.copy()
        self.edition = edition
        self.name = name
        self._roots: dict[str, Element] = {}
        self._ids = itertools.count(1001)
        self._paragraphs = itertools.count(1)

    def root(self, part: str = "document.xml") -> Element:
        if part not in self._roots:
            self._roots[part] = self.package.xml(part)
        return self._roots[part]

    def next_id(self) -> int:
        return next(self._ids)

    def next_paragraph_id(self) -> str:
        return paragraph_id(f"{self.name} {next(self._paragraphs)}")

    def cell(self, first: str, column: int) -> Element:
        """The paragraph of a cell, in the one row whose first cell reads `first`."""
        cells = list(self.row(first).iter(q("w:tc")))
        return next(cells[column - 1].iter(q("w:p")))

    def row(self, first: str) -> Element:
        words = typo(first)
        found = [
            row for row in every(self.root(), "w:tr") if text_of(next(every(row, "w:p"))) == words
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} rows start with « {first} »")
        return found[0]

    def save(self, path: Path, person: str, date: str) -> None:
        for part, root in self._roots.items():
            _mirror_boxes(root)
            self.package.parts[f"word/{part}"] = serialise(root)
        self.package.parts["docProps/core.xml"] = core_part(self.edition, person, date)
        self.package.save(path)


def _mirror_boxes(root: Element) -> None:
    """A box stands twice in the file: what was edited in the first is copied to the second."""
    for both in every(root, "mc:AlternateContent"):
        first = find(both, "mc:Choice//w:txbxContent")
        second = find(both, "mc:Fallback//w:txbxContent")
        if first is not None and second is not None:
            second[:] = [node.__deepcopy__({}) for node in first]


class Clock:
    """The time of each act of a person: a few minutes after the one before."""

    _STEPS = (2, 5, 3, 9, 4, 7)

    def __init__(self, start: str) -> None:
        self._now = datetime.fromisoformat(start)
        self._steps = itertools.cycle(self._STEPS)

    def tick(self) -> str:
        now = self._now
        self._now += timedelta(minutes=next(self._steps))
        return now.strftime("%Y-%m-%dT%H:%M:00Z")
