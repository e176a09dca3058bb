"""The years that a plan says it covers ("2026-2030", "de 2025 à 2029")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document

YEARS = re.compile(r"(?<!\d)(20\d\d)\s?(?:[-‑–—/]|à|au?)\s?(20\d\d)(?!\d)")
SHORTEST, LONGEST = 2, 15
"""A plan covers at least and at most so many years."""
PROMINENT = 10
"""A heading, or what stands before the first one, weighs as much as so many other clauses. What
headers say is updated last."""


class Horizon(NamedTuple):
    """The first and last year of a plan."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


def horizons(document: Document) -> dict[Horizon, list[Clause]]:
    """Give every horizon that a text names and the clauses that name it, the main one first."""
    found: dict[Horizon, list[Clause]] = {}
    weights: Counter[Horizon] = Counter()
    for clause in document.clauses.all:
        if clause.kind in (ClauseKind.TABLE, ClauseKind.ROW, ClauseKind.FIELD):
            continue
        prominent = clause.kind is ClauseKind.HEADING or (
            clause.parent is None and clause.kind not in (ClauseKind.NOTE, ClauseKind.MARGIN)
        )
        for horizon in dict.fromkeys(_named(clause.text)):
            found.setdefault(horizon, []).append(clause)
            weights[horizon] += PROMINENT if prominent else 1
    return dict(sorted(found.items(), key=lambda item: (-weights[item[0]], item[0])))


def main_horizon(document: Document) -> Horizon | None:
    """Give the years that a plan covers, None where it names none."""
    return next(iter(horizons(document)), None)


def _named(text: str) -> Iterator[Horizon]:
    for match in YEARS.finditer(text):
        horizon = Horizon(int(match[1]), int(match[2]))
        if SHORTEST <= horizon.last - horizon.first + 1 <= LONGEST:
            yield horizon
