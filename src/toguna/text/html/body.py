"""The blocks of a document as HTML."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence

from toguna.text.html.origins import Origin, details, lines
from toguna.text.html.tags import Html, joined, tag
from toguna.text.rendering.lists import Item, ItemList, with_lists
from toguna.text.rendering.model import (
    Block,
    Box,
    Captioned,
    Cell,
    Contents,
    Entry,
    Heading,
    Inline,
    Look,
    Note,
    NoteSign,
    Picture,
    Prose,
    Row,
    Table,
    Words,
)

DEEPEST = 6
LOOKS = (("bold", "strong"), ("italic", "em"), ("underline", "u"))
PIXELS = 96 / 72
LARGE = 1.2
MANY_COLUMNS = 4


class Body:
    """Writes blocks; `origins` are those of the clauses that changed, by their ids.

    `told` are the ids of the clauses whose origins were written.
    """

    def __init__(self, origins: Mapping[str, Sequence[Origin]]) -> None:
        self._origins = origins
        self.told: set[str] = set()
        self._called: set[str] = set()
        self._tables = 0

    def blocks(self, blocks: Iterable[Block]) -> Html:
        """Write blocks that follow one another."""
        return joined(self._block(block) for block in with_lists(blocks))

    def _block(self, block: Block | ItemList) -> Html:
        match block:
            case ItemList():
                return self._list(block)
            case Heading():
                return self._heading(block)
            case Prose():
                return self._prose(block)
            case Table():
                self._tables += 1
                return self._table(block, Html(""), f"Tableau {self._tables}")
            case Captioned():
                return self._captioned(block)
            case Contents():
                return contents(block)
            case Box():
                inside = self.blocks(block.blocks)
                return tag(
                    "aside", inside, self._origin(block.id), id=block.id or None, class_="box"
                )

    # Headings, paragraphs, lists

    def _heading(self, heading: Heading) -> Html:
        name = f"h{min(heading.rank + 1, DEEPEST)}"
        words = joined((_number(heading.number), self.line(heading.content)))
        return joined((tag(name, words, id=heading.id), self._origin(heading.id)))

    def _prose(self, prose: Prose) -> Html:
        classes = [prose.align] if prose.align else []
        if prose.large >= LARGE:
            classes.append("large")
        if prose.pictures:
            classes.append("picture")
        words = tag(
            "p",
            self.line(prose.content),
            id=prose.id or None,
            class_=" ".join(classes) or None,
        )
        return joined((words, self._origin(prose.id)))

    def _list(self, items: ItemList) -> Html:
        return tag(
            "ul" if items.bullets else "ol",
            *(self._item(item) for item in items.items),
            class_="numbered",
            role="list",
        )

    def _item(self, item: Item) -> Html:
        prose = item.prose
        label = prose.label.text if prose.label else ""
        return tag(
            "li",
            tag("p", _number(label), self.line(prose.content)),
            self._origin(prose.id),
            *(self._list(below) for below in item.below),
            id=prose.id or None,
        )

    # Tables and pictures

    def _captioned(self, captioned: Captioned) -> Html:
        caption, block = captioned.caption, captioned.block
        words = joined((self.line(caption.content), self._origin(caption.id)))
        if isinstance(block, Table) and captioned.before:
            name = caption.id or f"legende-{block.id}"
            written = tag("caption", tag("div", words, class_="stays"), id=name)
            return self._table(block, written, None, name)
        inside = self._block(block)
        return tag("figure", inside, tag("figcaption", words, id=caption.id or None))

    def _table(
        self, table: Table, caption: Html, label: str | None, labelled: str | None = None
    ) -> Html:
        heads = [self._row(row) for row in table.rows if row.header]
        rows = [self._row(row) for row in table.rows if not row.header]
        inside = tag(
            "table",
            caption,
            *([tag("thead", *heads)] if heads else []),
            tag("tbody", *rows),
            id=table.id or None,
            class_="many" if len(table.widths) >= MANY_COLUMNS else None,
        )
        region = tag(
            "div", inside, class_="scroll", role="region", tabindex=0, aria_label=label,
            aria_labelledby=labelled,
        )  # fmt: skip
        return joined((region, self._origin(table.id)))

    def _row(self, row: Row) -> Html:
        """Write a row; what brought it in as a whole is told once, in its longest cell."""
        whole = self._origin(row.id, [cell.id for cell in row.cells])
        widest = max(row.cells, key=lambda cell: len(repr(cell.blocks)))
        cells = (
            self._cell(cell, row.header, whole if cell is widest else Html(""))
            for cell in row.cells
        )
        return tag("tr", *cells, id=row.id or None)

    def _cell(self, cell: Cell, header: bool, of_row: Html) -> Html:
        names = header or cell.names_row
        scope = ("colgroup" if cell.columns > 1 else "col") if header else "row"
        empty = not cell.blocks
        return tag(
            "th" if names and not empty else "td",
            self.blocks(cell.blocks),
            of_row,
            self._origin(cell.id),
            id=cell.id or None,
            scope=scope if names and not empty else None,
            colspan=cell.columns if cell.columns > 1 else None,
            rowspan=cell.rows if cell.rows > 1 else None,
        )

    # Lines

    def line(self, content: tuple[Inline, ...]) -> Html:
        """Write what stands in a line."""
        return joined(self._inline(one) for one in content)

    def _inline(self, one: Inline) -> Html:
        match one:
            case Words():
                return _words(one)
            case NoteSign():
                return self._call(one)
            case Picture():
                return _picture(one)

    def _call(self, sign: NoteSign) -> Html:
        first = sign.note not in self._called
        self._called.add(sign.note)
        link = tag(
            "a", sign.number, href=f"#{sign.note}", role="doc-noteref",
            aria_label=f"Note {sign.number}", id=f"appel-{sign.note}" if first else None,
        )  # fmt: skip
        return tag("sup", link)

    def notes(self, notes: Sequence[Note]) -> Html:
        """List notes, each with the way back to its call."""
        return tag("ol", *(self._note(note) for note in notes), class_="numbered", role="list")

    def _note(self, note: Note) -> Html:
        inside = self.blocks(note.blocks)
        back = tag(
            "a", "↩", href=f"#appel-{note.id}", role="doc-backlink",
            aria_label=f"Retour à l’appel de la note {note.number}",
        )  # fmt: skip
        return tag(
            "li",
            tag("span", note.number, class_="num"),
            tag("div", inside, tag("p", back)),
            self._origin(note.id),
            id=note.id,
        )

    def _origin(self, clause: str, covered: Sequence[str] = ()) -> Html:
        """Write the origin of a clause, and of those in it that have no other."""
        origins = self._origins.get(clause, ())
        if not clause or not origins or clause in self.told:
            return Html("")
        same = [one for one in covered if list(self._origins.get(one, ())) == list(origins)]
        self.told.update([clause, *same])
        return details(origins, [clause, *same])


def contents(block: Contents) -> Html:
    """Write a table of contents in the text."""
    label = "Table des matières" if block.of_headings else "Liste"
    return tag(
        "nav", entries(block.entries), aria_label=label, class_="contents", id=block.id or None
    )


def entries(listed: Sequence[Entry]) -> Html:
    """Write the lines of a table of contents, each a link."""
    return tag(
        "ul",
        *(
            tag(
                "li",
                tag("a", _number(entry.number), entry.text, href=f"#{entry.target}"),
                class_=f"level{min(entry.level, 4)}",
            )
            for entry in listed
        ),
        role="list",
    )


def _number(number: str) -> Html:
    return joined((tag("span", number, class_="num"), " ")) if number else Html("")


def _words(words: Words) -> Html:
    look = words.look
    written = lines(words.text)
    if look.raised:
        written = tag(look.raised, written)
    for name, element in LOOKS:
        if getattr(look, name) and words.text.strip():
            written = tag(element, written)
    return _linked(written, look)


def _linked(written: Html, look: Look) -> Html:
    if not look.link:
        return written
    outside = not look.link.startswith("#")
    return tag("a", written, href=look.link, rel="noreferrer" if outside else None)


def _picture(picture: Picture) -> Html:
    data = base64.b64encode(picture.data).decode("ascii")
    return tag(
        "img",
        src=f"data:{picture.media_type};base64,{data}",
        alt=picture.alt,
        width=round(picture.width * PIXELS) or None,
        height=round(picture.height * PIXELS) or None,
    )
