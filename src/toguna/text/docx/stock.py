"""Paragraphs that are read once, however many copies hold them.

What comes back is mostly the draft's own paragraphs, byte for byte. Where a plain paragraph of
the draft (words only: no change, field, note, link, picture or comment) is written with the same
bytes in a copy, its leaves are the draft's. In the body, its words are not even parsed again: in
the copy's XML a shell with its properties stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toguna.text.content import Leaf, Paragraph
from toguna.text.ooxml import NAMESPACES, Element, MalformedXml, W, parse_xml

P, BODY = W + "p", W + "body"
START, END = re.compile(rb"<w:p(?=[ >])"), b"</w:p>"
UTF_8 = re.compile(rb"""(?:<\?xml[^>]*?encoding=["']utf-8["'][^>]*>\s*)?<w:""", re.IGNORECASE)
USUAL_PREFIX = f'xmlns:w="{NAMESPACES["w"]}"'.encode()
TABLE, TABLE_END = b"<w:tbl>", b"</w:tbl>"
SHELL = re.compile(
    rb"""<w:p(?:[ ][\w:]+="[^"<>]*")*>(?:<w:pPr>(?:(?!<w:pPr).)*?</w:pPr>)?(?=<w:r[ >])""",
    re.DOTALL,
)
"""A paragraph up to its first run: its start tag and its properties."""
PLAIN = frozenset(
    W + name
    for name in (
        "t", "tab", "br", "noBreakHyphen", "softHyphen", "proofErr", "lastRenderedPageBreak",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A plain paragraph of the draft: its text, its leaves, and the bytes of its shell.

    The shell is None where it cannot be told apart with certainty.
    """

    text: str
    leaves: list[Leaf]
    shell: bytes | None


Stock = Mapping[bytes, Known]
"""The plain paragraphs of a draft, by the bytes that they are written with."""


def stock_of(paragraphs: Iterable[Paragraph], data: bytes, root: Element) -> Stock:
    """Give the plain ones of the paragraphs of a part, which `data` are the bytes of.

    Two paragraphs written with the same bytes hold the same: the bytes start with their start
    tag, and the prefix `w` means the same throughout.
    """
    elements = list(root.iter(P))
    found = [key for chunk in _chunks(data) for _, key in _starts(chunk)]
    if len(elements) != len(found):
        return {}
    written = dict(zip(elements, found, strict=True))
    return {
        key: Known("".join([leaf.text for leaf in paragraph.leaves]), paragraph.leaves, _shell(key))
        for paragraph in paragraphs
        if (key := written.get(paragraph.element)) and _is_plain(paragraph)
    }


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
            leaf.node.tag in PLAIN and not leaf.path and not leaf.changes and not leaf.formatted
            for leaf in paragraph.leaves
        )
    )


def _shell(written: bytes) -> bytes | None:
    found = SHELL.match(written)
    return None if found is None else found.group()


def parse_shortened(data: bytes, stock: Stock) -> tuple[Element, dict[Element, Known]] | None:
    """Parse a copy's part with shells in place of the known paragraphs of its body.

    Gives the root with the known paragraphs by their elements; None where there are none, or
    where it is not certain that each is found again.
    """
    shortened, found, shells = _shortened(data, stock)
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
    return root, {e: known for e, known in zip(elements, found, strict=True) if known is not None}


def _shortened(data: bytes, stock: Stock) -> tuple[bytes, list[Known | None], list[int]]:
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
