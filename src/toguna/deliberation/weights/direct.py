"""Weights given as numbers, in any unit."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toguna.deliberation.method import Unfit
from toguna.deliberation.model import DirectWeights
from toguna.deliberation.tables import Array
from toguna.messages import say


def local_weights(said: DirectWeights, criteria: tuple[str, ...]) -> Array | None:
    """Give the weights of `criteria`, of sum 1; None where one of them was left out.

    Raises:
        Unfit: a number is negative, or all are 0.
    """
    return shares(said.weights, criteria)


def shares(numbers: Mapping[str, float], criteria: tuple[str, ...]) -> Array | None:
    """Give the share of each criterion in the sum; None where one of them has no number.

    Raises:
        Unfit: a number is negative, or all are 0.
    """
    if any(key not in numbers for key in criteria):
        return None
    found = np.array([numbers[key] for key in criteria], dtype=float)
    if (found < 0).any() or not np.isfinite(found).all() or found.sum() <= 0:
        raise Unfit(
            say(
                "Les poids de {criteria} doivent être positifs, et l'un d'eux au moins non nul.",
                criteria=", ".join(criteria),
            )
        )
    weights: Array = found / found.sum()
    return weights
