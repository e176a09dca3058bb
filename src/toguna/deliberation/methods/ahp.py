"""AHP: on each criterion an option has its share of all that the options have, then a weighted sum.

Saaty's synthesis of 1980. Where values are on a ratio scale, their shares are what consistent
comparisons of the options two by two would give. "distributive" is Saaty's own; in "ideal" mode
(Belton and Gear 1983) the best option of each criterion has 1.
"""

from __future__ import annotations

import numpy as np

from toguna.deliberation.method import (
    Method,
    Parameters,
    Ranking,
    Unfit,
    check,
    chosen,
    completed,
    scored,
)
from toguna.deliberation.orders import by_score
from toguna.deliberation.tables import Array, Table
from toguna.messages import say

MODES = ("distributive", "ideal")


def shares(table: Table) -> Array:
    """Give the share of each option on each criterion, of shape (options, criteria), columns of 1.

    Where less is better it is the share of the inverses.

    Raises:
        Unfit: a value is not positive: it has no share.
    """
    if (table.values <= 0).any():
        raise Unfit(say("L'AHP compare des rapports : toutes les valeurs doivent être positives."))
    ratios = np.where(table.maximise, table.values, 1 / table.values)
    parts: Array = ratios / ratios.sum(axis=0)
    return parts


def synthesis(parts: Array, weights: Array, mode: str = "distributive") -> Array:
    """Give the priorities of options, of sum 1, from their `parts` on each criterion.

    `parts` has shape (options, criteria), each column of sum 1, for instance the priorities had
    from comparisons of the options.
    """
    local = parts / parts.max(axis=0) if mode == "ideal" else parts
    total = local @ weights
    priorities: Array = total / total.sum()
    return priorities


def rank(table: Table, weights: Array, parameters: Parameters) -> Ranking:
    """Rank by the synthesis of shares.

    Raises:
        Unfit: a value is missing or not positive, or the mode is not known.
    """
    check(table, weights)
    mode = chosen(completed(parameters, METHOD.parameters), "mode", MODES)
    scores = scored(table, synthesis(shares(table), weights, mode))
    return Ranking(by_score(scores), scores)


METHOD = Method(
    key="ahp",
    name="AHP",
    meaning=say(
        "La première option a la plus grande part de ce que toutes les options ont ensemble, "
        "chaque critère comptant pour son poids."
    ),
    misleads=say(
        "Une copie d'une option, ou une option de plus, change les parts et peut inverser l'ordre "
        "des autres ; et il faut que « deux fois plus » ait un sens sur chaque échelle."
    ),
    formula_version="1",
    rank=rank,
    parameters={"mode": MODES[0]},
)
