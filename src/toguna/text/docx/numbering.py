"""The numbers and bullets that Word puts before paragraphs (ECMA-376, 17.9).

A paragraph names a `w:num`, itself or through its style; the `w:num` names a `w:abstractNum`,
where the levels are, and may override them. Every `w:num` of one `w:abstractNum` counts on
from the others, unless it says where to start. The rules of the count are those of [MS-DOC]
2.4.6.4, on which Word's two file formats agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toguna.text.docx.levels import LEVELS, MISSING, Level, label_text, read_level, speaks
from toguna.text.docx.styles import PPR, Styles, integer, value
from toguna.text.ooxml import Element, W, on

NUM_PR, NUM_ID, ILVL = W + "numPr", W + "numId", W + "ilvl"
DEFAULT_LANGUAGE = "en-US"
"""That of a document that names none, as in Word."""


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


@dataclass(frozen=True, slots=True, eq=False)
class NumberedList:
    """A `w:num`: its levels, and the numbers from which it starts them itself."""

    num_id: int
    sequence: int
    """The `w:abstractNum` whose count it shares."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    level_of_style: Mapping[str, int]

    def start(self, level: int) -> int:
        """Give the number of the first paragraph of a level."""
        return self.levels.get(level, MISSING).start


@dataclass(frozen=True, slots=True)
class Reference:
    """The numbering properties of a paragraph, or of one style of its chain."""

    style: str | None
    num_id: int | None
    ilvl: int | None


Place = tuple[NumberedList, int]
"""A list and the level in it."""


class Numbering:
    """The lists of a document; what is missing or broken numbers nothing.

    Args:
        root: the root of numbering.xml, or `None` where the document has none.
        styles: the styles of the same document.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        self._abstracts = _by_number(root, "abstractNum", "abstractNumId")
        self._nums = _by_number(root, "num", "numId")
        self._lists: dict[int, NumberedList | None] = {}
        self._places: dict[Reference, Place | None] = {}

    def counter(self) -> Counter:
        """Give a count that has not begun: one for each story, and for each view of it."""
        return Counter(self)

    def place(self, paragraph: Element) -> Place | None:
        """Give the list and the level of a paragraph, `None` if it is not numbered."""
        num_id, ilvl = _num_pr(paragraph)
        reference = Reference(self.styles.style_of(paragraph), num_id, ilvl)
        if reference not in self._places:
            self._places[reference] = self._resolve(reference)
        return self._places[reference]

    def _resolve(self, reference: Reference) -> Place | None:
        own = Reference(None, reference.num_id, reference.ilvl)
        references = [own, *self._references(reference.style)]
        num_id = next((r.num_id for r in references if r.num_id is not None), None)
        numbered = self._list(num_id) if num_id else None
        if numbered is None:
            return None
        level = _level(references, numbered)
        return (numbered, level) if level in numbered.levels else None

    def _references(self, style_id: str | None) -> Iterator[Reference]:
        for style in self.styles.chain(style_id) if style_id is not None else ():
            yield Reference(style.get(W + "styleId"), *_num_pr(style))

    def _list(self, num_id: int) -> NumberedList | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: int) -> NumberedList | None:
        num = self._nums.get(num_id)
        sequence = None if num is None else integer(value(num.find(W + "abstractNumId")))
        if num is None or sequence not in self._abstracts:
            return None
        elements = self._level_elements(num_id, frozenset())
        levels = {ilvl: read_level(element, ilvl) for ilvl, element in elements.items()}
        starts = {
            ilvl: start
            for ilvl, override in _by_number(num, "lvlOverride", "ilvl").items()
            if (start := integer(value(override.find(W + "startOverride")))) is not None
        }
        linked = {level.style: ilvl for ilvl, level in levels.items() if level.style}
        return NumberedList(num_id, sequence, levels, starts, linked)
