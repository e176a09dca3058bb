"""What a table of contents or of tables lists, as its field says (ECMA-376, 17.16.5.68)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from toguna.text.docx.bookmarks import Bookmarks
from toguna.text.docx.fields import INSTRUCTION_TAGS
from toguna.text.docx.styles import HEADING, Styles
from toguna.text.ooxml import Element, W

SWITCH = re.compile(r'\\([a-z])(?:\s*"([^"]*)"|\s+([^\\"\s]+))?', re.IGNORECASE)
SEPARATOR = re.compile("[;,]")
EVERY_LEVEL = range(1, 10)
TOC_STYLE = re.compile(r"toc ([1-9])")
LOCAL_HEADING = re.compile(r"(?:titre|heading|überschrift)\s*([1-9])", re.IGNORECASE)
"""The names that built-in headings have on screen, which a field may name them by."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a field lists: headings of some levels, styles by name, or captions of a kind."""

    levels: range
    styles: dict[str, int]
    outline: bool = False
    caption: str | None = None

    def level(self, paragraph: Element, styles: Styles) -> int | None:
        """Give the level at which a paragraph is listed, from 1; None where it is not."""
        if self.caption is not None:
            return 1 if caption_of(paragraph) == self.caption.casefold() else None
        name = _style_name(paragraph, styles)
        if name in self.styles:
            return self.styles[name]
        built_in = HEADING.fullmatch(name)
        level = int(built_in.group(1)) if built_in else None
        if level is None and self.outline:
            stated = styles.outline_level(paragraph)
            level = None if stated is None else stated + 1
        if level is None or level not in self.levels or styles.outline_level(paragraph) is None:
            return None
        return level

    def learnt(self, lines: Iterable[Element], bookmarks: Bookmarks, styles: Styles) -> Listing:
        """Give what is listed when the styles of the headings that `lines` lead to are too.

        Programs differ on which styles a level means: what stands in the table says it best.
        """
        if self.caption is not None:
            return self
        known = dict(self.styles)
        for line in lines:
            level = TOC_STYLE.fullmatch(_style_name(line, styles))
            for name in _led_to(line):
                target = bookmarks.get(name)
                if level and target and styles.outline_level(target.paragraph) is not None:
                    style = _style_name(target.paragraph, styles)
                    if self.level(target.paragraph, styles) is None:
                        known.setdefault(style, int(level.group(1)))
        return replace(self, styles=known)


def _style_name(paragraph: Element, styles: Styles) -> str:
    style_id = styles.style_of(paragraph)
    return (styles.name(style_id) or style_id).casefold() if style_id else ""


def _led_to(line: Element) -> list[str]:
    """Give the bookmarks that a line of a table of contents leads to."""
    links = [link.get(W + "anchor", "") for link in line.iter(W + "hyperlink")]
    written = "".join(node.text or "" for node in line.iter(*INSTRUCTION_TAGS))
    return [name for name in links if name] or re.findall(r"\bPAGEREF\s+(\S+)", written)


def listing_of(instruction: str) -> Listing:
    """Read the instruction of a field TOC."""
    found: dict[str, str] = {}
    for name, quoted, bare in SWITCH.findall(instruction):
        found.setdefault(name.lower(), quoted or bare)
    caption = found.get("c") or found.get("a")
    if caption is not None and ("c" in found or "a" in found):
        return Listing(range(0), {}, caption=caption.strip())
    styles = _styles(found.get("t", ""))
    levels = _levels(found["o"]) if "o" in found else range(0)
    if "o" not in found and not styles:
        levels = EVERY_LEVEL
    if "u" in found and "o" not in found:
        levels = EVERY_LEVEL
    return Listing(levels, styles, "u" in found)


def _levels(bounds: str) -> range:
    numbers = [int(number) for number in re.findall("[1-9]", bounds)]
    return range(numbers[0], numbers[-1] + 1) if numbers else EVERY_LEVEL


def _styles(text: str) -> dict[str, int]:
    """Read "style;level;style;level", whatever the separator of the writer's country is."""
    words = [word.strip() for word in SEPARATOR.split(text)]
    found: dict[str, int] = {}
    for name, level in pairwise(words):
        if re.fullmatch("[1-9]", level) and not re.fullmatch("[1-9]", name):
            local = LOCAL_HEADING.fullmatch(name)
            found[f"heading {local.group(1)}" if local else name.casefold()] = int(level)
    return found


def caption_of(paragraph: Element) -> str | None:
    """Give what a caption counts, in lower case: the name in its field SEQ."""
    written = "".join(node.text or "" for node in paragraph.iter(*INSTRUCTION_TAGS))
    simple = [node.get(W + "instr", "") for node in paragraph.iter(W + "fldSimple")]
    for instruction in (written, *simple):
        match = re.search(r'\bSEQ\s+"?([^\s"\\]+)', instruction)
        if match:
            return match.group(1).casefold()
    return None
