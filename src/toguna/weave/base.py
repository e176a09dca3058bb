"""The draft as coordinates: every story has a name, every character a place.

All returns are compared with the one draft, so that what N contributors do is said in the same
coordinates and overlaps are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toguna.text.content import (
    Leaf,
    Side,
    Story,
    ViewBlock,
    ViewOpaque,
    ViewParagraph,
    ViewRow,
    ViewTable,
)
from toguna.text.docx.document import WordDocument
from toguna.weave.align import Unit


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in the draft: a story, a block of it, and a character offset in a paragraph.

    The offset equal to the paragraph's length stands before its mark. Offset 0 of a block is
    also "between the blocks", before it; block = number of blocks is the story's end.
    """

    story: str
    block: int
    offset: int = 0


@dataclass(eq=False)
class BaseStory:
    """One story of the draft: its name, its blocks, where it stands among the others, its part."""

    name: str
    order: int
    blocks: list[ViewBlock]
    source: Story
    part: str

    @cached_property
    def units(self) -> list[Unit]:
        """The blocks as they are aligned."""
        return [unit(block) for block in self.blocks]

    def length(self, block: int) -> int:
        """Give the number of characters of a paragraph, its mark left out."""
        paragraph = self.blocks[block]
        return len(paragraph.text) if isinstance(paragraph, ViewParagraph) else 0


def unit(block: ViewBlock) -> Unit:
    """Give a block as it is aligned with those of another version."""
    kind = {ViewParagraph: "p", ViewTable: "t", ViewOpaque: "o"}[type(block)]
    return Unit(kind, block.signature)


class Base:
    """The draft, story by story, in reading order: body, then headers and footers.

    Where the draft carries tracked changes of its own, its text is what is seen once they are
    accepted; they stay in the file as they are.
    """

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.stories: dict[str, BaseStory] = {}
        self._add("body", document.body, document.package.main)
        for margin in document.margins:
            name = margin_name(margin.part)
            if name not in self.stories:
                self._add(name, margin.story, margin.part)

    def _add(self, name: str, story: Story, part: str) -> None:
        added = BaseStory(name, len(self.stories), story.on(Side.AFTER), story, part)
        self.stories[name] = added
        for index, block in enumerate(added.blocks):
            for inner, inner_story in _inside(name, index, block):
                if inner not in self.stories:
                    kind = inner.partition(":")[0] if ":" in inner else ""
                    self._add(inner, inner_story, self.document.part_of_note(kind) or part)


def margin_name(part: str) -> str:
    """Give the name of the story of a header or footer part."""
    return part.rpartition("/")[2].removesuffix(".xml")


def cell_name(story: str, block: int, row: int, cell: int) -> str:
    """Give the name of the story of a cell (rows and cells counted from 0)."""
    return f"{story}/{block}.{row}.{cell}"


def inner_name(story: str, block: int, offset: int, number: int, leaf: Leaf) -> str:
    """Give the name of a story that an inline thing opens: a note by its id, else its place."""
    local = leaf.node.tag.rpartition("}")[2]
    if local in ("footnoteReference", "endnoteReference"):
        identifier = leaf.node.get(leaf.node.tag.rpartition("}")[0] + "}id")
        return f"{local.removesuffix('Reference')}:{identifier}"
    return f"{story}/{block}@{offset}.{number}"


def _inside(name: str, index: int, block: ViewBlock) -> Iterator[tuple[str, Story]]:
    if isinstance(block, ViewTable):
        for row_number, row in enumerate(block.rows):
            for cell_number, cell in enumerate(row.cells):
                yield cell_name(name, index, row_number, cell_number), cell.raw.story
    elif isinstance(block, ViewParagraph):
        offset = 0
        for leaf in block.leaves:
            for number, story in enumerate(leaf.inner):
                yield inner_name(name, index, offset, number, leaf), story
            offset += len(leaf.text)


def leaf_at(block: ViewBlock, offset: int) -> Leaf | None:
    """Give the leaf of a paragraph that starts at an offset, None where none does."""
    position = 0
    if isinstance(block, ViewParagraph):
        for leaf in block.leaves:
            if position == offset and leaf.text:
                return leaf
            position += len(leaf.text)
    return None


def shown(block: ViewBlock, start: int = 0, end: int | None = None) -> str:
    """Give the words that a person sees in a block, or between two offsets of a paragraph."""
    if isinstance(block, ViewTable):
        return shown_table(block)
    if isinstance(block, ViewOpaque):
        return block.raw.shown
    return shown_leaves(block.leaves, start, len(block.text) if end is None else end)


def shown_leaves(leaves: list[Leaf], start: int, end: int) -> str:
    """Give the words seen between two offsets of a line of leaves."""
    words: list[str] = []
    offset = 0
    for leaf in leaves:
        size = len(leaf.text)
        low, high = max(start - offset, 0), min(end - offset, size)
        if low < high:
            words.append(leaf.shown if leaf.shown != leaf.text else leaf.text[low:high])
        offset += size
    return "".join(words)


def shown_row(row: ViewRow) -> str:
    """Give a row's words on one line."""
    cells = (" ".join(shown(block) for block in cell.blocks) for cell in row.cells)
    return " | ".join(cell.replace("\n", " ") for cell in cells)


def shown_table(table: ViewTable) -> str:
    """Give a table's words, a row a line."""
    return "\n".join(shown_row(row) for row in table.rows)
