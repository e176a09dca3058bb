"""Paragraphs that are read once, however many copies hold them.

What comes back is mostly the draft's own paragraphs, byte for byte. Where a plain paragraph
(words only: no change, field, note, link, picture or comment) is written with the same bytes as
one already read, its leaves are those, and need not be made again.
"""

from __future__ import annotations

import re

from toguna.text.content import Paragraph
from toguna.text.ooxml import NAMESPACES, Element, W

START, END = re.compile(rb"<w:p(?=[ >])"), b"</w:p>"
UTF_8 = re.compile(rb"""(?:<\?xml[^>]*?encoding=["']utf-8["'][^>]*>\s*)?<w:""", re.IGNORECASE)
USUAL_PREFIX = f'xmlns:w="{NAMESPACES["w"]}"'.encode()
PLAIN = frozenset(
    W + name
    for name in (
        "t", "tab", "br", "noBreakHyphen", "softHyphen", "proofErr", "lastRenderedPageBreak",
    )
)  # fmt: skip


def written(data: bytes, root: Element) -> dict[Element, bytes]:
    """Give the bytes that each paragraph of a part is written with, where that is certain.

    Two paragraphs written with the same bytes hold the same: the bytes start with their start
    tag, and the prefix `w` means the same throughout.
    """
    head, _, body = data.partition(b"<w:body>")
    if not UTF_8.match(head) or USUAL_PREFIX not in head or b"<!" in data or b"xmlns:w=" in body:
        return {}
    elements = list(root.iter(W + "p"))
    starts = [match.start() for match in START.finditer(data)]
    if not starts or len(starts) != len(elements):
        return {}
    stops = [*starts[1:], len(data)]
    ends = [data.find(END, start, stop) for start, stop in zip(starts, stops, strict=True)]
    return {
        element: data[start:end]
        for element, start, end in zip(elements, starts, ends, strict=True)
        if end > 0
    }


def is_plain(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is nothing but words, so that it means the same in any file."""
    return (
        not paragraph.mark
        and paragraph.format_change is None
        and all(
            leaf.node.tag in PLAIN and not leaf.path and not leaf.changes and not leaf.formatted
            for leaf in paragraph.leaves
        )
    )
