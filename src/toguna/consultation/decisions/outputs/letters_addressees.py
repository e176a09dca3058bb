"""Who gets a letter: each contributor once, under however many labels its files came."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from toguna.consultation.decisions.model import Final
from toguna.consultation.model import Consolidation, Contributor, Observation

SECOND_FILE = re.compile(r" \(\d+\)$")
UNSAFE = re.compile(r"[\x00-\x1f<>:\"/\\|?*]+")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Addressee:
    """A contributor that was heard, and the labels of its files (`MJDH`, `MJDH (2)`)."""

    label: str
    name: str
    labels: frozenset[str]

    def observations(self, final: Final) -> list[Observation]:
        """Give what it said, in the draft's order, what has no place last."""
        return [o for o in final.consolidation.observations if o.contributor in self.labels]

    def files(self, final: Final) -> list[str]:
        """Give the names of the files that were read."""
        return [r.file for r in final.consolidation.returns if r.contributor in self.labels]


def addressees(final: Final) -> list[Addressee]:
    """Give the contributors of whom a file was read or a line of a common matrix, in order."""
    consolidation = final.consolidation
    heard = {o.contributor for o in consolidation.observations}
    heard |= {r.contributor for r in consolidation.returns if r.contributor}
    known = {c.label: c for c in consolidation.contributors}
    labels: dict[tuple[str, str], list[str]] = {}
    for label in _ordered(consolidation, heard):
        contributor = known.get(label, Contributor(label, label))
        labels.setdefault((_own_label(contributor, known), contributor.name), []).append(label)
    return [Addressee(label, name, frozenset(own)) for (label, name), own in labels.items()]


def _ordered(consolidation: Consolidation, heard: set[str]) -> list[str]:
    first = [c.label for c in consolidation.contributors if c.label in heard]
    return [*first, *sorted(heard - set(first))]


def _own_label(contributor: Contributor, known: dict[str, Contributor]) -> str:
    """Give a contributor's label without the number of a second file."""
    plain = SECOND_FILE.sub("", contributor.label)
    first = known.get(plain)
    is_second = first is not None and contributor.name in (first.name, contributor.label)
    return plain if is_second else contributor.label


def namer() -> Callable[[str, str], str]:
    """Give what makes file names: safe on every system, and never twice the same."""
    taken: set[str] = set()

    def name(wanted: str, suffix: str) -> str:
        stem = UNSAFE.sub("_", wanted).strip(" .")[:LONGEST_NAME] or "contributeur"
        chosen, number = stem, 1
        while f"{chosen}{suffix}".casefold() in taken:
            number += 1
            chosen = f"{stem}-{number}"
        taken.add(f"{chosen}{suffix}".casefold())
        return f"{chosen}{suffix}"

    return name
