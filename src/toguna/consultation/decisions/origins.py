"""Where the words of a final text come from: the observations behind each clause.

The text is read from a file whose tracked changes have the ids of observations as authors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import (
    Changes,
    Side,
    ViewBlock,
    ViewOpaque,
    ViewParagraph,
    ViewTable,
    visible,
)
from toguna.text.document import Document
from toguna.weave.merge import AUTHOR_SEPARATOR


def origins_of(document: Document, known: frozenset[str]) -> dict[str, set[str]]:
    """Give the ids, among those known, of the observations that changed each clause.

    A heading, paragraph, cell, note, box or margin has those of its words; a row or table those
    that brought it in.
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
    if clause.kind in (ClauseKind.CELL, ClauseKind.NOTE, ClauseKind.BOX, ClauseKind.MARGIN):
        yield from _inside(blocks)
    elif clause.kind is ClauseKind.TABLE:
        table = blocks[clause.block]
        assert isinstance(table, ViewTable)
        rows = [row.raw.changes for row in table.rows]
        if all(rows):
            yield from rows
    else:
        yield from _of_block(blocks[clause.block])


def _inside(blocks: Iterable[ViewBlock]) -> Iterator[Changes]:
    for block in blocks:
        if isinstance(block, ViewTable):
            for row in block.rows:
                yield row.raw.changes
                for cell in row.cells:
                    yield from _inside(cell.blocks)
        else:
            yield from _of_block(block)


def _of_block(block: ViewBlock) -> Iterator[Changes]:
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
