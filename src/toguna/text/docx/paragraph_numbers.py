"""The numbers of paragraphs as cross-references show them (ECMA-376, 17.16.5.51)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from toguna.text.docx.numbering import Label, Numbering
from toguna.text.ooxml import Element

WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """A numbered paragraph, and the one of a higher level that it stands below in its list.

    `complete` tells that its own label already names the numbers above.
    """

    label: Label
    above: Numbered | None
    complete: bool

    @property
    def way(self) -> list[Numbered]:
        """The paragraphs whose labels together say where it stands, the outermost first."""
        return [self] if self.complete or self.above is None else [*self.above.way, self]


class ParagraphNumbers:
    """The numbers of the paragraphs of a text, counted in reading order."""

    def __init__(self, paragraphs: Iterable[Element], numbering: Numbering) -> None:
        self._numbered: dict[Element, Numbered] = {}
        counter = numbering.counter()
        last: dict[int, dict[int, Numbered]] = {}
        for paragraph in paragraphs:
            label, place = counter.label(paragraph), numbering.place(paragraph)
            if label is None or place is None:
                continue
            numbered, index = place
            levels = last.setdefault(numbered.sequence, {})
            above = next((levels[i] for i in range(index - 1, -1, -1) if i in levels), None)
            parts = numbered.levels[index].parts
            complete = any(isinstance(part, int) and part < index for part in parts)
            levels[index] = self._numbered[paragraph] = Numbered(label, above, complete)
            for below in [i for i in levels if i > index]:
                del levels[below]

    def label(self, paragraph: Element) -> str:
        """Give the number that a paragraph shows, "" for none or a bullet."""
        numbered = self._numbered.get(paragraph)
        return "" if numbered is None or numbered.label.bullet else numbered.label.text

    def own(self, paragraph: Element) -> str:
        """Give a paragraph's number alone, as the switch `\\n` shows it."""
        return self.label(paragraph).strip().rstrip(".")

    def full(self, paragraph: Element) -> str:
        """Give the numbers all the way down, as the switch `\\w` shows them."""
        return self._joined(self._way(paragraph))

    def relative(self, paragraph: Element, seen_from: Element) -> str:
        """Give the numbers that differ from where one reads, as the switch `\\r` shows them."""
        way, here = self._way(paragraph), self._way(seen_from)
        shared = 0
        while shared < min(len(way), len(here)) - 1 and way[shared] is here[shared]:
            shared += 1
        return self._joined(way[shared:])

    def _way(self, paragraph: Element) -> list[Numbered]:
        numbered = self._numbered.get(paragraph)
        return [] if numbered is None or numbered.label.bullet else numbered.way

    def _joined(self, way: list[Numbered]) -> str:
        return "".join(step.label.text for step in way).strip().rstrip(".")


def without_words(number: str) -> str:
    """Give a number without the words in it, as the switch `\\t` asks."""
    return WORD.sub("", number).strip()
