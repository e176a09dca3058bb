"""The numbers and bullets that Word puts before paragraphs (ECMA-376, 17.9).

A paragraph names a list (`w:num`) and a level, itself or through its style. The rules of the
count are those of [MS-DOC] 2.4.6.3 and 2.4.6.4: Word counts the same in both its file formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from toguna.text.docx.levels import label_text, speaks
from toguna.text.docx.lists import Lists, NumberedList, Stated, stated_numbering
from toguna.text.docx.styles import PPR, Styles, integer
from toguna.text.ooxml import Element, W

DEFAULT_LANGUAGE = "en-US"
"""That of a document that names none, as in Word."""

Place = tuple[NumberedList, int]
"""A list and the level in it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is shown before a paragraph."""

    text: str
    """Exactly what is shown, such as `Axe 2`, `3.1.4`, `a)` or `•`, without the tab after it."""
    level: int
    """0 to 8."""
    bullet: bool
    numbers: tuple[int, ...]
    """The counts of level 0 to `level`."""


class Reference(NamedTuple):
    """The numbering that a paragraph states, or one style of its chain."""

    style: str | None
    num_id: int | None
    ilvl: int | None


class Numbering:
    """The numbering of a document; what is missing or broken numbers nothing.

    Args:
        root: the root of numbering.xml, or `None` where the document has none.
        styles: the styles of the same document.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self._lists = Lists(root, styles)
        self._places: dict[Stated, Place | None] = {}

    def counter(self) -> Counter:
        """Give a count that has not begun: one for each story, and for each view of it."""
        return Counter(self)

    def place(self, paragraph: Element) -> Place | None:
        """Give the list and the level of a paragraph, `None` if it is not numbered."""
        stated = stated_numbering(paragraph.find(PPR))
        if stated not in self._places:
            self._places[stated] = self._resolve(stated)
        return self._places[stated]

    def _resolve(self, stated: Stated) -> Place | None:
        style, stated_num_id, stated_ilvl = stated
        own = Reference(None, integer(stated_num_id), integer(stated_ilvl))
        references = [own, *self._references(self.styles.style_named(style))]
        num_id = next((r.num_id for r in references if r.num_id is not None), None)
        numbered = self._lists.get(num_id) if num_id else None
        if numbered is None:
            return None
        level = numbered.level(_ilvl(references, numbered))
        return None if level is None else (numbered, level)

    def _references(self, style_id: str | None) -> Iterator[Reference]:
        for style in self.styles.chain(style_id) if style_id is not None else ():
            _, num_id, ilvl = stated_numbering(style.find(PPR))
            yield Reference(style.get(W + "styleId"), integer(num_id), integer(ilvl))


def _ilvl(references: Iterable[Reference], numbered: NumberedList) -> int:
    """Give the level, which the nearest that says something about it decides.

    A level that names a style as its own goes before the `w:ilvl` of that style (17.9.23); a
    list that is named without a level means the first, which Word does not write in styles.
    """
    for reference in references:
        linked = numbered.level_of_style.get(reference.style or "")
        if linked is not None:
            return linked
        if reference.ilvl is not None:
            return reference.ilvl
        if reference.num_id is not None:
            return 0
    return 0


class Counter:
    """Counts the paragraphs of one story, in reading order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[int, dict[int, int]] = {}
        self._started: dict[int, set[int]] = {}

    def label(self, paragraph: Element) -> Label | None:
        """Count a paragraph and give its label; `None` if it shows none.

        To be called once for each `w:p`, in reading order. Hidden paragraphs (`w:vanish`) count:
        with them Word makes a list skip numbers.
        """
        place = self._numbering.place(paragraph)
        if place is None:
            return None
        numbered, index = place
        numbers = self._count(numbered, index)
        level = numbered.levels[index]
        language = level.language
        if not language and speaks(level, numbered.levels):
            language = self._numbering.styles.language(paragraph) or DEFAULT_LANGUAGE
        text = label_text(level, numbered.levels, numbers, language)
        return Label(text, index, level.bullet, numbers) if text else None

    def _count(self, numbered: NumberedList, level: int) -> tuple[int, ...]:
        counts = self._counts.setdefault(numbered.sequence, {})
        # A level that was skipped counts as begun: the next paragraph in it is its second.
        above = [counts.get(i, numbered.start(i)) for i in range(level)]
        counts.update(enumerate(above))
        counts[level] = self._next(numbered, level, counts.get(level))
        for below in [i for i in counts if numbered.restarts(i, level)]:
            del counts[below]
        return (*above, counts[level])

    def _next(self, numbered: NumberedList, level: int, count: int | None) -> int:
        """Give the number after `count`; `None` is that of a level that is to begin.

        A start of the list's own counts once: for the first paragraph of the list, and at any
        other level if that has to begin anyway.
        """
        start = numbered.starts.get(level)
        started = self._started.setdefault(numbered.num_id, set())
        if start is not None and level not in started and (count is None or not started):
            started.add(level)
            return start
        return numbered.start(level) if count is None else count + 1
