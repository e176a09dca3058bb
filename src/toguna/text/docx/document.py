"""A whole DOCX: its body, margins, notes, comments and tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toguna.messages import say
from toguna.text.align import Unit
from toguna.text.content import Atoms, Opaque, Paragraph, Story, raw_paragraphs
from toguna.text.docx.changes import ChangeInventory, Identity, identity
from toguna.text.docx.comments import Comment, read_comments
from toguna.text.docx.reader import StoryReader
from toguna.text.docx.stock import NOTHING_KNOWN, KnownHere, Stock, parse_shortened, stock_of
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package, not_word
from toguna.text.units import units_of

NUMBER = f"{W}numPr/{W}numId"
WORTH_RELEASING = 1 << 20
"""Bytes of XML from which a document takes so much memory that it is worth the time."""
NESTED_NOTES = 8
"""How deep notes within notes are followed; Word allows none, a hostile file closes a circle."""
LOOKS = ("styles", "numbering")
"""Where a tracked change of a style's or a level's properties stands."""
MARGIN_TAGS = {W + "headerReference": "header", W + "footerReference": "footer"}


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """A header or footer: `kind`, the section (from 0) and pages that it belongs to."""

    kind: str
    section: int
    pages: str
    """`default`, `first` or `even`."""
    part: str
    story: Story


class WordDocument:
    """A DOCX as read: nothing is resolved, and nothing that is not understood is lost.

    `drafters` are the tracked changes that the draft itself carried (see `ChangeInventory`);
    `known` is what its main part has from the draft (see `read_package`).

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """

    def __init__(
        self,
        package: Package,
        atoms: Atoms | None = None,
        drafters: frozenset[Identity] = frozenset(),
        known: KnownHere = NOTHING_KNOWN,
    ) -> None:
        self.package = package
        self.filename = package.filename
        self.atoms = atoms or Atoms()
        self.changes = ChangeInventory(drafters)
        main = package.root(package.main)
        if main.tag != W + "document":
            raise not_word(self.filename)
        body = main.find(W + "body")
        if body is None:
            raise UnreadableFile(
                say("{file} : ce document Word n'a pas de texte ; vérifiez que c'est le bon "
                    "fichier et renvoyez-le.", file=self.filename)
            )  # fmt: skip
        self.element = body
        self._note_parts = {
            kind: part
            for kind in ("footnote", "endnote")
            if (part := package.related(package.main, f"{kind}s")) is not None
            and package.optional_root(part) is not None
        }
        self._margin_parts = _margin_parts(package, body)
        for part in self.tracked_parts:
            self.changes.add_part(package.root(part))
        self._note_elements = {kind: self._notes_of(kind) for kind in self._note_parts}
        self.notes: dict[tuple[str, str], Story] = {}
        self._open_notes: list[tuple[str, str]] = []
        self.body = self._reader(package.main, known).story(body)
        self.margins = [
            Margin(kind, section, pages, part, self._reader(part).story(package.root(part)))
            for kind, section, pages, part in self._margin_parts
        ]
        self.comments: list[Comment] = read_comments(package)

    @property
    def text_parts(self) -> list[str]:
        """The parts that carry text: the document, its margins and its notes."""
        margins = dict.fromkeys(part for _, _, _, part in self._margin_parts)
        return [self.package.main, *margins, *self._note_parts.values()]

    @cached_property
    def stock(self) -> Stock:
        """The plain paragraphs and tables, by which copies of it are read faster."""
        main = self.package.main
        return stock_of(self.body, self.package.read(main), self.package.root(main))

    @cached_property
    def units(self) -> list[Unit]:
        """The blocks of the body before the tracked changes, as they are aligned."""
        return units_of(self.body.before)

    @cached_property
    def list_items(self) -> list[tuple[str, str]]:
        """The list (`w:numId`) and text of each paragraph that is itself in a list."""
        found = []
        for paragraph in raw_paragraphs(self.body):
            properties = next(paragraph.element.iterchildren(W + "pPr"), None)
            number = None if properties is None else properties.find(NUMBER)
            if number is not None:
                text = "".join(leaf.text for leaf in paragraph.leaves if not leaf.changes).strip()
                found.append((number.get(W + "val", ""), text))
        return [(number, text) for number, text in found if text]

    def release(self) -> None:
        """Let go of the body's paragraphs, but for those that somebody still holds.

        Nothing can be compared with this document afterwards, and it cannot be written; what is
        held can still be taken out of it. Thirty copies of a long draft would otherwise be in
        memory as a whole; a short document stays as it is.
        """
        if self.package.size(self.package.main) < WORTH_RELEASING:
            return
        _ = self.list_items
        for block in self.body.blocks:
            if isinstance(block, Paragraph) and (parent := block.element.getparent()) is not None:
                parent.remove(block.element)
        self.body = Story(self.body.container, [])

    @property
    def tracked_parts(self) -> list[str]:
        """The parts where tracked changes stand: those with text, the styles and the lists."""
        looks = (self.package.related(self.package.main, kind) for kind in LOOKS)
        read = [part for part in looks if part and self.package.optional_root(part) is not None]
        return [*self.text_parts, *(part for part in read if part not in self.text_parts)]

    def part_of_note(self, kind: str) -> str | None:
        """Give the part that holds the notes of a kind."""
        return self._note_parts.get(kind)

    def change_identities(self) -> frozenset[Identity]:
        """Give the author and date of every tracked change."""
        return frozenset(identity(element) for element, _ in self.changes)

    def _reader(self, part: str, known: KnownHere = NOTHING_KNOWN) -> StoryReader:
        return StoryReader(self.package, part, self.atoms, self.changes, self._note, known)

    def _note(self, kind: str, identifier: str) -> Story | None:
        key = (kind, identifier)
        element = self._note_elements.get(kind, {}).get(identifier)
        if element is None or key in self.notes or len(self._open_notes) == NESTED_NOTES:
            return self.notes.get(key)
        if key in self._open_notes:
            return None
        self._open_notes.append(key)
        self.notes[key] = self._reader(self._note_parts[kind]).story(element)
        self._open_notes.pop()
        return self.notes[key]

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self.package.root(self._note_parts[kind])
        return {
            note.get(W + "id", ""): note
            for note in root
            if note.tag == W + kind and note.get(W + "type", "normal") == "normal"
        }


def _margin_parts(package: Package, body: Element) -> list[tuple[str, int, str, str]]:
    """Give the headers and footers in use: kind, section, pages and part, in reading order."""
    relationships = package.relationships(package.main)
    return [
        (MARGIN_TAGS[reference.tag], number, reference.get(W + "type", "default"), target.target)
        for number, section in enumerate(sections(body))
        for reference in section.iter(*MARGIN_TAGS)
        if (target := relationships.get(reference.get(qn("r:id"), ""))) is not None
        and package.optional_root(target.target) is not None
    ]


def sections(body: Element) -> Iterator[Element]:
    """Give the properties of each section, in order."""
    for section in body.iter(W + "sectPr"):
        parent = section.getparent()
        if parent is not None and parent.tag in (W + "pPr", W + "body"):
            yield section


def read_word(
    data: bytes,
    filename: str,
    atoms: Atoms | None = None,
    drafters: frozenset[Identity] = frozenset(),
) -> WordDocument:
    """Read the bytes of a DOCX.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    return WordDocument(Package(data, filename), atoms, drafters)


def read_package(
    package: Package,
    atoms: Atoms | None = None,
    drafters: frozenset[Identity] = frozenset(),
    like: WordDocument | None = None,
) -> WordDocument:
    """Read a Word package; as a copy of `like` if that is given.

    What a copy has from `like` is not parsed again (paragraphs) or not read (tables), so that it
    can be read and taken from, but not written.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    main = package.main
    data = b"" if like is None else package.read(main)
    shortened = None if like is None else parse_shortened(data, like.stock)
    if shortened is not None:
        root, known = shortened
        package.shorten(main, root)
        word = WordDocument(package, atoms, drafters, known)
        opaque = (block for block in word.body.blocks if isinstance(block, Opaque))
        if known.paragraphs.keys().isdisjoint(
            element for block in opaque for element in block.elements
        ):
            return word
        package.put(main, data)  # what is taken out as it stands in the XML must be whole
    return WordDocument(package, atoms, drafters)
