"""Writing tracked changes into one paragraph of a DOCX."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from toguna.text.content import Leaf, Paragraph, Side, ViewParagraph, visible
from toguna.text.docx.marker import MARK_CHANGES, PPR, RPR, Marker, complex_field, properties_of
from toguna.text.docx.redline import (
    AnchorPiece,
    BlockPiece,
    Formatting,
    InlinePiece,
    Insertion,
    LineChanges,
    MarkPiece,
    Piece,
    Revision,
)
from toguna.text.ooxml import Element, W, attributes, qn

R, T, SDT, SDT_CONTENT = (W + name for name in ("r", "t", "sdt", "sdtContent"))
FIELD_CHAR = W + "fldChar"
CLOSING = frozenset(
    W + name for name in ("bookmarkEnd", "commentRangeEnd", "commentReference", "permEnd")
)
DELETED_TEXT = {T: W + "delText", W + "instrText": W + "delInstrText"}
SHELL_PROPERTIES = frozenset(
    W + name for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
)
Wrapper = Element | Revision
Place = Callable[[Element], None]
"""Puts a new block where it belongs, before what is being written."""


@dataclass(slots=True)
class _Entry:
    """An element of the paragraph being built, and what it stands in, outermost first."""

    path: tuple[Wrapper, ...]
    element: Element
    run: Element | None = None
    formatting: Formatting | None = None


class LineWriter:
    """Writes one paragraph again with its changes. `place` receives the paragraphs that come."""

    def __init__(
        self, marker: Marker, view: ViewParagraph, changes: LineChanges, place: Place
    ) -> None:
        self._marker = marker
        self._view = view
        self._changes = changes
        self._place = place
        self._entries: list[_Entry] = []
        self._offset = 0
        self._flushed = -1
        self._before: tuple[Element, ...] = ()  # where the last character stood
        chars = [leaf for raw in view.raws for leaf in raw.leaves if _has_place(leaf)]
        self._next_paths = [_plain_path(leaf) for leaf in chars]
        self._seen = {leaf.node for leaf in chars}
        self._cuts = sorted(self._cut_points())

    def write(self) -> None:
        """Write the paragraph."""
        self._flush()
        for raw in self._view.raws:
            if raw is not self._view.raws[0]:
                self._place = raw.element.addprevious
            for leaf in raw.leaves:
                self._leaf(leaf)
            self._flush()
            self._finish(raw)
        self._end(self._view.raws[-1])

    def _cut_points(self) -> set[int]:
        changes = self._changes
        return {
            *changes.insertions,
            *changes.anchors,
            *(edge for gone in changes.deletions for edge in (gone.start, gone.end)),
            *(edge for new in changes.formats for edge in (new.start, new.end)),
        }

    # Leaves

    def _leaf(self, leaf: Leaf) -> None:
        if leaf.run is None and not leaf.path and not _is_child(leaf, self._view.raws):
            return  # an anchor that stands between blocks, and stays there
        if not leaf.text or not visible(leaf.changes, Side.AFTER):
            if leaf.text and leaf.node in self._seen:
                return  # the old form of a formula edited inside, which is one element
            if not _closes(leaf):
                self._flush()
            self._emit(leaf, None)
            return
        self._flush()
        self._next_paths.pop(0)
        start, size = 0, len(leaf.text)
        while start < size:
            self._flush(_plain_path(leaf))
            at = self._offset
            cut = next((point for point in self._cuts if point > at), at + size - start)
            end = min(size, start + cut - at)
            whole = (start, end) == (0, size)
            self._emit(leaf, self._revision_at(at), None if whole else (start, end))
            self._offset += end - start
            self._before = _plain_path(leaf)
            start = end

    def _revision_at(self, offset: int) -> Revision | None:
        for deletion in self._changes.deletions:
            if deletion.start <= offset < deletion.end:
                return deletion.revision
        return None

    def _format_at(self, offset: int) -> Formatting | None:
        for formatting in self._changes.formats:
            if formatting.start <= offset < formatting.end:
                return formatting
        return None

    def _emit(
        self, leaf: Leaf, revision: Revision | None, span: tuple[int, int] | None = None
    ) -> None:
        if leaf.parts:
            for part in leaf.parts:
                self._emit(part, revision if part.run is not None or part.text else None)
            return
        formatting = self._format_at(self._offset) if leaf.text else None
        path: tuple[Wrapper, ...] = leaf.path if revision is None else (*leaf.path, revision)
        if leaf.run is None:
            self._emit_inline(leaf.node, path, revision)
            return
        node = _slice(leaf.node, span) if span else leaf.node
        if revision is not None and revision.kind == "del" and node.tag in DELETED_TEXT:
            node = _renamed(node, DELETED_TEXT[node.tag])
        last = self._entries[-1] if self._entries else None
        if last is None or (last.path, last.run, last.formatting) != (path, leaf.run, formatting):
            alone = node is leaf.node and formatting is None and _is_alone(node, leaf.run)
            shell = leaf.run if alone else _run_shell(leaf.run)
            last = _Entry(path, shell, leaf.run, formatting)
            if formatting is not None:
                self._format_run(last.element, formatting)
            self._entries.append(last)
        last.element.append(node)

    def _emit_inline(
        self, node: Element, path: tuple[Wrapper, ...], revision: Revision | None
    ) -> None:
        if revision is not None and node.tag == W + "fldSimple":
            for run in complex_field(node):
                for child in list(run):
                    if child.tag in DELETED_TEXT and revision.kind == "del":
                        run.replace(child, _renamed(child, DELETED_TEXT[child.tag]))
                self._entries.append(_Entry(path, run))
            return
        self._entries.append(_Entry(path, node))

    def _format_run(self, run: Element, formatting: Formatting) -> None:
        old = run.find(RPR)
        fresh = copy.deepcopy(formatting.properties)
        change = self._marker.element(formatting.revision, run, "rPrChange")
        kept = run.makeelement(RPR)
        if old is not None:
            kept.extend(copy.deepcopy(child) for child in old if child.tag != W + "rPrChange")
            run.remove(old)
        change.append(kept)
        fresh.append(change)
        run.insert(0, fresh)

    # What comes in

    def _flush(self, inside: tuple[Element, ...] | None = None) -> None:
        """Write what comes in at the present offset, once."""
        if self._flushed >= self._offset:
            return
        self._flushed = self._offset
        anchors: list[Piece] = list(self._changes.anchors.get(self._offset, []))
        path = self._common_path() if inside is None else inside
        for piece in anchors:
            self._piece(piece, None, path)
        for insertion in self._changes.insertions.get(self._offset, []):
            self._insertion(insertion, path)

    def _common_path(self) -> tuple[Element, ...]:
        after = self._next_paths[0] if self._next_paths else ()
        shared: list[Element] = []
        for one, other in zip(self._before, after, strict=False):
            if one is not other:
                break
            shared.append(one)
        return tuple(shared)

    def _insertion(self, insertion: Insertion, path: tuple[Element, ...]) -> None:
        for piece in insertion.pieces:
            self._piece(piece, insertion.revision, path)

    def _piece(self, piece: Piece, revision: Revision | None, path: tuple[Element, ...]) -> None:
        if isinstance(piece, AnchorPiece):
            self._entries.append(_Entry((), anchor_element(piece, self._view.raws[0].element)))
            return
        assert revision is not None
        if isinstance(piece, InlinePiece):
            linked = any(node.tag == W + "hyperlink" for node in path)
            link = () if piece.link is None or linked else (piece.link,)
            elements = (
                complex_field(piece.element)
                if piece.element.tag == W + "fldSimple"
                else [piece.element]
            )
            for element in elements:
                self._entries.append(_Entry((*path, *link, revision), element))
        elif isinstance(piece, MarkPiece):
            self._place(self._new_paragraph(piece, revision))
        else:
            self._place_block(piece, revision)

    def _new_paragraph(self, piece: MarkPiece, revision: Revision) -> Element:
        paragraph = self._view.raws[0].element.makeelement(W + "p")
        if piece.properties is not None:
            paragraph.append(piece.properties)
        paragraph.extend(self._take())
        self._marker.mark_paragraph(paragraph, revision)
        return paragraph

    def _place_block(self, piece: BlockPiece, revision: Revision) -> None:
        self._marker.mark_whole(piece.element, revision)
        self._place(piece.element)

    def _take(self) -> list[Element]:
        children = nest(self._entries, self._marker)
        self._entries = []
        return children

    # The paragraph itself

    def _finish(self, raw: Paragraph) -> None:
        properties = raw.element.find(PPR)
        children = self._take()
        raw.element[:] = [*([] if properties is None else [properties]), *children]

    def _end(self, raw: Paragraph) -> None:
        revision = self._revision_at(self._offset)
        if revision is not None:
            self._marker.mark_paragraph(raw.element, revision)
        if self._changes.paragraph is not None:
            self._format_paragraph(raw.element, self._changes.paragraph)

    def _format_paragraph(self, paragraph: Element, formatting: Formatting) -> None:
        properties = properties_of(paragraph, PPR)
        if properties.find(W + "pPrChange") is not None:
            return
        own = [child for child in properties if child.tag in (RPR, W + "sectPr")]
        old = [child for child in properties if child not in own]
        change = self._marker.element(formatting.revision, paragraph, "pPrChange")
        kept = paragraph.makeelement(PPR)
        kept.extend(old)
        change.append(kept)
        fresh = [
            copy.deepcopy(child)
            for child in formatting.properties
            if child.tag not in (RPR, W + "sectPr", W + "pPrChange")
        ]
        properties[:] = [*fresh, *own, change]


def anchor_element(piece: AnchorPiece, like: Element) -> Element:
    """Make one end of a comment's words, or the run that holds its sign."""
    anchor = like.makeelement(W + piece.role)
    anchor.set(W + "id", str(piece.comment))
    if piece.role != "commentReference":
        return anchor
    run = like.makeelement(R)
    run.append(anchor)
    return run


def nest(entries: list[_Entry], marker: Marker) -> list[Element]:
    """Put elements that share a path into the same wrappers again."""
    top: list[Element] = []
    opened: list[tuple[Wrapper, Element]] = []
    for entry in entries:
        shared = 0
        while (
            shared < min(len(opened), len(entry.path)) and opened[shared][0] == entry.path[shared]
        ):
            shared += 1
        del opened[shared:]
        for wrapper in entry.path[shared:]:
            shell, inside = _shell(wrapper, marker, entry.element)
            (opened[-1][1] if opened else top).append(shell)
            opened.append((wrapper, inside))
        (opened[-1][1] if opened else top).append(entry.element)
    return top


def _shell(wrapper: Wrapper, marker: Marker, like: Element) -> tuple[Element, Element]:
    """Make an empty wrapper, and give it with the element that its content goes into."""
    if isinstance(wrapper, Revision):
        made = marker.element(wrapper, like)
        return made, made
    made = wrapper.makeelement(wrapper.tag, attributes(wrapper))
    if wrapper.tag in MARK_CHANGES:
        made.set(W + "id", marker.id_of_piece(wrapper))
    made.extend(copy.deepcopy(child) for child in wrapper if child.tag in SHELL_PROPERTIES)
    if wrapper.tag == SDT:
        content = made.makeelement(SDT_CONTENT)
        index = 1 + max((i for i, c in enumerate(made) if c.tag == W + "sdtPr"), default=-1)
        made.insert(index, content)
        return made, content
    return made, made


def _is_alone(node: Element, run: Element) -> bool:
    """Tell whether a run holds nothing but a node and its properties, so that it can stay."""
    return all(child is node or child.tag == RPR for child in run)


def _run_shell(run: Element) -> Element:
    shell = run.makeelement(R, attributes(run))
    properties = run.find(RPR)
    if properties is not None:
        shell.append(copy.deepcopy(properties))
    return shell


def _slice(node: Element, span: tuple[int, int]) -> Element:
    if node.tag not in (T, W + "delText"):
        return node
    piece = node.makeelement(node.tag)
    piece.text = (node.text or "")[span[0] : span[1]]
    piece.set(qn("xml:space"), "preserve")
    return piece


def _renamed(node: Element, tag: str) -> Element:
    fresh = node.makeelement(tag, attributes(node))
    fresh.text = node.text
    return fresh


def _has_place(leaf: Leaf) -> bool:
    return bool(leaf.text) and visible(leaf.changes, Side.AFTER)


def _plain_path(leaf: Leaf) -> tuple[Element, ...]:
    """Give what a leaf stands in, up to the first tracked change: nothing may come inside one."""
    path: list[Element] = []
    for node in leaf.path:
        if node.tag in MARK_CHANGES:
            break
        path.append(node)
    return tuple(path)


def _closes(leaf: Leaf) -> bool:
    if leaf.node.tag == FIELD_CHAR:
        return leaf.node.get(W + "fldCharType") == "end"
    return leaf.node.tag in CLOSING


def _is_child(leaf: Leaf, raws: list[Paragraph]) -> bool:
    parent = leaf.node.getparent()
    return any(parent is raw.element for raw in raws)
