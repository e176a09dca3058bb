"""Is a file a copy of the draft, and of which version of it?"""

from __future__ import annotations

from collections.abc import Sequence

from toguna.text.align import Unit, align, similarity
from toguna.text.content import ViewBlock, ViewOpaque
from toguna.text.document import Document, unit

KIN = 0.25
"""A file that shares this much of its text with the draft, or the draft with it, is a copy."""
SHORT = 1_500
"""Drafts with fewer characters tell too little to say that a file is not a copy of them."""


def is_copy(base: Document, before: Sequence[ViewBlock], threshold: float = KIN) -> bool:
    """Tell whether a file's text before its tracked changes is a version of the draft's."""
    mine, theirs = base.stories["body"].units, _units(before)
    least = min(_weight(mine), _weight(theirs))
    if least == 0:
        return _weight(mine) == 0
    if shared_text(base, before) >= threshold * least:
        return True
    groups = align(mine, theirs)
    alike = sum(similarity(mine[g.start], theirs[g.other]) * mine[g.start].weight for g in groups)
    return alike >= threshold * least


def shared_text(base: Document, before: Sequence[ViewBlock]) -> int:
    """Give the number of characters of the blocks that two texts share word for word."""
    mine = {(u.kind, u.text) for u in base.stories["body"].units}
    return sum(u.weight for u in _units(before) if u.text.strip() and (u.kind, u.text) in mine)


def is_short(base: Document) -> bool:
    """Tell whether a draft is too short for its copies to be told by their text."""
    return _weight(base.stories["body"].units) < SHORT


def best_version(
    base: Document, earlier: Sequence[Document], before: Sequence[ViewBlock]
) -> Document:
    """Give the version that a copy was made on; the present one unless another fits better.

    Of two that share as much with it, that one fits better of which it lacks less: a version to
    which only paragraphs were added since.
    """
    if not earlier:
        return base
    return max(
        [base, *earlier],
        key=lambda version: (shared_text(version, before), -_missing(version, before)),
    )


def _missing(version: Document, before: Sequence[ViewBlock]) -> int:
    """Give the number of characters of the blocks of a version that a text does not have."""
    theirs = {(u.kind, u.text) for u in _units(before)}
    mine = version.stories["body"].units
    return _weight([u for u in mine if (u.kind, u.text) not in theirs])


def _units(blocks: Sequence[ViewBlock]) -> list[Unit]:
    return [unit(block) for block in blocks if not isinstance(block, ViewOpaque)]


def _weight(units: Sequence[Unit]) -> int:
    return sum(u.weight for u in units if u.text.strip() and u.kind != "o")
