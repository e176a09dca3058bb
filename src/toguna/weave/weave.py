"""The weave: N copies over one draft in one structure (after SCCS, Rochkind 1975).

Every character, mark, row and block of the draft knows who deletes it; every gap between them
holds what comes in there and who brings it. Choose some contributors, and reading it through
gives the text with their edits and no others: nobody gives the draft, one gives its own copy.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from toguna.text.content import (
    CELL_END,
    MARK,
    ROW_END,
    TABLE_END,
    ViewOpaque,
    ViewParagraph,
    ViewRow,
    ViewTable,
)
from toguna.text.diff import TOKEN, best_slide
from toguna.text.document import Document, DocumentStory, cell_name
from toguna.weave.edits import Edit
from toguna.weave.operations import Cut, CutBlock, CutRow, Operation, Put, PutRow, Reformat, Whole


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """One contributor behind one operation."""

    contributor: str
    edit: Edit
    operation: Operation


Supports = tuple[Support, ...]
Gap = tuple[str, int, int, str]
"""Story, block, offset or row number, and whether words or rows come in there."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Characters `start` to `end` of a paragraph that some contributors delete."""

    start: int
    end: int
    by: Supports


@dataclass(slots=True, eq=False)
class Come:
    """What comes in at a gap. `content` is the operation of the first who brings it."""

    content: Put
    text: str
    by: Supports


@dataclass(slots=True, eq=False)
class ComeRow:
    """A row that comes into a table."""

    content: PutRow
    text: str
    by: Supports


@dataclass(eq=False)
class Strand:
    """What happens to one story of the draft.

    `gone` holds the deletions of each paragraph, disjoint and in order; `come` what comes in at
    each gap, by block and offset; `blocks` and `rows` the deletions of tables, opaque blocks and
    rows; `new_rows` the rows that come in before each row (block, row).
    """

    gone: dict[int, list[Gone]] = field(default_factory=dict)
    come: dict[int, dict[int, list[Come]]] = field(default_factory=dict)
    blocks: dict[int, Supports] = field(default_factory=dict)
    rows: dict[tuple[int, int], Supports] = field(default_factory=dict)
    new_rows: dict[tuple[int, int], list[ComeRow]] = field(default_factory=dict)
    formats: list[tuple[Support, Reformat]] = field(default_factory=list)


class Weave:
    """The edits of all contributors over one draft."""

    def __init__(self, base: Document, edits: Collection[Edit] = ()) -> None:
        self.base = base
        self.strands: dict[str, Strand] = {}
        self._cuts: dict[tuple[str, int], list[tuple[int, int, Support]]] = {}
        self._gaps: dict[Gap, dict[str, list[Support]]] = {}
        self._busy = Counter(
            (edit.contributor, operation.story, operation.block)
            for edit in edits
            for operation in edit.operations
        )
        for support in _in_order(edits):
            self._add(support)
        self._layer_cuts()
        for gap, brought in self._gaps.items():
            self._fill(gap, brought)

    def _add(self, support: Support) -> None:
        operation = support.operation
        strand = self.strands.setdefault(operation.story, Strand())
        if isinstance(operation, Cut):
            self._add_cut(operation, support)
        elif isinstance(operation, Put):
            gap = (operation.story, operation.block, operation.offset, "words")
            self._gaps.setdefault(gap, {}).setdefault(support.contributor, []).append(support)
        elif isinstance(operation, PutRow):
            gap = (operation.story, operation.block, operation.row, "rows")
            self._gaps.setdefault(gap, {}).setdefault(support.contributor, []).append(support)
        elif isinstance(operation, CutBlock):
            known = strand.blocks.get(operation.block, ())
            strand.blocks[operation.block] = (*known, support)
        elif isinstance(operation, CutRow):
            key = (operation.block, operation.row)
            strand.rows[key] = (*strand.rows.get(key, ()), support)
        else:
            strand.formats.append((support, operation))

    def _add_cut(self, cut: Cut, support: Support) -> None:
        start, end = cut.start, cut.end
        if self._busy[support.contributor, cut.story, cut.block] == 1:
            shift = self._slide(cut)
            start, end = start + shift, end + shift
        self._cuts.setdefault((cut.story, cut.block), []).append((start, end, support))

    def _slide(self, cut: Cut) -> int:
        """Give by how much to move a lone deletion to where everybody's would stand."""
        story = self.base.stories[cut.story]
        length = story.length(cut.block)
        if cut.end > length:
            return 0
        tokens = TOKEN.findall(story.blocks[cut.block].signature)
        ends, position = {}, 0
        for index, token in enumerate(tokens):
            ends[position] = index
            position += len(token)
        ends[position] = len(tokens)
        if cut.start not in ends or cut.end not in ends:
            return 0
        start, end = ends[cut.start], ends[cut.end]
        shift = best_slide(tokens, start, end, start, len(tokens) - end)
        low, high = sorted((start, start + shift))
        moved = sum(len(token) for token in tokens[low:high])
        return moved if shift > 0 else -moved

    def _fill(self, gap: Gap, brought: dict[str, list[Support]]) -> None:
        """Put what several contributors bring to one gap in an order that suits them all."""
        story, block, at, kind = gap
        merged = merged_sequences(list(brought.values()))
        strand = self.strands[story]
        if kind == "words":
            strand.come.setdefault(block, {})[at] = [
                Come(operation, operation.text, by)
                for by in merged
                if isinstance(operation := by[0].operation, Put)
            ]
        else:
            strand.new_rows[block, at] = [
                ComeRow(operation, operation.text, by)
                for by in merged
                if isinstance(operation := by[0].operation, PutRow)
            ]

    def _layer_cuts(self) -> None:
        for (story, block), cuts in self._cuts.items():
            edges = sorted({edge for start, end, _ in cuts for edge in (start, end)})
            layers = []
            for start, end in itertools.pairwise(edges):
                by = tuple(s for low, high, s in cuts if low <= start and end <= high)
                if by:
                    layers.append(Gone(start, end, by))
            self.strands.setdefault(story, Strand()).gone[block] = layers

    # Projections

    def project(self, accepted: Collection[str]) -> dict[str, str]:
        """Give the text of the body, headers and footers with the edits of `accepted` alone.

        Stories are given as the strings that are compared (`story_signature`), by name. Notes
        and text boxes are given by the name that they have in the draft.
        """
        chosen = set(accepted)

        def is_in(by: Supports) -> bool:
            return any(support.contributor in chosen for support in by)

        return {
            name: self._read(story, is_in)
            for name, story in self.base.stories.items()
            if "/" not in name or "@" in name.rpartition("/")[2]
        }

    def _read(self, story: DocumentStory, is_in: Callable[[Supports], bool]) -> str:
        strand = self.strands.get(story.name, Strand())
        pieces: list[str] = []
        for index, block in enumerate(story.blocks):
            if isinstance(block, ViewParagraph):
                _read_line(pieces, strand, index, block.text + MARK, is_in)
                continue
            _read_gap(pieces, strand, index, 0, is_in)
            if is_in(strand.blocks.get(index, ())):
                continue
            if isinstance(block, ViewOpaque):
                _read_block(pieces, block.signature)
            else:
                rows = "".join(self._read_rows(story, index, block, strand, is_in))
                if rows or not block.rows:  # a table goes with its last row
                    _read_block(pieces, rows + TABLE_END)
        _read_gap(pieces, strand, len(story.blocks), 0, is_in)
        return "".join(pieces)

    def _read_rows(
        self,
        story: DocumentStory,
        index: int,
        table: ViewTable,
        strand: Strand,
        is_in: Callable[[Supports], bool],
    ) -> Iterator[str]:
        for number in range(len(table.rows) + 1):
            for row in strand.new_rows.get((index, number), []):
                if is_in(row.by):
                    yield row.text + ROW_END
            if number < len(table.rows) and not is_in(strand.rows.get((index, number), ())):
                yield self._read_row(story, index, number, table.rows[number], is_in)

    def _read_row(
        self,
        story: DocumentStory,
        index: int,
        number: int,
        row: ViewRow,
        is_in: Callable[[Supports], bool],
    ) -> str:
        cells = [
            self._read(self.base.stories[cell_name(story.name, index, number, i)], is_in)
            for i in range(len(row.cells))
        ]
        return (
            "".join(
                f"{shape if shape != (1, '') else ''}{cell.removesuffix(MARK)}{CELL_END}"
                for cell, shape in zip(cells, row.shape, strict=True)
            )
            + ROW_END
        )


def _in_order(edits: Collection[Edit]) -> list[Support]:
    """Give all operations: contributors as they come, each in the order of its copy."""
    ranks = {label: rank for rank, label in enumerate(dict.fromkeys(e.contributor for e in edits))}
    supports = [Support(e.contributor, e, operation) for e in edits for operation in e.operations]
    return sorted(supports, key=lambda s: (ranks[s.contributor], s.operation.order))


def merged_sequences(sequences: list[list[Support]]) -> list[Supports]:
    """Merge what contributors bring to one gap, each in its own order, what is equal only once.

    Whole paragraphs stand before words that go on into the draft's next ones.
    """
    merged: list[list[Support]] = []
    wholes = 0
    for sequence in sequences:
        position: int | None = None
        is_whole = _text_of(sequence[-1])[-1:] in (MARK, TABLE_END)
        for support in sequence:
            start = position or 0
            same = next(
                (i for i in range(start, len(merged)) if _same(merged[i][0], support)), None
            )
            if same is not None:
                merged[same].append(support)
                position = same + 1
                continue
            index = position if position is not None else (wholes if is_whole else len(merged))
            merged.insert(index, [support])
            position = index + 1
            wholes += index < wholes or is_whole
    return [tuple(supports) for supports in merged]


def _same(one: Support, other: Support) -> bool:
    mine, theirs = one.operation, other.operation
    return (
        isinstance(mine, Put | PutRow)
        and isinstance(theirs, Put | PutRow)
        and mine.identity == theirs.identity
        and one.contributor != other.contributor
    )


def _text_of(support: Support) -> str:
    operation = support.operation
    return operation.text if isinstance(operation, Put | PutRow) else ""


def _read_block(pieces: list[str], text: str) -> None:
    """A table or opaque block ends the line before it, whose own mark may be gone."""
    if pieces and not pieces[-1].endswith(MARK):
        pieces.append(MARK)
    pieces.append(text + MARK)


def _read_gap(
    pieces: list[str], strand: Strand, block: int, offset: int, is_in: Callable[[Supports], bool]
) -> None:
    for come in strand.come.get(block, {}).get(offset, []):
        if is_in(come.by):
            for item in come.content.items:
                if isinstance(item, Whole):
                    _read_block(pieces, item.text)
                elif item.text:
                    pieces.append(item.text)


def _read_line(
    pieces: list[str], strand: Strand, block: int, line: str, is_in: Callable[[Supports], bool]
) -> None:
    hidden = [gone for gone in strand.gone.get(block, []) if is_in(gone.by)]
    for offset, char in enumerate(line):
        _read_gap(pieces, strand, block, offset, is_in)
        if not any(gone.start <= offset < gone.end for gone in hidden):
            pieces.append(char)
