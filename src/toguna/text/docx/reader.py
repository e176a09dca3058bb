"""From WordprocessingML to stories: paragraphs, tables and inline things with their changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from toguna.text.content import (
    COLUMN_BREAK,
    LINE_BREAK,
    PAGE_BREAK,
    Atoms,
    Block,
    Cell,
    Change,
    Changes,
    Leaf,
    Opaque,
    Paragraph,
    Row,
    Side,
    Story,
    Table,
)
from toguna.text.docx import fields
from toguna.text.docx.atoms import (
    ALTERNATE,
    DRAWINGS,
    drawing_key,
    math_key,
    math_text,
    opaque_key,
    preferred,
    text_boxes,
)
from toguna.text.docx.bullets import BULLET, readable
from toguna.text.docx.changes import GONE, WRAPPERS, ChangeInventory
from toguna.text.docx.stock import KnownHere
from toguna.text.docx.styles import integer
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package

NoteStories = Callable[[str, str], Story | None]
"""From the kind of a note ("footnote", "endnote") and its id to its story."""

P, R, T, TBL, TR, TC, SDT = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
PPR, RPR, TRPR, TCPR = W + "pPr", W + "rPr", W + "trPr", W + "tcPr"
RPR_CHANGE = W + "rPrChange"
SDT_CONTENT = W + "sdtContent"
TRANSPARENT = frozenset(W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo"))
MATHS = frozenset({qn("m:oMath"), qn("m:oMathPara")})
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
NOTE_NAMES = {"footnote": "[note]", "endnote": "[note de fin]"}
COMMENT_ANCHORS = frozenset(
    W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
BREAKS = {"page": PAGE_BREAK, "column": COLUMN_BREAK}
RUN_MARKERS = frozenset(
    W + name
    for name in (
        "rPr", "instrText", "delInstrText", "fldChar", "lastRenderedPageBreak", "annotationRef",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "commentReference",
    )
)  # fmt: skip
INLINE_MARKERS = frozenset(
    W + name
    for name in (
        "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd",
        "customXmlPr", "smartTagPr",
        "commentRangeStart", "commentRangeEnd",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd",
        "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    )
)  # fmt: skip
SYMBOL_CODE = re.compile("0*[0-9A-Fa-f]{2,4}")
ODD = re.compile("[\n\r\u2029\U000f0000-\U0010ffff]")
PLAIN = {"\n": " ", "\r": " "}


def plain(text: str | None) -> str:
    """Give the text of an element without the characters that have a meaning of their own here.

    Each character is replaced by exactly one, so that offsets stay those of the file.
    """
    if not text:
        return ""
    if text.isascii() and "\n" not in text and "\r" not in text:
        return text
    return ODD.sub(lambda match: PLAIN.get(match.group(), "\ufffd"), text)


class StoryReader:
    """Reads the stories of one part of a package."""

    def __init__(
        self,
        package: Package,
        part: str,
        atoms: Atoms,
        inventory: ChangeInventory,
        notes: NoteStories,
        known: KnownHere,
    ) -> None:
        self._package = package
        self._part = part
        self._atoms = atoms
        self._inventory = inventory
        self._tracked = bool(inventory)
        self._notes = notes
        self._known = known.paragraphs
        self._known_tables = known.tables
        self._has_fields = self._opens_field = False

    def story(self, container: Element) -> Story:
        """Read everything in a container: a body, a cell, a note, a header, a text box."""
        blocks: list[Block] = []
        anchors: list[Leaf] = []
        self._blocks(container, blocks, anchors)
        if anchors:
            _hang(anchors, blocks)
        if self._opens_field and any(
            isinstance(b, Paragraph) and b.plain is None and fields.depth_change(b.leaves) > 0
            for b in blocks
        ):
            blocks = fields.collapse_blocks(blocks)
        return Story(container, blocks)

    def _blocks(self, parent: Element, blocks: list[Block], anchors: list[Leaf]) -> None:
        for child in parent:
            known = None if anchors else self._known.get(child)
            if known is not None:
                blocks.append(Paragraph(child, known.leaves, plain=known.text))
                continue
            tag = child.tag
            if tag == P:
                blocks.append(self._paragraph(child, anchors))
            elif tag == TBL:
                blocks.append(self._table(child))
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._blocks(content, blocks, anchors)
            elif tag == W + "customXml" or tag in WRAPPERS:
                self._blocks(child, blocks, anchors)
            elif tag == ALTERNATE:
                self._blocks(preferred(child), blocks, anchors)
            elif tag in COMMENT_ANCHORS:
                self._block_anchor(child, blocks, anchors)
            elif tag in MATHS:
                blocks.append(Opaque([child], math_key(child), math_text(child)))
            elif tag == W + "altChunk":
                blocks.append(Opaque([child], f"altChunk:{child.get(qn('r:id'))}", "[document]"))

    def _block_anchor(self, node: Element, blocks: list[Block], anchors: list[Leaf]) -> None:
        leaf = Leaf("", node, None, (), ())
        if node.tag == W + "commentRangeStart" or not _append_to_last(leaf, blocks):
            anchors.append(leaf)

    def _paragraph(self, element: Element, anchors: list[Leaf]) -> Paragraph:
        leaves: list[Leaf] = anchors.copy()
        anchors.clear()
        known = self._known.get(element)
        if known is not None:
            return Paragraph(element, [*leaves, *known.leaves])
        self._inline(element, (), (), leaves)
        if self._has_fields and any(leaf.node.tag == fields.FIELD_CHAR for leaf in leaves):
            leaves = fields.collapse_inline(leaves, self._atoms)
            self._opens_field = self._opens_field or fields.depth_change(leaves) > 0
        paragraph = Paragraph(element, leaves)
        if self._tracked:
            self._add_changes(paragraph)
        return paragraph

    def _add_changes(self, paragraph: Paragraph) -> None:
        properties = paragraph.element.find(PPR)
        if properties is not None:
            paragraph.mark = self._inventory.marks(properties.find(RPR))
            change = properties.find(W + "pPrChange")
            if change is not None:
                paragraph.format_change = self._inventory.of(change)
        paragraph.tracked = bool(paragraph.mark) or any(leaf.changes for leaf in paragraph.leaves)

    def _inline(
        self, parent: Element, path: tuple[Element, ...], changes: Changes, leaves: list[Leaf]
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, path, changes, leaves)
            elif tag in INLINE_MARKERS:
                leaves.append(Leaf("", child, None, path, changes))
            elif tag == PPR:
                continue
            elif tag in WRAPPERS:
                inside = self._inventory.enclosing(changes, child)
                self._inline(child, (*path, child), inside, leaves)
            elif tag in TRANSPARENT:
                self._inline(child, (*path, child), changes, leaves)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._inline(content, (*path, child), changes, leaves)
            elif tag == W + "fldSimple":
                self._simple_field(child, path, changes, leaves)
            elif tag in MATHS:
                self._math(child, path, changes, leaves)
            elif isinstance(tag, str):
                self._other_inline(child, path, changes, leaves)

    def _simple_field(
        self, field: Element, path: tuple[Element, ...], changes: Changes, leaves: list[Leaf]
    ) -> None:
        instruction = field.get(W + "instr", "")
        inside: list[Leaf] = []
        self._inline(field, (*path, field), changes, inside)
        if not fields.is_computed(instruction):
            leaves += inside
            return
        char = self._atoms.char(fields.field_key(instruction))
        shown = "".join(leaf.shown for leaf in inside)
        leaves.append(Leaf(char, field, None, path, changes, shown=shown))

    def _math(
        self, node: Element, path: tuple[Element, ...], changes: Changes, leaves: list[Leaf]
    ) -> None:
        shown = math_text(node)
        before, after = math_key(node, Side.BEFORE), math_key(node, Side.AFTER)
        change = None if before == after else self._inventory.first_within(node)
        if changes or change is None:
            char = self._atoms.char(after)
            leaves.append(Leaf(char, node, None, path, changes, shown=shown))
            return
        # Edited with tracking inside: the old formula goes, the new one comes.
        for key, kind in ((before, "del"), (after, "ins")):
            mark = Change(change.number, kind, change.author, change.date)
            leaves.append(Leaf(self._atoms.char(key), node, None, path, (mark,), shown=shown))

    def _other_inline(
        self, node: Element, path: tuple[Element, ...], changes: Changes, leaves: list[Leaf]
    ) -> None:
        if node.tag == ALTERNATE and not text_boxes(node) and preferred(node).find(R) is not None:
            self._inline(preferred(node), (*path, node), changes, leaves)
            return
        leaves.append(self._atom(opaque_key(node), node, None, path, changes, "[objet]"))

    def _run(
        self, run: Element, path: tuple[Element, ...], changes: Changes, leaves: list[Leaf]
    ) -> None:
        first = len(leaves)
        properties: Element | None = None
        for node in run:
            tag = node.tag
            if tag == T:
                leaves.append(Leaf(plain(node.text), node, run, path, changes))
            elif tag == RPR:
                properties = node
            elif tag in RUN_MARKERS:
                self._has_fields = self._has_fields or tag == fields.FIELD_CHAR
                leaves.append(Leaf("", node, run, path, changes))
            elif tag in CHARACTERS:
                leaves.append(Leaf(CHARACTERS[tag], node, run, path, changes))
            elif tag == W + "br":
                char = BREAKS.get(node.get(W + "type", ""), LINE_BREAK)
                leaves.append(Leaf(char, node, run, path, changes))
            elif tag == W + "delText":
                leaves.append(Leaf(plain(node.text), node, run, path, changes or GONE))
            elif isinstance(tag, str):
                leaves.append(self._run_atom(node, run, path, changes))
        if (
            self._tracked
            and properties is not None
            and next(properties.iterchildren(RPR_CHANGE), None) is not None
        ):
            for leaf in leaves[first:]:
                leaf.formatted = True

    def _run_atom(
        self, node: Element, run: Element, path: tuple[Element, ...], changes: Changes
    ) -> Leaf:
        tag = node.tag
        if tag in NOTES:
            kind = NOTES[tag]
            inner = self._notes(kind, node.get(W + "id", ""))
            leaf = self._atom(kind, node, run, path, changes, NOTE_NAMES[kind])
            leaf.inner = (inner,) if inner is not None else ()
            return leaf
        if tag in DRAWINGS:
            key, shown = drawing_key(node, self._package, self._part)
            leaf = self._atom(key, node, run, path, changes, shown)
            leaf.inner = tuple(self.story(box) for box in text_boxes(node))
            return leaf
        if tag == W + "sym":
            return self._symbol(node, run, path, changes)
        key = opaque_key(node)
        shown = key.partition(":")[2] or "[objet]"
        return self._atom(key, node, run, path, changes, shown)

    def _symbol(
        self, node: Element, run: Element, path: tuple[Element, ...], changes: Changes
    ) -> Leaf:
        """A character of a symbol font, which other programs write as text in that font."""
        code = node.get(W + "char", "")
        if not SYMBOL_CODE.fullmatch(code):
            return self._atom(f"sym:{code}", node, run, path, changes, BULLET)
        text = plain(chr(int(code, 16)))
        shown = readable(text, node.get(W + "font", ""))
        return Leaf(text, node, run, path, changes, shown=shown)

    def _atom(
        self,
        key: str,
        node: Element,
        run: Element | None,
        path: tuple[Element, ...],
        changes: Changes,
        shown: str,
    ) -> Leaf:
        return Leaf(self._atoms.char(key), node, run, path, changes, shown=shown)

    def _table(self, element: Element) -> Table:
        plain = self._known_tables.get(element)
        if plain is None:
            return Table(element, self.rows(element))
        # The reader that waits must not hold the document that the table is in.
        later = StoryReader(
            self._package, self._part, self._atoms, ChangeInventory(), _no_note, KnownHere()
        )
        return Table(element, partial(later.rows, element), plain)

    def rows(self, table: Element) -> list[Row]:
        """Read the rows of a table."""
        return [self._row(row) for row in _inside(table, TR)]

    def _row(self, element: Element) -> Row:
        cells = [self._cell(cell) for cell in _inside(element, TC)]
        changes = self._inventory.marks(element.find(TRPR)) if self._tracked else ()
        return Row(element, cells, changes)

    def _cell(self, element: Element) -> Cell:
        properties = element.find(TCPR)
        shape = before = _shape(properties)
        changes: Changes = ()
        if self._tracked and properties is not None:
            changes = self._inventory.marks(properties)
            old = properties.find(f"{W}tcPrChange/{W}tcPr")
            before = shape if old is None else _shape(old)
        return Cell(element, self.story(element), changes, shape, before)


def _no_note(kind: str, identifier: str) -> None:
    """A table of nothing but words calls no notes."""


def _inside(parent: Element, wanted: str) -> list[Element]:
    """Give the rows of a table or the cells of a row, also those within content controls."""
    found: list[Element] = []
    for child in parent:
        if child.tag == wanted:
            found.append(child)
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            found += [] if content is None else _inside(content, wanted)
        elif child.tag == W + "customXml":
            found += _inside(child, wanted)
    return found


def _shape(properties: Element | None) -> tuple[int, str]:
    if properties is None:
        return 1, ""
    span = properties.find(W + "gridSpan")
    columns = span.get(W + "val", "1") if span is not None else "1"
    merge = properties.find(W + "vMerge")
    merged = "" if merge is None else merge.get(W + "val") or "continue"
    return max(1, integer(columns) or 1), merged


def _append_to_last(leaf: Leaf, blocks: list[Block]) -> bool:
    if blocks and isinstance(last := blocks[-1], Paragraph):
        last.leaves = [*last.leaves, leaf]  # they may be the draft's
        last.plain = None
        return True
    return False


def _hang(anchors: list[Leaf], blocks: list[Block]) -> None:
    """Put the anchors that no paragraph follows at the end of the last one."""
    for block in reversed(blocks):
        if isinstance(block, Paragraph):
            block.leaves = [*block.leaves, *anchors]
            block.plain = None
            return
