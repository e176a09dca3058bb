"""A document as coordinates: every story has a name, every character a place.

All returns are compared with the one draft, so that what N contributors do is said in the same
coordinates and overlaps are exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toguna.text.align import Unit
from toguna.text.clauses import Clauses
from toguna.text.content import (
    Leaf,
    Side,
    Story,
    ViewBlock,
    ViewParagraph,
    ViewTable,
    is_atom,
)
from toguna.text.docx.document import WordDocument
from toguna.text.units import ends_section, units_of


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a document: a story, a block of it, and a character offset in a paragraph.

    The offset equal to the paragraph's length stands before its mark. Offset 0 of a block is
    also "between the blocks", before it; block = number of blocks is the story's end.
    """

    story: str
    block: int
    offset: int = 0


@dataclass(eq=False)
class DocumentStory:
    """One story of a document: its name, its blocks, where it stands among the others, its part."""

    name: str
    order: int
    blocks: list[ViewBlock]
    source: Story
    part: str

    @cached_property
    def units(self) -> list[Unit]:
        """The blocks as they are aligned."""
        return units_of(self.blocks)

    @cached_property
    def section_ends(self) -> frozenset[int]:
        """The blocks that end a section."""
        return frozenset(i for i, block in enumerate(self.blocks) if ends_section(block))

    def length(self, block: int) -> int:
        """Give the number of characters of a paragraph, its mark left out."""
        paragraph = self.blocks[block]
        return len(paragraph.text) if isinstance(paragraph, ViewParagraph) else 0


class Document:
    """A document, story by story, in reading order: body, then headers and footers.

    Where it carries tracked changes, its text is what is seen once they are accepted; they stay
    in the file as they are.
    """

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.stories: dict[str, DocumentStory] = {}
        self._add("body", word.body, word.package.main)
        for margin in word.margins:
            name = margin_name(margin.part)
            if name not in self.stories:
                self._add(name, margin.story, margin.part)

    def _add(self, name: str, story: Story, part: str) -> None:
        added = DocumentStory(name, len(self.stories), story.on(Side.AFTER), story, part)
        self.stories[name] = added
        for index, block in enumerate(added.blocks):
            for inner, inner_story in _inside(name, index, block):
                if inner not in self.stories:
                    kind = inner.partition(":")[0] if ":" in inner else ""
                    self._add(inner, inner_story, self.word.part_of_note(kind) or part)

    @cached_property
    def clauses(self) -> Clauses:
        """The clauses, with their ids and numbers."""
        return Clauses(self)


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


def leaf_before(block: ViewParagraph, offset: int) -> Leaf | None:
    """Give the leaf whose words stand just before an offset, or the first one.

    Notes and pictures have a format of their own, that words beside them do not share.
    """
    position, last = 0, None
    for leaf in block.leaves:
        is_words = leaf.text and not is_atom(leaf.text[0])
        if is_words and (last is None or position < offset):
            last = leaf
        position += len(leaf.text)
    return last
