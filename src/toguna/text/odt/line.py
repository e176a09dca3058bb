"""One paragraph being written: what comes in is wrapped in the changes that are open."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager

from toguna.text.docx.blank import w
from toguna.text.odt.changes import Changes, Region
from toguna.text.ooxml import Element, W, qn

WHITE = re.compile("[ \t\r\n]+")
SPACE_KEPT = qn("xml:space")


class Line:
    """A `w:p` that runs are added to.

    `spaced` tells that white space here is none: OpenDocument folds it, and drops it where a
    paragraph starts.
    """

    def __init__(self, changes: Changes, paragraph: Element) -> None:
        self.changes = changes
        self.paragraph = paragraph
        self.spaced = True
        self._holders = [paragraph]
        self._wrappers: dict[Element, Region] = {}

    def text(self, raw: str | None, properties: Element | None) -> None:
        """Add text as it stands between two tags."""
        text = WHITE.sub(" ", raw or "")
        if self.spaced:
            text = text.removeprefix(" ")
        if text:
            self.spaced = text.endswith(" ")
            self.words(text, properties)

    def words(self, text: str, properties: Element | None) -> None:
        """Add words whose spaces all count."""
        element = w("delText" if self.changes.deletes else "t", text=text)
        if text != text.strip():
            element.set(SPACE_KEPT, "preserve")
        self.run(element, properties)

    def sign(self, element: Element, properties: Element | None) -> None:
        """Add a thing that takes room, such as a tab: white space counts again after it."""
        self.spaced = False
        self.run(element, properties)

    def run(self, element: Element, properties: Element | None) -> None:
        """Add a run of one element."""
        run = w("r")
        own = None if properties is None else copy.deepcopy(properties)
        change = self.changes.format_change()
        if change is not None:
            own = w("rPr") if own is None else own
            own.append(change)
        if own is not None:
            run.append(own)
        run.append(element)
        self._inner().append(run)

    def marker(self, element: Element) -> None:
        """Add what takes no room: an end of a bookmark or of a comment."""
        self._holders[-1].append(element)

    def whole(self, element: Element) -> None:
        """Add what is no run but takes room: a formula."""
        self.spaced = False
        self._inner().append(element)

    @contextmanager
    def inside(self, holder: Element) -> Iterator[None]:
        """For a while, runs go into a hyperlink, which is left out if nothing came in."""
        self._holders.append(holder)
        yield
        self._holders.pop()
        if len(holder):
            self._holders[-1].append(holder)

    def go_on(self, paragraph: Element) -> None:
        """What comes next stands in another paragraph."""
        self.paragraph = paragraph
        self.spaced = True
        self._holders = [paragraph]

    def _inner(self) -> Element:
        """Give the element that a run goes into: the holder, or the mark of a change in it."""
        inner = self._holders[-1]
        for region in self.changes.wrapping:
            last = inner[-1] if len(inner) else None
            if last is None or self._wrappers.get(last) is not region:
                last = self.changes.mark(region)
                inner.append(last)
                self._wrappers[last] = region
            inner = last
        return inner


def close_marks(paragraph: Element, marks: list[Element]) -> None:
    """Mark the end of a paragraph as inserted or deleted."""
    if not marks:
        return
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    run_properties = properties.find(W + "rPr")
    if run_properties is None:
        run_properties = w("rPr")
        properties.append(run_properties)
    run_properties[0:0] = marks
