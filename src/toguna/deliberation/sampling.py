"""Weightings drawn at random: every weighting of the simplex as likely as another.

The same seed gives the same weightings.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.method import Unfit
from toguna.deliberation.tables import Array
from toguna.messages import say

Accept = Callable[[Array], NDArray[np.bool_]]
"""Says of weightings, of shape (draws, criteria), which agree with what is known: (draws,)."""

MOST_DRAWS = 200
"""How many times as many weightings are drawn, at most, to find those that are accepted."""


def sample_weights(count: int, criteria: int, seed: int, accept: Accept | None = None) -> Array:
    """Draw `count` weightings, of shape (count, criteria), rows of sum 1.

    With `accept`, they are uniform over the weightings that it accepts.

    Raises:
        Unfit: almost no weighting is accepted.
    """
    generator = np.random.default_rng(seed)
    found = np.empty((0, criteria))
    for _ in range(MOST_DRAWS if accept else 1):
        drawn = generator.dirichlet(np.ones(criteria), count)
        kept = drawn[accept(drawn)] if accept else drawn
        found = np.concatenate([found, kept])
        if len(found) >= count:
            return found[:count]
    raise Unfit(say("Presque aucune pondération ne respecte toutes les contraintes données."))


def same_order(weights: Array) -> Accept:
    """Accept the weightings that put criteria in the order of `weights`, of shape (criteria,).

    Criteria of equal weights may come in any order.
    """
    more = weights[:, None] > weights[None, :]
    heavier, lighter = np.nonzero(more)

    def accept(drawn: Array) -> NDArray[np.bool_]:
        kept: NDArray[np.bool_] = np.all(drawn[:, heavier] >= drawn[:, lighter], axis=1)
        return kept

    return accept
