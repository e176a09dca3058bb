"""Titles inside a matrix: what they say holds for the lines beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from toguna.consultation.citing import join_places, opens_with_place, units
from toguna.consultation.folding import fold
from toguna.consultation.matrix.natures import title_nature

LONGEST_TITLE = 160
_STRUCTURE = re.compile(
    r"^(?:structure\s?: ?|ministere|direction|secretariat|agence|autorite|commission|cellule|"
    r"primature|presidence|conseil|etat-major|gendarmerie|police|banque)\b"
)
_OBSERVATIONS = re.compile(r"\b(?:observations?|remarques?|commentaires?)\b")
_FAMILIES = {
    **dict.fromkeys(("axis", "objective", "measure"), "plan"),
    **dict.fromkeys(("chapter", "section", "article", "point"), "text"),
    **dict.fromkeys(("alinea", "letter", "bullet", "row", "column", "note"), "anywhere"),
}
"""An objective lies in an axis; an article does not, and ends what the axis's title says."""
_SENTENCE_END = (".", "?", "!", ";")


def is_title(text: str) -> bool:
    """Tell whether a text that stands alone on its line is a title and not an observation."""
    longest = LONGEST_TITLE if announces(text) else LONGEST_TITLE // 2
    return len(text) <= longest and not text.endswith(_SENTENCE_END)


def announces(title: str) -> bool:
    """Tell whether a title surely is one: it names a place, a nature, a body or observations."""
    return (
        opens_with_place(title)
        or bool(title_nature(title))
        or names_structure(title)
        or bool(_OBSERVATIONS.search(fold(title).text))
    )


def names_structure(text: str) -> bool:
    """Tell whether a title is the name of a ministry or body."""
    return bool(_STRUCTURE.match(fold(text).text))


class _Named(NamedTuple):
    """A title that names a place: how deep the place lies, and among which kinds of parts."""

    title: str
    depth: int
    family: str

    def holds(self, other: _Named) -> bool:
        """Tell whether another place lies in this one."""
        return self.depth < other.depth and other.family in (self.family, "anywhere")


@dataclass(slots=True)
class Sections:
    """The titles that hold for the present line."""

    structure: str = ""
    nature: str = ""
    _places: list[_Named] = field(default_factory=list)

    def enter(self, title: str) -> None:
        """Take note of a title; it ends those of the same depth and below."""
        if opens_with_place(title):
            named = _named(title)
            self._places = [known for known in self._places if known.holds(named)]
            self._places.append(named)
        elif nature := title_nature(title):
            self.nature = nature
        elif names_structure(title):
            self.structure = re.sub(r"^structure\s*:\s*", "", title, flags=re.IGNORECASE)
            self.nature = ""
            self._places = []
        else:
            said = _OBSERVATIONS.search(fold(title).text)
            self._places = [] if said else [_named(title)]

    def reference(self, own: str) -> str:
        """Give a line's reference with what the titles above add to it."""
        reference = own
        for named in reversed(self._places):
            reference = join_places(named.title, reference)
        return reference


def _named(title: str) -> _Named:
    kind, depth = min(units(title), key=lambda unit: unit[1], default=("", 0))
    return _Named(title, depth, _FAMILIES.get(kind, kind))
