"""The styles of an OpenDocument text, and what they are as Word has them.

A paragraph usually names an *automatic* style, made by the program for its own direct
formatting, whose parent is the *common* style that a person sees in the list of styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.text.docx.blank import w
from toguna.text.docx.plain_styles import FONT
from toguna.text.docx.styles import BODY_TEXT
from toguna.text.odt.names import find, get, number, on
from toguna.text.odt.opened import OpenedText
from toguna.text.ooxml import Element, W

WORD_NAMES = {
    "standard": "Normal", "default paragraph style": "Normal", "text body": "Body Text",
    "footnote": "footnote text", "endnote": "endnote text", "internet link": "Hyperlink",
    "footnote characters": "footnote reference", "endnote characters": "endnote reference",
    "contents heading": "TOC Heading", "quotations": "Quote", "annotation": "annotation text",
    "illustration index 1": "table of figures", "figure index 1": "table of figures",
}  # fmt: skip
POINTS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)pt", re.ASCII)
FAMILIES = {"paragraph": "paragraph", "text": "character"}
DEEPEST = 9
"""Word has nine levels of headings, OpenDocument ten."""


class Styles:
    """The styles of a file by family and name."""

    def __init__(self, opened: OpenedText) -> None:
        self._common: dict[tuple[str, str], Element] = {}
        self._automatic: dict[tuple[str, str], Element] = {}
        self.list_styles: dict[str, Element] = {}
        self.outline: Element | None = None
        self.fonts: dict[str, str] = {}
        for root in opened.roots:
            self._add(root)
        self._ids = dict(self._word_ids())

    def _add(self, root: Element) -> None:
        for style in root.iter(on("style:style")):
            holder = style.getparent()
            automatic = holder is not None and holder.tag == on("office:automatic-styles")
            known = self._automatic if automatic else self._common
            # Both files have automatic styles of their own: those of the text go first.
            known[get(style, "style:family"), get(style, "style:name")] = style
        for style in root.iter(on("text:list-style")):
            self.list_styles[get(style, "style:name")] = style
        for face in root.iter(on("style:font-face")):
            family = get(face, "svg:font-family").strip("'\"")
            self.fonts[get(face, "style:name")] = family
        outline = next(root.iter(on("text:outline-style")), None)
        self.outline = self.outline if outline is None else outline

    def margin_styles(self, opened: OpenedText) -> None:
        """From now on, read margins: the automatic styles of the styles file go first."""
        for style in opened.styles.iter(on("style:style")):
            holder = style.getparent()
            if holder is not None and holder.tag == on("office:automatic-styles"):
                self._automatic[get(style, "style:family"), get(style, "style:name")] = style

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """Give a style and what it is based on, nearest first; a cycle ends where it closes."""
        seen: set[str] = set()
        automatic = self._automatic.get((family, name))
        if automatic is not None:
            yield automatic
            name = get(automatic, "style:parent-style-name")
        while name and name not in seen:
            seen.add(name)
            style = self._common.get((family, name))
            if style is None:
                return
            yield style
            name = get(style, "style:parent-style-name")

    def attribute(self, family: str, name: str, wanted: str) -> str | None:
        """Give an attribute of a style or of the nearest that it is based on."""
        found = (style.get(on(wanted)) for style in self.chain(family, name))
        return next((value for value in found if value is not None), None)

    def is_hidden(self, family: str, name: str) -> bool:
        """Tell whether a style hides its text."""
        found = (_text_property(s, "text:display") for s in self.chain(family, name))
        return next(filter(None, found), "") == "none"

    def outline_level(self, name: str) -> int:
        """Give the outline level of a paragraph style from 1, 0 for body text."""
        stated = self.attribute("paragraph", name, "style:default-outline-level")
        return number(stated or "0", 0)

    def word_id(self, family: str, name: str) -> str | None:
        """Give the id that the common style behind a name has in Word's styles."""
        automatic = self._automatic.get((family, name))
        common = name if automatic is None else get(automatic, "style:parent-style-name")
        return self._ids.get((family, common))

    def direct(self, family: str, name: str) -> Element | None:
        """Give the automatic style of a name, where it is one."""
        return self._automatic.get((family, name))

    def breaks(self, family: str, name: str) -> str | None:
        """Give the break that a block asks for before it by itself: `page` or `column`."""
        automatic = self.direct(family, name)
        properties = None if automatic is None else find(automatic, f"style:{family}-properties")
        wanted = "" if properties is None else get(properties, "fo:break-before")
        return wanted if wanted in ("page", "column") else None

    def run_properties(self, name: str) -> Element | None:
        """Give the run properties of a text style, None where it has none."""
        if not name:
            return None
        style_id = self.word_id("text", name)
        children = [w("rStyle", val=style_id)] if style_id else []
        automatic = self.direct("text", name)
        if automatic is not None:
            children += _run_properties(automatic, self.fonts)
        return w("rPr", *children) if children else None

    # As Word's

    def _word_ids(self) -> Iterator[tuple[tuple[str, str], str]]:
        taken: set[str] = set()
        for (family, name), style in self._common.items():
            if family not in FAMILIES:
                continue
            wanted = "".join(c for c in word_name(style) if c.isalnum()).title() or "Style"
            identifier, count = wanted, 1
            while identifier in taken:
                count += 1
                identifier = f"{wanted}{count}"
            taken.add(identifier)
            yield (family, name), identifier

    def write(self, root: Element) -> None:
        """Write the common styles in place of those of the same names."""
        known = {
            name.get(W + "val", "").casefold(): style
            for style in root.iterchildren(W + "style")
            if (name := style.find(W + "name")) is not None
        }
        for key, identifier in self._ids.items():
            written = self._write_style(self._common[key], identifier)
            old = known.pop(written[0].get(W + "val", "").casefold(), None)
            if old is not None:
                if old.get(W + "default"):
                    written.set(W + "default", "1")
                root.remove(old)
            root.append(written)

    def _write_style(self, style: Element, identifier: str) -> Element:
        family = get(style, "style:family")
        written = w("style", w("name", val=word_name(style)), type=FAMILIES[family])
        written.set(W + "styleId", identifier)
        parent = self._ids.get((family, get(style, "style:parent-style-name")))
        if parent is not None and parent != identifier:
            written.append(w("basedOn", val=parent))
        stated = style.get(on("style:default-outline-level"))
        level = number(stated or "", 0)
        if stated is not None and level <= DEEPEST:
            outline = str(level - 1 if level else BODY_TEXT)
            written.append(w("pPr", w("outlineLvl", val=outline)))
        properties = _run_properties(style, self.fonts)
        if properties:
            written.append(w("rPr", *properties))
        return written


def word_name(style: Element) -> str:
    """Give the name that Word has for a style: `heading 1` for `Heading 1`."""
    name = get(style, "style:display-name") or get(style, "style:name").replace("_20_", " ")
    lower = name.casefold()
    if lower in WORD_NAMES:
        return WORD_NAMES[lower]
    if lower.startswith("heading ") and lower[8:].isdecimal():
        return lower
    if lower.startswith("contents ") and lower[9:].isdecimal():
        return f"toc {lower[9:]}"
    return name


def _text_property(style: Element, name: str) -> str:
    properties = find(style, "style:text-properties")
    return "" if properties is None else get(properties, name)


def _run_properties(style: Element, fonts: dict[str, str]) -> list[Element]:
    """Give the text properties that a style states itself, in the order of the schema."""

    def stated(name: str) -> str:
        return _text_property(style, name)

    found: list[Element] = []
    font = fonts.get(stated("style:font-name"), stated("fo:font-family").strip("'\""))
    if font and font != FONT:
        found.append(w("rFonts", ascii=font, hAnsi=font, cs=font))
    for tag, name, on_values in (
        ("b", "fo:font-weight", {"bold", "600", "700", "800", "900"}),
        ("i", "fo:font-style", {"italic", "oblique"}),
        ("caps", "fo:text-transform", {"uppercase"}),
        ("smallCaps", "fo:font-variant", {"small-caps"}),
        ("strike", "style:text-line-through-style", {"solid", "dash", "dotted"}),
        ("vanish", "text:display", {"none"}),
    ):
        value = stated(name)
        if value:
            found.append(w(tag) if value in on_values else w(tag, val="0"))
    color = stated("fo:color")
    if color.startswith("#") and len(color) == 7:
        found.append(w("color", val=color[1:].upper()))
    size = stated("fo:font-size")
    points = POINTS.fullmatch(size)
    if points:
        found.append(w("sz", val=str(round(2 * float(points.group(1))))))
    underline = stated("style:text-underline-style")
    if underline:
        found.append(w("u", val="none" if underline == "none" else "single"))
    position = stated("style:text-position").split()
    if position and position[0] not in ("0%", "normal"):
        lowered = position[0].startswith(("sub", "-"))
        found.append(w("vertAlign", val="subscript" if lowered else "superscript"))
    return found
