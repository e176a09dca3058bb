"""`w:lastRenderedPageBreak` where pages started when the draft was last laid out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..ooxml.xml import Element, el, every, find, q, text


@dataclass(frozen=True)
class Break:
    """Page `page` starts in paragraph `para` after `offset` characters."""

    page: int
    para: str
    offset: int
    words: str


@dataclass(frozen=True)
class PageMap:
    count: int
    breaks: list[Break]


def read_page_map(path: Path, name: str) -> PageMap:
    if not path.exists():
        return PageMap(1, [])
    entry = json.loads(path.read_text(encoding="utf-8")).get(name, {"count": 1, "breaks": []})
    return PageMap(entry["count"], [Break(**item) for item in entry["breaks"]])


def write_page_maps(path: Path, maps: dict[str, PageMap]) -> None:
    path.write_text(
        json.dumps(
            {name: asdict(item) for name, item in maps.items()}, ensure_ascii=False, indent=1
        )
        + "\n",
        encoding="utf-8",
    )


def body_paragraphs(body: Element) -> Iterator[Element]:
    """Paragraphs of the main flow, boxes left out."""
    for node in every(body, "w:p"):
        if not any(parent.tag == q("w:txbxContent") for parent in node.iterancestors()):
            yield node


def texts(node: Element) -> Iterator[Element]:
    """The text elements of a paragraph, those of a box inside it left out."""
    for piece in every(node, "w:t"):
        if next(piece.iterancestors(q("w:p"))) is node:
            yield piece


def mark_breaks(body: Element, page_map: PageMap) -> dict[str, int]:
    """Write the breaks; return the page on which each paragraph starts."""
    by_paragraph: dict[str, list[Break]] = {}
    for item in page_map.breaks:
        by_paragraph.setdefault(item.para, []).append(item)
    page, pages = 1, {}
    for node in body_paragraphs(body):
        identity = node.get(q("w14:paraId"), "")
        here = by_paragraph.get(identity, [])
        if here and here[0].offset == 0:
            page = here[0].page
        pages[identity] = page
        for item in reversed(here):
            _mark(node, item.offset)
        if here:
            page = here[-1].page
    return pages


def _mark(node: Element, offset: int) -> None:
    mark = el("w:lastRenderedPageBreak")
    for piece in texts(node):
        words = piece.text or ""
        if offset < len(words):
            if offset:
                _cut(piece, words, offset, mark)
            else:
                piece.addprevious(mark)
            return
        offset -= len(words)
    first = find(node, "w:r")
    if first is not None:
        first.insert(1 if find(first, "w:rPr") is not None else 0, mark)


def _cut(piece: Element, words: str, offset: int, mark: Element) -> None:
    before, after = text(words[:offset]), text(words[offset:])
    piece.addprevious(before)
    piece.addprevious(mark)
    piece.getparent().replace(piece, after)
