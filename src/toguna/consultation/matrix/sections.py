"""Titles inside a matrix: what they say holds for the lines beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toguna.consultation.citing import join_places, opens_with_place, units
from toguna.consultation.folding import fold
from toguna.consultation.matrix.natures import title_nature

LONGEST_TITLE = 160
_STRUCTURE = re.compile(
    r"^(?:structure\s?: ?|ministere|direction|secretariat|agence|autorite|commission|cellule|"
    r"primature|presidence|conseil|etat-major|gendarmerie|police|banque)\b"
)
_SENTENCE_END = (".", "?", "!", ";")


def is_title(text: str) -> bool:
    """Tell whether a text that stands alone on its line is a title and not an observation."""
    if opens_with_place(text) or title_nature(text) or names_structure(text):
        return len(text) <= LONGEST_TITLE
    return len(text) <= LONGEST_TITLE // 2 and not text.endswith(_SENTENCE_END)


def names_structure(text: str) -> bool:
    """Tell whether a title is the name of a ministry or body."""
    return bool(_STRUCTURE.match(fold(text).text))


@dataclass(slots=True)
class Sections:
    """The titles that hold for the present line."""

    structure: str = ""
    nature: str = ""
    _places: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, title: str) -> None:
        """Take note of a title; it ends those of the same depth and below."""
        if opens_with_place(title):
            depth = min((depth for _, depth in units(title)), default=0)
            self._places = [known for known in self._places if known[0] < depth]
            self._places.append((depth, title))
        elif nature := title_nature(title):
            self.nature = nature
        elif names_structure(title):
            self.structure = re.sub(r"^structure\s*:\s*", "", title, flags=re.IGNORECASE)
            self.nature = ""
            self._places = []
        else:
            self._places = [(0, title)]

    def reference(self, own: str) -> str:
        """Give a line's reference with what the titles above add to it."""
        reference = own
        for _, title in reversed(self._places):
            reference = join_places(title, reference)
        return reference
