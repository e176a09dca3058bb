"""Judgements as opinions between 0 and 1 that can be compared across criteria."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.consensus.means import known_mean
from toguna.deliberation.model import Deliberation, Direction
from toguna.deliberation.tables import Array, judgements_of


@dataclass(frozen=True, eq=False, slots=True)
class Opinions:
    """What each person thinks of each option on each criterion.

    `values` has shape (people, options, criteria): 0 is the worst end of the criterion's scale, 1
    the best; NaN where a person does not know. `worst` and `best` have shape (criteria,) and give
    those ends in the scale's own unit.
    """

    people: tuple[str, ...]
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Array
    worst: Array
    best: Array

    def in_units(self, value: float, criterion: int) -> float:
        """Give an opinion in the unit of the scale of the criterion of this number."""
        worst, best = self.worst[criterion], self.best[criterion]
        return round(float(worst + value * (best - worst)), 9)


def opinions_of(deliberation: Deliberation) -> Opinions:
    """Give the opinions on the options that nothing rules out (an interval by its middle)."""
    said = judgements_of(deliberation)
    leaves = deliberation.leaves
    more = np.array([leaf.direction is Direction.MORE for leaf in leaves], dtype=np.bool_)
    low = np.array([leaf.scale.low for leaf in leaves], dtype=float)
    high = np.array([leaf.scale.high for leaf in leaves], dtype=float)
    worst, best = np.where(more, low, high), np.where(more, high, low)
    values = (said.middle - worst) / (best - worst)
    return Opinions(said.people, said.options, said.criteria, values, worst, best)


def overall(values: Array, weights: Array) -> Array:
    """Give what each person thinks of each option over all criteria, of shape (people, options).

    `weights` has shape (criteria,), or (people, criteria) where each has its own. What a person
    does not know is left out of its mean; NaN where it knows nothing of an option.
    """
    return known_mean(values, 2, np.atleast_2d(weights)[:, None, :])
