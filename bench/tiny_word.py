"""A tiny Word: a document as plain data, written as DOCX by nothing but string formatting.

It shares no code with the reader and writer that are measured and tested with it, so that a
mistake of theirs cannot hide here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from xml.sax.saxutils import escape, quoteattr

from bench.tiny_package import HEAD, NUMBERING, SEPARATORS, STYLES, package, root

DATE = "2026-02-{:02}T09:30:00Z"


@dataclass(frozen=True)
class Change:
    """A tracked change around a thing: `ins`, `del`, `moveFrom` or `moveTo`, and who made it."""

    kind: str
    author: str
    move: str = ""


Changes = tuple[Change, ...]


@dataclass
class Text:
    """Words of one format. `shell` names what they stand in: `link 1`, `control 2`, or nothing."""

    text: str
    format: str = ""
    shell: str = ""
    changes: Changes = ()
    old_format: tuple[str, str] | None = None
    """The format before a tracked change of it, and who made that change."""


@dataclass
class Note:
    """A footnote where it is called."""

    blocks: list[Block]
    changes: Changes = ()


@dataclass
class Field:
    """A field that the program computes."""

    instruction: str
    result: str
    changes: Changes = ()


@dataclass
class Box:
    """A text box."""

    blocks: list[Block]
    changes: Changes = ()


@dataclass
class Anchor:
    """An end of a comment's words: `Start` or `End`."""

    end: str
    comment: int
    changes: Changes = ()


Inline = Text | Note | Field | Box | Anchor


@dataclass
class Paragraph:
    """A paragraph, its style and list, and the changes of its mark."""

    inlines: list[Inline]
    style: str = ""
    list: int = 0
    mark: Changes = ()


@dataclass
class Row:
    """A row of a table: its cells are lists of blocks."""

    cells: list[list[Block]]
    changes: Changes = ()


@dataclass
class Table:
    """A table."""

    rows: list[Row]


Block = Paragraph | Table


@dataclass
class Comment:
    """A comment, or the answer to the comment of number `parent`."""

    author: str
    text: str
    parent: int | None = None


@dataclass
class File:
    """A whole document."""

    blocks: list[Block]
    header: list[Block] = field(default_factory=list)
    footer: list[Block] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def write(file: File) -> bytes:
    """Write a document as DOCX; the same document always gives the same bytes."""
    return _Writer(file).write()


class _Writer:
    def __init__(self, file: File) -> None:
        self._file = file
        self._ids = count(1)
        self._notes: list[str] = []
        self._links: dict[str, str] = {}

    def write(self) -> bytes:
        file = self._file
        body = "".join(self._block(block) for block in file.blocks)
        kinds = [k for k in ("header", "footer") if getattr(file, k)]
        section = "".join(f'<w:{k}Reference w:type="default" r:id="{k}"/>' for k in kinds)
        page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" '
        page += 'w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
        parts = {
            "document": root(
                "document", f"<w:body>{body}<w:sectPr>{section}{page}</w:sectPr></w:body>"
            ),
            "styles": root("styles", STYLES),
            "numbering": root("numbering", NUMBERING),
        }
        for kind in kinds:
            inside = "".join(self._block(block) for block in getattr(file, kind))
            parts[kind] = root({"header": "hdr", "footer": "ftr"}[kind], inside)
        if self._notes:
            parts["footnotes"] = root("footnotes", SEPARATORS + "".join(self._notes))
        if file.comments:
            parts["comments"] = root("comments", "".join(self._comments()))
            parts["commentsExtended"] = self._threads()
        return package(parts, self._links)

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        columns = max((len(row.cells) for row in block.rows), default=1)
        grid = '<w:gridCol w:w="3000"/>' * columns
        properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        rows = "".join(self._row(row) for row in block.rows)
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: Row) -> str:
        marks = "".join(self._mark(change) for change in row.changes)
        properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
        cells = "".join(
            '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>'
            + "".join(self._block(block) for block in cell)
            + "</w:tc>"
            for cell in row.cells
        )
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _paragraph(self, paragraph: Paragraph) -> str:
        style = f'<w:pStyle w:val="{paragraph.style}"/>' if paragraph.style else ""
        level = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{paragraph.list}"/></w:numPr>'
        marks = "".join(self._mark(change) for change in paragraph.mark)
        run = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        properties = style + (level if paragraph.list else "") + run
        inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        before, after = self._move_range(paragraph.mark)
        shells = groupby(paragraph.inlines, key=lambda i: i.shell if isinstance(i, Text) else "")
        for shell, inlines in shells:
            inside += self._shell(shell, "".join(self._inline(inline) for inline in inlines))
        return f'{before}<w:p w:rsidR="{_session(inside)}">{inside}</w:p>{after}'

    def _move_range(self, mark: Changes) -> tuple[str, str]:
        """A moved paragraph stands between the ends of a named range."""
        for change in mark:
            if change.move:
                opened = self._mark(Change(f"{change.kind}RangeStart", change.author))
                number = opened.partition('w:id="')[2].partition('"')[0]
                name = f" w:name={quoteattr(change.move)}/>"
                closed = f'<w:{change.kind}RangeEnd w:id="{number}"/>'
                return opened.removesuffix("/>") + name, closed
        return "", ""

    def _shell(self, shell: str, inside: str) -> str:
        kind, _, number = shell.partition(" ")
        if kind == "link":
            self._links[f"link{number}"] = f"https://exemple.ml/{number}"
            return f'<w:hyperlink r:id="link{number}">{inside}</w:hyperlink>'
        if kind == "control":
            tag = f'<w:sdtPr><w:tag w:val="{number}"/></w:sdtPr>'
            return f"<w:sdt>{tag}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        return inside

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Anchor):
            anchor = f'<w:commentRange{inline.end} w:id="{inline.comment}"/>'
            sign = f'<w:r><w:commentReference w:id="{inline.comment}"/></w:r>'
            return anchor + (sign if inline.end == "End" else "")
        content = self._runs(inline)
        for change in reversed(inline.changes):
            content = self._mark(change).removesuffix("/>") + f">{content}</w:{change.kind}>"
        return content

    def _runs(self, inline: Text | Note | Field | Box) -> str:
        if isinstance(inline, Note):
            return f'<w:r><w:footnoteReference w:id="{self._note(inline)}"/></w:r>'
        if isinstance(inline, Box):
            return self._box(inline)
        deleted = any(change.kind == "del" for change in inline.changes)
        if isinstance(inline, Field):
            instruction = "delInstrText" if deleted else "instrText"
            return (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f'<w:r><w:{instruction} xml:space="preserve"> {inline.instruction} '
                f'</w:{instruction}></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f"<w:r>{_text(inline.result, deleted=deleted)}</w:r>"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        text = _text(inline.text, deleted=deleted)
        return f'<w:r w:rsidRPr="{_session(inline.text)}">{self._format(inline)}{text}</w:r>'

    def _format(self, text: Text) -> str:
        marks = FORMATS[text.format]
        if text.old_format is not None:
            old, author = text.old_format
            opened = self._mark(Change("rPrChange", author)).removesuffix("/>")
            marks += f"{opened}><w:rPr>{FONT}{FORMATS[old]}</w:rPr></w:rPrChange>"
        return f"<w:rPr>{FONT}{marks}</w:rPr>"

    def _note(self, note: Note) -> int:
        self._notes.append("")
        number = len(self._notes)
        inside = "".join(self._block(block) for block in note.blocks)
        self._notes[number - 1] = f'<w:footnote w:id="{number}">{inside}</w:footnote>'
        return number

    def _box(self, box: Box) -> str:
        inside = "".join(self._block(block) for block in box.blocks)
        content = f"<w:txbxContent>{inside}</w:txbxContent>"
        number = next(self._ids)
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
            '<wp:extent cx="1800000" cy="720000"/>'
            f'<wp:docPr id="{number}" name="Zone {number}"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"</wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
            "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f'<v:shape style="width:140pt;height:56pt"><v:textbox>{content}</v:textbox></v:shape>'
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def _mark(self, change: Change) -> str:
        day = 1 + sum(map(ord, change.author)) % 28
        return (
            f'<w:{change.kind} w:id="{next(self._ids)}" w:author={quoteattr(change.author)} '
            f'w:date="{DATE.format(day)}"/>'
        )

    def _comments(self) -> Iterator[str]:
        for number, comment in enumerate(self._file.comments):
            initials = "".join(word[0] for word in comment.author.split())
            yield (
                f'<w:comment w:id="{number}" w:author={quoteattr(comment.author)} '
                f'w:initials="{initials}" w:date="{DATE.format(1 + number % 28)}">'
                f'<w:p w14:paraId="{0x1000 + number:08X}" '
                'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
                f"<w:r>{_text(comment.text)}</w:r></w:p></w:comment>"
            )

    def _threads(self) -> str:
        entries = "".join(
            f'<w15:commentEx w15:paraId="{0x1000 + number:08X}"'
            + (
                ""
                if comment.parent is None
                else f' w15:paraIdParent="{0x1000 + comment.parent:08X}"'
            )
            + ' w15:done="0"/>'
            for number, comment in enumerate(self._file.comments)
        )
        namespace = "http://schemas.microsoft.com/office/word/2012/wordml"
        return f'{HEAD}<w15:commentsEx xmlns:w15="{namespace}">{entries}</w15:commentsEx>'


FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
FORMATS = {
    "": "",
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "large": '<w:sz w:val="28"/>',
    "red": '<w:color w:val="C00000"/>',
}


def _session(text: str) -> str:
    """Give the number of the session in which words were typed, as Word keeps it: any will do."""
    return f"{zlib.crc32(text.encode()) >> 8:08X}"


def _text(text: str, *, deleted: bool = False) -> str:
    """Text, its tabs and line breaks as elements."""
    tag = "delText" if deleted else "t"
    pieces = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(
        pieces.get(piece, f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>')
        for piece in re.split("([\t\n])", text)
        if piece
    )
