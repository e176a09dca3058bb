"""The lists that numbering.xml defines: `w:num` over `w:abstractNum` (ECMA-376, 17.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toguna.text.docx.levels import LEVELS, MISSING, Level, read_level
from toguna.text.docx.styles import PARAGRAPH_STYLE, PPR, Styles, integer, value
from toguna.text.ooxml import Element, W

NUM_PR, NUM_ID, ILVL = W + "numPr", W + "numId", W + "ilvl"
LEVEL, OVERRIDE = W + "lvl", W + "lvlOverride"
Elements = dict[int, Element]
Stated = tuple[str | None, str | None, str | None]
"""A style, a `w:numId` and a `w:ilvl`, as a file has them."""
NOTHING_STATED: Stated = (None, None, None)


@dataclass(frozen=True, slots=True, eq=False)
class NumberedList:
    """One `w:num`, its overrides and linked styles resolved."""

    num_id: int
    sequence: int
    """The `w:abstractNum` that it names: all that name one share its count."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Where it starts levels again by itself (17.9.26, `w:startOverride`)."""
    level_of_style: Mapping[str, int]
    """The levels that name a style as theirs (17.9.23)."""
    single: bool
    """Whether it has one level only, which is then that of every paragraph."""

    def start(self, level: int) -> int:
        """Give the number of the first paragraph of a level."""
        return self.levels.get(level, MISSING).start

    def restarts(self, level: int, after: int) -> bool:
        """Tell whether a paragraph of the level `after` makes a deeper level start again."""
        return after < (self.levels[level].restart_below if level in self.levels else level)

    def level(self, ilvl: int) -> int | None:
        """Give the level that `w:ilvl` means, `None` if the list does not define it."""
        if ilvl in self.levels:
            return ilvl
        return 0 if self.single and 0 in self.levels and ilvl in LEVELS else None


class Lists:
    """The lists of a document, by `w:numId`; those that are broken are not there."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {} if root is None else _by_number(root, "abstractNum", "abstractNumId")
        self._nums = {} if root is None else _by_number(root, "num", "numId")
        self._read: dict[int, NumberedList | None] = {}

    def get(self, num_id: int) -> NumberedList | None:
        """Give a list; `None` where it or its `w:abstractNum` is missing."""
        if num_id not in self._read:
            self._read[num_id] = self._read_list(num_id)
        return self._read[num_id]

    def _read_list(self, num_id: int) -> NumberedList | None:
        num = self._nums.get(num_id)
        sequence = None if num is None else integer(value(num.find(W + "abstractNumId")))
        if num is None or sequence is None or sequence not in self._abstracts:
            return None
        elements = self._levels_of(num_id, frozenset())
        levels = {ilvl: read_level(element, ilvl) for ilvl, element in elements.items()}
        type_of = value(self._abstracts[sequence].find(W + "multiLevelType"))
        return NumberedList(
            num_id,
            sequence,
            levels,
            dict(_starts(num)),
            {level.style: ilvl for ilvl, level in reversed(levels.items()) if level.style},
            single=type_of == "singleLevel",
        )

    def _levels_of(self, num_id: int, seen: frozenset[int]) -> Elements:
        """Give the levels of a `w:num`, those that it overrides whole in place of the others."""
        num = None if num_id in seen else self._nums.get(num_id)
        abstract_id = None if num is None else integer(value(num.find(W + "abstractNumId")))
        abstract = None if abstract_id is None else self._abstracts.get(abstract_id)
        if num is None or abstract is None:
            return {}
        levels = self._linked_levels(abstract, seen | {num_id}) or _levels(abstract)
        for ilvl, override in _by_number(num, "lvlOverride", "ilvl").items():
            whole = override.find(LEVEL)
            if whole is not None and ilvl in LEVELS:
                levels[ilvl] = whole
        return levels

    def _linked_levels(self, abstract: Element, seen: frozenset[int]) -> Elements:
        """Give the levels of the list style that is to be used instead (17.9.21)."""
        link = value(abstract.find(W + "numStyleLink"))
        if link is None:
            return {}
        for style in self._styles.chain(link):
            num_id = integer(stated_numbering(style.find(PPR))[1])
            if num_id:
                return self._levels_of(num_id, seen)
        others = self._abstracts.values()
        return next((_levels(a) for a in others if value(a.find(W + "styleLink")) == link), {})


def stated_numbering(properties: Element | None) -> Stated:
    """Give the style, list and level that paragraph properties name, as written (17.3.1.19).

    What tracked changes keep of the numbering before (`w:numberingChange`) is not looked at.
    """
    if properties is None:
        return NOTHING_STATED
    style = value(properties.find(PARAGRAPH_STYLE))
    numbering = properties.find(NUM_PR)
    if numbering is None:
        return style, None, None
    return style, value(numbering.find(NUM_ID)), value(numbering.find(ILVL))


def _by_number(parent: Element, tag: str, attribute: str) -> Elements:
    """Give the children of a kind by their number; of two with the same, the first."""
    found: Elements = {}
    for child in parent.iterchildren(W + tag):
        number = integer(child.get(W + attribute))
        if number is not None:
            found.setdefault(number, child)
    return found


def _levels(abstract: Element) -> Elements:
    levels = _by_number(abstract, "lvl", "ilvl")
    return {ilvl: level for ilvl, level in levels.items() if ilvl in LEVELS}


def _starts(num: Element) -> Iterator[tuple[int, int]]:
    for ilvl, override in _by_number(num, "lvlOverride", "ilvl").items():
        start = integer(value(override.find(W + "startOverride")))
        if start is not None and start >= 0:
            yield ilvl, start
