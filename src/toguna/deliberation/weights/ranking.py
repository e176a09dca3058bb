"""Weights from a ranking of the criteria: the rank-order centroid (Barron 1992).

The centroid is the mean of all the weights that agree with the ranking: of n criteria, the one
at place i weighs (1/i + ... + 1/n) / n. Criteria of one place share the mean of the places that
they take up.
"""

from __future__ import annotations

import numpy as np

from toguna.deliberation.model import RankedWeights
from toguna.deliberation.tables import Array


def local_weights(said: RankedWeights, criteria: tuple[str, ...]) -> Array | None:
    """Give the weights of `criteria`, of sum 1, by their order; None where one was left out."""
    places = [tuple(key for key in place if key in criteria) for place in said.order]
    if sum(len(place) for place in places) != len(criteria):
        return None
    centroid = rank_order_centroid(len(criteria))
    weights: dict[str, float] = {}
    before = 0
    for place in places:
        shared = centroid[before : before + len(place)]
        weights |= dict.fromkeys(place, float(shared.mean()) if place else 0.0)
        before += len(place)
    return np.array([weights[key] for key in criteria])


def rank_order_centroid(count: int) -> Array:
    """Give the weights of the places from the first to the last, of shape (count,)."""
    inverses = 1 / np.arange(1, count + 1)
    weights: Array = np.cumsum(inverses[::-1])[::-1] / count
    return weights
