"""Paragraphs, headings, lists and indexes of OpenDocument as the blocks of a DOCX."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toguna.text.docx.blank import w
from toguna.text.docx.styles import BODY_TEXT
from toguna.text.odt.fields import index_instruction, index_paragraphs
from toguna.text.odt.frames import DRAWINGS
from toguna.text.odt.line import Line, close_marks
from toguna.text.odt.lists import Chain, Place
from toguna.text.odt.names import get, name_of, number
from toguna.text.odt.styles import DEEPEST
from toguna.text.ooxml import Element, W, qn

if TYPE_CHECKING:
    from toguna.text.odt.convert import Conversion

TRANSPARENT = frozenset(
    {"text:section", "text:index-title", "text:index-body", "text:numbered-paragraph",
     "text:list-item", "text:list-header", "draw:text-box"}
)  # fmt: skip
DEEPEST_NESTING = 60
"""Of lists and sections in one another; no person goes so deep."""


@dataclass(frozen=True, slots=True)
class Item:
    """The list item that blocks stand in. Only its first paragraph shows the number."""

    chain: Chain
    style: str
    level: int
    start: str = ""


class Blocks:
    """Writes blocks into a container: the body, a cell, a note, a text box, a margin."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion
        self._depth = 0
        self._numbered = False  # whether the list item being read has shown its number
        self._waiting: list[Element] = []  # drawings and anchors between blocks
        self._body: Element | None = None

    def body(self, text: Element, container: Element) -> None:
        """Write the body, whose paragraphs and tables may begin sections."""
        self._body = container
        self.fill(text, container)

    def fill(self, parent: Element, container: Element) -> None:
        """Write all the blocks of an element; a story ends in a paragraph at least."""
        outer, self._waiting = self._waiting, []
        numbered = self._numbered
        self._write(parent, container, None)
        last = container[-1].tag if len(container) else None
        if last != W + "p" or self._waiting:
            container.append(self._paragraph(None, None).paragraph)
        self._waiting, self._numbered = outer, numbered

    def put_back(self, blocks: tuple[Element, ...], line: Line) -> None:
        """Write what was deleted inside a paragraph back where it stood.

        Its first paragraph goes on from the words before, and its last goes on with the words
        that follow; the marks between them are deleted.
        """
        flat = list(_paragraphs_and_tables(blocks))
        for index, block in enumerate(flat):
            if not _is_paragraph(block):
                line.paragraph.addprevious(self._conversion.tables.table(block))
                continue
            line.spaced = True
            self._inside(block, line)
            if index < len(flat) - 1:
                self._break(line)

    def _break(self, line: Line) -> None:
        """End a paragraph by a deleted mark; the words that follow get a new one."""
        ended = line.paragraph
        following = w("p")
        properties = ended.find(W + "pPr")
        if properties is not None:
            following.append(properties)
            ended.insert(0, w("pPr", *_style_of(properties)))
        close_marks(ended, self._conversion.changes.marks())
        ended.addnext(following)
        line.go_on(following)

    def _write(self, parent: Element, container: Element, item: Item | None) -> None:
        self._depth += 1
        if self._depth <= DEEPEST_NESTING:
            for child in parent:
                self._block(child, container, item)
        self._depth -= 1

    def _block(self, block: Element, container: Element, item: Item | None) -> None:
        name = name_of(block)
        if name in ("text:p", "text:h"):
            self._begin(block, "paragraph", "text:style-name", container)
            container.append(w("p"))
            self._fill_paragraph(block, container[-1], item)
        elif name == "text:list":
            self._list(block, container, item)
        elif name == "table:table":
            self._begin(block, "table", "table:style-name", container)
            container.append(self._conversion.tables.table(block))
        elif (instruction := index_instruction(block)) is not None:
            self._index(block, instruction, container)
        elif name in TRANSPARENT:
            self._write(block, container, item)
        elif name in ("text:change-start", "text:change-end"):
            changes = self._conversion.changes
            (changes.start if name == "text:change-start" else changes.end)(block)
        elif name == "text:change":
            self._deleted(block, container)
        elif name in DRAWINGS or name in ("office:annotation", "text:soft-page-break"):
            self._waiting.append(block)

    def _deleted(self, marker: Element, container: Element) -> None:
        """Whole blocks that were deleted."""
        changes = self._conversion.changes
        with changes.within(marker):
            for block in changes.deleted_at(marker):
                self._block(block, container, None)

    def _begin(self, block: Element, family: str, attribute: str, container: Element) -> None:
        """A block of the body may begin a section, or a page: then the one before ends there."""
        if container is not self._body:
            return
        style = get(block, attribute)
        if self._conversion.sections.block(family, style, container):
            return
        wanted = self._conversion.styles.breaks(family, style)
        if wanted and len(container) and container[-1].tag == W + "p":
            container[-1].append(w("r", w("br", type=wanted)))

    # Paragraphs

    def _fill_paragraph(self, block: Element, paragraph: Element, item: Item | None) -> None:
        line = self._paragraph(block, item, paragraph)
        self._inside(block, line)
        close_marks(line.paragraph, self._conversion.changes.marks())

    def _paragraph(
        self, block: Element | None, item: Item | None, paragraph: Element | None = None
    ) -> Line:
        """Begin a paragraph, with what stood between it and the block before."""
        line = Line(self._conversion.changes, w("p") if paragraph is None else paragraph)
        if block is not None:
            properties = self._properties(block, item)
            if len(properties):
                line.paragraph.append(properties)
        waiting, self._waiting = self._waiting, []
        for element in waiting:
            if name_of(element) == "office:annotation":
                self._conversion.comments.start(element, line)
            elif name_of(element) == "text:soft-page-break":
                line.run(w("lastRenderedPageBreak"), None)
            else:
                self._conversion.inline.drawing(element, line)
        line.spaced = True
        return line

    def _inside(self, block: Element, line: Line) -> None:
        hidden = self._conversion.styles.is_hidden("paragraph", get(block, "text:style-name"))
        self._conversion.inline.write(block, line, w("rPr", w("vanish")) if hidden else None)

    def _properties(self, block: Element, item: Item | None) -> Element:
        styles = self._conversion.styles
        name = get(block, "text:style-name")
        style_id = styles.word_id("paragraph", name)
        properties = w("pPr", *([w("pStyle", val=style_id)] if style_id else []))
        level = number(get(block, "text:outline-level"), 0) if _is_heading(block) else 0
        place = self._place(block, item, level)
        if place is not None:
            level_of_list = w("ilvl", val=str(place.level))
            properties.append(w("numPr", level_of_list, w("numId", val=place.number)))
        if level <= DEEPEST and styles.outline_level(name) != level:
            properties.append(w("outlineLvl", val=str(level - 1 if level else BODY_TEXT)))
        return properties

    def _place(self, block: Element, item: Item | None, level: int) -> Place | None:
        lists = self._conversion.lists
        if item is not None:
            if self._numbered or get(block, "text:is-list-header") == "true":
                return None
            self._numbered = True
            return lists.place(item.chain, item.style, item.level, item.start)
        own = self._conversion.styles.attribute(
            "paragraph", get(block, "text:style-name"), "style:list-style-name"
        )
        outline = lists.outline() if level and not own and own != "" else None
        if outline is None or get(block, "text:is-list-header") == "true":
            return None
        restarts = get(block, "text:restart-numbering") == "true"
        start = get(block, "text:start-value") or ("1" if restarts else "")
        return lists.place(outline, "", level - 1, start)

    # Lists

    def _list(self, element: Element, container: Element, item: Item | None) -> None:
        if item is None:
            chain = self._conversion.lists.open(element)
            inner = Item(chain, chain.style, 0)
        else:
            inner = replace(item, level=item.level + 1, start="")
        style = get(element, "text:style-name")
        inner = replace(inner, style=style or inner.style)
        outer = self._numbered
        for child in element:
            self._numbered = name_of(child) == "text:list-header"
            start = get(child, "text:start-value")
            if name_of(child) in ("text:list-item", "text:list-header"):
                self._write(child, container, replace(inner, start=start))
            else:
                self._block(child, container, None)
        self._numbered = outer

    # Indexes

    def _index(self, index: Element, instruction: str, container: Element) -> None:
        """A table of contents: its title is a paragraph, its entries are a field's result."""
        first = len(container)
        body = index_paragraphs(index)
        for part in () if body is None else body:
            if name_of(part) == "text:index-title":
                self._write(part, container, None)
                first = len(container)
            else:
                self._block(part, container, None)
        if len(container) == first:
            container.append(w("p"))
        entries = [child for child in list(container)[first:] if child.tag == W + "p"]
        if entries:
            _open_field(entries[0], instruction)
            entries[-1].append(w("r", w("fldChar", fldCharType="end")))


def _open_field(paragraph: Element, instruction: str) -> None:
    code = w("instrText", text=f" {instruction} ")
    code.set(qn("xml:space"), "preserve")
    runs = [w("r", w("fldChar", fldCharType="begin")), w("r", code)]
    runs.append(w("r", w("fldChar", fldCharType="separate")))
    start = 1 if len(paragraph) and paragraph[0].tag == W + "pPr" else 0
    for run in reversed(runs):
        paragraph.insert(start, run)


def _is_paragraph(block: Element) -> bool:
    return name_of(block) in ("text:p", "text:h")


def _is_heading(block: Element) -> bool:
    return name_of(block) == "text:h"


def _paragraphs_and_tables(blocks: tuple[Element, ...] | Element) -> list[Element]:
    found: list[Element] = []
    for block in blocks:
        name = name_of(block)
        if _is_paragraph(block) or name == "table:table":
            found.append(block)
        elif name in TRANSPARENT or name == "text:list":
            found += _paragraphs_and_tables(block)
    return found


def _style_of(properties: Element) -> list[Element]:
    style = properties.find(W + "pStyle")
    return [] if style is None else [w("pStyle", val=style.get(W + "val", ""))]
