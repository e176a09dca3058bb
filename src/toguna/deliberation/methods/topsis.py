"""TOPSIS: how near each option is to the best of everything, and how far from the worst.

Hwang and Yoon's method of 1981: each criterion is divided by the length of its column (vector
normalisation), whatever its direction; distances are Euclidean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.method import Method, Parameters, Ranking, check, completed, scored
from toguna.deliberation.orders import by_score
from toguna.deliberation.tables import Array, Table
from toguna.messages import say


@dataclass(frozen=True, eq=False)
class TopsisRanking(Ranking):
    """Its scores are the closeness of each option to the ideal, from 0 to 1.

    `to_ideal` and `to_worst` are the distances, of shape (options,).
    """

    to_ideal: Array
    to_worst: Array


def normalised(table: Table) -> Array:
    """Give the values divided by the length of their column, of shape (options, criteria).

    A column of zeros stays so.
    """
    length = np.sqrt((table.values**2).sum(axis=0))
    values: Array = np.divide(
        table.values, length, out=np.zeros_like(table.values), where=length > 0
    )
    return values


def squared_gaps(table: Table) -> tuple[Array, Array]:
    """Give the squared differences to the ideal and to the worst, before weights.

    Each has shape (options, criteria); a squared distance is `gaps @ weights**2`.
    """
    values = normalised(table)
    least, most = values.min(axis=0), values.max(axis=0)
    ideal = np.where(table.maximise, most, least)
    worst = np.where(table.maximise, least, most)
    return (values - ideal) ** 2, (values - worst) ** 2


def closeness(to_ideal: Array, to_worst: Array) -> Array:
    """Give the share of the way from the worst to the ideal; one half where both are the same."""
    total = to_ideal + to_worst
    return np.divide(to_worst, total, out=np.full_like(total, 0.5), where=total > 0)


def rank(table: Table, weights: Array, parameters: Parameters) -> TopsisRanking:
    """Rank by closeness to the ideal.

    Raises:
        Unfit: a value is missing, or a parameter is given: there are none.
    """
    check(table, weights)
    completed(parameters, METHOD.parameters)
    to_ideal, to_worst = (np.sqrt(gaps @ weights**2) for gaps in squared_gaps(table))
    scores = scored(table, closeness(to_ideal, to_worst))
    return TopsisRanking(by_score(scores), scores, to_ideal, to_worst)


METHOD = Method(
    key="topsis",
    name="TOPSIS",
    meaning=say(
        "La première option est, en proportion, la plus proche d'une option idéale, qui aurait "
        "partout la valeur la plus favorable, et la plus éloignée du pire."
    ),
    misleads=say(
        "L'idéal dépend des options présentes : en ajouter ou en retirer une peut inverser "
        "l'ordre des autres."
    ),
    formula_version="1",
    rank=rank,
    parameters={},
)
