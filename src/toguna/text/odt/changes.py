"""Tracked changes of OpenDocument: regions listed apart, whose ends stand in the text.

What was deleted is kept in the list, and put back where it stood, marked as deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from toguna.text.docx.blank import BlankDocument, w
from toguna.text.odt.names import find, get, name_of, on
from toguna.text.odt.opened import OpenedText
from toguna.text.ooxml import Element, W

KINDS = {"text:insertion": "ins", "text:deletion": "del", "text:format-change": "format"}
FRACTION = "."


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One change: its kind in Word (`ins`, `del` or `format`), who made it and when."""

    kind: str
    author: str
    date: str | None
    content: tuple[Element, ...] = ()


class Changes:
    """The regions of a file, and those that are open where the text is being read."""

    def __init__(self, opened: OpenedText, document: BlankDocument) -> None:
        self._document = document
        self._regions: dict[str, tuple[Region, ...]] = {}
        self.open: list[Region] = []
        for root in opened.roots:
            for element in root.iter(on("text:changed-region")):
                regions = tuple(_regions(element))
                for name in ("xml:id", "text:id"):
                    self._regions[get(element, name)] = regions

    def start(self, marker: Element) -> None:
        """What follows stands in a region."""
        self.open += [r for r in self._of(marker) if r not in self.open]

    def end(self, marker: Element) -> None:
        """What follows does not stand in a region any more."""
        closed = self._of(marker)
        self.open = [region for region in self.open if region not in closed]

    def deleted_at(self, marker: Element) -> tuple[Element, ...]:
        """Give the blocks that were deleted at a point."""
        return next((r.content for r in self._of(marker) if r.kind == "del"), ())

    @contextmanager
    def within(self, marker: Element) -> Iterator[None]:
        """For a while, everything stands in the region of a point as well."""
        outer = self.open
        self.open = [*outer, *(r for r in self._of(marker) if r not in outer)]
        yield
        self.open = outer

    @contextmanager
    def aside(self) -> Iterator[None]:
        """For a while, in no region: a note or text box that stands in one is not marked."""
        outer, self.open = self.open, []
        yield
        self.open = outer

    def _of(self, marker: Element) -> tuple[Region, ...]:
        return self._regions.get(get(marker, "text:change-id"), ())

    @property
    def wrapping(self) -> list[Region]:
        """The insertions and deletions that are open, insertions outermost."""
        return sorted((r for r in self.open if r.kind != "format"), key=lambda r: r.kind == "del")

    @property
    def deletes(self) -> bool:
        """Whether what is read now was deleted."""
        return any(region.kind == "del" for region in self.open)

    def mark(self, region: Region) -> Element:
        """Make the element of an insertion or deletion."""
        element = w(region.kind, id=self._document.next_id(), author=region.author)
        if region.date:
            element.set(W + "date", region.date)
        return element

    def marks(self) -> list[Element]:
        """Make the marks of a paragraph's end, or of a row, that stands in open regions."""
        return [self.mark(region) for region in self.wrapping]

    def format_change(self) -> Element | None:
        """Make the mark of a change of format, where one is open."""
        region = next((r for r in self.open if r.kind == "format"), None)
        if region is None:
            return None
        element = w("rPrChange", w("rPr"), id=self._document.next_id(), author=region.author)
        if region.date:
            element.set(W + "date", region.date)
        return element


def _regions(element: Element) -> Iterator[Region]:
    """Give a region's changes; two where something inserted was deleted again."""
    for change in element:
        kind = KINDS.get(name_of(change))
        if kind is None:
            continue
        info = find(change, "office:change-info")
        author = get(change, "office:chg-author")
        date = get(change, "office:chg-date-time")
        if info is not None:
            author = author or info.findtext(on("dc:creator"), "")
            date = date or info.findtext(on("dc:date"), "")
        content = tuple(child for child in change if child is not info)
        yield Region(kind, author, word_date(date), content)


def word_date(date: str) -> str | None:
    """Give a date as Word writes it: to the second, with a `Z`; None where there is none."""
    seconds = date.strip().partition(FRACTION)[0].removesuffix("Z")
    return f"{seconds}Z" if seconds else None
