"""What was said, as arrays that methods compute with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.model import Deliberation, Direction, Option

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """Options against criteria.

    `values` has shape (options, criteria), in units of each scale; `maximise` has shape
    (criteria,), False where less is better. `indifference`, `preference` and `veto` have shape
    (criteria,), in the same units; no veto is infinite. `low` and `high`, of the same shape, are
    the ends of the scales; None where they are not known: the table's own least and greatest
    values then stand for them.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Array
    maximise: NDArray[np.bool_]
    indifference: Array
    preference: Array
    veto: Array
    low: Array | None = None
    high: Array | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Judgements:
    """Who said what: `low` and `high` have shape (people, options, criteria).

    They are in units of each scale, and NaN where a person does not know or was not heard.
    """

    people: tuple[str, ...]
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    low: Array
    high: Array

    @property
    def middle(self) -> Array:
        """The middle of each interval, of shape (people, options, criteria)."""
        return (self.low + self.high) / 2


def eligible(deliberation: Deliberation) -> tuple[Option, ...]:
    """Give the options that no constraint rules out: the only ones that a method sees."""
    return tuple(o for o in deliberation.options if o.key not in deliberation.ruled_out)


def judgements_of(deliberation: Deliberation) -> Judgements:
    """Give what every person said of the eligible options on the leaves of the tree.

    Where a person said two things of one place, the last counts.
    """
    people = tuple(person.key for person in deliberation.people)
    options = tuple(option.key for option in eligible(deliberation))
    criteria = tuple(leaf.key for leaf in deliberation.leaves)
    rows, columns, depths = _places(people), _places(options), _places(criteria)
    low = np.full((len(people), len(options), len(criteria)), np.nan)
    high = low.copy()
    for said in deliberation.judgements:
        if said.option not in columns:
            continue
        place = rows[said.person], columns[said.option], depths[said.criterion]
        low[place] = np.nan if said.low is None else said.low
        high[place] = np.nan if said.high is None else said.high
    return Judgements(people, options, criteria, low, high)


def table_of(deliberation: Deliberation, values: Array) -> Table:
    """Make the table of `values`, of shape (eligible options, leaves), with the scales' ends."""
    leaves = deliberation.leaves
    thresholds = [leaf.thresholds for leaf in leaves]
    return Table(
        options=tuple(option.key for option in eligible(deliberation)),
        criteria=tuple(leaf.key for leaf in leaves),
        values=values,
        maximise=np.array([leaf.direction is Direction.MORE for leaf in leaves], dtype=np.bool_),
        indifference=np.array([t.indifference for t in thresholds], dtype=float),
        preference=np.array([t.preference for t in thresholds], dtype=float),
        veto=np.array([np.inf if t.veto is None else t.veto for t in thresholds], dtype=float),
        low=np.array([leaf.scale.low for leaf in leaves], dtype=float),
        high=np.array([leaf.scale.high for leaf in leaves], dtype=float),
    )


def group_values(judgements: Judgements, voices: Array) -> Array:
    """Give the mean of what was said, each person counted by its voices (shape (people,)).

    Who does not know leaves the mean to the others. The result has shape (options, criteria),
    and is NaN where nobody said anything.
    """
    said = judgements.middle
    counted = np.where(np.isnan(said), 0.0, voices[:, None, None])
    total = counted.sum(axis=0)
    summed = (np.nan_to_num(said) * counted).sum(axis=0)
    mean: Array = np.divide(summed, total, out=np.full_like(total, np.nan), where=total > 0)
    return mean


def group_medians(judgements: Judgements) -> Array:
    """Give the median of what was said, one person one voice; shaped as `group_values`."""
    said = judgements.middle
    silent = np.isnan(said).all(axis=0)
    return np.where(silent, np.nan, np.nanmedian(np.where(silent, 0.0, said), axis=0))


def voices_of(deliberation: Deliberation) -> Array:
    """Give the voices of each person, of shape (people,)."""
    return np.array([person.voices for person in deliberation.people], dtype=float)


def group_table(deliberation: Deliberation) -> Table:
    """Make the table of the group: the mean of what its people said, by their voices."""
    values = group_values(judgements_of(deliberation), voices_of(deliberation))
    return table_of(deliberation, values)


def gains(table: Table) -> Array:
    """Give the values with more always better: those of a criterion to minimise change sign."""
    return np.where(table.maximise, table.values, -table.values)


def _places(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}
