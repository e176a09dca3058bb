"""A rendering as the data that the typst template reads; words reach it as data alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toguna.text.pdf.printable import printable
from toguna.text.rendering.lists import Item, ItemList, with_lists
from toguna.text.rendering.model import (
    Block,
    Box,
    Captioned,
    Cell,
    Contents,
    Heading,
    Inline,
    NoteSign,
    Picture,
    Prose,
    Rendering,
    Row,
    Section,
    Table,
    Words,
)

Data = dict[str, Any]
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
WORTH_CONTENTS = 4
"""Headings from which a document that has no table of contents is given one."""


class PdfData:
    """The data of a document, and its pictures by the name of their file."""

    def __init__(self, shown: Rendering) -> None:
        self.pictures: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}
        self._notes = {note.id: note for note in shown.notes}
        self._called: set[str] = set()
        self._linked: set[str] = set()
        self._listed: set[str] = set()
        self._targets: set[str] = set()
        self._inside_note = False
        for block in (*shown.cover, *shown.blocks):
            if isinstance(block, Contents):
                self._listed.update(entry.target for entry in block.entries)
        own = any(isinstance(b, Contents) and b.of_headings for b in (*shown.cover, *shown.blocks))
        add = not own and len(shown.headings) >= WORTH_CONTENTS
        if add:
            self._listed.update(entry.target for entry in shown.headings)
        self.data: Data = {
            "title": printable(shown.title),
            "header": printable(shown.header),
            "footer": printable(shown.footer),
            "cover": self._blocks(shown.cover),
            "contents": add,
            "sections": [self._section(section) for section in shown.sections],
        }
        self.data["links"] = sorted(self._linked & self._targets)

    def _section(self, section: Section) -> Data:
        """Give a section; one that lies on its side starts a page anyway."""
        blocks = self._blocks(section.blocks)
        if section.landscape and "turned" in blocks[0]:
            blocks[0]["turned"] = False
        return {"landscape": section.landscape, "blocks": blocks}

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [self._block(block) for block in with_lists(blocks)]

    def _block(self, block: Block | ItemList) -> Data:
        match block:
            case ItemList():
                return self._list(block)
            case Heading():
                return {
                    "kind": "heading",
                    "id": self._target(block.id),
                    "rank": block.rank,
                    "number": printable(block.number),
                    "line": self._line(block.content),
                    "listed": block.id in self._listed,
                    "turned": block.new_page,
                }
            case Prose():
                return self._prose(block)
            case Table():
                return self._table(block)
            case Captioned():
                return {
                    "kind": "figure",
                    "id": self._target(block.caption.id),
                    "before": block.before,
                    "counts": _kind(block.caption.caption),
                    "listed": block.caption.id in self._listed,
                    "line": self._line(block.caption.content),
                    "body": self._block(block.block),
                }
            case Contents():
                return {
                    "kind": "contents",
                    "counts": "" if block.of_headings else _kind(block.counts),
                }
            case Box():
                return {"kind": "box", "blocks": self._blocks(block.blocks)}

    def _prose(self, prose: Prose) -> Data:
        return {
            "kind": "prose",
            "id": self._target(prose.id),
            "line": self._line(prose.content),
            "align": prose.align,
            "large": prose.large,
            "turned": prose.new_page,
            "pictures": prose.pictures,
        }

    def _list(self, items: ItemList) -> Data:
        return {"kind": "list", "items": [self._item(item) for item in items.items]}

    def _item(self, item: Item) -> Data:
        label = item.prose.label
        return {
            "label": printable(label.text) if label else "",
            "prose": self._prose(item.prose),
            "below": [self._list(below) for below in item.below],
        }

    def _table(self, table: Table) -> Data:
        heads = [self._row(row) for row in table.rows if row.header]
        rows = [self._row(row) for row in table.rows if not row.header]
        return {"kind": "table", "widths": table.widths, "heads": heads, "rows": rows}

    def _row(self, row: Row) -> list[Data]:
        return [self._cell(cell) for cell in row.cells]

    def _cell(self, cell: Cell) -> Data:
        return {
            "columns": cell.columns,
            "rows": cell.rows,
            "names": cell.names_row,
            "blocks": self._blocks(cell.blocks),
        }

    def _target(self, identifier: str) -> str:
        self._targets.add(identifier)
        return identifier

    # Lines

    def _line(self, content: tuple[Inline, ...]) -> list[Data]:
        return [self._inline(one) for one in content]

    def _inline(self, one: Inline) -> Data:
        match one:
            case Words():
                look = one.look
                target = look.link[1:] if look.link.startswith("#") else ""
                if target:
                    self._linked.add(target)
                return {
                    "kind": "words",
                    "text": printable(one.text),
                    "bold": look.bold,
                    "italic": look.italic,
                    "underline": look.underline,
                    "raised": look.raised,
                    "to": target,
                    "url": "" if target else look.link,
                }
            case NoteSign():
                return self._note(one)
            case Picture():
                return {
                    "kind": "picture",
                    "file": self._file(one),
                    "alt": printable(one.alt).replace("\u200b", ""),
                    "width": one.width,
                }

    def _note(self, sign: NoteSign) -> Data:
        """Give the call of a note, with the note itself at its first call."""
        note = self._notes.get(sign.note)
        if note is None or sign.note in self._called or self._inside_note:
            return {"kind": "call", "number": sign.number}
        self._called.add(sign.note)
        self._inside_note = True
        blocks = self._blocks(note.blocks)
        self._inside_note = False
        return {"kind": "note", "number": sign.number, "blocks": blocks}

    def _file(self, picture: Picture) -> str:
        if picture.data not in self._names:
            name = f"image{len(self._names) + 1}.{SUFFIXES[picture.media_type]}"
            self._names[picture.data] = name
            self.pictures[name] = picture.data
        return self._names[picture.data]


def _kind(counted: str | None) -> str:
    """Give the kind of figure that captions of one sort are: those that one list lists."""
    return f"légende {counted or ''}"
