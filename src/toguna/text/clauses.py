"""Clauses: the addressable units of a document, with the numbers that a reader sees.

Their ids follow the naming of Akoma Ntoso (`eId`): the parts of the way down joined by `__`,
each a kind and a number, such as `axe_2__objectif_2-1__p_3` or `tab_4__r_2__c_3`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from toguna.text.content import (
    PAGE_BREAK,
    Side,
    ViewBlock,
    ViewOpaque,
    ViewParagraph,
    ViewTable,
    visible,
)
from toguna.text.docx.numbering import Counter, Label, Numbering
from toguna.text.docx.styles import Styles
from toguna.text.ooxml import Element, W
from toguna.text.shown import shown, shown_row

if TYPE_CHECKING:
    from toguna.text.document import Document

SLUG_WORDS = 6
CAPTION = re.compile(r"^(?:tableau|table|tab\.?)\s*(?:n°\s*)?([0-9]+|[IVX]+)\b", re.IGNORECASE)
PAGE_SIGN = W + "lastRenderedPageBreak"


class ClauseKind(Enum):
    """What a clause is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FIELD = "field"
    NOTE = "note"
    BOX = "box"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Clause:
    """One addressable unit of a document.

    `number` is the label shown before it ("Axe 2", "3.1.4", "a)"), or for a table, row, cell or
    note its number; `ordinal` counts the paragraphs under one heading from 1 (the "alinéa").
    `page` is None where the file does not say where its pages end.
    """

    id: str
    kind: ClauseKind
    number: str
    text: str
    story: str
    block: int
    parent: str | None = None
    level: int = 0
    ordinal: int = 0
    page: int | None = None


class Clauses:
    """The clauses of a document, in reading order, and where they stand."""

    def __init__(self, document: Document) -> None:
        reader = _Reader(document)
        self.all: list[Clause] = reader.clauses
        self.by_id = {clause.id: clause for clause in self.all}
        self._by_place = reader.places
        self._by_story = reader.stories

    def at(self, story: str, block: int, row: int | None = None) -> Clause | None:
        """Give the clause at a place: of a block, of a row of a table, or of the cell around."""
        if row is not None:
            clause = self._by_place.get((f"{story}/{block}", row))
            if clause is not None:
                return clause
        found = self._by_place.get((story, block)) or self._by_story.get(story)
        if found is None and block > 0:
            return self.at(story, block - 1)
        return found

    def path(self, clause: Clause) -> list[Clause]:
        """Give the clauses from the outermost heading down to a clause."""
        path = [clause]
        while path[0].parent is not None and path[0].parent in self.by_id:
            path.insert(0, self.by_id[path[0].parent])
        return path

    def cite(self, clause: Clause) -> str:
        """Give a clause as a civil servant cites it: "Axe 2, Objectif 2.1, al. 3"."""
        words: list[str] = []
        for step in self.path(clause):
            words = ([] if step.kind in (ClauseKind.TABLE, ClauseKind.NOTE) else words) + [
                _cited(step)
            ]
        return ", ".join(word for word in words if word)


def _cited(clause: Clause) -> str:
    kind = clause.kind
    if kind is ClauseKind.HEADING:
        return clause.number or f"« {_short(clause.text)} »"
    if kind is ClauseKind.ITEM:
        return clause.number if any(c.isalnum() for c in clause.number) else f"al. {clause.ordinal}"
    if kind is ClauseKind.PARAGRAPH:
        return clause.number or f"al. {clause.ordinal}"
    names = {
        ClauseKind.TABLE: "tableau",
        ClauseKind.ROW: "ligne",
        ClauseKind.CELL: "col.",
        ClauseKind.NOTE: "note",
        ClauseKind.BOX: "encadré",
        ClauseKind.FIELD: "table des matières",
        ClauseKind.MARGIN: "en-tête ou pied de page",
    }
    return f"{names[kind]} {clause.number}".strip()


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


class _Pages:
    """Counts pages while reading, by what Word noted when it last showed the file."""

    def __init__(self, root: Element) -> None:
        self._noted = next(root.iter(PAGE_SIGN), None) is not None
        self._page = 1

    def start_of(self, paragraph: ViewParagraph) -> int | None:
        """Give the page on which a paragraph starts, and count those that end in it."""
        if not self._noted:
            return None
        start: int | None = None
        for leaf in paragraph.leaves:
            if leaf.node.tag == PAGE_SIGN:
                self._page += 1
            elif start is None and leaf.text not in ("", PAGE_BREAK):
                start = self._page
        return self._page if start is None else start

    def pass_over(self, block: ViewOpaque) -> None:
        """Count the pages that start in a block taken as a whole, such as a table of contents."""
        self._page += sum(1 for element in block.raw.elements for _ in element.iter(PAGE_SIGN))


class _Reader:
    """Reads the clauses of a document once, in reading order."""

    def __init__(self, document: Document) -> None:
        self.clauses: list[Clause] = []
        self.places: dict[tuple[str, int], Clause] = {}
        self.stories: dict[str, Clause] = {}
        self._document = document
        package = document.word.package
        self._styles = Styles(package.optional_root(package.related(package.main, "styles")))
        numbering = package.optional_root(package.related(package.main, "numbering"))
        self._numbering = Numbering(numbering, self._styles)
        self._pages = _Pages(package.root(package.main))
        self._ids: set[str] = set()
        self._headings: list[Clause] = []
        self._ordinals: dict[str | None, int] = {}
        self._tables = 0
        self._notes: dict[str, int] = {}
        self._last: Clause | None = None
        self._flow("body", self._numbering.counter())
        self._rest()

    # Stories

    def _flow(self, name: str, counter: Counter) -> None:
        blocks = self._document.stories[name].blocks
        for index, block in enumerate(blocks):
            if isinstance(block, ViewParagraph):
                self._paragraph(name, index, block, counter)
            elif isinstance(block, ViewTable):
                self._table(name, index, blocks, counter)
            else:
                self._opaque(name, index, block)

    def _rest(self) -> None:
        """Notes, boxes, headers and footers: each is one clause."""
        for name in self._document.stories:
            outer, _, last = name.rpartition("/")
            if name in self.stories or name == "body":
                continue
            if "@" in last:
                around = self.places.get((outer, int(last.partition("@")[0])))
                parent = (around or self.stories.get(outer) or self.clauses[0]).id
                self._whole(name, ClauseKind.BOX, f"{parent}__box", "", parent)
            elif outer:
                self.stories[name] = self.stories[outer]
            elif ":" in name:
                kind, _, identifier = name.partition(":")
                number = str(self._notes.get(name, identifier))
                prefix = "fn" if kind == "footnote" else "en"
                self._whole(name, ClauseKind.NOTE, f"{prefix}_{number}", number)
            else:
                self._whole(name, ClauseKind.MARGIN, name, "")

    def _whole(
        self, name: str, kind: ClauseKind, identifier: str, number: str, parent: str | None = None
    ) -> None:
        blocks = self._document.stories[name].blocks
        text = "\n".join(shown(block) for block in blocks)
        clause = self._add(identifier, kind, number, text, name, 0, parent=parent)
        self.stories[name] = clause

    # Blocks

    def _paragraph(self, name: str, index: int, block: ViewParagraph, counter: Counter) -> None:
        element = block.raws[-1].element
        label = counter.label(element)
        level = self._styles.outline_level(element)
        page = self._pages.start_of(block)
        self._count_notes(block)
        text = shown(block).strip()
        if not text:
            if self._last is not None:
                self.places[name, index] = self._last
            return
        if level is not None:
            self._heading(name, index, text, level, label, page)
        else:
            self._body(name, index, text, label, page)

    def _heading(
        self, name: str, index: int, text: str, level: int, label: Label | None, page: int | None
    ) -> None:
        while self._headings and self._headings[-1].level >= level + 1:
            self._headings.pop()
        parent = self._headings[-1].id if self._headings else None
        number = label.text if label and not label.bullet else ""
        local = slug(number) if number else slug(text, SLUG_WORDS)
        if local[:1].isdigit():
            local = f"sec_{local}"
        clause = self._add(
            _join(parent, local or "sec"), ClauseKind.HEADING, number, text, name, index,
            parent=parent, level=level + 1, page=page,
        )  # fmt: skip
        self._headings.append(clause)

    def _body(
        self, name: str, index: int, text: str, label: Label | None, page: int | None
    ) -> None:
        parent = self._headings[-1].id if self._headings else None
        ordinal = self._ordinals[parent] = self._ordinals.get(parent, 0) + 1
        kind = ClauseKind.ITEM if label else ClauseKind.PARAGRAPH
        self._add(
            _join(parent, f"p_{ordinal}"), kind, label.text if label else "", text, name, index,
            parent=parent, level=label.level if label else 0, ordinal=ordinal, page=page,
        )  # fmt: skip

    def _opaque(self, name: str, index: int, block: ViewOpaque) -> None:
        self._pages.pass_over(block)
        parent = self._headings[-1].id if self._headings else None
        identifier = _join(parent, "toc" if block.raw.key.startswith("field:TOC") else "field")
        self._add(identifier, ClauseKind.FIELD, "", block.raw.shown, name, index, parent=parent)

    def _table(self, name: str, index: int, blocks: list[ViewBlock], counter: Counter) -> None:
        table = blocks[index]
        assert isinstance(table, ViewTable)
        self._tables += 1
        number = _caption_number(blocks, index) or str(self._tables)
        parent = self._headings[-1].id if self._headings else None
        clause = self._add(
            f"tab_{slug(number)}", ClauseKind.TABLE, number, shown(table), name, index,
            parent=parent, page=self._page(),
        )  # fmt: skip
        for row_number, row in enumerate(table.rows):
            row_clause = self._add(
                f"{clause.id}__r_{row_number + 1}", ClauseKind.ROW, str(row_number + 1),
                shown_row(row), f"{name}/{index}", row_number, parent=clause.id,
            )  # fmt: skip
            for cell_number, cell in enumerate(row.cells):
                cell_name = f"{name}/{index}.{row_number}.{cell_number}"
                text = "\n".join(shown(block) for block in cell.blocks)
                self.stories[cell_name] = self._add(
                    f"{row_clause.id}__c_{cell_number + 1}", ClauseKind.CELL,
                    str(cell_number + 1), text, cell_name, 0,
                    parent=row_clause.id, page=self._page(),
                )  # fmt: skip
                self._cell(cell_name, cell.blocks, counter)

    def _cell(self, name: str, blocks: list[ViewBlock], counter: Counter) -> None:
        """Count what a cell holds: it is one clause, tables in it included."""
        for index, block in enumerate(blocks):
            if isinstance(block, ViewParagraph):
                counter.label(block.raws[-1].element)
                self._pages.start_of(block)
                self._count_notes(block)
            elif isinstance(block, ViewTable):
                for row_number, row in enumerate(block.rows):
                    for cell_number, cell in enumerate(row.cells):
                        inner = f"{name}/{index}.{row_number}.{cell_number}"
                        self.stories[inner] = self.stories[name]
                        self._cell(inner, cell.blocks, counter)

    def _page(self) -> int | None:
        return self._last.page if self._last else None

    def _count_notes(self, block: ViewParagraph) -> None:
        for leaf in block.leaves:
            local = leaf.node.tag.rpartition("}")[2]
            if local in ("footnoteReference", "endnoteReference") and visible(
                leaf.changes, Side.AFTER
            ):
                kind = local.removesuffix("Reference")
                name = f"{kind}:{leaf.node.get(W + 'id')}"
                count = 1 + sum(key.startswith(kind) for key in self._notes)
                self._notes.setdefault(name, count)

    def _add(  # noqa: PLR0913 - a clause has that many sides
        self,
        identifier: str,
        kind: ClauseKind,
        number: str,
        text: str,
        story: str,
        block: int,
        *,
        parent: str | None = None,
        level: int = 0,
        ordinal: int = 0,
        page: int | None = None,
    ) -> Clause:
        unique, count = identifier, 1
        while unique in self._ids:
            count += 1
            unique = f"{identifier}_{count}"
        self._ids.add(unique)
        clause = Clause(
            unique, kind, number, text, story, block, parent, level, ordinal, page
        )  # fmt: skip
        self.clauses.append(clause)
        self.places[story, block] = clause
        self._last = clause
        return clause


def _join(parent: str | None, local: str) -> str:
    return f"{parent}__{local}" if parent else local


def slug(text: str, words: int = 20) -> str:
    """Give a text as part of an id: lower case, without accents, words joined by `_`."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    numbers = re.sub(r"(?<=\d)\.(?=\d)", "-", plain)
    return "_".join(re.findall(r"[a-z0-9]+(?:-[0-9]+)*", numbers)[:words])


def _caption_number(blocks: list[ViewBlock], index: int) -> str | None:
    """Give the number in the caption just before a table, or else just after it."""
    for neighbour in (index - 1, index + 1):
        if 0 <= neighbour < len(blocks) and isinstance(blocks[neighbour], ViewParagraph):
            match = CAPTION.match(shown(blocks[neighbour]).strip())
            if match:
                return match.group(1)
    return None
