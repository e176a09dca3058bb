"""The blocks of a document as they are aligned with those of another version."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.text.align import Unit
from toguna.text.content import ViewBlock, ViewOpaque, ViewParagraph, ViewTable
from toguna.text.ooxml import W

KINDS = {ViewParagraph: "p", ViewTable: "t", ViewOpaque: "o"}
SECTION_END = f"{W}pPr/{W}sectPr"
BARE_SECTION_END = "\x1c"
"""Stands for the words of an empty paragraph that ends a section, which is like no other one."""


def units_of(blocks: Iterable[ViewBlock]) -> list[Unit]:
    """Give blocks as they are aligned."""
    return [Unit(KINDS[type(block)], block.signature or _nothing(block)) for block in blocks]


def _nothing(block: ViewBlock) -> str:
    return BARE_SECTION_END if ends_section(block) else ""


def ends_section(block: ViewBlock) -> bool:
    """Tell whether a block is a paragraph that carries the properties of the section it ends."""
    return isinstance(block, ViewParagraph) and (
        block.raws[-1].element.find(SECTION_END) is not None
    )
