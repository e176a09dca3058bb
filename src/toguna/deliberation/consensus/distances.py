"""Who is far from the others, and on which judgement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.consensus.means import known_mean
from toguna.deliberation.consensus.opinions import Opinions
from toguna.deliberation.tables import Array


@dataclass(frozen=True, slots=True)
class Distance:
    """How far one judgement is from what the others say.

    `said` and `others` (their mean) are in units of the criterion's scale; `distance` is a share
    of the scale, from 0 to 1.
    """

    person: str
    option: str
    criterion: str
    said: float
    others: float
    distance: float


@dataclass(frozen=True, eq=False, slots=True)
class Distances:
    """How far everybody is from the others, in shares of the scales; NaN where nothing is known.

    `people` has shape (people,), `criteria` has shape (criteria,) and `table` has shape (people,
    criteria): means of the distances of judgements. `judgements` are all of them, the furthest
    first; equal ones are in the order of people, options and criteria.
    """

    people: Array
    criteria: Array
    table: Array
    judgements: tuple[Distance, ...]


def distances(opinions: Opinions) -> Distances:
    """Compare each judgement with the mean of the others' of the same option and criterion.

    A person is not compared with itself: in a small group its own weight in the mean would hide
    how far it is. What only one person judged is compared with nothing.
    """
    others = others_mean(opinions.values)
    apart = np.abs(opinions.values - others)
    found = [_distance(opinions, others, apart, *place) for place in np.argwhere(~np.isnan(apart))]
    found.sort(key=lambda one: -one.distance)
    return Distances(
        known_mean(apart, (1, 2)),
        known_mean(apart, (0, 1)),
        known_mean(apart, (1,)),
        tuple(found),
    )


def others_mean(values: Array) -> Array:
    """Give, in place of each value of shape (people, ...), the mean of the other people's."""
    known = ~np.isnan(values)
    summed = np.where(known, values, 0.0)
    count = known.sum(axis=0) - known
    rest = summed.sum(axis=0) - summed
    mean: Array = np.divide(rest, count, out=np.full_like(values, np.nan), where=count > 0)
    return mean


def _distance(
    opinions: Opinions, others: Array, apart: Array, person: int, option: int, criterion: int
) -> Distance:
    place = person, option, criterion
    return Distance(
        opinions.people[person],
        opinions.options[option],
        opinions.criteria[criterion],
        opinions.in_units(opinions.values[place], criterion),
        opinions.in_units(others[place], criterion),
        round(float(apart[place]), 12),
    )
