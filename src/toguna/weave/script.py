"""The script of a comparison: operations in the draft's order, and what is kept between them."""

from __future__ import annotations

from toguna.text.content import MARK, Changes, Leaf, Paragraph
from toguna.text.document import DocumentStory, Place
from toguna.text.ooxml import W
from toguna.weave.operations import (
    Anchor,
    Cut,
    CutBlock,
    CutRow,
    Item,
    Keep,
    Mark,
    Operation,
    Put,
    PutRow,
    Reformat,
    Words,
    person,
)

UNTOUCHED = "\ufffc"
"""Stands for a block, row or table that is kept without being looked into."""

KEPT_SAMPLE = 40
"""Of what is kept between two operations, only the first characters are of interest."""


class Script:
    """The steps of a comparison, written one after the other.

    `anchors` are the ends of comments that stand in the draft's own words; `ghosts` the tracked
    changes that have no effect (words inserted, then deleted again).
    """

    def __init__(self) -> None:
        self.steps: list[Operation | Keep] = []
        self.anchors: list[tuple[Place, Anchor]] = []
        self.ghosts: list[tuple[Place, Leaf]] = []
        self._open_line: Paragraph | None = None

    @property
    def _last(self) -> Operation | Keep | None:
        return self.steps[-1] if self.steps else None

    def keep(self, text: str) -> None:
        """Words of the draft stay."""
        last = self._last
        if not isinstance(last, Keep):
            self.steps.append(Keep(text[:KEPT_SAMPLE]))
        elif len(last.text) < KEPT_SAMPLE:
            last.text += text[:KEPT_SAMPLE]
        self._open_line = None

    def cut(self, story: str, block: int, start: int, end: int, changes: Changes = ()) -> None:
        """Characters of a paragraph go."""
        last = self._last
        if (
            isinstance(last, Cut)
            and (last.story, last.block, last.end) == (story, block, start)
            and person(last.changes) == person(changes)
        ):
            last.end = end
            last.changes = tuple(dict.fromkeys((*last.changes, *changes)))
        elif start < end:
            self.steps.append(Cut(story, block, start, end, changes))

    def cut_block(self, story: str, block: int, changes: Changes = ()) -> None:
        """A table or an opaque block goes."""
        self.close_line()
        self.steps.append(CutBlock(story, block, changes))

    def cut_row(self, story: str, block: int, row: int, changes: Changes = ()) -> None:
        """A row goes."""
        self.steps.append(CutRow(story, block, row, changes))

    def put(self, place: Place, item: Item, within: Paragraph | None = None) -> None:
        """An item comes in; `within` is the paragraph of the copy that words come from."""
        last = self._last
        if not (
            isinstance(last, Put)
            and (last.story, last.block, last.offset) == (place.story, place.block, place.offset)
            and person(last.items[-1].changes) == person(item.changes)
        ):
            last = Put(place.story, place.block, place.offset)
            self.steps.append(last)
        last.items.append(item)
        self._open_line = within if isinstance(item, Words) else None

    def put_row(self, operation: PutRow) -> None:
        """A row comes in."""
        self.steps.append(operation)

    def reformat(self, operation: Reformat) -> None:
        """Properties change."""
        self.steps.append(operation)

    def anchor(self, leaf: Leaf, place: Place) -> None:
        """An end of a comment stands here."""
        anchor = Anchor(leaf.node.get(W + "id", ""), leaf.node.tag[len(W) :])
        last = self._last
        if isinstance(last, Put) and last.story == place.story:
            last.anchors.append((len(last.text), anchor))
        else:
            self.anchors.append((place, anchor))

    def close_line(self) -> None:
        """End the paragraph of words that came in just before a table or the story's end."""
        last = self._last
        if self._open_line is not None and isinstance(last, Put):
            last.items.append(Mark(self._open_line, last.items[-1].changes))
        self._open_line = None

    def keep_mark(self, base: DocumentStory, block: int, raw: Paragraph) -> None:
        """The mark of a paragraph stays; what touches it is said as whole paragraphs.

        Word tells a new paragraph as "a mark, then words" where the cursor was, and a deleted
        one as "the mark before it and its words". Unless the story ends here, the same is said
        as "words, then their mark": each paragraph then keeps its own properties, and two
        contributors who did the same by different keystrokes are seen to agree.
        """
        if block < len(base.blocks) - 1:
            self._rotate_cut(base, block)
            moved = self._rotate_put(base, block, raw)
        else:
            moved = None
        self.keep(MARK)
        if moved is not None:
            self.steps.append(moved)

    def _rotate_put(self, base: DocumentStory, block: int, raw: Paragraph) -> Put | None:
        last = self._last
        at_end = (base.name, block, base.length(block))
        if not isinstance(last, Put) or (last.story, last.block, last.offset) != at_end:
            return None
        index = next((i for i, item in enumerate(last.items) if isinstance(item, Mark)), None)
        if index is None:
            return None
        mark = last.items[index]
        moved = Put(base.name, block + 1, 0, [*last.items[index + 1 :], Mark(raw, mark.changes)])
        size = len("".join(item.text for item in last.items[:index]))
        moved.anchors = [(max(0, at - size - 1), a) for at, a in last.anchors if at > size]
        last.anchors = [(at, anchor) for at, anchor in last.anchors if at <= size]
        del last.items[index:]
        if not last.items:
            self.steps.pop()
            place = Place(base.name, block, base.length(block))
            self.anchors += [(place, anchor) for _, anchor in last.anchors]
        return moved

    def _rotate_cut(self, base: DocumentStory, block: int) -> None:
        """Turn "the mark before and the words" into "the words and their mark"."""
        index = len(self.steps)
        expected = (block, base.length(block))
        while index and isinstance(step := self.steps[index - 1], Cut) and step.story == base.name:
            if (step.block, step.end) != expected:
                return
            index -= 1
            if step.start > 0:
                break
            expected = (step.block - 1, base.length(step.block - 1) + 1)
            if step.block == 0 or base.units[step.block - 1].kind != "p":
                return
        chain = [step for step in self.steps[index:] if isinstance(step, Cut)]
        if len(chain) < 2 or chain[0].start == 0:
            return
        first, last = chain[0], chain[-1]
        first.end -= 1
        last.end += 1
        self.steps.insert(index + 1, Keep(MARK))
        if first.start == first.end:
            last.changes = tuple(dict.fromkeys((*first.changes, *last.changes)))
            del self.steps[index]
