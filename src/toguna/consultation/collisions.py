"""Which edits stand in each other's way, and how (Lindholm, DocEng 2004, for the classes).

Two edits of different contributors collide where their footprints overlap or touch the same gap
and they are not the same edit. What several say in the same words is no collision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from toguna.consultation.model import Tier
from toguna.consultation.spans import tables_around
from toguna.text.content import MARK
from toguna.text.document import Document
from toguna.weave.edits import Edit, EditKind, is_whole
from toguna.weave.operations import Cut, CutBlock, CutRow, Operation, Put, PutRow, Reformat

PROPOSITION = " (proposition)"
"""What follows a contributor's label where an edit was derived from what it says in prose."""


@dataclass(frozen=True, slots=True, eq=False)
class Collision:
    """Two edits that cannot both be followed."""

    one: Edit
    other: Edit
    tier: Tier


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    edit: Edit
    operation: Operation


def sender(edit: Edit) -> str:
    """Give the label of the contributor behind an edit, a derived one included."""
    return edit.contributor.removesuffix(PROPOSITION)


def collisions(
    edits: Sequence[Edit], base: Document, *, same_sender: bool = False
) -> list[Collision]:
    """Give the pairs of edits of different contributors that collide, each pair once.

    With `same_sender`, those of one contributor too.
    """
    found: dict[tuple[int, int], Collision] = {}
    signatures = {id(edit): signature(edit) for edit in edits}
    for one, other in _meetings(edits):
        if one.edit is other.edit:
            continue
        if not same_sender and sender(one.edit) == sender(other.edit):
            continue
        if signatures[id(one.edit)] == signatures[id(other.edit)]:
            continue
        key = (id(one.edit), id(other.edit))
        if key not in found and operations_meet(one.operation, other.operation, base):
            tier = _tier(one, other, base)
            found[key] = Collision(one.edit, other.edit, tier)
    return list(found.values())


def signature(edit: Edit) -> tuple[object, ...]:
    """Give what two edits that do the same to the draft share."""
    return tuple(_operation_signature(operation) for operation in edit.operations)


def _operation_signature(operation: Operation) -> tuple[object, ...]:
    kind, story, block = type(operation).__name__, operation.story, operation.block
    if isinstance(operation, Cut):
        return kind, story, block, operation.start, operation.end
    if isinstance(operation, Put):
        return kind, story, block, operation.offset, operation.identity
    if isinstance(operation, PutRow):
        return kind, story, block, operation.row, operation.identity
    if isinstance(operation, CutRow):
        return kind, story, block, operation.row
    if isinstance(operation, Reformat):
        return kind, story, block, operation.start, operation.end, operation.identity
    return kind, story, block


def _meetings(edits: Sequence[Edit]) -> Iterator[tuple[_Step, _Step]]:
    """Give the pairs of operations on one block, and those of a block and what stands in it."""
    by_block: dict[tuple[str, int], list[_Step]] = defaultdict(list)
    wholes: dict[tuple[str, int], list[_Step]] = defaultdict(list)
    for edit in edits:
        for operation in edit.operations:
            key = (operation.story, operation.block)
            by_block[key].append(_Step(edit, operation))
            if isinstance(operation, CutBlock | CutRow):
                wholes[key].append(_Step(edit, operation))
    for steps in by_block.values():
        yield from combinations(steps, 2)
    for (story, _), steps in by_block.items():
        for outer, number, _ in tables_around(story):
            for whole in wholes.get((outer, number), ()):
                yield from ((whole, step) for step in steps)


def operations_meet(one: Operation, other: Operation, base: Document) -> bool:
    """Tell whether two operations overlap or touch the same gap and bring different things."""
    if isinstance(one, CutRow | CutBlock) and other.story != one.story:
        return _contains(one, other)
    if isinstance(one, Cut) and isinstance(other, Cut):
        return one.start < other.end and other.start < one.end
    if isinstance(one, Cut) and isinstance(other, Put):
        return one.start < other.offset < one.end
    if isinstance(one, Put) and isinstance(other, Cut):
        return operations_meet(other, one, base)
    if isinstance(one, Put) and isinstance(other, Put):
        same_gap = one.offset == other.offset and is_whole(one, base) == is_whole(other, base)
        return same_gap and one.identity != other.identity
    return _meet_wholes(one, other)


def _meet_wholes(one: Operation, other: Operation) -> bool:
    if isinstance(one, PutRow) and isinstance(other, PutRow):
        return one.row == other.row and one.identity != other.identity
    if isinstance(one, Reformat) and isinstance(other, Reformat):
        overlap = one.start < other.end and other.start < one.end
        return (overlap or one.end == other.end == 0) and one.identity != other.identity
    if isinstance(one, CutBlock):
        return isinstance(other, CutRow | PutRow)
    if isinstance(other, CutBlock):
        return isinstance(one, CutRow | PutRow)
    return False


def _contains(whole: CutRow | CutBlock, inner: Operation) -> bool:
    prefix = f"{whole.story}/{whole.block}"
    if isinstance(whole, CutRow):
        return inner.story.startswith(f"{prefix}.{whole.row}.")
    return inner.story.startswith((f"{prefix}.", f"{prefix}@"))


def _tier(one: _Step, other: _Step, base: Document) -> Tier:
    kinds = {one.edit.kind, other.edit.kind}
    rows = any(isinstance(step.operation, CutBlock | CutRow | PutRow) for step in (one, other))
    deletes_what_another_edits = EditKind.DELETE in kinds and len(kinds) > 1
    if rows or EditKind.MOVE in kinds or deletes_what_another_edits:
        return Tier.STRUCTURE
    if kinds == {EditKind.INSERT} or _splits(one, base) or _splits(other, base):
        return Tier.STRUCTURE
    return Tier.WORDS


def _splits(step: _Step, base: Document) -> bool:
    """Tell whether an operation makes two paragraphs of one or one of two."""
    operation = step.operation
    if isinstance(operation, Cut):
        length = base.stories[operation.story].length(operation.block)
        return operation.end > length and operation.start > 0
    return isinstance(operation, Put) and MARK in operation.text and not is_whole(operation, base)
