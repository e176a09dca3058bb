"""Where pages start and how they lie, as far as a file says: sections, breaks, the first page."""

from __future__ import annotations

from toguna.text.content import PAGE_BREAK, ViewBlock, ViewParagraph
from toguna.text.ooxml import Element, W
from toguna.text.rendering.model import Block, Box, Contents, Heading, Prose

LONGEST_COVER = 30
SAME_PAGE = ("continuous", "nextColumn")


def section_of(block: ViewBlock) -> Element | None:
    """Give the section that ends with a block."""
    raws = block.raws if isinstance(block, ViewParagraph) else []
    return next((s for raw in raws for s in raw.element.iterfind(f"{W}pPr/{W}sectPr")), None)


def on_side(section: Element) -> bool:
    """Tell whether the pages of a section lie on their side."""
    size = section.find(W + "pgSz")
    return size is not None and size.get(W + "orient") == "landscape"


def turns(section: Element) -> bool:
    """Tell whether a section starts a page."""
    kind = section.find(W + "type")
    return kind is None or kind.get(W + "val") not in SAME_PAGE


def starts_with_break(block: ViewParagraph) -> bool:
    """Tell whether a paragraph begins with a page break."""
    return block.text.startswith(PAGE_BREAK)


def without_cover(
    read: list[tuple[bool, list[Block]]],
) -> tuple[list[Block], list[tuple[bool, list[Block]]]]:
    """Give the first page, if it is one of its own, and the sections without it.

    It is what stands before the first page break, if that is short and has no heading.
    """
    landscape, first = read[0]
    page: list[Block] = []
    ended = len(read) > 1
    for block in first:
        turned = isinstance(block, Heading | Prose) and block.new_page
        if (page and turned) or isinstance(block, Contents):
            ended = True
            break
        page.append(block)
    fits = 0 < len(page) <= LONGEST_COVER and all(isinstance(b, Prose | Box) for b in page)
    if not ended or not fits:
        return [], read
    return page, [(landscape, first[len(page) :]), *read[1:]]
