"""The lists of an OpenDocument text as Word's numbering: what numbers its paragraphs show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toguna.text.docx.blank import w
from toguna.text.odt.names import find, get, name_of, number, on
from toguna.text.odt.styles import Styles
from toguna.text.ooxml import Element, W

FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
    "I": "upperRoman", "": "none", "01": "decimalZero", "1st": "ordinal",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%(\d+)%")
LEVELS = 9


@dataclass(eq=False)
class Chain:
    """Lists that count on: its number in Word, by the style that it shows."""

    style: str
    numbers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands in a list: its numbering and its level from 0."""

    number: str
    level: int


class Lists:
    """Makes Word's numbering from lists, in reading order."""

    def __init__(self, styles: Styles, numbering: Element) -> None:
        self._styles = styles
        self._numbering = numbering
        self._abstracts: list[Element] = []
        self._nums: list[Element] = []
        self._abstract_of: dict[str, str] = {}
        self._chains: dict[str, Chain] = {}
        self._last_of_style: dict[str, Chain] = {}
        self._outline: Chain | None = None

    def open(self, element: Element) -> Chain:
        """Give the chain that a list of the first level begins or continues."""
        style = get(element, "text:style-name")
        continued = self._chains.get(get(element, "text:continue-list"))
        if continued is None and get(element, "text:continue-numbering") == "true":
            continued = self._last_of_style.get(style)
        chain = continued or Chain(style)
        self._last_of_style[style] = chain
        for name in ("xml:id", "text:id"):
            if identifier := get(element, name):
                self._chains[identifier] = chain
        return chain

    def outline(self) -> Chain | None:
        """Give the numbering of headings outside lists, None where the file has none."""
        definition = self._styles.outline
        if self._outline is None and definition is not None and _numbers(definition):
            self._outline = Chain("")
        return self._outline

    def place(self, chain: Chain, style: str, level: int, start: str = "") -> Place | None:
        """Give the place of a paragraph; `start` is the number that it starts again with."""
        definition = self._styles.list_styles.get(style) if style else self._styles.outline
        if definition is None or level >= LEVELS:
            return None
        if style not in chain.numbers:
            chain.numbers[style] = self._new(definition)
        if start:
            first = w("startOverride", val=str(number(start)))
            override = w("lvlOverride", first, ilvl=str(level))
            chain.numbers[style] = self._num(self._abstract_of[chain.numbers[style]], override)
        return Place(chain.numbers[style], level)

    def finish(self) -> None:
        """Write all that was made: Word wants the definitions before the lists."""
        self._numbering.extend([*self._abstracts, *self._nums])

    def _new(self, definition: Element) -> str:
        identifier = str(len(self._abstracts))
        levels = [
            _level(element, self._styles.fonts)
            for element in definition
            if 1 <= number(get(element, "text:level"), 0) <= LEVELS
        ]
        multilevel = w("multiLevelType", val="multilevel")
        self._abstracts.append(w("abstractNum", multilevel, *levels, abstractNumId=identifier))
        return self._num(identifier)

    def _num(self, abstract: str, *overrides: Element) -> str:
        identifier = str(len(self._nums) + 1)
        self._nums.append(w("num", w("abstractNumId", val=abstract), *overrides, numId=identifier))
        self._abstract_of[identifier] = abstract
        return identifier


def _numbers(definition: Element) -> bool:
    return any(get(level, "style:num-format") for level in definition)


def _level(element: Element, fonts: dict[str, str]) -> Element:
    level = number(get(element, "text:level"), 1)
    kind = name_of(element)
    written = w("lvl", ilvl=str(level - 1))
    written.append(w("start", val=str(number(get(element, "text:start-value")))))
    if kind in ("text:list-level-style-bullet", "text:list-level-style-image"):
        written.append(w("numFmt", val="bullet"))
        written.append(w("lvlText", val=get(element, "text:bullet-char") or "•"))
        _add_font(written, element, fonts)
    else:
        written.append(w("numFmt", val=FORMATS.get(get(element, "style:num-format"), "decimal")))
        written.append(w("lvlText", val=_template(element, level)))
    indent = w("ind", left=str(360 * level), hanging="360")
    position = 1 + max(i for i, child in enumerate(written) if child.tag == W + "lvlText")
    written.insert(position, w("pPr", indent))
    return written


def _add_font(written: Element, element: Element, fonts: dict[str, str]) -> None:
    properties = find(element, "style:text-properties")
    if properties is None:
        return
    name = get(properties, "style:font-name")
    font = fonts.get(name) or get(properties, "fo:font-family").strip("'\"") or name
    if font:
        written.append(w("rPr", w("rFonts", ascii=font, hAnsi=font)))


def _template(element: Element, level: int) -> str:
    """Give what a level shows, such as `%1.%2)`."""
    stated = element.get(on("loext:num-list-format"))
    if stated is not None:
        return PLACEHOLDER.sub(r"%\1", stated)
    prefix, suffix = get(element, "style:num-prefix"), get(element, "style:num-suffix")
    if not get(element, "style:num-format"):
        return prefix + suffix
    shown = min(number(get(element, "text:display-levels"), 1), level)
    numbers = ".".join(f"%{n}" for n in range(level - shown + 1, level + 1))
    return f"{prefix}{numbers}{suffix}"
