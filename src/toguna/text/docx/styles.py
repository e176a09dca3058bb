"""The styles of a document: names, what each is based on, outline levels (ECMA-376, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.text.ooxml import Element, W

PPR, RPR, VAL = W + "pPr", W + "rPr", W + "val"
STYLE, NAME, BASED_ON, PARAGRAPH_STYLE = (W + n for n in ("style", "name", "basedOn", "pStyle"))
OUTLINE_LEVEL, LANGUAGE = W + "outlineLvl", W + "lang"
DEFAULT_RUN = f"{W}docDefaults/{W}rPrDefault/{RPR}"
BODY_TEXT = 9
"""The outline level of what is no heading."""
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
INTEGER = re.compile(r"\s*[+-]?[0-9]{1,9}\s*", re.ASCII)


def value(element: Element | None) -> str | None:
    """Give the `w:val` of an element, or `None` where either is missing."""
    return None if element is None else element.get(VAL)


def integer(text: str | None) -> int | None:
    """Give the number that a text is, or `None` where it is none or beyond nine digits."""
    return int(text) if text is not None and INTEGER.fullmatch(text) else None


class Styles:
    """The styles of a document; what is missing or broken is as if it were not there.

    Args:
        root: the root of styles.xml, or `None` where the document has none.
    """

    default_paragraph_style: str | None
    """The id of the style of a paragraph that names none (17.7.4.17: the last one wins)."""

    def __init__(self, root: Element | None) -> None:
        self.default_paragraph_style = None
        self._styles: dict[str, Element] = {}
        self._ids: dict[str, str] = {}
        self._chains: dict[str, tuple[Element, ...]] = {}
        self._levels: dict[str, int | None] = {}
        self._languages: dict[str, str] = {}
        self._default_language = "" if root is None else _language(root.find(DEFAULT_RUN))
        for style in () if root is None else root.iterchildren(STYLE):
            self._add(style)

    def _add(self, style: Element) -> None:
        style_id = style.get(W + "styleId")
        if style_id is None or style_id in self._styles:
            return
        self._styles[style_id] = style
        self._ids.setdefault((value(style.find(NAME)) or style_id).casefold(), style_id)
        if _of_paragraphs(style) and style.get(W + "default") in ("1", "true", "on"):
            self.default_paragraph_style = style_id

    def name(self, style_id: str) -> str | None:
        """Give the name that people see, such as `heading 1` for `Titre1` (17.7.4.9)."""
        style = self._styles.get(style_id)
        return None if style is None else value(style.find(NAME))

    def id_of(self, name: str) -> str | None:
        """Give the id of a style by its name, whatever the case."""
        return self._ids.get(name.casefold())

    def chain(self, style_id: str) -> tuple[Element, ...]:
        """Give a style and what it is based on, nearest first; a cycle ends where it closes."""
        chain = self._chains.get(style_id)
        if chain is None:
            chain = self._chains[style_id] = tuple(self._ancestry(style_id))
        return chain

    def _ancestry(self, style_id: str | None) -> Iterator[Element]:
        seen: set[str | None] = set()
        while style_id not in seen and (style := self._styles.get(style_id or "")) is not None:
            seen.add(style_id)
            yield style
            style_id = value(style.find(BASED_ON))

    def style_of(self, paragraph: Element) -> str | None:
        """Give the id of a paragraph's style, `None` if it has none."""
        properties = paragraph.find(PPR)
        return self.style_named(
            None if properties is None else value(properties.find(PARAGRAPH_STYLE))
        )

    def style_named(self, style_id: str | None) -> str | None:
        """Give the id of the style that a paragraph has if it names `style_id`.

        One that does not exist, or is not of paragraphs, is as if it were not named (17.3.1.27):
        the paragraph has the default style.
        """
        style = None if style_id is None else self._styles.get(style_id)
        named = style is not None and _of_paragraphs(style)
        return style_id if named else self.default_paragraph_style

    def outline_level(self, paragraph: Element) -> int | None:
        """Give the outline level of a paragraph: 0 for a heading 1, to 8; `None` for body text.

        Its own level (17.3.1.20) goes before its style's.
        """
        level = _outline_level(paragraph)
        if level is not None:
            return level if level < BODY_TEXT else None
        style_id = self.style_of(paragraph)
        if style_id is None:
            return None
        if style_id not in self._levels:
            self._levels[style_id] = self._level_of_style(style_id)
        return self._levels[style_id]

    def _level_of_style(self, style_id: str) -> int | None:
        for style in self.chain(style_id):
            level = _outline_level(style)
            if level is not None:
                return level if level < BODY_TEXT else None
            # The built-in headings have their level by name; some programs write no more.
            heading = HEADING.fullmatch(value(style.find(NAME)) or "")
            if heading:
                return int(heading.group(1)) - 1
        return None

    def language(self, paragraph: Element) -> str:
        """Give the language of a paragraph's mark, such as `fr-FR`; empty where none is said.

        It is that of the mark itself, else of its style, else of the document (17.3.2.20).
        """
        properties = paragraph.find(PPR)
        own = "" if properties is None else _language(properties.find(RPR))
        style_id = self.style_of(paragraph)
        return own or (self._style_language(style_id) if style_id else self._default_language)

    def _style_language(self, style_id: str) -> str:
        if style_id not in self._languages:
            said = (_language(style.find(RPR)) for style in self.chain(style_id))
            self._languages[style_id] = next(filter(None, said), self._default_language)
        return self._languages[style_id]


def _of_paragraphs(style: Element) -> bool:
    return style.get(W + "type", "paragraph") == "paragraph"


def _language(properties: Element | None) -> str:
    return "" if properties is None else value(properties.find(LANGUAGE)) or ""


def _outline_level(holder: Element) -> int | None:
    """Give the level that a paragraph or style states: 0 to 9; `None` if none or no such one."""
    properties = holder.find(PPR)
    level = None if properties is None else integer(value(properties.find(OUTLINE_LEVEL)))
    return level if level is not None and 0 <= level <= BODY_TEXT else None
