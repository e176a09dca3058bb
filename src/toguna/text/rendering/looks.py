"""How words look: what a run, its style and its paragraph's style say, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.text.docx.styles import Styles, integer
from toguna.text.ooxml import Element, W, on
from toguna.text.rendering.model import Look

PPR, RPR = W + "pPr", W + "rPr"
RAISED = {"superscript": "sup", "subscript": "sub"}
ALIGNED = {"center": "center", "right": "right", "end": "right"}
USUAL_SIZE = 22
"""Half points of the letters of a text whose default style does not say."""


class Looks:
    """The looks of a document's words."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._usual = self._size(styles.default_paragraph_style) or USUAL_SIZE

    def of_run(self, run: Element | None, paragraph: Element) -> Look:
        """Give the look of a run's words, its link left out."""
        holders = list(self._holders(run, paragraph))
        underline = _nearest(holders, "u")
        raised = _nearest(holders, "vertAlign")
        return Look(
            bold=on(_nearest(holders, "b")),
            italic=on(_nearest(holders, "i")),
            underline=underline is not None and underline.get(W + "val") not in (None, "none"),
            raised="" if raised is None else RAISED.get(raised.get(W + "val", ""), ""),
        )

    def _holders(self, run: Element | None, paragraph: Element) -> Iterator[Element]:
        own = None if run is None else run.find(RPR)
        if own is not None:
            yield own
            style = own.find(W + "rStyle")
            if style is not None:
                yield from self._of_style(style.get(W + "val"))
        yield from self._of_style(self._styles.style_of(paragraph))

    def _of_style(self, style_id: str | None, tag: str = RPR) -> Iterator[Element]:
        for style in self._styles.chain(style_id) if style_id else ():
            properties = style.find(tag)
            if properties is not None:
                yield properties

    def align(self, paragraph: Element) -> str:
        """Give where a paragraph stands: `center`, `right`, or nothing where usual."""
        stated = self.of_paragraph(paragraph, "jc")
        return "" if stated is None else ALIGNED.get(stated.get(W + "val", ""), "")

    def new_page(self, paragraph: Element) -> bool:
        """Tell whether a paragraph always starts a page."""
        return on(self.of_paragraph(paragraph, "pageBreakBefore"))

    def large(self, paragraph: Element) -> float:
        """Tell how much larger than the usual letters those of a paragraph's style are."""
        size = self._size(self._styles.style_of(paragraph)) or self._usual
        return max(0.8, min(size / self._usual, 2.6))

    def of_paragraph(self, paragraph: Element, name: str) -> Element | None:
        """Give the nearest that states a property of a paragraph."""
        own = paragraph.find(PPR)
        style = self._styles.style_of(paragraph)
        return _nearest([*([] if own is None else [own]), *self._of_style(style, PPR)], name)

    def _size(self, style_id: str | None) -> int | None:
        size = _nearest(list(self._of_style(style_id)), "sz")
        return None if size is None else integer(size.get(W + "val"))


def _nearest(holders: list[Element], name: str) -> Element | None:
    return next((found for h in holders if (found := h.find(W + name)) is not None), None)
