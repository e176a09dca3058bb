"""Ranks of the options over thousands of weightings, counted with their ties.

As in `methods.smaa2`, tied options share the ranks that they take: two options tied for the first
place have each half of the first rank and half of the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.orders import TOLERANCE
from toguna.deliberation.tables import Array

Small = NDArray[np.uint8]
"""Numbers of options: there are at most 255."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where each option stands in each weighting; arrays of shape (options, weightings).

    `above` is how many options score more. `tied` is how many score the same, itself included;
    None where no options are tied in any weighting.
    """

    above: Small
    tied: Small | None

    @property
    def first(self) -> Array:
        """Each option's part of the first rank, from 0 to 1."""
        alone: Array = (self.above == 0).astype(float)
        if self.tied is not None:
            alone /= self.tied
        return alone

    def counted(self) -> Array:
        """Count how often each option takes each rank, of shape (options, ranks)."""
        if self.tied is None:
            return _pairs_counted(self.above)
        options = len(self.above)
        codes = self.above.astype(np.intp) * (options + 1) + self.tied
        counts = [np.bincount(row, minlength=options * (options + 1)) for row in codes]
        return np.array(counts) @ _ranks_taken(options)


def places(scores: Array) -> Places:
    """Give the places of options by their scores, of shape (options, weightings).

    Scores closer than a rounding error are tied, in whatever order a processor adds. That no
    options are tied shows by the places: they then are all the numbers there are.
    """
    above = _beaten(scores)
    options = len(scores)
    if (above.sum(axis=0, dtype=np.uint16) == options * (options - 1) // 2).all():
        return Places(above, None)
    below = _beaten(-scores)
    return Places(above, np.asarray(options - above - below, dtype=np.uint8))


def _beaten(scores: Array) -> Small:
    """Count the options that score more than each, shaped as `scores`."""
    result = np.empty(scores.shape, dtype=np.uint8)
    for own, bar in enumerate(scores + TOLERANCE):
        more = scores > bar
        np.add.reduce(more.view(np.uint8), axis=0, dtype=np.uint8, out=result[own])
    return result


def _pairs_counted(above: Small) -> Array:
    """Count ranks without ties: two options at once, by the pair of their ranks."""
    options = len(above)
    result = np.empty((options, options))
    for first in range(0, options - 1, 2):
        pair = above[first].astype(np.uint16)
        pair *= options
        pair += above[first + 1]
        both = np.bincount(pair, minlength=options**2).reshape(options, options)
        result[first], result[first + 1] = both.sum(axis=1), both.sum(axis=0)
    if options % 2:
        result[-1] = np.bincount(above[-1], minlength=options)
    return result


def _ranks_taken(options: int) -> Array:
    """Give the part of each rank, by the code of a place (above, then tied)."""
    result = np.zeros((options, options + 1, options))
    for above in range(options):
        for tied in range(1, options - above + 1):
            result[above, tied, above : above + tied] = 1 / tied
    return result.reshape(-1, options)
