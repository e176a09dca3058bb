"""What each rule puts first: methods that compare, and rules that count ballots."""

from __future__ import annotations

from toguna.deliberation.orders import Order
from toguna.deliberation.outputs.pictures.grids import rank_grid
from toguna.deliberation.outputs.pictures.model import Picture, drawn
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import method_names, order_words, rule_names


def method_grid(results: Results) -> Picture:
    """Draw the order of the options by each method."""
    names = method_names()
    orders = {names[key]: order for key, order in results.methods.orders.items()}
    return _grid("methodes", "L'ordre des options selon la méthode", orders, results)


def vote_grid(results: Results) -> Picture | None:
    """Draw the order of the options by each voting rule that gives one; None without ballots.

    Where a rule names winners and no whole order, the others have no place.
    """
    names = rule_names()
    orders: dict[str, Order] = {}
    for count in results.counts:
        if count.outcome is not None:
            order = count.outcome.order or (count.outcome.winners,)
            orders[names[count.rule.key]] = order
    if not orders:
        return None
    return _grid("votes", "L'ordre des options selon la règle de vote", orders, results)


def _grid(key: str, title: str, orders: dict[str, Order], results: Results) -> Picture:
    words = ". ".join(f"{name} : {order_words(order)}" for name, order in orders.items())
    return drawn(key, title, f"{title}. {words}.", rank_grid(orders, results.table.options))
