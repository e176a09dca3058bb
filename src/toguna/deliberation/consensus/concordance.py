"""Kendall's W: how far people put options in the same order, ties corrected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.tables import Array

DRAWS = 9999
"""How many sets of random orders the permutation test compares with."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W with its significance.

    `w` goes from 0 (no concordance) to 1 (the same order). `chi_square` has `freedom` degrees of
    freedom and `p_chi_square`, which is poor for few people or options; `p_permutation` holds
    for any number. `people` are how many were compared: those who judged every option.
    """

    w: float
    chi_square: float
    freedom: int
    p_chi_square: float
    p_permutation: float
    people: int


def concordance(values: Array, draws: int = DRAWS, seed: int = 0) -> Concordance | None:
    """Measure the concordance of opinions of shape (people, options), the greatest the best.

    People who lack an opinion on some option are left out. None where fewer than two people or
    options are left, or where everybody ties everything: there is no order to agree on. The same
    seed gives the same result.
    """
    from scipy.stats import chi2, rankdata

    known = values[~np.isnan(values).any(axis=1)]
    people, options = known.shape
    if people < 2 or options < 2:
        return None
    ranks = rankdata(known, axis=1)
    scale = people**2 * (options**3 - options) - people * _ties(ranks)
    if scale <= 0:
        return None
    w = 12 * _spread(ranks) / scale
    statistic = people * (options - 1) * w
    return Concordance(
        float(w),
        float(statistic),
        options - 1,
        float(chi2.sf(statistic, options - 1)),
        _permuted(ranks, draws, seed),
        people,
    )


def _spread(ranks: Array) -> Array:
    """Give the sum of squared deviations of the options' rank sums, over the last two axes."""
    sums = ranks.sum(axis=-2)
    spread: Array = ((sums - sums.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
    return spread


def _ties(ranks: Array) -> float:
    """Give the sum of t³ - t over the groups of t tied options, of all people."""
    counts = [np.unique(line, return_counts=True)[1] for line in ranks]
    return float(sum((count**3 - count).sum() for count in counts))


def _permuted(ranks: Array, draws: int, seed: int) -> float:
    """Give the share of random orders that are as concordant; W grows with the spread alone."""
    random = np.random.default_rng(seed)
    drawn = random.permuted(np.broadcast_to(ranks, (draws, *ranks.shape)), axis=-1)
    as_much = (_spread(drawn) >= _spread(ranks) - 1e-9).sum()
    return float((as_much + 1) / (draws + 1))
