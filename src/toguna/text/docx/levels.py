"""One level of a list: how it counts and what it shows (ECMA-376, 17.9.6, `w:lvl`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toguna.text.docx.bullets import BULLET, readable
from toguna.text.docx.number_formats import FORMATS, LANGUAGE_FORMATS, format_number
from toguna.text.docx.styles import LANGUAGE, PARAGRAPH_STYLE, RPR, integer, value
from toguna.text.ooxml import Element, W, on, qn

LEVELS = range(9)
PLACEHOLDER = re.compile("%([1-9])")
UNTOUCHED_BY_LEGAL = frozenset({"none", "bullet", "decimalZero"})
CHOICES = tuple(f"{qn('mc:AlternateContent')}/{qn(name)}/" for name in ("mc:Choice", "mc:Fallback"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    `parts` are its literal texts, and for each number that it shows the level (0 to 8) whose
    number that is. It starts again after a paragraph of a level below `restart_below`.
    """

    start: int = 0
    number_format: str = "decimal"
    parts: tuple[str | int, ...] = ()
    restart_below: int = 0
    legal: bool = False
    style: str | None = None
    language: str = ""

    @property
    def bullet(self) -> bool:
        """Whether it shows a sign and no number."""
        return self.number_format == "bullet"


MISSING = Level()
"""What stands for a level that its list does not define."""


def read_level(element: Element, ilvl: int) -> Level:
    """Read the definition of a level.

    What is missing has the standard's default: a start of 0 (17.9.25), decimal numbers
    (17.9.17), no text, and a restart after every level above (17.9.10).
    """
    number_format = _number_format(element)
    return Level(
        start=max(0, integer(value(element.find(W + "start"))) or 0),
        number_format=number_format,
        parts=_parts(element, ilvl, number_format),
        restart_below=_restart_below(element, ilvl),
        legal=on(element.find(W + "isLgl")),
        style=value(element.find(PARAGRAPH_STYLE)),
        language=value(element.find(f"{RPR}/{LANGUAGE}")) or "",
    )


def _number_format(level: Element) -> str:
    """Give the first number format that is known: the level's own, a choice, its fallback."""
    for where in ("", *CHOICES):
        number_format = level.find(f"{where}{W}numFmt")
        if number_format is not None:
            name = value(number_format)
            name = number_format.get(W + "format") if name == "custom" else name
            if name in FORMATS:
                return name
    return "decimal"


def _restart_below(level: Element, ilvl: int) -> int:
    """A limit that is not above the level is as if it were not said (17.9.10)."""
    limit = integer(value(level.find(W + "lvlRestart")))
    return limit if limit is not None and 0 <= limit <= ilvl else ilvl


def _parts(level: Element, ilvl: int, number_format: str) -> tuple[str | int, ...]:
    if on(level.find(f"{RPR}/{W}vanish")):
        return ()
    if number_format == "bullet":
        return (_bullet(level),)
    pieces = PLACEHOLDER.split(_text(level))
    parts = [int(piece) - 1 if index % 2 else piece for index, piece in enumerate(pieces)]
    # Word shows nothing where a text names the number of a deeper level ([MS-OI29500] 2.1.283).
    if any(isinstance(part, int) and part > ilvl for part in parts):
        return ()
    return tuple(part for part in parts if part != "")


def _bullet(level: Element) -> str:
    """Word shows the text of a bullet as it stands, `%1` too ([MS-OI29500] 2.1.286)."""
    if level.find(W + "lvlPicBulletId") is not None:
        return BULLET
    fonts = level.find(f"{RPR}/{W}rFonts")
    font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return readable(_text(level), font or "")


def _text(level: Element) -> str:
    text = level.find(W + "lvlText")
    return "" if text is None else text.get(W + "val", "")


def label_text(
    level: Level, levels: Mapping[int, Level], numbers: Sequence[int], language: str
) -> str:
    """Give what a level shows: its literal texts with the numbers of the levels it names."""
    return "".join(
        part
        if isinstance(part, str)
        else format_number(numbers[part], _shown_format(levels.get(part, MISSING), level), language)
        for part in level.parts
    )


def _shown_format(level: Level, shown_by: Level) -> str:
    """Legal numbering turns every number but 01, 02 into decimal (17.9.4, [MS-DOC] 2.9.150)."""
    if shown_by.legal and level.number_format not in UNTOUCHED_BY_LEGAL:
        return "decimal"
    return level.number_format


def speaks(level: Level, levels: Mapping[int, Level]) -> bool:
    """Tell whether what a level shows depends on the language."""
    return any(
        levels.get(part, MISSING).number_format in LANGUAGE_FORMATS
        for part in level.parts
        if isinstance(part, int)
    )
