"""Where the words of a final text come from: the observations behind each clause.

The text is read from a file whose tracked changes have the ids of observations as authors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import (
    Changes,
    Leaf,
    Side,
    ViewBlock,
    ViewOpaque,
    ViewParagraph,
    ViewTable,
    visible,
)
from toguna.text.document import Document
from toguna.text.docx.changes import ChangeInventory
from toguna.text.ooxml import W
from toguna.weave.merge import AUTHOR_SEPARATOR


def origins_of(document: Document, known: frozenset[str]) -> dict[str, set[str]]:
    """Give the ids, among those known, of the observations that changed each clause.

    A heading, paragraph, cell, note, box or margin has those of its words and their look; what
    was parted from the paragraph before it has those that parted it; a row or table those that
    brought it in.
    """
    found: dict[str, set[str]] = {}
    for clause in document.clauses.all:
        ids = {
            identifier
            for changes in _changes_of(document, clause)
            for change in changes
            for identifier in change.author.split(AUTHOR_SEPARATOR)
            if identifier in known
        }
        if ids:
            found[clause.id] = ids
    return found


def _changes_of(document: Document, clause: Clause) -> Iterator[Changes]:
    if clause.kind is ClauseKind.ROW:
        story, _, block = clause.story.rpartition("/")
        table = document.stories[story].blocks[int(block)]
        assert isinstance(table, ViewTable)
        yield table.rows[clause.block].raw.changes
        return
    blocks = document.stories[clause.story].blocks
    inventory = document.word.changes
    if clause.kind in (ClauseKind.CELL, ClauseKind.NOTE, ClauseKind.BOX, ClauseKind.MARGIN):
        yield from _inside(blocks, inventory)
    elif clause.kind is ClauseKind.TABLE:
        table = blocks[clause.block]
        assert isinstance(table, ViewTable)
        rows = [row.raw.changes for row in table.rows]
        if all(rows):
            yield from rows
    else:
        yield _parting(blocks, clause.block)
        yield from _of_block(blocks[clause.block], inventory)


def _parting(blocks: Sequence[ViewBlock], index: int) -> Changes:
    """Give the changes that parted a paragraph from words that stood before it in the draft."""
    for block in reversed(blocks[:index]):
        if not isinstance(block, ViewParagraph) or visible(block.raws[-1].mark, Side.BEFORE):
            return ()
        if any(leaf.text and visible(leaf.changes, Side.BEFORE) for leaf in block.leaves):
            return block.raws[-1].mark
    return ()


def _inside(blocks: Iterable[ViewBlock], inventory: ChangeInventory) -> Iterator[Changes]:
    for block in blocks:
        if isinstance(block, ViewTable):
            for row in block.rows:
                yield row.raw.changes
                for cell in row.cells:
                    yield from _inside(cell.blocks, inventory)
        else:
            yield from _of_block(block, inventory)


def _of_block(block: ViewBlock, inventory: ChangeInventory) -> Iterator[Changes]:
    if isinstance(block, ViewOpaque):
        yield block.raw.changes
    if not isinstance(block, ViewParagraph):
        return
    for raw in block.raws:
        words = [leaf for leaf in raw.leaves if leaf.text]
        gone = not visible(raw.mark, Side.AFTER) and not any(
            visible(leaf.changes, Side.AFTER) for leaf in words
        )
        if gone and len(block.raws) > 1 and raw is not block.raws[-1]:
            continue  # a paragraph that went as a whole: it is nothing of this one
        yield raw.mark
        if raw.format_change is not None:
            yield (raw.format_change,)
        yield from (leaf.changes for leaf in words)
        yield from (_look(leaf, inventory) for leaf in words if leaf.formatted)


def _look(leaf: Leaf, inventory: ChangeInventory) -> Changes:
    """Give the change of the look of some words."""
    element = None if leaf.run is None else leaf.run.find(f"{W}rPr/{W}rPrChange")
    change = None if element is None else inventory.of(element)
    return () if change is None else (change,)
