"""ELECTRE III: how credible it is that one option is at least as good as another, then distilled.

Roy's method of 1978. A criterion concurs by its indifference and preference thresholds, and
opposes its veto. Two distillations, from the best down and from the worst up, give two complete
orders; what both say is a partial preorder, where options may be incomparable.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.distillation import Discrimination, distil
from toguna.deliberation.method import Method, Parameters, Ranking, check, completed, number
from toguna.deliberation.orders import TOLERANCE, Order, by_level, ranks
from toguna.deliberation.tables import Array, Table, gains
from toguna.messages import say


@dataclass(frozen=True, eq=False)
class ElectreRanking(Ranking):
    """Its order is the levels of the final preorder: those of a level may be incomparable.

    `credibility[a, b]`, from 0 to 1, says how credible it is that a is at least as good as b;
    `at_least[a, b]` that both distillations place a no lower than b.
    """

    credibility: Array
    descending: Order
    ascending: Order
    at_least: NDArray[np.bool_]


def concordance(table: Table, weights: Array) -> Array:
    """Give the weights that find a at least as good as b, of shape (options, options)."""
    behind = _behind(table)
    start, end = table.indifference, np.maximum(table.preference, table.indifference)
    return (1 - _ramp(behind, start, end)) @ weights


def discordance(table: Table) -> Array:
    """Give how far each criterion opposes it, of shape (options, options, criteria).

    A veto below the preference threshold is taken to be equal to it.
    """
    start = np.maximum(table.preference, table.indifference)
    return _ramp(_behind(table), start, np.maximum(table.veto, start))


def credibility(table: Table, weights: Array) -> Array:
    """Give concordance, lowered by each criterion that opposes more than the whole concurs."""
    agreed = concordance(table, weights)
    opposed = discordance(table)
    over = opposed > agreed[:, :, None]
    left = np.where(agreed < 1, 1 - agreed, 1.0)[:, :, None]
    credible: Array = agreed * np.where(over, (1 - opposed) / left, 1.0).prod(axis=2)
    return credible


def rank(table: Table, weights: Array, parameters: Parameters) -> ElectreRanking:
    """Rank by the two distillations; "alpha" and "beta" say what differences they see.

    Raises:
        Unfit: a value is missing, or a parameter is no number.
    """
    check(table, weights)
    asked = completed(parameters, METHOD.parameters)
    discrimination = Discrimination(number(asked, "alpha"), number(asked, "beta"))
    credible = credibility(table, weights)
    descending = distil(table.options, credible, discrimination, best_first=True)
    ascending = distil(table.options, credible, discrimination, best_first=False)
    at_least = _no_lower(table.options, descending) & _no_lower(table.options, ascending)
    order = by_level(table.options, at_least)
    return ElectreRanking(order, None, credible, descending, ascending, at_least)


def _behind(table: Table) -> Array:
    """Give by how much a is behind b on each criterion, of shape (options, options, criteria)."""
    values = gains(table)
    return values[None, :, :] - values[:, None, :]


def _ramp(difference: Array, start: Array, end: Array) -> Array:
    """Give 0 up to `start`, 1 from `end` on and a straight line between; a step where equal.

    `end` may be infinite: then 0 everywhere. A step is taken only beyond it, save rounding.
    """
    widest = np.abs(difference).max(axis=(0, 1), initial=0.0)
    over = difference > start + TOLERANCE * widest
    width = np.where(np.isfinite(end), end - start, 0.0)
    slope = np.divide(difference - start, width, out=np.ones_like(difference), where=width > 0)
    return np.where(over & np.isfinite(end), np.clip(slope, 0.0, 1.0), 0.0)


def _no_lower(options: tuple[str, ...], order: Order) -> NDArray[np.bool_]:
    by_option = ranks(order)
    places = np.array([by_option[option] for option in options])
    lower: NDArray[np.bool_] = places[:, None] <= places[None, :]
    return lower


METHOD = Method(
    key="electre_iii",
    name="ELECTRE III",
    meaning=say(
        "Aucune option ne passe devant les premières quand on compare les options deux à deux, "
        "seuils et vetos compris."
    ),
    misleads=say(
        "Des options d'un même rang peuvent être incomparables, et non égales. Les seuils et le "
        "veto font le résultat ; retirer une option peut déplacer les autres."
    ),
    formula_version="1",
    rank=rank,
    parameters={"alpha": "0.30", "beta": "-0.15"},
)
