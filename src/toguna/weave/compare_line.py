"""Comparing paragraphs of the draft with those that they became in a copy, as one line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toguna.text.align import Group
from toguna.text.content import (
    MARK,
    Block,
    Changes,
    Leaf,
    Paragraph,
    Side,
    ViewBlock,
    ViewParagraph,
    block_view,
    visible,
)
from toguna.text.diff import Replacement, replacements
from toguna.text.document import DocumentStory, Place, inner_name, leaf_at
from toguna.text.docx.reader import COMMENT_ANCHORS
from toguna.text.ooxml import W
from toguna.weave.operations import Cut, Keep, Mark, Reformat, Words
from toguna.weave.script import Script

if TYPE_CHECKING:
    from toguna.weave.compare import Comparer


class LineComparison:
    """One group of paragraphs: the draft's, and the blocks of the copy's file for them.

    Both are taken as one line of characters, marks between paragraphs included; the mark that
    ends the last paragraph is the same on both sides. Among `raws` stand the tracked insertions
    too, even whole tables, where the copy has some inside a paragraph that it split.
    """

    def __init__(
        self,
        comparer: Comparer,
        base: DocumentStory,
        group: Group,
        before: list[ViewBlock],
        raws: list[Block],
    ) -> None:
        self._comparer = comparer
        self._script = comparer.script
        self._base = base
        self._group = group
        self._raws = raws
        self._starts: list[int] = []
        lines: list[str] = []
        position = 0
        for block in range(group.start, group.end):
            self._starts.append(position)
            lines.append(base.blocks[block].signature)
            position += len(lines[-1]) + 1
        seen = [s for s in before[group.other : group.other_end] if isinstance(s, ViewParagraph)]
        self._ends = {id(s.raws[-1]) for s in seen}
        self._differences = replacements(MARK.join(lines), MARK.join(s.text for s in seen))
        self._at = 0  # where we are in the draft's line
        self._other = 0  # where we are in the copy's line, before its tracked changes

    def run(self, *, ends: bool) -> None:
        """Write the operations of the group; `ends` tells whether it ends the draft's story."""
        last = self._raws[-1]
        assert isinstance(last, Paragraph)
        for raw in self._raws:
            if isinstance(raw, Paragraph):
                for leaf in raw.leaves:
                    self._leaf(leaf, raw)
                if raw is not last:
                    self._inner_mark(raw)
            else:
                self._inner_whole(raw)
        self._skip_gone()
        self._last_mark(last, ends=ends)

    def _inner_whole(self, raw: Block) -> None:
        from toguna.weave.compare import come_whole

        assert not isinstance(raw, Paragraph)
        self._skip_gone()
        before = self._dangling_before(raw)
        if before is not None and block_view(raw, Side.AFTER) is not None:
            self._script.put(self._place(), Mark(before), before)
        come_whole(self._script, raw, self._place())

    def _dangling_before(self, whole: Block) -> Paragraph | None:
        """Give the paragraph before a table whose words stay though its mark is gone."""
        dangling: Paragraph | None = None
        for raw in itertools.takewhile(lambda block: block is not whole, self._raws):
            if isinstance(raw, Paragraph):
                if any(leaf.text and visible(leaf.changes, Side.AFTER) for leaf in raw.leaves):
                    dangling = raw
                if visible(raw.mark, Side.AFTER):
                    dangling = None
        return dangling

    def _leaf(self, leaf: Leaf, raw: Paragraph) -> None:
        if not leaf.text:
            come_leaf(self._script, leaf, raw, self._place())
        elif not visible(leaf.changes, Side.BEFORE):
            self._skip_gone()
            come_leaf(self._script, leaf, raw, self._place())
        elif not self._differences or self._differences[0].other >= self._other + len(leaf.text):
            self._known(leaf, 0, len(leaf.text))
            self._at += len(leaf.text)
            self._other += len(leaf.text)
        else:
            for start, end, comes in self._pieces(len(leaf.text)):
                if comes:
                    come_leaf(self._script, leaf, raw, self._place(), start, end)
                else:
                    self._known(leaf, start, end)

    def _pieces(self, size: int) -> Iterator[tuple[int, int, bool]]:
        """Cut the next `size` characters of the copy where differences begin and end.

        The last value tells whether the draft does not have them. What the draft has more is
        cut on the way; during each step, the draft's position is where the piece starts.
        """
        start = 0
        while start < size:
            self._skip_gone()
            difference = self._differences[0] if self._differences else None
            comes = difference is not None and difference.other <= self._other
            end = min(size, start + self._room(difference, comes=comes, size=size))
            yield start, end, comes
            self._other += end - start
            if not comes:
                self._at += end - start
            start = end

    def _room(self, difference: Replacement | None, *, comes: bool, size: int) -> int:
        if difference is None:
            return size
        return (difference.other_end if comes else difference.other) - self._other

    def _skip_gone(self) -> None:
        """Cut the characters of the draft that are gone at this point of the copy."""
        while self._differences and self._differences[0].other <= self._other:
            difference = self._differences[0]
            if difference.end > self._at:
                self._cut(self._at, difference.end)
                self._at = difference.end
            if difference.other_end > self._other:
                return
            self._differences.pop(0)

    def _known(self, leaf: Leaf, start: int, end: int) -> None:
        """Characters that the draft has too: kept, or deleted by a tracked change."""
        if not visible(leaf.changes, Side.AFTER):
            self._cut(self._at, self._at + end - start, leaf.changes)
            return
        self._script.keep(leaf.shown if leaf.shown != leaf.text else leaf.text[start:end])
        if leaf.inner:
            self._open_inner(leaf)
        if leaf.formatted:
            self._reformat(leaf, end - start)

    def _open_inner(self, leaf: Leaf) -> None:
        block, offset = self._locate(self._at)
        mine = leaf_at(self._base.blocks[block], offset)
        for number, story in enumerate(leaf.inner):
            if mine is not None:
                name = inner_name(self._base.name, block, offset, number, mine)
                self._comparer.open(name, story)

    def _reformat(self, leaf: Leaf, length: int) -> None:
        properties = None if leaf.run is None else leaf.run.find(W + "rPr")
        element = None if properties is None else properties.find(W + "rPrChange")
        change = None if element is None else self._comparer.copy.changes.of(element)
        if change is None or properties is None:
            return
        block, offset = self._locate(self._at)
        self._script.reformat(
            Reformat(self._base.name, block, offset, offset + length, properties, (change,))
        )

    def _inner_mark(self, raw: Paragraph) -> None:
        """A mark between two paragraphs of the copy's file."""
        if id(raw) not in self._ends:
            self._skip_gone()
            come_mark(self._script, raw, self._place())
            return
        for _, _, comes in self._pieces(1):
            if comes:
                come_mark(self._script, raw, self._place())
            elif visible(raw.mark, Side.AFTER):
                self._keep_mark(raw)
            else:
                self._cut(self._at, self._at + 1, raw.mark)

    def _last_mark(self, raw: Paragraph, *, ends: bool) -> None:
        block = self._group.end - 1
        gone = visible(raw.mark, Side.BEFORE) and not visible(raw.mark, Side.AFTER)
        if not gone:
            self._keep_mark(raw)
        elif not ends:
            length = self._base.length(block)
            self._script.cut(self._base.name, block, length, length + 1, raw.mark)
        else:
            self._join_to_previous(block, raw.mark)
            self._script.keep(MARK)

    def _keep_mark(self, raw: Paragraph) -> None:
        block, _ = self._locate(self._at)
        self._script.keep_mark(self._base, block, raw)
        properties = raw.element.find(W + "pPr")
        if raw.format_change is not None and properties is not None:
            self._script.reformat(
                Reformat(self._base.name, block, 0, 0, properties, (raw.format_change,))
            )

    def _join_to_previous(self, block: int, changes: Changes) -> None:
        """The story's last mark cannot go: where its paragraph is gone, the one before goes."""
        steps = self._script.steps
        words = steps[-1] if steps and isinstance(steps[-1], Cut) else None
        length = self._base.length(block)
        if length and not (words and (words.block, words.start, words.end) == (block, 0, length)):
            return
        index = len(steps) - 1 if length else len(steps)
        previous = self._base.blocks[block - 1] if block else None
        if index and isinstance(steps[index - 1], Keep) and isinstance(previous, ViewParagraph):
            size = len(previous.text)
            steps.insert(index, Cut(self._base.name, block - 1, size, size + 1, changes))

    def _place(self) -> Place:
        return Place(self._base.name, *self._locate(self._at))

    def _locate(self, position: int) -> tuple[int, int]:
        """Turn a position of the draft's line into a block and an offset."""
        index = len(self._starts) - 1
        while self._starts[index] > position:
            index -= 1
        return self._group.start + index, position - self._starts[index]

    def _cut(self, start: int, end: int, changes: Changes = ()) -> None:
        while start < end:
            block, offset = self._locate(start)
            stop = min(self._base.length(block) + 1, offset + end - start)
            self._script.cut(self._base.name, block, offset, stop, changes)
            start += stop - offset


def come_paragraph(script: Script, paragraph: Paragraph, place: Place) -> None:
    """A paragraph of the copy comes in."""
    for leaf in paragraph.leaves:
        come_leaf(script, leaf, paragraph, place)
    come_mark(script, paragraph, place)


def come_leaf(
    script: Script,
    leaf: Leaf,
    paragraph: Paragraph,
    place: Place,
    start: int = 0,
    end: int | None = None,
) -> None:
    """Characters of a leaf come in, or the end of a comment that it is stands here."""
    stop = len(leaf.text) if end is None else end
    if leaf.node.tag in COMMENT_ANCHORS:
        script.anchor(leaf, place)
    elif not visible(leaf.changes, Side.AFTER):
        if leaf.text and leaf.changes[0].number:
            script.ghosts.append((place, leaf))
    elif start < stop:
        script.put(place, Words(leaf, start, stop, leaf.changes), paragraph)


def come_mark(script: Script, paragraph: Paragraph, place: Place) -> None:
    """The end of a paragraph of the copy comes in."""
    if visible(paragraph.mark, Side.AFTER):
        script.put(place, Mark(paragraph, paragraph.mark))
