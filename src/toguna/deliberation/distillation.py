"""Distillation (Roy 1978): from degrees of credibility to an order, surest differences first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.orders import TOLERANCE, Order
from toguna.deliberation.tables import Array


@dataclass(frozen=True, slots=True)
class Discrimination:
    """Which difference of credibility counts: alpha + beta times the greater of the two."""

    alpha: float
    beta: float

    def __call__(self, credibility: Array) -> Array:
        return self.alpha + self.beta * credibility


def distil(
    options: tuple[str, ...],
    credibility: Array,
    discrimination: Discrimination,
    *,
    best_first: bool,
) -> Order:
    """Order the options from the best down, or from the worst up; the best is first in both.

    `credibility[a, b]` says how credible it is that a is at least as good as b. Of those left,
    the ones that outrank the most and are outranked the least (or the contrary, from the worst
    up) are set apart, and told from each other at ever lower levels of credibility.
    """
    left = np.arange(len(options))
    places: list[tuple[str, ...]] = []
    while len(left):
        apart = _extreme(credibility, left, discrimination, best_first=best_first)
        places.append(tuple(sorted(options[option] for option in apart)))
        left = np.setdiff1d(left, apart)
    return tuple(places if best_first else reversed(places))


def _extreme(
    credibility: Array,
    left: NDArray[np.intp],
    discrimination: Discrimination,
    *,
    best_first: bool,
) -> NDArray[np.intp]:
    """Give the best (or the worst) of those left."""
    level = _greatest(_between(credibility, left))
    while len(left) > 1 and level > 0:
        among = _between(credibility, left)
        seen = level - float(discrimination(np.array(level)))
        level = _greatest(among[among < seen - TOLERANCE])
        qualified = _qualification(among, level, discrimination)
        extreme = qualified.max() if best_first else qualified.min()
        left = left[qualified == extreme]
    return left


def _qualification(among: Array, level: float, discrimination: Discrimination) -> NDArray[np.intp]:
    """Give how many others each option outranks at a level, less how many outrank it."""
    surer = among - among.T > discrimination(among) + TOLERANCE
    outranks = (among > level + TOLERANCE) & surer
    qualification: NDArray[np.intp] = outranks.sum(axis=1) - outranks.sum(axis=0)
    return qualification


def _between(credibility: Array, options: NDArray[np.intp]) -> Array:
    """Give the credibilities between options, with 0 on the diagonal."""
    among: Array = credibility[np.ix_(options, options)].copy()
    np.fill_diagonal(among, 0.0)
    return among


def _greatest(values: Array) -> float:
    return float(values.max(initial=0.0))
