"""Orders of options, with their ties: places from the best to the last, options of one together.

A tie is never broken by the order of input; the options of a place are sorted by their keys.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Order = tuple[tuple[str, ...], ...]
"""Places from the first on, each with the keys of its options."""

TOLERANCE = 1e-9
"""Two scores are equal up to this difference, or up to this share of the greatest score."""


def by_score(scores: Mapping[str, float], tolerance: float = TOLERANCE) -> Order:
    """Put the options in the order of their scores, the greatest first.

    Neighbours no further apart than `tolerance`, or than `tolerance` times the greatest score in
    absolute value, are tied.
    """
    near = tolerance * max(1.0, *(abs(score) for score in scores.values()))
    places: list[list[str]] = []
    last = math.inf
    for key in sorted(scores, key=lambda option: (-scores[option], option)):
        if not places or last - scores[key] > near:
            places.append([])
        places[-1].append(key)
        last = scores[key]
    return tuple(tuple(sorted(place)) for place in places)


def by_level(options: tuple[str, ...], at_least: NDArray[np.bool_]) -> Order:
    """Put the options of a partial preorder in levels; none of a level is above another.

    `at_least[a, b]`, of shape (options, options), says that a is at least as good as b. An option
    stands one level under the lowest of those that are above it: options of one level are tied or
    cannot be compared.
    """
    above = at_least & ~at_least.T
    left = np.ones(len(options), dtype=np.bool_)
    places: list[tuple[str, ...]] = []
    while left.any():
        free = left & ~above[left].any(axis=0)
        places.append(tuple(sorted(options[a] for a in np.flatnonzero(free))))
        left &= ~free
    return tuple(places)


def ranks(order: Order) -> dict[str, float]:
    """Give the rank of each option, 1 for the first; those of one place share their mean rank."""
    found: dict[str, float] = {}
    before = 0
    for place in order:
        found |= dict.fromkeys(place, before + (len(place) + 1) / 2)
        before += len(place)
    return found
