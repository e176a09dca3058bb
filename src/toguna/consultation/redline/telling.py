"""Telling the consolidated draft line by line: which words of which clause come in or go.

The text without insertions is the draft's, so each line is given the clause that it is there; a
line that is new is told as what it would be once everything is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toguna.consultation.collisions import PROPOSITION
from toguna.consultation.redline.model import (
    STAYS,
    Cell,
    Fate,
    Line,
    Mark,
    Row,
    Segment,
    joined,
    without_blanks,
)
from toguna.text import content
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import (
    Changes,
    Leaf,
    Opaque,
    Paragraph,
    Side,
    Story,
    Table,
    ViewParagraph,
    ViewTable,
)
from toguna.text.document import Document, cell_name, inner_name, margin_name
from toguna.text.docx.document import WordDocument
from toguna.text.ooxml import W
from toguna.weave.merge import AUTHOR_SEPARATOR

NEW = "?"
"""The name of a story that the draft does not have: nothing in it has a clause there."""
CELL_SEPARATOR = " | "


def redline(consolidated: WordDocument, draft: Document) -> list[Line]:
    """Give the lines of a consolidated draft in reading order, headers and footers last.

    `consolidated` is read with the drafters' own changes settled (`Prepared.drafters.copy`).
    """
    return _Teller(consolidated, draft).lines()


@dataclass(frozen=True, slots=True)
class _At:
    """Where things stand in the draft: the name of a story, the block of each of its elements."""

    name: str
    blocks: Mapping[int, int]


class _Teller:
    def __init__(self, consolidated: WordDocument, draft: Document) -> None:
        self._word = consolidated
        self._draft = {(one.story, one.block): one for one in draft.clauses.all}
        self._after = _clauses_by_element(Document(consolidated))
        self._told_inside: set[int] = set()
        self._inner = _inner_names(consolidated)

    def lines(self) -> list[Line]:
        found = self._flow("body", self._word.body)
        seen: set[str] = set()
        for margin in self._word.margins:
            name = margin_name(margin.part)
            if name not in seen:
                seen.add(name)
                found += self._whole(name, margin.story, ClauseKind.MARGIN, STAYS)
        return found

    # Flows of text

    def _flow(self, name: str, story: Story) -> list[Line]:
        at = _At(name, _places(story))
        lines: list[Line] = []
        opened: list[Line] = []
        for block in story.blocks:
            if isinstance(block, Paragraph):
                lines.append(self._paragraph(at, block))
                opened += self._inside(block)
                if not lines[-1].end.stays:
                    continue  # a note does not stand between two halves of a paragraph
            elif isinstance(block, Table):
                lines.append(self._table(at, block))
            else:
                lines.append(self._opaque(at, block))
            lines += opened
            opened = []
        return without_blanks(lines + opened)

    def _paragraph(self, at: _At, raw: Paragraph) -> Line:
        segments = joined([one for leaf in raw.leaves for one in _words(leaf)])
        clause = self._clause(at, id(raw))
        is_there = any(one.mark.fate is not Fate.INSERTED for one in segments)
        named = clause if clause is not None and is_there else None
        told = named or self._after.get(id(raw))
        return Line(
            named.id if named else "",
            told.kind.value if told else ClauseKind.PARAGRAPH.value,
            told.number if told else "",
            told.level if told else 0,
            segments,
            _mark(raw.mark),
            look=_look(raw, self._word),
        )

    def _opaque(self, at: _At, block: Opaque) -> Line:
        clause = self._clause(at, id(block))
        text = (Segment(block.shown, _mark(block.changes)),)
        return Line(clause.id if clause else "", ClauseKind.FIELD.value, segments=text)

    def _clause(self, at: _At, element: int) -> Clause | None:
        block = at.blocks.get(element)
        return None if block is None else self._draft.get((at.name, block))

    # Tables

    def _table(self, at: _At, table: Table) -> Line:
        block = at.blocks.get(id(table))
        clause = self._clause(at, id(table))
        before = {} if block is None else _numbered(table)
        rows = []
        for row in table.rows:
            number = before.get(id(row))
            name = NEW if block is None or number is None else f"{at.name}/{block}"
            told = self._draft.get((name, number or 0))
            mark = _mark(row.changes)
            cells = tuple(
                self._cell(
                    NEW if block is None or number is None or id(cell) not in before
                    else cell_name(at.name, block, number, before[id(cell)]),
                    cell,
                    _over(mark, _mark(cell.changes)),
                )
                for cell in row.cells
            )  # fmt: skip
            if mark.fate is not Fate.GONE:
                rows.append(Row(told.id if told else "", cells, mark))
        number_told = clause.number if clause else ""
        kind = ClauseKind.TABLE.value
        return Line(clause.id if clause else "", kind, number_told, rows=tuple(rows))

    def _cell(self, name: str, cell: content.Cell, mark: Mark) -> Cell:
        clause = self._draft.get((name, 0))
        notes = (ClauseKind.NOTE.value, ClauseKind.BOX.value)
        lines = [line for line in self._flow(name, cell.story) if line.kind not in notes]
        pushed = joined([_pushed(one, mark) for one in _as_one(lines)])
        is_cell = clause is not None and clause.kind is ClauseKind.CELL
        return Cell(clause.id if clause and is_cell else "", pushed, mark, cell.shape[0])

    # Notes and boxes

    def _inside(self, raw: Paragraph) -> Iterator[Line]:
        for leaf in raw.leaves:
            for number, story in enumerate(leaf.inner):
                if id(story) in self._told_inside:
                    continue
                self._told_inside.add(id(story))
                name = self._inner.get((id(leaf), number), NEW)
                kind = ClauseKind.NOTE if ":" in name or _is_note(leaf) else ClauseKind.BOX
                yield from self._whole(name, story, kind, _mark(leaf.changes))

    def _whole(self, name: str, story: Story, kind: ClauseKind, mark: Mark) -> list[Line]:
        """Tell a note, a box or a margin: each is one clause, and one line."""
        clause = self._draft.get((name, 0))
        segments = joined([_pushed(one, mark) for one in _as_one(self._flow(name, story))])
        number = clause.number if clause else ""
        line = Line(clause.id if clause else "", kind.value, number, segments=segments)
        return [] if line.is_blank else [line]


# What stands where


def _places(story: Story) -> dict[int, int]:
    """Give the block of the draft that each element of a story is, or is part of."""
    places: dict[int, int] = {}
    for index, block in enumerate(story.before):
        raws = block.raws if isinstance(block, ViewParagraph) else [block.raw]
        places |= {id(raw): index for raw in raws}
    return places


def _numbered(table: Table) -> dict[int, int]:
    """Number the rows of a table, and the cells of each, as the draft has them."""
    numbers: dict[int, int] = {}
    for row_number, row in enumerate(ViewTable(table, Side.BEFORE).rows):
        numbers[id(row.raw)] = row_number
        numbers |= {id(cell.raw): number for number, cell in enumerate(row.cells)}
    return numbers


def _inner_names(word: WordDocument) -> dict[tuple[int, int], str]:
    """Name the notes and boxes as the draft does, by the leaf that opens each and its number."""
    names: dict[tuple[int, int], str] = {}

    def walk(name: str, story: Story) -> None:
        for index, block in enumerate(story.before):
            if isinstance(block, ViewTable):
                for row_number, row in enumerate(block.rows):
                    for number, cell in enumerate(row.cells):
                        walk(cell_name(name, index, row_number, number), cell.raw.story)
            elif isinstance(block, ViewParagraph):
                offset = 0
                for leaf in block.leaves:
                    for number, inner in enumerate(leaf.inner):
                        known = inner_name(name, index, offset, number, leaf)
                        names[id(leaf), number] = known
                        walk(known, inner)
                    offset += len(leaf.text)

    walk("body", word.body)
    return names


def _clauses_by_element(document: Document) -> dict[int, Clause]:
    """Give the clauses of a text by the paragraph of the file that each is."""
    found: dict[int, Clause] = {}
    for clause in document.clauses.all:
        story = document.stories.get(clause.story)
        block = story.blocks[clause.block] if story and clause.block < len(story.blocks) else None
        if isinstance(block, ViewParagraph):
            found |= {id(raw): clause for raw in block.raws}
    return found


def _is_note(leaf: Leaf) -> bool:
    return leaf.node.tag.rpartition("}")[2] in ("footnoteReference", "endnoteReference")


# What happens


def _mark(changes: Changes) -> Mark:
    """Tell what the changes around a thing do to it."""
    comes = [change for change in changes if change.inserts]
    goes = [change for change in changes if change.deletes]
    if comes and goes:
        return Mark(Fate.GONE)
    if not comes and not goes:
        return STAYS
    found = comes or goes
    who = tuple(dict.fromkeys(label for change in found for label in _labels(change.author)))
    return Mark(
        Fate.INSERTED if comes else Fate.DELETED,
        who,
        any(change.kind.startswith("move") for change in found),
    )


def _labels(author: str) -> Iterator[str]:
    for label in author.split(AUTHOR_SEPARATOR):
        yield label.removesuffix(PROPOSITION)


def _words(leaf: Leaf) -> Iterator[Segment]:
    mark = _mark(leaf.changes)
    if leaf.text and mark.fate is not Fate.GONE:
        yield Segment(leaf.shown, mark)


def _look(raw: Paragraph, word: WordDocument) -> tuple[str, ...]:
    """Tell who changes the look of a paragraph or of words in it."""
    changes = [raw.format_change]
    for leaf in raw.leaves:
        element = leaf.run.find(f"{W}rPr/{W}rPrChange") if leaf.formatted and leaf.run is not None \
            else None  # fmt: skip
        changes.append(None if element is None else word.changes.of(element))
    authors = [change.author for change in changes if change is not None]
    return tuple(dict.fromkeys(label for author in authors for label in _labels(author)))


def _over(outer: Mark, inner: Mark) -> Mark:
    return inner if outer.stays else outer


def _pushed(segment: Segment, outer: Mark) -> Segment:
    """Let what happens to a row, or to the sign of a note, happen to the words in it."""
    return replace(segment, mark=outer) if segment.mark.stays else segment


def _as_one(lines: Sequence[Line]) -> tuple[Segment, ...]:
    """Write the lines of a cell, a note or a box one after the other."""
    found: list[Segment] = []
    for number, line in enumerate(lines):
        found += line.segments
        for row in line.rows:
            for cell in row.cells:
                found += [*cell.segments, Segment(CELL_SEPARATOR, row.mark)]
        if number + 1 < len(lines) and line.end.fate is not Fate.GONE:
            found.append(Segment("\n", line.end))
    return joined(found)
