"""PROMETHEE I and II: options compared two by two on each criterion, then flows for and against.

Brans, Vincke and Mareschal's method of 1986, with their six preference functions. The thresholds
of a criterion give four of them by the shape "linear": usual (both 0), U (both equal), V (no
indifference), linear with indifference. "level" gives one half between the two thresholds, and
"gaussian" 1 - exp(-d²/2s²) where s is the preference threshold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.method import Method, Parameters, Ranking, check, chosen, completed, scored
from toguna.deliberation.orders import TOLERANCE, by_score
from toguna.deliberation.tables import Array, Table, gains
from toguna.messages import say

SHAPES = ("linear", "level", "gaussian")


@dataclass(frozen=True, eq=False)
class PrometheeRanking(Ranking):
    """Its order is PROMETHEE II's, its scores the net flows, from -1 to 1.

    `positive` and `negative`, of shape (options,), are the flows of PROMETHEE I, and
    `at_least[a, b]` its partial preorder: a is at least as good as b by both. Two options of
    which neither is so are incomparable.
    """

    positive: Array
    negative: Array
    at_least: NDArray[np.bool_]


def preferences(table: Table, parameters: Parameters | None = None) -> Array:
    """Give how far each option is preferred to each other on each criterion, from 0 to 1.

    The result has shape (options, options, criteria). The parameter "shape" is the shape of all
    preference functions, "shape.KEY" that of the criterion KEY.

    Raises:
        Unfit: a shape is not known.
    """
    names = [f"shape.{key}" for key in table.criteria]
    usual = (parameters or {}).get("shape", SHAPES[0])
    asked = completed(parameters or {}, {"shape": usual} | dict.fromkeys(names, usual))
    values = gains(table)
    differences = values[:, None, :] - values[None, :, :]
    result = np.empty_like(differences)
    for column, name in enumerate(names):
        shape = chosen(asked, name, SHAPES)
        result[:, :, column] = _preferred(
            differences[:, :, column], table.indifference[column], table.preference[column], shape
        )
    return result


def unicriterion_flows(table: Table, parameters: Parameters | None = None) -> Array:
    """Give the net flow of each option on each criterion alone, of shape (options, criteria).

    Net flows are `unicriterion_flows(table) @ weights`.

    Raises:
        Unfit: a shape is not known.
    """
    preferred = preferences(table, parameters)
    others = max(len(table.options) - 1, 1)
    flows: Array = (preferred.sum(axis=1) - preferred.sum(axis=0)) / others
    return flows


def rank(table: Table, weights: Array, parameters: Parameters) -> PrometheeRanking:
    """Rank by net flows, and give the flows that make them.

    Raises:
        Unfit: a value is missing, or a shape is not known.
    """
    check(table, weights)
    preferred = preferences(table, parameters) @ weights
    others = max(len(table.options) - 1, 1)
    positive, negative = preferred.sum(axis=1) / others, preferred.sum(axis=0) / others
    scores = scored(table, positive - negative)
    more = positive[:, None] >= positive[None, :] - TOLERANCE
    less = negative[:, None] <= negative[None, :] + TOLERANCE
    return PrometheeRanking(by_score(scores), scores, positive, negative, more & less)


def _preferred(difference: Array, indifference: float, preference: float, shape: str) -> Array:
    """Apply a preference function to differences, of any shape; a loss is not preferred at all.

    What exceeds a threshold by a rounding error alone does not exceed it.
    """
    widest = np.abs(difference).max(initial=0.0)
    beyond = max(indifference, preference)
    over = difference > indifference + TOLERANCE * widest
    wholly = difference > beyond + TOLERANCE * widest
    if shape == "gaussian" and preference > 0:
        bell = 1 - np.exp(-(difference**2) / (2 * preference**2))
        return np.where(difference > 0, bell, 0.0)
    if shape == "level":
        return np.where(wholly, 1.0, np.where(over, 0.5, 0.0))
    if beyond > indifference:
        return np.where(
            over, np.clip((difference - indifference) / (beyond - indifference), 0, 1), 0.0
        )
    return np.where(over, 1.0, 0.0)


METHOD = Method(
    key="promethee",
    name="PROMETHEE II",
    meaning=say(
        "La première option est celle que l'on préfère le plus souvent, et le plus nettement, "
        "quand on compare les options deux à deux sur chaque critère."
    ),
    misleads=say(
        "Le classement complet cache les options que l'on ne peut pas comparer : regardez aussi "
        "PROMETHEE I. Les seuils choisis, et une option de plus ou de moins, peuvent changer "
        "l'ordre."
    ),
    formula_version="1",
    rank=rank,
    parameters={"shape": SHAPES[0]},
)
