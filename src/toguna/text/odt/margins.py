"""Headers and footers: from the master pages of OpenDocument to the sections of a DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toguna.text.docx.blank import page, root, w
from toguna.text.odt.frames import emu
from toguna.text.odt.names import find, get, name_of, on
from toguna.text.ooxml import Element, W, qn

if TYPE_CHECKING:
    from toguna.text.odt.convert import Conversion

MARGINS = {
    "style:header": ("header", "default"), "style:footer": ("footer", "default"),
    "style:header-left": ("header", "even"), "style:footer-left": ("footer", "even"),
    "style:header-first": ("header", "first"), "style:footer-first": ("footer", "first"),
    "loext:header-first": ("header", "first"), "loext:footer-first": ("footer", "first"),
}  # fmt: skip
EMU_PER_TWENTIETH = 635
"""OpenDocument's lengths are read in EMU, of which so many make a twentieth of a point."""
ROOTS = {"header": "hdr", "footer": "ftr"}


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A run of pages with the same margins, and the last element of the body that is in it."""

    page: str
    last: Element | None = None


class Sections:
    """Notes where sections begin, then writes them with their headers and footers."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion
        pages = conversion.opened.styles.iter(on("style:master-page"))
        self._pages = {get(page, "style:name"): page for page in pages}
        layouts = conversion.opened.styles.iter(on("style:page-layout"))
        self._layouts = {get(layout, "style:name"): layout for layout in layouts}
        self._ended: list[Section] = []
        self._page = ""
        self._parts: dict[tuple[str, str], str] = {}

    def block(self, family: str, style: str, body: Element) -> bool:
        """A block of the body follows; tell whether its style asks for another master page."""
        page = self._conversion.styles.attribute(family, style, "style:master-page-name")
        if page and page in self._pages:
            if len(body):
                self._ended.append(Section(self._page, body[-1]))
            self._page = page
            return True
        return False

    def write(self, body: Element) -> None:
        """Write the properties of every section, and their margins."""
        for section in self._ended:
            last = section.last
            assert last is not None
            if last.tag != W + "p":
                last.addnext(w("p"))
                last = last.getnext()
                assert last is not None
            properties = last.find(W + "pPr")
            if properties is None:
                properties = w("pPr")
                last.insert(0, properties)
            properties.append(self._properties(section.page))
        body.append(self._properties(self._page))

    def _properties(self, name: str) -> Element:
        master = self._pages.get(name or "Standard")
        if master is None:
            master = next(iter(self._pages.values()), None)
        written = w("sectPr")
        first = None
        next_name = "" if master is None else get(master, "style:next-style-name")
        following = self._pages.get(next_name)
        if following is not None and following is not master:
            first, master = master, following
        if master is not None:
            for element, kind, pages in _margins(master):
                if first is None or pages != "first":
                    self._refer(written, get(master, "style:name"), element, (kind, pages))
        if first is not None:
            for element, kind, pages in _margins(first):
                if pages == "default":
                    self._refer(written, get(first, "style:name"), element, (kind, "first"))
        written.extend(self._size(master))
        if any(child.get(W + "type") == "first" for child in written):
            written.append(w("titlePg"))
        return written

    def _size(self, master: Element | None) -> list[Element]:
        name = "" if master is None else get(master, "style:page-layout-name")
        layout = self._layouts.get(name)
        properties = None if layout is None else find(layout, "style:page-layout-properties")
        if properties is None:
            return page()
        sizes = (get(properties, f"fo:page-{side}") for side in ("width", "height"))
        width, height = (emu(size) // EMU_PER_TWENTIETH for size in sizes)
        return page(width, height)

    def _refer(self, section: Element, page: str, margin: Element, use: tuple[str, str]) -> None:
        kind, pages = use
        self._conversion.document.even_pages |= pages == "even"
        key = (page, name_of(margin))
        if key not in self._parts:
            self._parts[key] = self._margin(kind, margin)
        reference = w(f"{kind}Reference", type=pages)
        reference.set(qn("r:id"), self._parts[key])
        position = sum(child.tag.endswith("Reference") for child in section)
        section.insert(position, reference)

    def _margin(self, kind: str, margin: Element) -> str:
        conversion = self._conversion
        part = f"{kind}{1 + sum(kind in known for _, known in self._parts)}"
        element = root(ROOTS[kind])
        with conversion.writing(part):
            conversion.blocks.fill(margin, element)
        return conversion.document.add_part(part, element, kind)


def _margins(page: Element) -> Iterator[tuple[Element, str, str]]:
    for element in page:
        if name_of(element) in MARGINS:
            yield element, *MARGINS[name_of(element)]
