"""The DOCX that is written into: its ids, styles, numbering, notes and parts."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from itertools import count
from typing import cast

from lxml import etree

from toguna.text.content import raw_paragraphs
from toguna.text.docx.document import WordDocument
from toguna.text.docx.numbering import Numbering
from toguna.text.docx.styles import Styles, integer
from toguna.text.ooxml import NAMESPACES, Element, W, parse_xml, qn, serialize_xml

CONTENT_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NEW_NOTES = (
    f'<w:{{kind}}s xmlns:w="{NAMESPACES["w"]}">'
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    '<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:{kind}></w:{kind}s>"
)
NEW_NUMBERING = f'<w:numbering xmlns:w="{NAMESPACES["w"]}"/>'
ALL_IDS = etree.XPath("//@w:id", namespaces={"w": NAMESPACES["w"]}, smart_strings=False)
BringStyle = Callable[[Element], Element]


class Target:
    """A document open for writing. Only what is asked for is touched."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.package = document.package
        self._revision_ids = count(self._highest_id() + 1)
        self._drawing_ids = count(self._highest_drawing_id() + 1)

    def _highest_id(self) -> int:
        roots = (self.package.root(part) for part in self.document.text_parts)
        values = (value for root in roots for value in cast(list[str], ALL_IDS(root)))
        return max((integer(value) or 0 for value in values), default=0)

    def _highest_drawing_id(self) -> int:
        drawings = self.package.root(self.package.main).iter(qn("wp:docPr"))
        return max((integer(drawing.get("id")) or 0 for drawing in drawings), default=0)

    def next_revision_id(self) -> str:
        """Give an id that no tracked change or bookmark of the document has."""
        return str(next(self._revision_ids))

    def next_drawing_id(self) -> int:
        """Give an id that no drawing of the document has."""
        return next(self._drawing_ids)

    # Relationships and parts

    def relate(self, part: str, kind: str, target: str, *, external: bool) -> str:
        """Add a relationship and give its id."""
        return self.package.relate(part, kind, target, external=external)

    def add_part(
        self,
        name: str,
        data: bytes,
        content_type: str | None,
        needed: dict[str, tuple[str, str, bool]],
    ) -> None:
        """Add a part with its content type and, by their ids in it, its relationships."""
        if name in self.package:
            return
        self.package.put(name, data)
        if content_type is not None:
            self.package.declare(name, content_type)
        for identifier, (kind, target, external) in sorted(needed.items()):
            fresh = self.package.relate(name, kind, target, external=external)
            if fresh != identifier:
                data = data.replace(f'"{identifier}"'.encode(), f'"{fresh}"'.encode())
        self.package.put(name, data)

    # Styles

    @cached_property
    def _styles(self) -> Element | None:
        part = self.package.related(self.package.main, "styles")
        return self.package.optional_root(part)

    @cached_property
    def _style_names(self) -> dict[str, str]:
        """The id of each style by its name in lower case."""
        names: dict[str, str] = {}
        if self._styles is not None:
            for style in self._styles.iter(W + "style"):
                names.setdefault(style_name(style), style.get(W + "styleId", ""))
        return names

    def style(self, definition: Element, bring: BringStyle) -> str | None:
        """Give the id of the style of that name, brought in where there is none."""
        name = style_name(definition)
        if name in self._style_names:
            return self._style_names[name]
        if self._styles is None:
            return None
        fresh = bring(definition)
        identifier = fresh.get(W + "styleId", "Style")
        taken = set(self._style_names.values())
        while identifier in taken:
            identifier += "x"
        fresh.set(W + "styleId", identifier)
        self._styles.append(fresh)
        self._style_names[name] = identifier
        self.package.touch(self.package.related(self.package.main, "styles") or "")
        return identifier

    # Numbering

    @cached_property
    def _numbers_by_text(self) -> dict[str, str]:
        """The list of each text that is in one, itself or through its style."""
        numbering = Numbering(
            self.package.optional_root(self.package.related(self.package.main, "numbering")),
            Styles(self._styles),
        )
        found = {text: number for number, text in self.document.list_items}
        for paragraph in raw_paragraphs(self.document.body):
            place = numbering.place(paragraph.element)
            text = "".join(leaf.text for leaf in paragraph.leaves if not leaf.changes).strip()
            if place is not None and text:
                found.setdefault(text, str(place[0].num_id))
        return found

    @cached_property
    def _numbering_part(self) -> str:
        part = self.package.related(self.package.main, "numbering")
        if part is not None and self.package.optional_root(part) is not None:
            return part
        return self._new_part("numbering", NEW_NUMBERING.encode())

    def _new_part(self, name: str, data: bytes) -> str:
        folder = self.package.main.rpartition("/")[0]
        part = f"{folder}/{name}.xml" if folder else f"{name}.xml"
        self.package.put(part, serialize_xml(parse_xml(data)))
        self.package.declare(part, f"{CONTENT_TYPES}{name}+xml")
        self.package.relate(self.package.main, name, part)
        return part

    def numbering(self, source: WordDocument, number: str) -> str:
        """Give the list here that is the source's list `number`, brought in where there is none.

        Lists are known again by their paragraphs: the one most of whose texts are numbered by
        one list here is that list. Where none of its texts stand here, it is the list of that
        number if both are defined alike.
        """
        votes = Counter(
            self._numbers_by_text[text]
            for theirs, text in source.list_items
            if theirs == number and text in self._numbers_by_text
        )
        if votes:
            return min(votes, key=lambda mine: (-votes[mine], mine))
        theirs = numbering_definition(source, number)
        if theirs and theirs == numbering_definition(self.document, number):
            return number
        return self._bring_numbering(source, number)

    def _bring_numbering(self, source: WordDocument, number: str) -> str:
        theirs = source.package.optional_root(
            source.package.related(source.package.main, "numbering")
        )
        found = None if theirs is None else _by_id(theirs, W + "num", W + "numId", number)
        link = None if found is None else found.find(W + "abstractNumId")
        if theirs is None or found is None or link is None:
            return "0"
        definition = _by_id(theirs, W + "abstractNum", W + "abstractNumId", link.get(W + "val", ""))
        if definition is None:
            return "0"
        return self._add_numbering(copy.deepcopy(definition), copy.deepcopy(found))

    def _add_numbering(self, definition: Element, number: Element) -> str:
        root = self.package.root(self._numbering_part)
        for node in list(definition.iter(W + "pStyle", W + "numStyleLink", W + "styleLink",
                                         W + "nsid", W + "lvlPicBulletId")):  # fmt: skip
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
        abstract_id = _next(root, W + "abstractNum", W + "abstractNumId")
        number_id = _next(root, W + "num", W + "numId")
        definition.set(W + "abstractNumId", abstract_id)
        number.set(W + "numId", number_id)
        link = number.find(W + "abstractNumId")
        assert link is not None
        link.set(W + "val", abstract_id)
        first = root.find(W + "num")
        if first is None:
            root.append(definition)
        else:
            first.addprevious(definition)
        numbers = root.findall(W + "num")
        if numbers:
            numbers[-1].addnext(number)
        else:
            definition.addnext(number)
        self.package.touch(self._numbering_part)
        return number_id

    # Notes

    def note_part(self, kind: str) -> str:
        """Give the part that holds the notes of a kind, made where there is none."""
        part = self.package.related(self.package.main, f"{kind}s")
        if part is None or self.package.optional_root(part) is None:
            part = self._new_part(f"{kind}s", NEW_NOTES.format(kind=kind).encode())
        return part

    def add_note(self, kind: str, blocks: list[Element]) -> str:
        """Add a note made of `blocks` and give its id."""
        part = self.note_part(kind)
        root = self.package.root(part)
        identifier = _next(root, W + kind, W + "id")
        note = root.makeelement(W + kind)
        note.set(W + "id", identifier)
        note.extend(blocks or [root.makeelement(W + "p")])
        root.append(note)
        self.package.touch(part)
        return identifier

    def note(self, kind: str, identifier: str) -> Element | None:
        """Give the element of a note."""
        part = self.package.related(self.package.main, f"{kind}s")
        root = self.package.optional_root(part)
        return None if root is None else _by_id(root, W + kind, W + "id", identifier)


def style_name(style: Element) -> str:
    """Give the name of a style in lower case, its id where it has none."""
    name = style.find(W + "name")
    value = "" if name is None else name.get(W + "val", "")
    return (value or style.get(W + "styleId", "")).lower()


def numbering_definition(document: WordDocument, number: str) -> bytes:
    """Give what defines the list `number` of a document, empty where nothing does."""
    package = document.package
    root = package.optional_root(package.related(package.main, "numbering"))
    found = None if root is None else _by_id(root, W + "num", W + "numId", number)
    link = None if found is None else found.find(W + "abstractNumId")
    if root is None or found is None or link is None:
        return b""
    of_all = _by_id(root, W + "abstractNum", W + "abstractNumId", link.get(W + "val", ""))
    definitions = [found, *([] if of_all is None else [of_all])]
    return b"".join(
        etree.tostring(node, method="c14n", exclusive=True, with_tail=False) for node in definitions
    )


def _by_id(root: Element, tag: str, attribute: str, value: str) -> Element | None:
    return next((node for node in root.iter(tag) if node.get(attribute) == value), None)


def _next(root: Element, tag: str, attribute: str) -> str:
    return str(max((integer(node.get(attribute)) or 0 for node in root.iter(tag)), default=0) + 1)
