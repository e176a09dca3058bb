"""The weighted sum: each value on a scale from 0 to 1, times its weight, added up."""

from __future__ import annotations

import numpy as np

from toguna.deliberation.method import Method, Parameters, Ranking, check, chosen, completed, scored
from toguna.deliberation.orders import by_score
from toguna.deliberation.tables import Array, Table
from toguna.messages import say

NORMALISATIONS = ("scale", "range")
"""From 0 to 1 between the ends of each scale, or between the table's least and greatest values."""


def utilities(table: Table, normalisation: str = "scale") -> Array:
    """Give the values from 0 to 1, 1 the best, of shape (options, criteria).

    By "range", what an option is worth depends on the other options of the table. A criterion on
    which all are equal by that measure is worth 0 to all.
    """
    known = normalisation == "scale" and table.low is not None and table.high is not None
    low = table.low if known and table.low is not None else table.values.min(axis=0)
    high = table.high if known and table.high is not None else table.values.max(axis=0)
    width = high - low
    risen = np.where(table.maximise, table.values - low, high - table.values)
    return np.divide(risen, width, out=np.zeros_like(risen), where=width > 0)


def rank(table: Table, weights: Array, parameters: Parameters) -> Ranking:
    """Rank by the weighted sum of the utilities.

    Raises:
        Unfit: a value is missing, or a parameter is not known.
    """
    check(table, weights)
    asked = completed(parameters, METHOD.parameters)
    values = utilities(table, chosen(asked, "normalisation", NORMALISATIONS))
    scores = scored(table, values @ weights)
    return Ranking(by_score(scores), scores)


METHOD = Method(
    key="weighted_sum",
    name="Somme pondérée",
    meaning=say(
        "La première option a la plus forte moyenne de ses notes, chaque critère comptant pour "
        "son poids."
    ),
    misleads=say(
        "Une très bonne note rachète une très mauvaise : une option inacceptable sur un critère "
        "peut arriver en tête."
    ),
    formula_version="1",
    rank=rank,
    parameters={"normalisation": NORMALISATIONS[0]},
)
