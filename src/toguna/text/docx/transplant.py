"""Taking content out of one DOCX so that it can stand in another.

Ids mean nothing outside their file: styles are matched by name, numbering by definition,
pictures, charts and links are copied, notes are added. The content is taken as it is seen
after the source's tracked changes.
"""

from __future__ import annotations

import copy
import hashlib
import posixpath
from collections.abc import Callable

from toguna.text.content import Leaf, Opaque, Paragraph, Row, Table
from toguna.text.docx.document import WordDocument
from toguna.text.docx.reader import COMMENT_ANCHORS
from toguna.text.docx.redline import BlockPiece, InlinePiece, MarkPiece
from toguna.text.docx.resolve import COMES, GOES, accept_all, drop, resolve
from toguna.text.docx.target import Target
from toguna.text.ooxml import NAMESPACES, Element, W, attributes, qn, writable

R_NAMESPACE = f"{{{NAMESPACES['r']}}}"
STYLE_TAGS = frozenset(W + name for name in ("pStyle", "rStyle", "tblStyle"))
DROPPED_TAGS = frozenset(
    W + name
    for name in (
        "proofErr", "permStart", "permEnd", "lastRenderedPageBreak",
        "bookmarkStart", "bookmarkEnd", "sectPr", "rPrChange", "pPrChange",
    )
)  # fmt: skip
INERT = frozenset(
    W + name
    for name in (
        "t", "tab", "br", "rPr", "rFonts", "b", "bCs", "i", "iCs", "u", "color", "sz", "szCs",
        "lang", "highlight", "shd", "vertAlign", "noProof",
    )
)  # fmt: skip
"""What most words are made of: it means the same in every file."""
DROPPED_ATTRIBUTES = (qn("w14:paraId"), qn("w14:textId"))
NOTE_TAGS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
CommentIds = Callable[[str], int | None]


class Transplant:
    """Takes content out of `source`, for the part `into` of `target`.

    `into` may be set before each call. `comments` gives the id that a comment of the source has
    in the target.
    """

    def __init__(self, source: WordDocument, target: Target, comments: CommentIds) -> None:
        self._source = source
        self._target = target
        self._comments = comments
        self.into = target.package.main
        self._styles: dict[str, str | None] = {}
        self._numbers: dict[str, str] = {}
        self._open_notes: list[tuple[str, str]] = []
        self._parts: dict[str, str] = {}

    def comment(self, identifier: str) -> int | None:
        """Give the id that a comment of the source has in the target, if it is carried over."""
        return self._comments(identifier)

    def words(self, leaf: Leaf, start: int, end: int) -> list[InlinePiece]:
        """Give the runs of characters `start` to `end` of a leaf."""
        link = next((node for node in reversed(leaf.path) if node.tag == W + "hyperlink"), None)
        shell = None if link is None else self._link(link)
        return [
            InlinePiece(element, shell)
            for part in (leaf.parts or (leaf,))
            if (element := self._inline(part, start, end, whole=bool(leaf.parts))) is not None
        ]

    def _inline(self, leaf: Leaf, start: int, end: int, *, whole: bool) -> Element | None:
        if leaf.run is None:
            if leaf.text or whole:
                return self._clean(leaf.node)
            return None
        run = leaf.run.makeelement(W + "r")
        properties = leaf.run.find(W + "rPr")
        if properties is not None:
            run.append(self._clean(properties))
        node = self._clean(leaf.node)
        if not whole and leaf.node.tag in (W + "t", W + "delText"):
            node.tag = W + "t"
            node.text = (leaf.node.text or "")[start:end]
            node.set(qn("xml:space"), "preserve")
        run.append(node)
        return run

    def mark(self, paragraph: Paragraph) -> MarkPiece:
        """Give the end of a paragraph, with the properties it gives."""
        properties = paragraph.element.find(W + "pPr")
        return MarkPiece(None if properties is None else self.properties(properties))

    def properties(self, element: Element) -> Element:
        """Give the properties of a run or paragraph."""
        fresh = self._clean(element)
        for mark in list(fresh.iter(*COMES, *GOES)):
            drop(mark)
        return fresh

    def block(self, block: Table | Opaque) -> list[BlockPiece]:
        """Give a table or an opaque block."""
        elements = [block.element] if isinstance(block, Table) else block.elements
        return [BlockPiece(self._clean(element)) for element in elements]

    def row(self, row: Row) -> Element:
        """Give a row of a table."""
        return self._clean(row.element)

    def note(self, element: Element) -> list[Element]:
        """Give the blocks of a note or of a comment."""
        return list(self._clean(element))

    def _clean(self, element: Element) -> Element:
        """Give a copy of an element that means in the target what it means in the source."""
        fresh = copy.deepcopy(element)
        fresh.tail = None
        if all(node.tag in INERT for node in fresh.iter()):
            return fresh
        part = self._part_of(element)
        holder = element.makeelement(W + "body")
        holder.append(fresh)
        resolve(holder, accept_all)
        for node in list(holder.iter()):
            if not isinstance(node.tag, str) or node.tag in DROPPED_TAGS:
                drop(node)
            else:
                self._translate(node, part)
        return holder[0] if len(holder) else element.makeelement(W + "r")

    def _part_of(self, element: Element) -> str:
        root = element.getroottree().getroot()
        package = self._source.package
        comments = package.related(package.main, "comments")
        if comments is not None and package.optional_root(comments) is root:
            return comments
        parts = self._source.text_parts
        return next((part for part in parts if package.root(part) is root), package.main)

    def _translate(self, node: Element, part: str) -> None:
        for attribute in DROPPED_ATTRIBUTES:
            if attribute in node.attrib:
                del node.attrib[attribute]
        tag = node.tag
        if tag in STYLE_TAGS:
            self._translate_style(node)
        elif tag == W + "numId":
            node.set(W + "val", self._number(node.get(W + "val", "0")))
        elif tag in NOTE_TAGS:
            kind = NOTE_TAGS[tag]
            node.set(W + "id", self._note(kind, node.get(W + "id", "")))
        elif tag in COMMENT_ANCHORS:
            self._translate_comment(node)
        elif tag == qn("wp:docPr"):
            node.set("id", str(self._target.next_drawing_id()))
        for name, value in node.attrib.items():
            if isinstance(name, str) and name.startswith(R_NAMESPACE):
                node.set(name, self._relationship(str(value), part) or "")

    def _translate_style(self, node: Element) -> None:
        style = self._style(node.get(W + "val", ""))
        if style is None:
            drop(node)
        else:
            node.set(W + "val", style)

    def _translate_comment(self, node: Element) -> None:
        identifier = self._comments(node.get(W + "id", ""))
        if identifier is None:
            drop(node)
        else:
            node.set(W + "id", str(identifier))

    def _link(self, link: Element) -> Element:
        shell = link.makeelement(link.tag, attributes(link))
        self._translate(shell, self._part_of(link))
        return shell

    # What an id stands for

    def _style(self, identifier: str) -> str | None:
        if identifier not in self._styles:
            self._styles[identifier] = None  # cuts cycles of basedOn
            definition = self._source_style(identifier)
            if definition is not None:
                self._styles[identifier] = self._target.style(definition, self._bring_style)
        return self._styles[identifier]

    def _source_style(self, identifier: str) -> Element | None:
        package = self._source.package
        root = package.optional_root(package.related(package.main, "styles"))
        if root is None:
            return None
        found = (s for s in root.iter(W + "style") if s.get(W + "styleId") == identifier)
        return next(found, None)

    def _bring_style(self, definition: Element) -> Element:
        """Give a copy of a style whose references to styles and numbering hold in the target."""
        fresh = copy.deepcopy(definition)
        if W + "default" in fresh.attrib:
            del fresh.attrib[W + "default"]
        for node in list(fresh.iter(W + "basedOn", W + "next", W + "link")):
            known = self._style(node.get(W + "val", "")) if node.tag == W + "basedOn" else None
            if known is None:
                drop(node)
            else:
                node.set(W + "val", known)
        for node in fresh.iter(W + "numId"):
            node.set(W + "val", self._number(node.get(W + "val", "0")))
        return fresh

    def _number(self, identifier: str) -> str:
        if identifier == "0":
            return "0"
        if identifier not in self._numbers:
            self._numbers[identifier] = self._target.numbering(self._source, identifier)
        return self._numbers[identifier]

    def _note(self, kind: str, identifier: str) -> str:
        key = (kind, identifier)
        # A note that calls itself, which no program writes, is empty where it does.
        story = None if key in self._open_notes else self._source.notes.get(key)
        outer, self.into = self.into, self._target.note_part(kind)
        self._open_notes.append(key)
        blocks = [] if story is None else self.note(story.container)
        self._open_notes.pop()
        self.into = outer
        return self._target.add_note(kind, blocks)

    def _relationship(self, identifier: str, part: str) -> str | None:
        relationship = self._source.package.relationships(part).get(identifier)
        if relationship is None:
            return None
        target = relationship.target if relationship.external else self._part(relationship.target)
        return self._target.relate(
            self.into, relationship.type, target, external=relationship.external
        )

    def _part(self, name: str) -> str:
        """Copy a part, and those that it needs, and give its name in the target."""
        if name not in self._parts:
            source = self._source.package
            data = source.read(name)
            stem, extension = posixpath.splitext(name)
            digest = hashlib.sha256(data).hexdigest()[:12]
            self._parts[name] = fresh = f"{stem}-{digest}{extension}"
            needed = {
                key: (r.type, r.target if r.external else self._part(r.target), r.external)
                for key, r in source.relationships(name).items()
            }
            self._target.add_part(fresh, data, source.content_type(name), needed)
        return self._parts[name]


def plain_properties(paragraph: Element) -> Element | None:
    """Give the properties of a paragraph for a new one like it, without its own changes."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        return None
    fresh = copy.deepcopy(properties)
    for node in list(fresh.iter(*DROPPED_TAGS, *COMES, *GOES)):
        drop(node)
    return fresh


def text_run(like: Element, text: str, properties: Element | None) -> Element:
    """Make a run of plain words with given properties."""
    run = like.makeelement(W + "r")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for node in list(kept.iter(*DROPPED_TAGS)):
            drop(node)
        run.append(kept)
    words = like.makeelement(W + "t")
    words.text = writable(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run
