"""How far comparisons contradict each other, and which one to look at again.

The consistency ratio is (lambda - n) / (n - 1), divided by what comparisons at random give on
average. That average was drawn several times; which table is used is part of a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from toguna.deliberation.tables import Array
from toguna.deliberation.weights.pairwise import (
    Prioritisation,
    is_connected,
    principal,
    priorities,
)


class RandomIndex(Enum):
    """Whose table of the mean consistency index of random matrices."""

    SAATY = "saaty-1980"
    """Saaty, The Analytic Hierarchy Process, 1980: a few hundred matrices of each size."""
    ALONSO_LAMATA = "alonso-lamata-2006"
    """Alonso and Lamata, Consistency in the AHP: a new approach, 2006: 100,000 matrices."""

    @property
    def indices(self) -> tuple[float, ...]:
        """The mean index of each size, from 1 on."""
        return _INDICES[self]


_INDICES = {
    RandomIndex.SAATY: (
        *(0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
        *(1.51, 1.48, 1.56, 1.57, 1.59),
    ),
    RandomIndex.ALONSO_LAMATA: (
        *(0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854),
        *(1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
    ),
}


ACCEPTABLE = 0.1
"""Saaty's bound: above it, comparisons are to be looked at again."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """A comparison to look at again, by the places of its criteria.

    `said` is the ratio that was given, `implied` the one that all other comparisons imply, and
    `ratio` the consistency ratio if it took its place.
    """

    first: int
    second: int
    said: float
    implied: float
    ratio: float


def consistency_ratio(matrix: Array, table: RandomIndex = RandomIndex.SAATY) -> float | None:
    """Give the consistency ratio of a connected matrix; 0 where comparisons all agree.

    None where there are more criteria than the table knows. What was not compared contradicts
    nothing: the ratio of an incomplete matrix speaks only of the comparisons made.
    """
    count = len(matrix)
    if count > len(table.indices):
        return None
    if count < 3:
        return 0.0
    index = max(principal(matrix)[0] - count, 0.0) / (count - 1)
    return float(index / table.indices[count - 1])


def to_revisit(matrix: Array, table: RandomIndex = RandomIndex.SAATY) -> tuple[Revisit, ...]:
    """Give the comparisons, that which weighs most on the consistency ratio first.

    It is the one whose replacement by what the others imply (logarithmic least squares without
    it) leaves the lowest ratio. Equal ones, as all three of three criteria are, come in the order
    of the criteria. Comparisons that contradict no other are left out.
    """
    found = [
        revisit
        for first, second in zip(*np.triu_indices(len(matrix), 1), strict=True)
        if (revisit := _without(matrix, int(first), int(second), table)) is not None
    ]
    return tuple(sorted(found, key=lambda r: (round(r.ratio, 9), r.first, r.second)))


def on_scale(ratio: float) -> float:
    """Give the nearest value that can be said on Saaty's scale: 1 to 9, or one over these."""
    steps = np.array([*(1 / np.arange(9, 1, -1)), *np.arange(1.0, 10)])
    return float(steps[np.argmin(np.abs(np.log(steps) - np.log(ratio)))])


def _without(matrix: Array, first: int, second: int, table: RandomIndex) -> Revisit | None:
    said = float(matrix[first, second])
    others = matrix.copy()
    others[first, second] = others[second, first] = np.nan
    if np.isnan(said) or not is_connected(others):
        return None
    weights = priorities(others, Prioritisation.GEOMETRIC)
    implied = float(weights[first] / weights[second])
    if np.isclose(said, implied):
        return None
    others[first, second], others[second, first] = implied, 1 / implied
    ratio = consistency_ratio(others, table)
    return None if ratio is None else Revisit(first, second, said, implied, ratio)
