"""Which edits cannot both stand in the final text."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.collisions import Collision, collisions
from toguna.text.document import Document
from toguna.weave.edits import Edit, comes_whole
from toguna.weave.operations import Put


def rivals(edits: Sequence[Edit], base: Document, *, same_sender: bool = False) -> list[Collision]:
    """Give the pairs of edits of which at most one can be adopted.

    They are those that collide, but for whole rows and paragraphs that come in at one place:
    these may stand one after the other, in the order of their contributors.
    """
    pairs = collisions(edits, base, same_sender=same_sender)
    return [
        pair
        for pair in pairs
        if not (comes_whole(pair.one, base) and comes_whole(pair.other, base))
    ]


def twice_by_one(edits: Sequence[Edit]) -> list[tuple[Edit, Edit]]:
    """Give the pairs of edits under one name that bring the same words to one place.

    Equal words of several contributors come in once; those of one would come in twice.
    """
    first: dict[tuple[object, ...], Edit] = {}
    found: list[tuple[Edit, Edit]] = []
    for edit in edits:
        for operation in edit.operations:
            if isinstance(operation, Put):
                place = (operation.story, operation.block, operation.offset)
                before = first.setdefault((edit.contributor, *place, operation.identity), edit)
                if before is not edit:
                    found.append((before, edit))
                    break
    return found
