"""Paragraphs and tables that are read once, however many copies hold them.

What comes back is mostly the draft's own paragraphs, byte for byte. Where a plain paragraph of
the draft (words only: no change, field, note, link, picture or comment) is written with the same
bytes in a copy, its leaves are the draft's. In the body, its words are not even parsed again: in
the copy's XML a shell with its properties stands for it. A table of nothing but words is not read
where it stands with the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toguna.text.content import (
    Leaf,
    Paragraph,
    Side,
    Story,
    Table,
    ViewTable,
    raw_paragraphs,
)
from toguna.text.ooxml import NAMESPACES, Element, MalformedXml, W, parse_xml

P, TBL, BODY = W + "p", W + "tbl", W + "body"
START, END = re.compile(rb"<w:p(?=[ >])"), b"</w:p>"
UTF_8 = re.compile(rb"""(?:<\?xml[^>]*?encoding=["']utf-8["'][^>]*>\s*)?<w:""", re.IGNORECASE)
USUAL_PREFIX = f'xmlns:w="{NAMESPACES["w"]}"'.encode()
TABLE, TABLE_END = b"<w:tbl>", b"</w:tbl>"
SHELL = re.compile(
    rb"""<w:p(?:[ ][\w:]+="[^"<>]*")*>(?:<w:pPr>(?:(?!<w:pPr).)*?</w:pPr>)?"""
    rb"""(?=<w:(?:r|bookmarkStart|proofErr)[ >])""",
    re.DOTALL,
)
"""A paragraph up to its words: its start tag and its properties."""
PLAIN = frozenset(
    W + name
    for name in (
        "t", "tab", "br", "noBreakHyphen", "softHyphen", "proofErr", "lastRenderedPageBreak",
        "bookmarkStart", "bookmarkEnd",
    )
)  # fmt: skip


HOLDERS = frozenset(W + name for name in ("sdt", "smartTag", "customXml", "dir", "bdo"))
"""What may stand around words without meaning another thing in another file, as a link does."""


@dataclass(frozen=True, slots=True)
class Known:
    """A plain paragraph of the draft: its text, its leaves, and the bytes of its shell.

    The shell is None where it cannot be told apart with certainty.
    """

    text: str
    leaves: list[Leaf]
    shell: bytes | None


@dataclass(frozen=True, slots=True)
class Stock:
    """What a draft has that is plain, by the bytes that it is written with.

    Of a table the signature is kept.
    """

    paragraphs: Mapping[bytes, Known]
    tables: Mapping[bytes, str]


@dataclass(frozen=True, slots=True)
class KnownHere:
    """What a copy has from the draft, by the elements of the copy."""

    paragraphs: Mapping[Element, Known] = field(default_factory=dict)
    tables: Mapping[Element, str] = field(default_factory=dict)


NOTHING_KNOWN = KnownHere()


def stock_of(body: Story, data: bytes, root: Element) -> Stock:
    """Give the stock of a document's main part, which `data` are the bytes of.

    Two paragraphs written with the same bytes hold the same: the bytes start with their start
    tag, and the prefix `w` means the same throughout.
    """
    elements = list(root.iter(P))
    found = [key for chunk in _chunks(data) for _, key in _starts(chunk)]
    if len(elements) != len(found):
        return Stock({}, {})
    written = dict(zip(elements, found, strict=True))
    paragraphs = {
        key: Known("".join([leaf.text for leaf in paragraph.leaves]), paragraph.leaves, _shell(key))
        for paragraph in raw_paragraphs(body)
        if (key := written.get(paragraph.element)) and _is_plain(paragraph)
    }
    written_tables = dict(_tables(data, root))
    tables = {
        key: ViewTable(block, Side.AFTER).signature
        for block in body.blocks
        if isinstance(block, Table)
        and (key := written_tables.get(block.element))
        and _is_plain_table(block)
    }
    return Stock(paragraphs, tables)


def _tables(data: bytes, root: Element) -> Iterator[tuple[Element, bytes]]:
    """Give the tables of a part with their bytes; nothing where their number is in doubt.

    Those in which others stand have none.
    """
    pieces = data.split(TABLE)[1:]
    elements = list(root.iter(TBL))
    if len(pieces) == len(elements):
        for element, piece in zip(elements, pieces, strict=True):
            written, end, _ = piece.partition(TABLE_END)
            yield element, written if end else b""


def _chunks(data: bytes) -> list[bytes]:
    """Cut a part where its paragraphs end; nothing where its bytes leave room for doubt."""
    head, _, body = data.partition(b"<w:body>")
    if not UTF_8.match(head) or USUAL_PREFIX not in head or b"<!" in data or b"xmlns:w=" in body:
        return []
    return data.split(END)


def _starts(chunk: bytes) -> list[tuple[int, bytes]]:
    """Give where paragraphs start in a chunk, each with its bytes up to its end tag.

    Those of a paragraph in which others stand are not known: it ends in another chunk.
    """
    starts = [match.start() for match in START.finditer(chunk)]
    return [*((start, b"") for start in starts[:-1]), *((at, chunk[at:]) for at in starts[-1:])]


def _is_plain(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is nothing but words, so that it means the same in any file."""
    return (
        not paragraph.mark
        and paragraph.format_change is None
        and all(
            leaf.node.tag in PLAIN
            and not leaf.changes
            and not leaf.formatted
            and all(node.tag in HOLDERS for node in leaf.path)
            for leaf in paragraph.leaves
        )
    )


def _is_plain_table(table: Table) -> bool:
    return all(
        not row.changes
        and all(
            not cell.changes
            and cell.shape == cell.shape_before
            and all(isinstance(b, Paragraph) and _is_plain(b) for b in cell.story.blocks)
            for cell in row.cells
        )
        for row in table.rows
    )


def _shell(written: bytes) -> bytes | None:
    found = SHELL.match(written)
    return None if found is None else found.group()


def parse_shortened(data: bytes, stock: Stock) -> tuple[Element, KnownHere] | None:
    """Parse a copy's part with shells in place of the known paragraphs of its body.

    Gives the root and what is known; None where there is no shell, or where it is not certain
    that each paragraph is found again.
    """
    shortened, found, shells = _shortened(data, stock.paragraphs)
    if not shells:
        return None
    try:
        root = parse_xml(shortened)
    except MalformedXml:
        return None
    elements = list(root.iter(P))
    body = root.find(BODY)
    if len(elements) != len(found) or any(elements[at].getparent() is not body for at in shells):
        return None
    paragraphs = {e: known for e, known in zip(elements, found, strict=True) if known is not None}
    tables = {
        element: signature
        for element, written in _tables(data, root)
        if (signature := stock.tables.get(written)) is not None
    }
    return root, KnownHere(paragraphs, tables)


def _shortened(
    data: bytes, stock: Mapping[bytes, Known]
) -> tuple[bytes, list[Known | None], list[int]]:
    """Give a part with its shells, what is known of each paragraph, and which ones are shells.

    In a table paragraphs stay whole, because rows and tables are taken out of a copy as they
    stand in its XML.
    """
    pieces: list[bytes] = []
    found: list[Known | None] = []
    shells: list[int] = []
    tables = 0
    for chunk in _chunks(data):
        known, start = stock.get(chunk), 0
        if known is None:  # it is no known paragraph, or something stands before it
            starts = _starts(chunk)
            tables += chunk.count(TABLE) - chunk.count(TABLE_END)
            if not starts:
                pieces.append(chunk)
                continue
            found += [None] * (len(starts) - 1)
            start, written = starts[-1]
            known = stock.get(written)
        if known is None or known.shell is None or tables:
            pieces.append(chunk)
        else:
            shells.append(len(found))
            pieces.append(chunk[:start] + known.shell)
        found.append(known)
    return END.join(pieces), found, shells
