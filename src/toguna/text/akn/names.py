"""The names of elements (`eId`), after the OASIS naming convention for Akoma Ntoso, 1.0.

A name is the way down: `sec_2__sec_2-3__list_1__item_b`. Each step is the element's
abbreviation, and the number that it shows; where it shows none, its rank among its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import cast

from lxml import etree

from toguna.text.clauses import slug
from toguna.text.ooxml import Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
DEFAULT = cast(dict[str, str], {None: NAMESPACE})
ABBREVIATIONS = {
    "article": "art", "blockList": "list", "chapter": "chp", "paragraph": "para", "section": "sec",
}  # fmt: skip
HIERARCHY = {
    "article": "article", "art": "article", "chapitre": "chapter", "chapter": "chapter",
    "livre": "book", "partie": "part", "part": "part", "section": "section", "titre": "title",
}  # fmt: skip
"""The elements that a number's word names: "Chapitre 2" is a chapter."""
UNNUMBERED = "nn"
NUMBERED_WORD = re.compile(r"\s*(?![IVXLCDM]+\b)([^\W\d_]{2,})\s+(?=\S)")
"""A word before a number, such as "Axe" in "Axe 2"; a roman numeral is none."""


def akn(name: str, /, *children: Element, text: str | None = None, **attributes: str) -> Element:
    """Make an element of Akoma Ntoso; `_` at the end of an attribute's name is left out."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=DEFAULT)
    for key, value in attributes.items():
        element.set(key.rstrip("_"), value)
    element.text = text
    element.extend(children)
    return element


def hierarchical(number: str) -> tuple[str, str]:
    """Give the element of a heading by its number, and its `name` where it is a generic one."""
    match = NUMBERED_WORD.match(number)
    if match is None:
        return "section", ""
    word = slug(match.group(1))
    return (HIERARCHY[word], "") if word in HIERARCHY else ("hcontainer", word)


class Names:
    """Gives names, each once; `by_clause` holds those of clauses."""

    def __init__(self) -> None:
        self.by_clause: dict[str, str] = {}
        self._taken: set[str] = set()
        self._ranks: Counter[tuple[str, str]] = Counter()

    def ranked(self, parent: str, element: str, clause: str = "") -> str:
        """Name an element by its rank among those of its kind."""
        self._ranks[parent, element] += 1
        rank = self._ranks[parent, element]
        return self._free(parent, element, str(rank), clause)

    def numbered(self, parent: str, element: str, number: str, clause: str = "") -> str:
        """Name an element by the number that it shows; `nn` and a rank where it shows none."""
        shown = slug(_without_kind(number, element)).replace("_", "-")
        if not shown:
            self._ranks[parent, f"{element} {UNNUMBERED}"] += 1
            shown = f"{UNNUMBERED}-{self._ranks[parent, f'{element} {UNNUMBERED}']}"
        return self._free(parent, element, shown, clause)

    def item(self, parent: str, label: str, clause: str) -> str:
        """Name an item of a list by its label, by its rank where that is a sign."""
        shown = slug(label).replace("_", "-")
        if shown:
            return self._free(parent, "item", shown, clause)
        return self.ranked(parent, "item", clause)

    def _free(self, parent: str, element: str, number: str, clause: str) -> str:
        step = f"{ABBREVIATIONS.get(element, element)}_{number}"
        name = wanted = f"{parent}__{step}" if parent else step
        count = 1
        while name in self._taken:
            count += 1
            name = f"{wanted}-{count}"
        self._taken.add(name)
        if clause:
            self.by_clause[clause] = name
        return name


def _without_kind(number: str, element: str) -> str:
    """Give a number without the word that its element already says ("Chapitre 2": "2")."""
    match = NUMBERED_WORD.match(number)
    if match and HIERARCHY.get(slug(match.group(1))) == element:
        return number[match.end() :]
    return number
