"""Goepel's AHP consensus indicator S*: how alike the weights of several people are.

From Shannon entropies of the weights: alpha is the mean of the people's own, gamma that of their
mean weights, beta = gamma - alpha what they differ by. With M = exp(-beta), S* sets M on a scale
from 0, the least that the comparison scale allows, to 1, the same weights (Klaus D. Goepel,
Implementing the Analytic Hierarchy Process as a Standard Method for Multi-Criteria Decision Making
in Corporate Enterprises, ISAHP, Kuala Lumpur, 2013).

What the least is has two answers. In 2013 it was the case of k people who each compare another
criterion as 9 times more important than all others: k people fully opposed give 0. The current
code of AHP-OS takes the logarithm of the number of criteria as the greatest gamma instead, which
fewer people than criteria need not reach: three people fully opposed over six criteria then
"agree" by 0.25. This program uses the formula of 2013 (decision record 0012).
"""

from __future__ import annotations

import math

import numpy as np

from toguna.deliberation.tables import Array
from toguna.messages import Message, say

SAATY_MAXIMUM = 9.0
"""The greatest ratio on the fundamental scale."""

BANDS: tuple[tuple[float, Message], ...] = (
    (0.875, say("très élevé")),
    (0.75, say("élevé")),
    (0.625, say("modéré")),
    (0.5, say("faible")),
    (0.0, say("très faible")),
)
"""Goepel's words, each with the least value that it is used from."""


def ahp_consensus(weights: Array, maximum: float = SAATY_MAXIMUM) -> float:
    """Give S*, from 0 to 1, of weights of shape (people, criteria).

    `maximum` is the greatest ratio that could be said of two criteria; `math.inf` for weights that
    do not come from comparisons. Weights further apart than it allows give 0.

    Raises:
        ValueError: fewer than two people or criteria, or a line that is not weights.
    """
    people, criteria = weights.shape
    if people < 2 or criteria < 2:
        raise ValueError("a consensus takes two people and two criteria at least")
    if not np.isfinite(weights).all() or (weights < 0).any() or (weights.sum(axis=1) <= 0).any():
        raise ValueError("weights are positive numbers")
    shares = weights / weights.sum(axis=1, keepdims=True)
    alpha = float(np.mean([_entropy(line) for line in shares]))
    beta = _entropy(shares.mean(axis=0)) - alpha
    least = math.exp(_least_alpha(criteria, maximum) - _greatest_gamma(people, criteria, maximum))
    return min(1.0, max(0.0, (math.exp(-beta) - least) / (1 - least)))


def band(consensus: float) -> Message:
    """Give Goepel's word for a degree of consensus."""
    return next(word for least, word in BANDS if consensus >= least)


def _entropy(shares: Array) -> float:
    positive = shares[shares > 0]
    return float(-(positive * np.log(positive)).sum())


def _least_alpha(criteria: int, maximum: float) -> float:
    """Give the entropy of one criterion `maximum` times more important than each other one."""
    if math.isinf(maximum):
        return 0.0
    return _entropy(np.array([maximum, *[1.0] * (criteria - 1)]) / (criteria + maximum - 1))


def _greatest_gamma(people: int, criteria: int, maximum: float) -> float:
    """Give the entropy of the mean weights of people who each single out another criterion.

    With as many people as criteria or more, all mean weights may be equal.
    """
    chosen = min(people, criteria)
    if math.isinf(maximum):
        return math.log(chosen)
    total = criteria + maximum - 1
    top, rest = (chosen + maximum - 1) / (chosen * total), 1 / total
    return _entropy(np.array([top] * chosen + [rest] * (criteria - chosen)))
