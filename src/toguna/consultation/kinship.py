"""Is a file a copy of the draft, and of which version of it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toguna.text.align import Unit, align, similarity
from toguna.text.document import Document

KIN = 0.25
"""A file that shares this much of its text with the draft, or the draft with it, is a copy."""
SHORT = 1_500
"""Drafts with fewer characters tell too little to say that a file is not a copy of them."""
OPAQUE = "o"
"""The kind of blocks that the program writes, and no person: they tell nothing."""


class Kinship:
    """How files are told to be copies of `document`, a version of the draft.

    A file is told by `before`, the blocks of its body before its tracked changes.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._units = document.stories["body"].units
        self._known = {(u.kind, u.text) for u in self._units if u.kind != OPAQUE}
        self._weight = _weight(unit for unit in self._units if _tells(unit))

    def is_copy(self, before: Sequence[Unit], threshold: float = KIN) -> bool:
        """Tell whether a file is a version of the document."""
        told = [unit for unit in before if _tells(unit)]
        least = min(self._weight, _weight(told))
        if least == 0:
            return self._weight == 0
        if self.shared_text(told) >= threshold * least:
            return True
        mine, theirs = self._units, [unit for unit in before if unit.kind != OPAQUE]
        groups = align(mine, theirs)
        alike = sum(
            similarity(mine[g.start], theirs[g.other]) * mine[g.start].weight for g in groups
        )
        return alike >= threshold * least

    def shared_text(self, before: Sequence[Unit]) -> int:
        """Give the number of characters of the blocks that both have word for word."""
        return _weight(u for u in before if (u.kind, u.text) in self._known and _tells(u))

    def missing(self, before: Sequence[Unit]) -> int:
        """Give the number of characters of the blocks that a file does not have."""
        theirs = {(u.kind, u.text) for u in before}
        return _weight(u for u in self._units if (u.kind, u.text) not in theirs and _tells(u))

    @property
    def is_short(self) -> bool:
        """Whether the document is too short for its copies to be told by their text."""
        return self._weight < SHORT


def best_version(versions: Sequence[Kinship], before: Sequence[Unit]) -> Document:
    """Give the version that a copy was made on; the first one unless another fits better.

    Of two that share as much with it, that one fits better of which it lacks less: a version to
    which only paragraphs were added since.
    """
    if len(versions) == 1:
        return versions[0].document
    return max(versions, key=lambda v: (v.shared_text(before), -v.missing(before))).document


def _tells(unit: Unit) -> bool:
    return unit.kind != OPAQUE and bool(unit.text.strip())


def _weight(units: Iterable[Unit]) -> int:
    return sum(unit.weight for unit in units)
