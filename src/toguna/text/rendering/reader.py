"""From a document to its rendering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import PAGE_BREAK, Leaf, ViewBlock, ViewOpaque, ViewParagraph, ViewTable
from toguna.text.document import Document, cell_name, inner_name, margin_name
from toguna.text.docx.bookmarks import Bookmarks
from toguna.text.docx.document import sections
from toguna.text.docx.fields import instruction_of
from toguna.text.docx.listing import caption_of, listing_of
from toguna.text.docx.numbering import Counter, Numbering
from toguna.text.docx.properties import title
from toguna.text.docx.reader import NOTES
from toguna.text.docx.styles import Styles
from toguna.text.ooxml import Element, W
from toguna.text.rendering.captions import with_captions
from toguna.text.rendering.inline import Lines, clean, stripped, unbold
from toguna.text.rendering.looks import Looks
from toguna.text.rendering.model import (
    Block,
    Box,
    Contents,
    Entry,
    Heading,
    Inline,
    Label,
    Note,
    NoteSign,
    Prose,
    Rendering,
    Section,
    Words,
    words_of,
)
from toguna.text.rendering.pages import (
    on_side,
    section_of,
    starts_with_break,
    turns,
    without_cover,
)
from toguna.text.rendering.tables import table

BODY = "body"
ON_FIRST_PAGES = "first"
BETWEEN = re.compile(r"\t|\s[·|•]\s")
"""What sets the pieces of a header or footer apart."""
BLANKS = re.compile("[ \\t\\n]+")
COMPUTED = "\0"
BOOKMARK = W + "bookmarkStart"


def rendering(document: Document) -> Rendering:
    """Give a document as it is to be written out."""
    return _Reader(document).rendering()


@dataclass(slots=True)
class _Flow:
    """Where one is while reading a story: the count of its lists, the part it stands in."""

    counter: Counter
    part: str
    body: bool = False
    turned: bool = field(default=False)
    """Whether a page was ended since the last block."""


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        package = document.word.package
        self._styles = Styles(package.optional_root(package.related(package.main, "styles")))
        numbering = package.optional_root(package.related(package.main, "numbering"))
        self._numbering = Numbering(numbering, self._styles)
        self._clauses = {(c.story, c.block): c for c in document.clauses.all}
        self._looks = Looks(self._styles)
        self._lines = Lines(package, self._looks, self._anchors(), self._sign)
        self._notes: list[Note] = []
        self._open: set[str] = set()
        self._levels: list[int] = []

    def rendering(self) -> Rendering:
        flow = _Flow(self._numbering.counter(), self._document.stories[BODY].part, body=True)
        read = list(self._body(flow))
        cover, rest = without_cover(read)
        found = [Section(landscape, tuple(with_captions(blocks))) for landscape, blocks in rest]
        return Rendering(
            clean(title(self._document.word.package) or self._first_words()),
            tuple(with_captions(cover)),
            tuple(section for section in found if section.blocks),
            tuple(self._notes),
            tuple(self._headings()),
            self._margin("header"),
            self._margin("footer"),
        )

    def _first_words(self) -> str:
        words = (c.text for c in self._document.clauses.all if c.kind is not ClauseKind.FIELD)
        first = next((text for text in words if text.strip()), self._document.word.filename)
        return " ".join(first.split())[:200]

    # The body, section by section

    def _body(self, flow: _Flow) -> Iterator[tuple[bool, list[Block]]]:
        """Give the blocks of each section, and whether its pages lie on their side."""
        story = self._document.stories[BODY]
        ends = list(sections(self._document.word.element))
        blocks: list[Block] = []
        for index, block in enumerate(story.blocks):
            blocks += self._block(BODY, index, block, flow)
            ended = section_of(block)
            if ended is not None:
                yield on_side(ended), blocks
                blocks = []
                following = ends.index(ended) + 1 if ended in ends else len(ends)
                flow.turned = following >= len(ends) or turns(ends[following])
        yield bool(ends) and on_side(ends[-1]), blocks

    def _block(self, name: str, index: int, block: ViewBlock, flow: _Flow) -> list[Block]:
        if isinstance(block, ViewParagraph):
            return self._paragraph(name, index, block, flow)
        if isinstance(block, ViewTable):
            found = self._table(name, index, block, flow)
            return [] if found is None else [found]
        return self._opaque(name, index, block)

    def _paragraph(self, name: str, index: int, block: ViewParagraph, flow: _Flow) -> list[Block]:
        element = block.raws[-1].element
        label = self._label(element, flow)
        turned = flow.turned or self._looks.new_page(element) or starts_with_break(block)
        content = stripped(self._lines.line(block.leaves, element, flow.part))
        boxes = list(self._boxes(name, index, block, flow))
        found: list[Block] = []
        if content:
            found.append(self._made(name, index, element, content, label, turned and flow.body))
            flow.turned = False
        flow.turned = flow.turned or PAGE_BREAK in block.text.lstrip(PAGE_BREAK)
        return [*found, *boxes]

    def _made(
        self, name: str, index: int, element: Element, content: tuple[Inline, ...],
        label: Label | None, turned: bool,
    ) -> Heading | Prose:  # fmt: skip
        clause = self._clause(name, index)
        if clause is not None and clause.kind is ClauseKind.HEADING:
            return Heading(
                clause.id,
                clause.level,
                self._rank(clause.level),
                clean(clause.number),
                unbold(content),
                turned,
            )
        caption = self._caption(element)
        return Prose(
            clause.id if clause is not None else "",
            content if caption is None else unbold(content),
            label,
            self._looks.align(element),
            caption,
            turned,
            self._looks.large(element),
        )

    def _clause(self, name: str, index: int) -> Clause | None:
        """Give the clause that a block is; what stands in a cell, note or box is part of one."""
        return self._clauses.get((name, index)) if name == BODY else None

    def _rank(self, level: int) -> int:
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return len(self._levels)

    def _label(self, element: Element, flow: _Flow) -> Label | None:
        label = flow.counter.label(element)
        place = self._numbering.place(element)
        if label is None or place is None:
            return None
        return Label(clean(label.text).strip(), label.bullet, place[0].sequence, label.level)

    def _caption(self, element: Element) -> str | None:
        counted = caption_of(element)
        style = self._styles.style_of(element)
        named = (self._styles.name(style) or "") if style else ""
        return counted or ("" if named.casefold() in ("caption", "légende") else None)

    def _boxes(self, name: str, index: int, block: ViewParagraph, flow: _Flow) -> Iterator[Box]:
        offset = 0
        for leaf in block.leaves:
            for number, _ in enumerate(leaf.inner if leaf.node.tag not in NOTES else ()):
                inner = inner_name(name, index, offset, number, leaf)
                clause = self._clauses.get((inner, 0))
                blocks = self._story(inner, flow.part)
                if blocks:
                    yield Box("" if clause is None else clause.id, blocks)
            offset += len(leaf.text)

    def _story(self, name: str, part: str) -> tuple[Block, ...]:
        """Give the blocks of a story that counts its own lists: a box or a note."""
        story = self._document.stories.get(name)
        if story is None or name in self._open:
            return ()
        self._open.add(name)
        flow = _Flow(self._numbering.counter(), story.part or part)
        blocks = [
            found
            for index, block in enumerate(story.blocks)
            for found in self._block(name, index, block, flow)
        ]
        return tuple(with_captions(blocks))

    # Tables, contents

    def _table(self, name: str, index: int, block: ViewTable, flow: _Flow) -> Block | None:
        clause = self._clause(name, index)

        def row_id(row: int) -> str:
            known = self._clauses.get((f"{name}/{index}", row))
            return known.id if known is not None else ""

        def cell_id(row: int, cell: int) -> str:
            known = self._clauses.get((cell_name(name, index, row, cell), 0))
            return known.id if known is not None else ""

        def cell_blocks(row: int, cell: int, blocks: list[ViewBlock]) -> tuple[Block, ...]:
            inner = cell_name(name, index, row, cell)
            inside = _Flow(flow.counter, flow.part)
            found = [
                one
                for number, each in enumerate(blocks)
                for one in self._block(inner, number, each, inside)
            ]
            return tuple(with_captions(found))

        return table(block, clause.id if clause else "", row_id, cell_id, cell_blocks)

    def _opaque(self, name: str, index: int, block: ViewOpaque) -> list[Block]:
        clause = self._clause(name, index)
        identifier = clause.id if clause is not None else ""
        instruction = instruction_of(_from_field(block.raw.leaves))
        if instruction.split()[:1] == ["TOC"] and "|" not in block.raw.key:
            package = self._document.word.package
            bookmarks = Bookmarks(package.root(package.main))
            listing = listing_of(instruction).learnt(block.raw.elements, bookmarks, self._styles)
            entries = tuple(
                Entry(c.id, level, clean(c.number) if listing.caption is None else "", text)
                for c, element, text in self._listed()
                if (level := listing.level(element, self._styles)) is not None
            )
            counts = None if listing.caption is None else listing.caption.casefold()
            return [Contents(identifier, entries, counts)]
        lines = [line for line in clean(block.raw.shown).split("\n") if line.strip()]
        return [Prose(identifier if not n else "", (Words(line),)) for n, line in enumerate(lines)]

    def _listed(self) -> Iterator[tuple[Clause, Element, str]]:
        """Give the paragraphs of the body that a table of contents may list."""
        story = self._document.stories[BODY]
        for index, block in enumerate(story.blocks):
            clause = self._clauses.get((BODY, index))
            if clause is not None and isinstance(block, ViewParagraph):
                element = block.raws[-1].element
                leaves = [leaf for leaf in block.leaves if leaf.node.tag not in NOTES]
                text = words_of(self._lines.line(leaves, element, story.part))
                yield clause, element, BLANKS.sub(" ", text).strip(" ")

    def _headings(self) -> Iterator[Entry]:
        for clause, _, text in self._listed():
            if clause.kind is ClauseKind.HEADING and text:
                yield Entry(clause.id, clause.level, clean(clause.number), text)

    # Notes, bookmarks, margins

    def _sign(self, leaf: Leaf) -> NoteSign | None:
        name = f"{NOTES[leaf.node.tag]}:{leaf.node.get(W + 'id')}"
        clause = self._clauses.get((name, 0))
        if clause is None:
            return None
        if name not in self._open:
            place = len(self._notes)
            blocks = self._story(name, "")
            self._notes.insert(place, Note(clause.id, clause.number, blocks))
        return NoteSign(clause.id, clause.number)

    def _anchors(self) -> dict[str, str]:
        """Give the clause that each bookmark of the body stands in."""
        found: dict[str, str] = {}
        for index, block in enumerate(self._document.stories[BODY].blocks):
            clause = self._document.clauses.at(BODY, index)
            if clause is None or isinstance(block, ViewOpaque):
                continue
            elements = (
                [raw.element for raw in block.raws]
                if isinstance(block, ViewParagraph)
                else [block.raw.element]
            )
            for element in elements:
                for mark in element.iter(BOOKMARK):
                    found.setdefault(mark.get(W + "name", ""), clause.id)
        return found

    def _margin(self, kind: str) -> str:
        """Give the words of the usual header or footer, those of fields left out."""
        for margin in self._document.word.margins:
            if margin.kind != kind or margin.pages == ON_FIRST_PAGES:
                continue
            story = self._document.stories[margin_name(margin.part)]
            words = "\n".join(_of_margin(b) for b in story.blocks if isinstance(b, ViewParagraph))
            if words.strip():
                return clean(words.strip())
        return ""


def _of_margin(block: ViewParagraph) -> str:
    """Give the pieces of a line of a margin that hold nothing computed."""
    line = "".join(leaf.text if leaf.shown == leaf.text else COMPUTED for leaf in block.leaves)
    pieces = [piece.strip() for piece in BETWEEN.split(line) if COMPUTED not in piece]
    return " · ".join(piece for piece in pieces if piece)


def _from_field(leaves: list[Leaf]) -> list[Leaf]:
    """Give leaves from the first end of a field on."""
    start = next((n for n, leaf in enumerate(leaves) if leaf.node.tag == W + "fldChar"), 0)
    return leaves[start:]
