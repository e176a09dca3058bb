"""The text in Akoma Ntoso: headings as a hierarchy, paragraphs, lists, tables and notes in it."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from toguna.text.akn.names import Names, akn, hierarchical
from toguna.text.ooxml import Element
from toguna.text.rendering.lists import Item, ItemList, with_lists
from toguna.text.rendering.model import (
    Block,
    Box,
    Captioned,
    Cell,
    Contents,
    Heading,
    Inline,
    Note,
    NoteSign,
    Picture,
    Prose,
    Rendering,
    Row,
    Table,
    Words,
)

PIXELS = 96 / 72
LOOKS = (("underline", "u"), ("italic", "i"), ("bold", "b"))
Owner = tuple[int, Element, str]
"""A heading that is open: its rank, its element and its name."""


class AknBody:
    """Writes the text; `names` tells afterwards how each clause is named."""

    def __init__(self, shown: Rendering) -> None:
        self.names = Names()
        self._notes = {note.id: note for note in shown.notes}
        self._called: set[str] = set()
        self._links: list[tuple[Element, str]] = []
        self.cover = akn("coverPage", *self._blocks(shown.cover, ""))
        self.main = self._hierarchy(shown.blocks)
        self._resolve_links()

    # Headings

    def _hierarchy(self, blocks: Iterable[Block]) -> Element:
        main = akn("mainBody")
        owners: list[Owner] = []
        own: list[Block] = []
        for block in blocks:
            if not isinstance(block, Heading):
                own.append(block)
                continue
            self._fill(main, owners, own)
            own = []
            while owners and owners[-1][0] >= block.rank:
                owners.pop()
            owners.append(self._heading(block, owners[-1] if owners else (0, main, "")))
        self._fill(main, owners, own)
        _settle(main)
        if not len(main):
            main.append(akn("p"))
        return main

    def _heading(self, heading: Heading, owner: Owner) -> Owner:
        _, parent, prefix = owner
        kind, name = hierarchical(heading.number)
        identifier = self.names.numbered(prefix, kind, heading.number, heading.id)
        made = akn(kind, eId=identifier, **({"name": name} if name else {}))
        if heading.number:
            made.append(akn("num", text=heading.number))
        made.append(self._line("heading", heading.content, identifier))
        parent.append(made)
        return heading.rank, made, identifier

    def _fill(self, main: Element, owners: list[Owner], own: list[Block]) -> None:
        """Put blocks under the heading that is open, or at the start of the text."""
        if owners and own:
            _, element, prefix = owners[-1]
            element.append(akn("intro", *self._blocks(own, prefix)))
        elif own:
            main.extend(self._blocks(own, ""))

    # Blocks

    def _blocks(self, blocks: Iterable[Block], prefix: str) -> list[Element]:
        return [made for block in with_lists(blocks) for made in self._block(block, prefix)]

    def _block(self, block: Block | ItemList, prefix: str) -> list[Element]:
        match block:
            case ItemList():
                return [self._list(block, prefix)]
            case Heading():
                return [self._line("p", block.content, prefix)]
            case Prose():
                return [self._prose(block, prefix)]
            case Table():
                return [self._table(block, prefix)]
            case Captioned():
                return self._captioned(block, prefix)
            case Contents():
                return self._contents(block, prefix)
            case Box():
                name = self.names.ranked(prefix, "blockContainer", block.id)
                return [akn("blockContainer", *self._blocks(block.blocks, name), eId=name)]

    def _prose(self, prose: Prose, prefix: str) -> Element:
        identifier = self.names.ranked(prefix, "p", prose.id)
        made = self._line("p", prose.content, prefix)
        made.set("eId", identifier)
        return made

    def _list(self, items: ItemList, prefix: str) -> Element:
        name = self.names.ranked(prefix, "blockList")
        return akn("blockList", *(self._item(item, name) for item in items.items), eId=name)

    def _item(self, item: Item, prefix: str) -> Element:
        label = item.prose.label
        text = label.text if label else ""
        name = self.names.item(prefix, text, item.prose.id)
        made = akn("item", eId=name)
        if text:
            made.append(akn("num", text=text))
        made.append(self._line("p", item.prose.content, name))
        made.extend(self._list(below, name) for below in item.below)
        return made

    def _captioned(self, captioned: Captioned, prefix: str) -> list[Element]:
        caption, block = captioned.caption, captioned.block
        if isinstance(block, Table) and captioned.before:
            made = self._table(block, prefix)
            written = self._line("caption", caption.content, prefix)
            written.set("eId", self.names.ranked(made.get("eId", ""), "caption", caption.id))
            made.insert(0, written)
            return [made]
        return [*self._block(block, prefix), self._prose(caption, prefix)]

    def _contents(self, contents: Contents, prefix: str) -> list[Element]:
        if not contents.entries:
            return []
        made = akn("toc", eId=self.names.ranked(prefix, "toc", contents.id))
        for entry in contents.entries:
            text = f"{entry.number} {entry.text}".strip()
            line = akn("tocItem", text=text, level=str(entry.level), href="#")
            self._links.append((line, entry.target))
            made.append(line)
        return [made]

    def _table(self, table: Table, prefix: str) -> Element:
        name = self.names.ranked(prefix, "table", table.id)
        return akn("table", *(self._row(row, name) for row in table.rows), eId=name)

    def _row(self, row: Row, prefix: str) -> Element:
        name = self.names.ranked(prefix, "tr", row.id)
        cells = (self._cell(cell, name, head=row.header or cell.names_row) for cell in row.cells)
        return akn("tr", *cells, eId=name)

    def _cell(self, cell: Cell, prefix: str, *, head: bool) -> Element:
        kind = "th" if head else "td"
        name = self.names.ranked(prefix, kind, cell.id)
        made = akn(kind, *self._blocks(cell.blocks, name), eId=name)
        if cell.columns > 1:
            made.set("colspan", str(cell.columns))
        if cell.rows > 1:
            made.set("rowspan", str(cell.rows))
        return made

    # Lines

    def _line(self, name: str, content: tuple[Inline, ...], prefix: str) -> Element:
        made = akn(name)
        for one in content:
            match one:
                case Words():
                    self._words(made, one)
                case NoteSign():
                    made.append(self._note(one, prefix))
                case Picture():
                    made.append(_picture(one))
        return made

    def _words(self, line: Element, words: Words) -> None:
        look = words.look
        names = [element for attribute, element in LOOKS if getattr(look, attribute)]
        if look.raised:
            names.append(look.raised)
        holder = line
        if look.link:
            inner = look.link.startswith("#")
            holder = akn("ref" if inner else "a", href=look.link)
            line.append(holder)
            if inner:
                self._links.append((holder, look.link[1:]))
        for name in names:
            deeper = akn(name)
            holder.append(deeper)
            holder = deeper
        first, *others = words.text.split("\n")
        _add_text(holder, first)
        for other in others:
            holder.append(akn("eol"))
            _add_text(holder, other)

    def _note(self, sign: NoteSign, prefix: str) -> Element:
        note = self._notes.get(sign.note)
        if note is None or sign.note in self._called:
            made = akn("noteRef", marker=sign.number, href="#")
            self._links.append((made, sign.note))
            return made
        self._called.add(sign.note)
        return self._noted(note, prefix)

    def _noted(self, note: Note, prefix: str) -> Element:
        name = self.names.numbered(prefix, "authorialNote", note.number, note.id)
        blocks = self._blocks(note.blocks, name) or [akn("p")]
        return akn("authorialNote", *blocks, eId=name, marker=note.number, placement="bottom")

    def _resolve_links(self) -> None:
        """Make links lead to names; one that leads nowhere is no link."""
        for element, clause in self._links:
            name = self.names.by_clause.get(clause)
            if name is not None:
                element.set("href", f"#{name}")
            elif element.tag.endswith("}ref"):
                element.tag = akn("span").tag
                del element.attrib["href"]


def _settle(main: Element) -> None:
    """What stands under a heading that no other follows below is its content."""
    for intro in list(main.iter(akn("intro").tag)):
        if intro.getnext() is None:
            intro.tag = akn("content").tag


def _add_text(holder: Element, text: str) -> None:
    if not len(holder):
        holder.text = (holder.text or "") + text
    else:
        holder[-1].tail = (holder[-1].tail or "") + text


def _picture(picture: Picture) -> Element:
    data = base64.b64encode(picture.data).decode("ascii")
    made = akn("img", src=f"data:{picture.media_type};base64,{data}", alt=picture.alt)
    for side in ("width", "height"):
        size = round(getattr(picture, side) * PIXELS)
        if size:
            made.set(side, str(size))
    return made
