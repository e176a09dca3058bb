"""How far weights may move before another option comes first, where scores are linear in them.

A weight moves while the others keep their proportions. Each option's score is then a straight
line, and the moves that change the first option are where lines cross: the answers are exact.
The criterion that decides is the most critical one of Triantaphyllou and Sánchez (1997, "A
sensitivity analysis approach for some deterministic multi-criteria decision making methods",
Decision Sciences 28): of which the smallest change puts another option first.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toguna.deliberation.method import scored
from toguna.deliberation.orders import TOLERANCE, by_score
from toguna.deliberation.robustness.results import Hold, Interval
from toguna.deliberation.tables import Array, Table


def hold(table: Table, profiles: Array, weights: Array) -> Hold:
    """Say how firmly the first options of `table` hold.

    `profiles`, of shape (options, criteria), are what weights multiply: utilities for the
    weighted sum, unicriterion flows for PROMETHEE. `weights` has shape (criteria,), of sum 1.
    """
    scores = scored(table, profiles @ weights)
    order = by_score(scores)
    intervals: dict[str, Interval] = {}
    removed: dict[str, tuple[str, ...]] = {}
    for column, criterion in enumerate(table.criteria if len(weights) > 1 else ()):
        alone, without = profiles[:, column], profiles @ _others(weights, column)
        removed[criterion] = by_score(scored(table, without))[0]
        weight = float(weights[column])
        low, below = _crossing(table.options, order[0], without, alone)
        room, above = _crossing(table.options, order[0], alone, without)
        intervals[criterion] = Interval(
            min(low, weight), weight, max(1 - room, weight), below, above
        )
    decisive = tuple(key for key, first in removed.items() if first != order[0])
    return Hold(order, scores, intervals, removed, _deciding(intervals), decisive)


def _deciding(intervals: Mapping[str, Interval]) -> str | None:
    """Give the criterion of the smallest change; the first by its key of those alike."""
    changes = [(interval.change, key) for key, interval in intervals.items()]
    felt = [(round(change, 9), key) for change, key in changes if change is not None]
    return min(felt)[1] if felt else None


def _others(weights: Array, column: int) -> Array:
    """Give the weights without a criterion, in proportion; all alike where they weigh nothing."""
    others = np.delete(weights, column)
    shares = others / others.sum() if others.sum() > TOLERANCE else np.full_like(others, 1)
    return np.insert(shares / shares.sum(), column, 0.0)


def _crossing(
    options: tuple[str, ...], first: tuple[str, ...], end: Array, origin: Array
) -> tuple[float, tuple[str, ...]]:
    """Follow the first options to one end of what a weight can be, until others pass them.

    Scores, of shape (options,), go in a straight line from `origin` to `end`, and the first
    options lead on the way. The result is how far from the end they are passed, as a share of the
    way, and by whom: 0 and nobody where they are not. Of several first options, the one that
    leads the longest counts.
    """
    leaders = np.array([option in first for option in options])
    found: list[tuple[float, tuple[str, ...]]] = []
    for leader in np.flatnonzero(leaders):
        behind = end - end[leader]
        ahead = origin[leader] - origin
        passes = ~leaders & (behind > TOLERANCE)
        left = np.where(passes, behind, 0.0) / np.where(passes, behind + ahead, 1.0)
        most = float(left.max())
        by = [options[a] for a in np.flatnonzero(passes & (left >= most - TOLERANCE))]
        found.append((min(most, 1.0), tuple(sorted(by))))
    return min(found)
