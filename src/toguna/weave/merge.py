"""From the weave to the consolidated DOCX: the draft's own file with everybody's changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from toguna.text.content import MARK, ViewParagraph, ViewTable
from toguna.text.document import DocumentStory, Place, cell_name, leaf_before
from toguna.text.docx.redline import (
    AnchorPiece,
    Deletion,
    Formatting,
    InlinePiece,
    Insertion,
    LineChanges,
    MarkPiece,
    Piece,
    Revision,
    TableChanges,
)
from toguna.text.docx.target import Target
from toguna.text.docx.transplant import Transplant, plain_properties, text_run
from toguna.text.docx.writer import Writer
from toguna.text.ooxml import W
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Cut, Item, Mark, Put, Reformat, Typed, Words
from toguna.weave.weave import Come, Gone, Strand, Support, Supports, Weave

AUTHOR_SEPARATOR = " ; "
Author = Callable[[Supports], str]
"""Gives the author that a change has in the file, from who is behind it."""


class Merger:
    """Writes a weave into its draft.

    `order` is the order of the contributors' labels; `transplants` takes content out of each
    contributor's copy; `anchors` are ends of comments in the draft's own words; `author` gives
    the authors of changes, the contributors' labels where it is left out. `unwritten` holds,
    afterwards, the changes of format that a rival one left no room for.
    """

    def __init__(
        self,
        weave: Weave,
        target: Target,
        order: Sequence[str],
        transplants: Mapping[str, Transplant],
        anchors: Mapping[Place, list[AnchorPiece]],
        author: Author | None = None,
    ) -> None:
        self._weave = weave
        self._target = target
        self._rank = {label: index for index, label in enumerate(order)}
        self._transplants = transplants
        self._anchors: dict[str, dict[int, dict[int, list[AnchorPiece]]]] = {}
        for place, pieces in anchors.items():
            by_offset = self._anchors.setdefault(place.story, {}).setdefault(place.block, {})
            by_offset.setdefault(place.offset, []).extend(pieces)
        self._moves = self._native_moves()
        self._inherited: dict[str, Supports] = {}
        self._author = author
        self.unwritten: list[Support] = []

    def write(self) -> None:
        """Write every story."""
        writer = Writer(self._target)
        for story in self._weave.base.stories.values():
            if self._write_story(writer, story):
                self._target.package.touch(story.part)
        writer.finish()

    def _write_story(self, writer: Writer, story: DocumentStory) -> bool:
        strand = self._weave.strands.get(story.name, Strand())
        inherited = self._inherited.get(story.name, ())
        written = False
        formatted = {reformat.block for _, reformat in strand.formats}
        touched = formatted.union(strand.gone, strand.come, self._anchors.get(story.name, ()))
        for index, block in enumerate(story.blocks):
            if isinstance(block, ViewParagraph):
                if index not in touched and not inherited:
                    continue
                changes = self._line(story, strand, index, inherited)
                if changes:
                    writer.paragraph(story.blocks, index, changes)
                    written = True
                continue
            written = self._write_gap(writer, story, strand, index) or written
            gone = (*inherited, *strand.blocks.get(index, ()))
            if isinstance(block, ViewTable):
                changes_of_table = self._table(story, strand, index, block, gone)
                if changes_of_table:
                    writer.table(block, changes_of_table)
                    written = True
            elif gone:
                writer.opaque(block, self._revision("del", gone))
                written = True
        return self._write_gap(writer, story, strand, len(story.blocks)) or written

    def _write_gap(self, writer: Writer, story: DocumentStory, strand: Strand, index: int) -> bool:
        insertions = self._insertions(story, strand.come.get(index, {}).get(0, []))
        if insertions:
            writer.gap(story.blocks, index, story.source.container, insertions)
        return bool(insertions)

    # Paragraphs

    def _line(
        self, story: DocumentStory, strand: Strand, index: int, inherited: Supports
    ) -> LineChanges:
        length = story.length(index) + 1
        changes = LineChanges(
            deletions=[
                Deletion(gone.start, gone.end, self._revision("del", gone.by))
                for gone in layered(strand.gone.get(index, []), inherited, length)
            ],
            insertions={
                offset: self._insertions(story, coming)
                for offset, coming in sorted(strand.come.get(index, {}).items())
            },
            anchors=self._anchors.get(story.name, {}).get(index, {}),
        )
        self._add_formats(changes, story, strand, index)
        return changes

    def _insertions(self, story: DocumentStory, coming: list[Come]) -> list[Insertion]:
        return [
            Insertion(self._revision("ins", come.by), self._pieces(story, come)) for come in coming
        ]

    def _pieces(self, story: DocumentStory, come: Come) -> list[Piece]:
        transplant = self._transplants.get(come.by[0].contributor)
        if transplant is not None:
            transplant.into = story.part
        anchors = self._anchors_of(come)
        pieces: list[Piece] = []
        position = 0
        for item in come.content.items:
            cuts = [at - position for at, _ in anchors if position < at < position + len(item.text)]
            for start, end in pairwise([0, *dict.fromkeys(cuts), len(item.text)]):
                while anchors and anchors[0][0] <= position + start:
                    pieces.append(anchors.pop(0)[1])
                pieces += self._item(story, come, item, (start, end))
            position += len(item.text)
        return [*pieces, *(piece for _, piece in anchors)]

    def _item(
        self, story: DocumentStory, come: Come, item: Item, span: tuple[int, int]
    ) -> Sequence[Piece]:
        put, contributor = come.content, come.by[0].contributor
        if isinstance(item, Typed):
            return typed(story, put.block, put.offset, item.text[slice(*span)])
        transplant = self._transplants[contributor]
        if isinstance(item, Words):
            return transplant.words(item.leaf, item.start + span[0], item.start + span[1])
        if isinstance(item, Mark):
            return [transplant.mark(item.paragraph)]
        return transplant.block(item.block)

    def _anchors_of(self, come: Come) -> list[tuple[int, AnchorPiece]]:
        """Give the ends of comments in what comes in, of all who bring it, in order."""
        found = [
            (at, AnchorPiece(identifier, anchor.role))
            for support in come.by
            if isinstance(support.operation, Put)
            for at, anchor in support.operation.anchors
            if (identifier := self._comment(support, anchor.comment)) is not None
        ]
        return sorted(found, key=lambda pair: pair[0])

    def _comment(self, support: Support, comment: str) -> int | None:
        transplant = self._transplants.get(support.contributor)
        return None if transplant is None else transplant.comment(comment)

    def _add_formats(
        self, changes: LineChanges, story: DocumentStory, strand: Strand, index: int
    ) -> None:
        for supports, reformat in _agreed(strand, index):
            transplant = self._transplants[supports[0].contributor]
            transplant.into = story.part
            formatting = Formatting(
                reformat.start,
                reformat.end,
                self._revision("format", supports),
                transplant.properties(reformat.properties),
            )
            if reformat.end == 0 and changes.paragraph is None:
                changes.paragraph = formatting
            elif reformat.end and not any(
                other.start < formatting.end and formatting.start < other.end
                for other in changes.formats
            ):
                changes.formats.append(formatting)
            else:
                self.unwritten += supports

    # Tables

    def _table(
        self, story: DocumentStory, strand: Strand, index: int, table: ViewTable, gone: Supports
    ) -> TableChanges:
        changes = TableChanges()
        for number, row in enumerate(table.rows):
            by = (*gone, *strand.rows.get((index, number), ()))
            if by:
                changes.gone[number] = self._revision("del", by)
            for cell in range(len(row.cells)):
                self._inherited[cell_name(story.name, index, number, cell)] = by
        for number in range(len(table.rows) + 1):
            for come in strand.new_rows.get((index, number), []):
                transplant = self._transplants[come.by[0].contributor]
                transplant.into = story.part
                row_element = transplant.row(come.content.content)
                revision = self._revision("ins", come.by)
                changes.come.setdefault(number, []).append((revision, row_element))
        return changes

    # Who and when

    def _revision(self, kind: str, by: Supports) -> Revision:
        first = min(by, key=lambda support: self._rank[support.contributor]).contributor
        ranked = sorted(by, key=lambda support: support.contributor != first)
        date = next((date for support in ranked if (date := _date(support))), None)
        move = self._moves.get(id(by[0].edit)) if len(by) == 1 else None
        if move is not None:
            kind = {"ins": "moveTo", "del": "moveFrom"}.get(kind, kind)
        author = (self._author or self._labels)(by)
        return Revision(kind, author, date, move)

    def _labels(self, by: Supports) -> str:
        labels = {support.contributor for support in by}
        return AUTHOR_SEPARATOR.join(sorted(labels, key=lambda label: self._rank[label]))

    def _native_moves(self) -> dict[int, str]:
        """Name the moves that nobody contests; the others are a deletion and an insertion."""
        contested: set[int] = set()
        moves: dict[int, Edit] = {}
        for strand in self._weave.strands.values():
            for block, layers in strand.gone.items():
                for gone in layers:
                    for support in gone.by:
                        if support.edit.kind is EditKind.MOVE:
                            moves[id(support.edit)] = support.edit
                            if len(gone.by) > 1 or _has_guest(strand, block, gone, support):
                                contested.add(id(support.edit))
            for come in _all_coming(strand):
                if len(come.by) > 1:
                    contested |= {id(support.edit) for support in come.by}
        ordered = sorted(
            (edit for key, edit in moves.items() if key not in contested and _is_textual(edit)),
            key=lambda edit: (self._rank[edit.contributor], edit.number),
        )
        return {id(edit): f"move{number}" for number, edit in enumerate(ordered, 1)}


def typed(story: DocumentStory, block: int, offset: int, text: str) -> list[Piece]:
    """Give words that a person proposed in prose, in the format of the words around them."""
    paragraph = story.blocks[min(block, len(story.blocks) - 1)]
    if offset == 0 and block and text.endswith(MARK):
        previous = story.blocks[block - 1]  # a new paragraph goes on from the one before it
        if isinstance(previous, ViewParagraph):
            paragraph, offset = previous, len(previous.text)
    if not isinstance(paragraph, ViewParagraph):
        return []
    near = leaf_before(paragraph, offset)
    like = paragraph.raws[-1].element
    properties = None if near is None or near.run is None else near.run.find(W + "rPr")
    pieces: list[Piece] = []
    for index, line in enumerate(text.split(MARK)):
        if index:
            pieces.append(MarkPiece(plain_properties(like)))
        if line:
            pieces.append(InlinePiece(text_run(like, line, properties)))
    return pieces


def _is_textual(edit: Edit) -> bool:
    """Tell whether a move is of words and paragraphs only (rows cannot move natively)."""
    return all(isinstance(operation, Cut | Put) for operation in edit.operations)


def _has_guest(strand: Strand, block: int, gone: Gone, support: Support) -> bool:
    """Tell whether somebody else writes inside what is moved away."""
    return any(
        gone.start < offset < gone.end
        and any(s.contributor != support.contributor for come in coming for s in come.by)
        for offset, coming in strand.come.get(block, {}).items()
    )


def _all_coming(strand: Strand) -> Iterator[Come]:
    for by_offset in strand.come.values():
        for coming in by_offset.values():
            yield from coming


def _date(support: Support) -> str | None:
    changes = support.operation.changes
    dates = [change.date for change in changes if change.date]
    return dates[-1] if dates else (None if changes else support.edit.date)


def layered(layers: list[Gone], inherited: Supports, length: int) -> list[Gone]:
    """Add to the deletions of a paragraph those of the row or table that it stands in."""
    if not inherited:
        return layers
    full: list[Gone] = []
    position = 0
    for gone in layers:
        if gone.start > position:
            full.append(Gone(position, gone.start, inherited))
        full.append(Gone(gone.start, gone.end, (*gone.by, *inherited)))
        position = gone.end
    if position < length:
        full.append(Gone(position, length, inherited))
    return full


def _agreed(strand: Strand, index: int) -> list[tuple[Supports, Reformat]]:
    """Give the changes of format of a block, those that are the same said once."""
    found: dict[tuple[int, int, bytes], tuple[Supports, Reformat]] = {}
    for support, reformat in strand.formats:
        if reformat.block == index:
            key = (reformat.start, reformat.end, reformat.identity)
            supports, first = found.get(key, ((), reformat))
            found[key] = ((*supports, support), first)
    return list(found.values())
