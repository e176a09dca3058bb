"""What an option would need to come first: other weights, or better judgements."""

from __future__ import annotations

import numpy as np

from toguna.deliberation.orders import TOLERANCE
from toguna.deliberation.robustness.results import BetterJudgements, OtherWeights
from toguna.deliberation.tables import Array, Table

INFEASIBLE = 2
"""The status of a linear programme that has no solution."""


def other_weights(
    table: Table, profiles: Array, weights: Array, option: int
) -> OtherWeights | None:
    """Give the nearest weights by which an option is first; None where there are none.

    `profiles` are what weights multiply, of shape (options, criteria). Near is by the sum of
    absolute differences: a linear programme in what each weight gains and what it loses.
    """
    from scipy.optimize import linprog

    behind = profiles - profiles[option]
    size = len(weights)
    solved = linprog(
        c=np.ones(2 * size),
        A_ub=np.hstack([behind, -behind]),
        b_ub=-behind @ weights,
        A_eq=np.concatenate([np.ones(size), -np.ones(size)])[None],
        b_eq=[0.0],
        bounds=[(0, 1)] * size + [(0, float(weight)) for weight in weights],
        method="highs",
    )
    if solved.status == INFEASIBLE:
        return None
    if not solved.success:
        raise RuntimeError(solved.message)
    found = np.maximum(weights + solved.x[:size] - solved.x[size:], 0.0)
    found /= found.sum()
    change = float(np.abs(found - weights).sum())
    return OtherWeights(dict(zip(table.criteria, found.tolist(), strict=True)), change)


def better_judgements(
    table: Table, worth: Array, weights: Array, option: int
) -> BetterJudgements | None:
    """Give the smallest rise of judgements by which an option is first in the weighted sum.

    `worth` has the utilities of the table, of shape (options, criteria). Rising on the criterion
    that weighs most gains most, so that one is raised first, as far as its scale goes, then the
    next: a continuous knapsack, for which this is exact (Dantzig, 1957, Operations Research 5).
    None where even the best of every scale would not do.
    """
    scores = worth @ weights
    gap = float(scores.max() - scores[option])
    rises = np.zeros(len(weights))
    for criterion in np.argsort(-weights, kind="stable"):
        if gap <= TOLERANCE:
            break
        if weights[criterion] > 0 and _can_rise(table, criterion):
            most = float(1 - worth[option, criterion])
            rises[criterion] = min(most, gap / float(weights[criterion]))
            gap -= rises[criterion] * float(weights[criterion])
    if gap > TOLERANCE:
        return None
    reached = _judgements(table, worth[option] + rises)
    raised = {table.criteria[c]: float(reached[c]) for c in np.flatnonzero(rises > 0)}
    return BetterJudgements(raised, float(rises.sum()))


def _can_rise(table: Table, criterion: int) -> bool:
    low, high = _scale(table)
    return bool(high[criterion] > low[criterion])


def _judgements(table: Table, utilities: Array) -> Array:
    """Give the values, in units of each scale, of utilities of shape (criteria,)."""
    low, high = _scale(table)
    up = np.where(table.maximise, utilities, 1 - utilities)
    values: Array = low + up * (high - low)
    return values


def _scale(table: Table) -> tuple[Array, Array]:
    """Give the ends of the scales, as `methods.weighted_sum` has them."""
    low = table.values.min(axis=0) if table.low is None else table.low
    high = table.values.max(axis=0) if table.high is None else table.high
    return low, high
