"""Counts as shares, with what the chance of the draw leaves unsure."""

from __future__ import annotations

import numpy as np

from toguna.deliberation.robustness.results import Acceptability, Share
from toguna.deliberation.tables import Array

QUANTILE = 1.959963984540054
"""Of the normal law, for 95 %."""


def wilson(counts: Array, draws: int) -> tuple[Array, Array, Array]:
    """Give shares and the two ends of their 95 % confidence intervals, shaped as `counts`.

    Wilson's score interval (1927, JASA 22): it keeps to what a share can be and says something
    even where an event was never seen.
    """
    share = counts / draws
    around = QUANTILE**2 / draws
    middle = (share + around / 2) / (1 + around)
    half = np.sqrt(share * (1 - share) * around + (around / 2) ** 2) / (1 + around)
    low = np.where(counts <= 0, 0.0, middle - half)
    high = np.where(counts >= draws, 1.0, middle + half)
    return share, low, high


def shares(counts: Array, draws: int) -> tuple[Share, ...]:
    """Give counts of shape (n,) as shares."""
    ends = (array.tolist() for array in wilson(counts, draws))
    return tuple(map(Share, *ends))


def acceptability(counts: Array, options: tuple[str, ...], draws: int) -> Acceptability:
    """Give counts of shape (options, ranks) as shares by option and rank."""
    return Acceptability(
        {option: shares(row, draws) for option, row in zip(options, counts, strict=True)}
    )
