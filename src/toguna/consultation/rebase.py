"""Moving edits made on an earlier version of the draft onto the present one.

An edit moves where everything that it touches still stands in the present version, word for
word. Where it does not, the edit is not guessed: it is listed for a person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toguna.text.align import Unit, align
from toguna.text.content import MARK, ViewBlock, ViewParagraph, ViewTable
from toguna.text.diff import replacements
from toguna.text.document import Document, DocumentStory, Place, cell_name
from toguna.weave.edits import Edit
from toguna.weave.operations import Cut, CutBlock, CutRow, Operation, Put, PutRow, Reformat


@dataclass(frozen=True, slots=True)
class Same:
    """Characters `start` to `end` of a paragraph are the present version's, from `other` on."""

    start: int
    end: int
    other: int


@dataclass(slots=True)
class _Block:
    """Where a block stands now; for a paragraph, the characters that it still has."""

    story: str
    block: int
    same: list[Same]
    rows: dict[int, int]


class Rebase:
    """The way from an earlier version to the present one."""

    def __init__(self, earlier: Document, present: Document) -> None:
        self._earlier = earlier
        self._blocks: dict[tuple[str, int], _Block] = {}
        for name, story in earlier.stories.items():
            if "/" not in name and name in present.stories:
                self._story(story, present.stories[name], present)

    def _story(self, old: DocumentStory, new: DocumentStory, present: Document) -> None:
        for group in align(old.units, new.units):
            for block, other in _pairs(group):
                self._pair(old, block, new, other, present)

    def _pair(
        self, old: DocumentStory, block: int, new: DocumentStory, other: int, present: Document
    ) -> None:
        mine, theirs = old.blocks[block], new.blocks[other]
        found = _Block(new.name, other, _same_characters(mine, theirs), {})
        self._blocks[old.name, block] = found
        if not isinstance(mine, ViewTable) or not isinstance(theirs, ViewTable):
            return
        units = [[Unit("r", row.signature) for row in table.rows] for table in (mine, theirs)]
        for group in align(*units):
            for row, other_row in _pairs(group):
                found.rows[row] = other_row
                for cell in range(len(mine.rows[row].cells)):
                    before = self._earlier.stories[cell_name(old.name, block, row, cell)]
                    after = present.stories.get(cell_name(new.name, other, other_row, cell))
                    if after is not None:
                        self._story(before, after, present)

    def edit(self, edit: Edit) -> Edit | None:
        """Give an edit in the present version's coordinates, None where it does not fit there."""
        operations: list[Operation] = []
        for operation in edit.operations:
            moved = self._operation(operation)
            if moved is None:
                return None
            operations.append(moved)
        return replace(edit, operations=operations)

    def place(self, place: Place) -> Place | None:
        """Give where a place of the earlier version stands now, as nearly as can be said."""
        for block in range(place.block, -1, -1):
            found = self._blocks.get((place.story, block))
            if found is not None:
                exact = block == place.block
                offset = _nearest(found.same, place.offset) if exact else 0
                return Place(found.story, found.block, offset)
        return None

    def _operation(self, operation: Operation) -> Operation | None:
        found = self._blocks.get((operation.story, operation.block))
        if isinstance(operation, Put) and operation.offset == 0:
            return self._put_between(operation, found)
        if found is None:
            return None
        if isinstance(operation, Cut | Reformat):
            return _words(operation, found)
        if isinstance(operation, Put):
            offset = _gap(found.same, operation.offset)
            return None if offset is None else _put(operation, found.story, found.block, offset)
        if isinstance(operation, CutBlock):
            return replace(operation, story=found.story, block=found.block)
        return _row(operation, found)

    def _put_between(self, put: Put, found: _Block | None) -> Put | None:
        """What comes in before a block stands before it, or else after the one before it."""
        if found is not None:
            return _put(put, found.story, found.block, 0)
        before = self._blocks.get((put.story, put.block - 1))
        if before is None or not put.text.endswith(MARK):
            return None
        return _put(put, before.story, before.block + 1, 0)


def _put(put: Put, story: str, block: int, offset: int) -> Put:
    return replace(put, story=story, block=block, offset=offset)


def _words(operation: Cut | Reformat, found: _Block) -> Cut | Reformat | None:
    for same in found.same:
        if same.start <= operation.start and operation.end <= same.end:
            shift = same.other - same.start
            start, end = operation.start + shift, operation.end + shift
            return replace(operation, story=found.story, block=found.block, start=start, end=end)
    return None


def _row(operation: CutRow | PutRow, found: _Block) -> CutRow | PutRow | None:
    row = found.rows.get(operation.row)
    if row is None and isinstance(operation, PutRow) and operation.row - 1 in found.rows:
        row = found.rows[operation.row - 1] + 1
    if row is None:
        return None
    return replace(operation, story=found.story, block=found.block, row=row)


def _pairs(group: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    start, end, other, other_end = group
    return list(zip(range(start, end), range(other, other_end), strict=False))


def _same_characters(old: ViewBlock, new: ViewBlock) -> list[Same]:
    """Give the characters of a paragraph that the other one has too, its mark among them."""
    if not isinstance(old, ViewParagraph) or not isinstance(new, ViewParagraph):
        return []
    found: list[Same] = []
    position = other = 0
    for change in replacements(old.text, new.text):
        if change.start > position:
            found.append(Same(position, change.start, other))
        position, other = change.end, change.other_end
    return [*found, Same(position, len(old.text) + 1, other)]


def _gap(same: Sequence[Same], offset: int) -> int | None:
    """Give where the gap before a character is now: beside either of its neighbours."""
    for piece in same:
        if piece.start < offset <= piece.end or piece.start == offset:
            return piece.other + offset - piece.start
    return None


def _nearest(same: Sequence[Same], offset: int) -> int:
    index = bisect_right([piece.start for piece in same], offset) - 1
    if index < 0:
        return 0
    piece = same[index]
    return piece.other + min(offset, piece.end - 1) - piece.start
