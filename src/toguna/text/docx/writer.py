"""Writing tracked changes into the stories of a DOCX: paragraphs, tables, whole blocks."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import partial

from toguna.text.content import Paragraph, ViewBlock, ViewOpaque, ViewParagraph, ViewTable
from toguna.text.docx.atoms import ALTERNATE, CHOICE, FALLBACK, TEXT_BOX
from toguna.text.docx.line_writer import LineWriter, Place
from toguna.text.docx.marker import Marker, close_moves
from toguna.text.docx.redline import Insertion, LineChanges, Revision, TableChanges
from toguna.text.docx.target import Target
from toguna.text.ooxml import Element, W

SECTION = W + "sectPr"


class Writer:
    """Writes changes into the stories of `target`, each story's blocks in their order."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._marker = Marker(target)
        self._boxes: list[Element] = []

    def paragraph(self, blocks: Sequence[ViewBlock], index: int, changes: LineChanges) -> None:
        """Write the changes of one paragraph, block `index` of a story."""
        view = blocks[index]
        assert isinstance(view, ViewParagraph)
        self._mark_notes(changes.insertions)
        self._remember_box(view.raws[0].element)
        first = view.raws[0].element
        LineWriter(self._marker, view, changes, BlockPlacer(blocks, index, first)).write()

    def gap(
        self,
        blocks: Sequence[ViewBlock],
        index: int,
        container: Element,
        insertions: list[Insertion],
    ) -> None:
        """Write what comes in before a table or opaque block, or at the end of a story."""
        self._mark_notes({0: insertions})
        holder = container.makeelement(W + "p")
        view = ViewParagraph("", [Paragraph(holder, [])], [])
        place: Place
        if index < len(blocks):
            place = BlockPlacer(blocks, index, elements_of(blocks[index])[0])
        else:
            place = partial(_append, container)
        self._remember_box(container)
        LineWriter(self._marker, view, LineChanges(insertions={0: insertions}), place).write()
        if len(holder) and any(child.tag != W + "pPr" for child in holder):
            self._marker.mark_paragraph(holder, insertions[-1].revision)
            place(holder)

    def table(self, table: ViewTable, changes: TableChanges) -> None:
        """Write the rows of a table that come and go; their cells are stories of their own."""
        rows = [row.raw.element for row in table.rows]
        self._remember_box(rows[0] if rows else table.raw.element)
        for number, revision in changes.gone.items():
            self._marker.mark_row(rows[number], revision)
        for number, coming in sorted(changes.come.items()):
            for revision, row in coming:
                self._mark_note_references(row, revision)
                self._marker.mark_whole(row, revision)
                _place_row(table.raw.element, rows, number, row)

    def opaque(self, block: ViewOpaque, revision: Revision) -> None:
        """Mark an opaque block as going."""
        for element in block.raw.elements:
            if element.tag == W + "p":
                self._marker.mark_paragraph(element, revision)
                self._marker.mark_runs(element, revision)
            else:
                self._marker.mark_whole(element, revision)

    def finish(self) -> None:
        """Complete what is written once all stories are."""
        close_moves(self._marker, self._target)
        for box in dict.fromkeys(self._boxes):
            _mirror(box)

    def _mark_notes(self, insertions: Mapping[int, list[Insertion]]) -> None:
        for coming in insertions.values():
            for insertion in coming:
                for piece in insertion.pieces:
                    element = getattr(piece, "element", None)
                    if element is not None:
                        self._mark_note_references(element, insertion.revision)

    def _mark_note_references(self, element: Element, revision: Revision) -> None:
        """The words of a note that comes in come in with it."""
        for kind in ("footnote", "endnote"):
            for reference in element.iter(f"{W}{kind}Reference"):
                note = self._target.note(kind, reference.get(W + "id", ""))
                if note is not None:
                    for paragraph in note:
                        self._marker.mark_runs(paragraph, revision)

    def _remember_box(self, element: Element) -> None:
        self._boxes += element.iterancestors(TEXT_BOX)
        if element.tag == TEXT_BOX:
            self._boxes.append(element)


def elements_of(block: ViewBlock) -> list[Element]:
    """Give the elements of a block in the file."""
    if isinstance(block, ViewParagraph):
        return [raw.element for raw in block.raws]
    return block.raw.elements


class BlockPlacer:
    """Puts new blocks before block `index`, outside what only that block stands in."""

    def __init__(self, blocks: Sequence[ViewBlock], index: int, element: Element) -> None:
        self._before = element
        if index:
            around = set(elements_of(blocks[index - 1])[-1].iterancestors())
            while (parent := self._before.getparent()) is not None and parent not in around:
                self._before = parent

    def __call__(self, block: Element) -> None:
        """Put a block there, after those that were put before."""
        self._before.addprevious(block)


def _append(container: Element, block: Element) -> None:
    """Put a block at the end of a story, before the section's properties."""
    last = container[-1] if len(container) else None
    if last is not None and last.tag == SECTION:
        last.addprevious(block)
    else:
        container.append(block)


def _place_row(table: Element, rows: list[Element], number: int, row: Element) -> None:
    if number < len(rows):
        rows[number].addprevious(row)
    else:
        anchor = rows[-1] if rows else table[-1]
        while (following := anchor.getnext()) is not None and following.tag == W + "tr":
            anchor = following
        anchor.addnext(row)


def _mirror(box: Element) -> None:
    """A text box stands twice in the file: the older form shows what the newer one does."""
    alternate = next(box.iterancestors(ALTERNATE), None)
    if alternate is None:
        return
    choice, fallback = alternate.find(CHOICE), alternate.find(FALLBACK)
    if choice is None or fallback is None:
        return
    mine, other = list(choice.iter(TEXT_BOX)), list(fallback.iter(TEXT_BOX))
    if box in mine and len(mine) == len(other):
        twin = other[mine.index(box)]
        twin[:] = [copy.deepcopy(child) for child in box]
