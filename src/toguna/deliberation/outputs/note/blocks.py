"""The blocks of the note, as the template sets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]


def paragraph(text: str) -> Block:
    """Give a paragraph."""
    return {"kind": "par", "text": text}


def small(text: str) -> Block:
    """Give a paragraph in small print."""
    return {"kind": "small", "text": text}


def points(items: Sequence[tuple[str, str]]) -> Block:
    """Give a list; each item has some words that lead ("" for none) and a text.

    An item without a text is left out.
    """
    return {"kind": "points", "items": [list(item) for item in items if item[1]]}


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Block:
    """Give a table; `widths` are shares of the page's width."""
    return {
        "kind": "table",
        "heads": list(heads),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
    }


def picture(key: str, alt: str, caption: str, width: float = 1.0) -> Block:
    """Give a picture by its key; `width` is a share of the page's width."""
    return {"kind": "picture", "key": key, "alt": alt, "caption": caption, "width": width}


def beside(*blocks: Block) -> Block:
    """Give blocks one beside the other."""
    return {"kind": "beside", "blocks": list(blocks)}


def section(title: str, *blocks: Block | None) -> Block:
    """Give a section of the note; what is None is left out."""
    return {"title": title, "blocks": [block for block in blocks if block is not None]}
