"""Which edits cannot both stand in the final text."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.collisions import Collision, collisions
from toguna.text.document import Document
from toguna.weave.edits import Edit, comes_whole


def rivals(edits: Sequence[Edit], base: Document, *, same_sender: bool = False) -> list[Collision]:
    """Give the pairs of edits of which at most one can be adopted.

    They are those that collide, but for whole rows and paragraphs that come in at one place:
    these may stand one after the other, in the order of their contributors.
    """
    return [
        pair
        for pair in collisions(edits, base, same_sender=same_sender)
        if not (comes_whole(pair.one, base) and comes_whole(pair.other, base))
    ]
