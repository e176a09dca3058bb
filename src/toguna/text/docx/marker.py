"""Making the elements of tracked changes, and marking whole blocks with them."""

from __future__ import annotations

import copy

from toguna.text.docx.redline import Revision
from toguna.text.docx.target import Target
from toguna.text.ooxml import Element, W, moment, qn

P, R, TR, TBL = W + "p", W + "r", W + "tr", W + "tbl"
PPR, RPR, TRPR = W + "pPr", W + "rPr", W + "trPr"
MARKABLE = frozenset({R, qn("m:oMath"), qn("m:oMathPara")})
DELETED_TEXT = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}
MARK_CHANGES = tuple(W + kind for kind in ("ins", "del", "moveFrom", "moveTo"))
BEFORE_TRPR = frozenset({W + "tblPrEx"})
ROW_KINDS = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}


class Marker:
    """Makes the elements of tracked changes, with ids that are free in the target.

    `moved` holds, by move name, the wrappers and marks made for its two ends, in order.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self.moved: dict[tuple[str, str], list[Element]] = {}
        self._split: set[Element] = set()

    def id_of_piece(self, change: Element) -> str:
        """Give the id of a piece of a change that the draft has: its own, then fresh ones."""
        if change not in self._split:
            self._split.add(change)
            return change.get(W + "id", "0")
        return self._target.next_revision_id()

    def element(self, revision: Revision, like: Element, kind: str | None = None) -> Element:
        """Make the element of a change, of the namespace map of `like`."""
        made = like.makeelement(W + (kind or revision.kind))
        made.set(W + "id", self._target.next_revision_id())
        made.set(W + "author", revision.author)
        if revision.date:
            made.set(W + "date", moment(revision.date))
        if revision.move and kind is None:
            self.moved.setdefault((revision.move, revision.kind), []).append(made)
        return made

    def mark_paragraph(self, paragraph: Element, revision: Revision) -> None:
        """Mark the end of a paragraph as coming or going."""
        properties = properties_of(paragraph, PPR)
        run_properties = properties.find(RPR)
        if run_properties is None:
            run_properties = properties.makeelement(RPR)
            later = [child for child in properties if child.tag in AFTER_RPR]
            index = properties.index(later[0]) if later else len(properties)
            properties.insert(index, run_properties)
        present = [child for child in run_properties if child.tag in MARK_CHANGES]
        if any(child.tag == W + revision.kind for child in present):
            return
        run_properties.insert(len(present), self.element(revision, run_properties))

    def mark_row(self, row: Element, revision: Revision) -> None:
        """Mark a row as coming or going."""
        properties = row.find(TRPR)
        if properties is None:
            properties = row.makeelement(TRPR)
            row.insert(sum(child.tag in BEFORE_TRPR for child in row), properties)
        kind = ROW_KINDS[revision.kind]
        later = [child for child in properties if child.tag == W + "trPrChange"]
        index = properties.index(later[0]) if later else len(properties)
        properties.insert(index, self.element(revision, properties, kind))

    def mark_whole(self, block: Element, revision: Revision) -> None:
        """Mark all rows, runs and paragraph marks of a block as coming or going."""
        for row in block.iter(TR):
            self.mark_row(row, revision)
        for paragraph in [p for p in block.iter(P) if not _is_in_box(p, block)]:
            self.mark_paragraph(paragraph, revision)
            self.mark_runs(paragraph, revision)

    def mark_runs(self, parent: Element, revision: Revision) -> None:
        """Wrap the runs below an element, those already in a change left as they are."""
        wrapper: Element | None = None
        for child in list(parent):
            if child.tag == W + "fldSimple":
                self._mark_simple_field(child, revision)
                wrapper = None
            elif child.tag in MARKABLE:
                if wrapper is None:
                    wrapper = self.element(revision, parent)
                    child.addprevious(wrapper)
                wrapper.append(child)
                if revision.kind in ("del", "moveFrom"):
                    as_deleted(child, revision)
            else:
                wrapper = None
                if child.tag not in MARK_CHANGES and child.tag != PPR:
                    self.mark_runs(child, revision)

    def _mark_simple_field(self, field: Element, revision: Revision) -> None:
        wrapper = self.element(revision, field)
        field.addprevious(wrapper)
        wrapper.extend(complex_field(field))
        parent = field.getparent()
        assert parent is not None
        parent.remove(field)
        if revision.kind in ("del", "moveFrom"):
            for run in wrapper:
                as_deleted(run, revision)


AFTER_RPR = frozenset({W + "sectPr", W + "pPrChange"})


def properties_of(element: Element, tag: str) -> Element:
    """Give the properties of a paragraph or run, made where it has none."""
    found = element.find(tag)
    if found is None:
        found = element.makeelement(tag)
        element.insert(0, found)
    return found


def as_deleted(run: Element, revision: Revision) -> None:
    """Rename the texts of a run as those of deleted runs are named (moved ones keep theirs)."""
    if revision.kind == "del":
        for child in run:
            if child.tag in DELETED_TEXT:
                child.tag = DELETED_TEXT[child.tag]


def complex_field(field: Element) -> list[Element]:
    """Give a simple field as runs: only runs can be tracked."""
    properties = field.find(f"{R}/{RPR}")

    def run(child: Element) -> Element:
        made = field.makeelement(R)
        if properties is not None:
            made.append(copy.deepcopy(properties))
        made.append(child)
        return made

    def char(kind: str) -> Element:
        made = field.makeelement(W + "fldChar")
        made.set(W + "fldCharType", kind)
        return made

    instruction = field.makeelement(W + "instrText")
    instruction.text = field.get(W + "instr", "")
    instruction.set(qn("xml:space"), "preserve")
    results = [copy.deepcopy(child) for child in field.iter(R)]
    return [run(char("begin")), run(instruction), run(char("separate")), *results, run(char("end"))]


def _is_in_box(paragraph: Element, block: Element) -> bool:
    for ancestor in paragraph.iterancestors():
        if ancestor.tag == W + "txbxContent":
            return True
        if ancestor is block:
            break
    return False


def close_moves(marker: Marker, target: Target) -> None:
    """Put the range of each move around its pieces, as Word wants them paired by name."""
    for (name, kind), pieces in sorted(marker.moved.items()):
        start, end = pieces[0], pieces[-1]
        identifier = target.next_revision_id()
        opening = start.makeelement(W + f"{kind}RangeStart")
        opening.set(W + "id", identifier)
        for attribute in ("author", "date"):
            value = start.get(W + attribute)
            if value is not None:
                opening.set(W + attribute, value)
        opening.set(W + "name", name)
        closing = end.makeelement(W + f"{kind}RangeEnd")
        closing.set(W + "id", identifier)
        _first_inline(start).addprevious(opening)
        _owner(end).addnext(closing)


def _first_inline(piece: Element) -> Element:
    """Give a wrapper, or for a mark the first inline element of its paragraph."""
    paragraph = _owner(piece)
    if paragraph is piece:
        return piece
    inline = next((child for child in paragraph if child.tag != PPR), None)
    return paragraph if inline is None else inline


def _owner(piece: Element) -> Element:
    """Give a wrapper itself, or the paragraph whose mark it is."""
    parent = piece.getparent()
    if parent is not None and parent.tag == RPR:
        paragraph = next(piece.iterancestors(P), None)
        return piece if paragraph is None else paragraph
    return piece
