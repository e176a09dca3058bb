"""Where in the draft a comment can stand: in the body and in cells, which every program shows.

Word takes no comments in notes, headers and footers: theirs stand where the note is called.
"""

from __future__ import annotations

from collections.abc import Iterable

from toguna.text.content import ViewParagraph, ViewTable
from toguna.text.document import Document, Place, cell_name
from toguna.weave.edits import Edit, place_of
from toguna.weave.operations import Cut, Put, Reformat


def commentable(base: Document, place: Place) -> Place:
    """Give the place itself, or the one in the body or a cell that it hangs on."""
    outer, at, last = place.story.rpartition("@")
    if at:
        story, _, block = outer.rpartition("/")
        offset = last.partition(".")[0]
        return commentable(base, Place(story, int(block), int(offset)))
    root = place.story.partition("/")[0]
    if root == "body":
        return place
    return _call_of(base, root) or Place("body", 0)


def _call_of(base: Document, note: str) -> Place | None:
    """Give where in the body or a cell a note is called."""
    kind, _, identifier = note.partition(":")
    for name, story in base.stories.items():
        if name.partition("/")[0] != "body" or "@" in name:
            continue
        for index, block in enumerate(story.blocks):
            offset = 0
            for leaf in block.leaves if isinstance(block, ViewParagraph) else ():
                tag = leaf.node.tag
                called = leaf.node.get(tag.rpartition("}")[0] + "}id")
                if tag.endswith(f"}}{kind}Reference") and called == identifier:
                    return Place(name, index, offset)
                offset += len(leaf.text)
    return None


def paragraph_near(base: Document, place: Place) -> ViewParagraph | None:
    """Give the paragraph at a place, or the nearest one before it, or else after it."""
    blocks = base.stories[place.story].blocks
    at = min(place.block, len(blocks) - 1)
    for index in (*range(at, -1, -1), *range(at + 1, len(blocks))):
        block = blocks[index]
        if isinstance(block, ViewParagraph):
            return block
    return None


def contested(base: Document, place: Place, edits: Iterable[Edit]) -> tuple[Place, Place]:
    """Give the two ends of the words that edits contest in the block at a place."""
    spot = commentable(base, place)
    if spot != place:
        return spot, spot
    story = base.stories[place.story]
    block = story.blocks[place.block] if place.block < len(story.blocks) else None
    if isinstance(block, ViewTable):
        return _row(base, place, edits)
    if not isinstance(block, ViewParagraph):
        return _nearest_end(base, place)
    starts, ends = [place.offset], [place.offset]
    for edit in edits:
        for operation in edit.operations:
            if (operation.story, operation.block) != (place.story, place.block):
                continue
            if isinstance(operation, Cut | Reformat):
                starts.append(operation.start)
                ends.append(operation.end)
            elif isinstance(operation, Put):
                starts.append(operation.offset)
                ends.append(operation.offset)
    length = story.length(place.block)
    return (
        Place(place.story, place.block, min(starts)),
        Place(place.story, place.block, min(length, max(ends))),
    )


def _row(base: Document, place: Place, edits: Iterable[Edit]) -> tuple[Place, Place]:
    """Give the ends of the first cell of the first row that edits concern."""
    table = base.stories[place.story].blocks[place.block]
    assert isinstance(table, ViewTable)
    operations = [op for edit in edits for op in edit.operations if place_of(op) == place]
    rows = [row for op in operations if (row := getattr(op, "row", None)) is not None]
    row = min(min(rows, default=0), len(table.rows) - 1)
    cell = base.stories.get(cell_name(place.story, place.block, row, 0))
    if cell is None or not cell.blocks or not isinstance(cell.blocks[0], ViewParagraph):
        return _nearest_end(base, place)
    return Place(cell.name, 0), Place(cell.name, 0, cell.length(0))


def _nearest_end(base: Document, place: Place) -> tuple[Place, Place]:
    story = base.stories[place.story]
    near = paragraph_near(base, place)
    if near is None:
        return place, place
    index = story.blocks.index(near)
    end = Place(place.story, index, story.length(index))
    return end, end
