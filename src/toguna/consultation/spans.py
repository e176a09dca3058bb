"""The part of the draft that some operations concern, as blocks of stories and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toguna.text.document import Document
from toguna.weave.edits import is_whole
from toguna.weave.operations import Cut, CutBlock, CutRow, Operation, Put, PutRow

NO_TABLE = -1


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part of the draft that a wording is shown of: blocks of a story, or rows of a table.

    `table` is `NO_TABLE` for blocks `start` to `end` of the story; else it is the block of the
    table whose rows `start` to `end` are meant. An empty span is the gap before `start`.
    """

    story: str
    table: int
    start: int
    end: int


Table = tuple[str, int]


def spans_of(operations: Sequence[Operation], base: Document) -> list[Span]:
    """Give what operations concern, in order, spans that touch joined.

    What stands in a row or table that comes or goes as a whole is shown with it.
    """
    rows = {(op.story, op.block) for op in operations if isinstance(op, CutRow | PutRow)}
    blocks = {(op.story, op.block) for op in operations if isinstance(op, CutBlock)}
    return _joined(sorted({_span(op, base, rows, blocks) for op in operations}))


def _span(operation: Operation, base: Document, rows: set[Table], blocks: set[Table]) -> Span:
    for story, block, row in tables_around(operation.story):
        if (story, block) in blocks:
            return Span(story, NO_TABLE, block, block + 1)
        if (story, block) in rows and row >= 0:
            return Span(story, block, row, row + 1)
    story, block = operation.story, operation.block
    if isinstance(operation, CutRow):
        return Span(story, block, operation.row, operation.row + 1)
    if isinstance(operation, PutRow):
        return Span(story, block, operation.row, operation.row)
    if isinstance(operation, Put) and is_whole(operation, base):
        return Span(story, NO_TABLE, block, block)
    joins = isinstance(operation, Cut) and 0 < operation.start <= operation.end - 1 == (
        base.stories[story].length(block)
    )
    last = len(base.stories[story].blocks)
    return Span(story, NO_TABLE, block, min(last, block + 1 + joins))


def tables_around(story: str) -> Iterator[tuple[str, int, int]]:
    """Give the tables that a story stands in, the innermost first: story, block and row.

    "body/4.2.1" stands in row 2 of block 4 of "body". The row is -1 for a text box.
    """
    while "/" in story:
        story, _, last = story.rpartition("/")
        block, dot, rest = last.partition("@")[0].partition(".")
        yield story, int(block), int(rest.partition(".")[0]) if dot else -1


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        same = last is not None and (last.story, last.table) == (span.story, span.table)
        if last is not None and same and _touches(last, span):
            end = max(last.end, span.end)
            joined[-1] = Span(last.story, last.table, last.start, end)
        else:
            joined.append(span)
    return joined


def _touches(last: Span, span: Span) -> bool:
    """Words that come in before a block are not shown with the block, but just before it."""
    if span.table == NO_TABLE and last.start == last.end:
        return span == last
    return span.start <= last.end
