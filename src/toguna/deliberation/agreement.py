"""Where methods name the same first option and where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from toguna.deliberation.method import Method, Parameters, Ranking, Unfit
from toguna.deliberation.methods import methods
from toguna.deliberation.orders import Order, ranks
from toguna.deliberation.tables import Array, Table
from toguna.messages import Message


@dataclass(frozen=True, eq=False, slots=True)
class Agreement:
    """What several methods or voting rules say of the same options.

    `orders` are by the key of a method, in the order they were given. `tau`, of shape (methods,
    methods), is Kendall's tau-b between orders, from -1 (reversed) to 1 (the same); NaN with an
    order that ties everything. `refused` says why a method could not be used.
    """

    orders: Mapping[str, Order]
    tau: Array
    refused: Mapping[str, Message]

    @property
    def firsts(self) -> dict[str, tuple[str, ...]]:
        """The options of the first place by each method; several where they are tied."""
        return {key: order[0] for key, order in self.orders.items()}

    @property
    def by_first(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """The methods that name each first place, the place that most name first."""
        found: dict[tuple[str, ...], list[str]] = {}
        for key, first in self.firsts.items():
            found.setdefault(first, []).append(key)
        ordered = sorted(found.items(), key=lambda named: (-len(named[1]), named[0]))
        return {first: tuple(keys) for first, keys in ordered}

    @property
    def unanimous(self) -> bool:
        """Whether all name the same single first option."""
        return len(self.by_first) == 1 and all(len(first) == 1 for first in self.by_first)


def run(
    table: Table,
    weights: Array,
    chosen: Iterable[Method] | None = None,
    parameters: Mapping[str, Parameters] | None = None,
) -> tuple[dict[str, Ranking], dict[str, Message]]:
    """Rank by each method (all that are known where left out), with its parameters by its key.

    Gives the rankings, and why for the methods that could not be used.
    """
    given = parameters or {}
    rankings: dict[str, Ranking] = {}
    refused: dict[str, Message] = {}
    for method in methods() if chosen is None else chosen:
        try:
            rankings[method.key] = method.rank(table, weights, given.get(method.key, {}))
        except Unfit as unfit:
            refused[method.key] = unfit.message
    return rankings, refused


def agreement(
    orders: Mapping[str, Order], refused: Mapping[str, Message] | None = None
) -> Agreement:
    """Compare orders of the same options, by methods or by voting rules."""
    keys = tuple(orders)
    tau = np.array([[kendall_tau(orders[a], orders[b]) for b in keys] for a in keys])
    return Agreement(dict(orders), tau.reshape(len(keys), len(keys)), dict(refused or {}))


def kendall_tau(one: Order, other: Order) -> float:
    """Give Kendall's tau-b between two orders of the same options, from -1 to 1.

    NaN where one of them ties all the options.

    Raises:
        ValueError: they are not of the same options.
    """
    first, second = ranks(one), ranks(other)
    if first.keys() != second.keys():
        raise ValueError("the orders are not of the same options")
    signs = [np.sign(np.subtract.outer(r, r)) for r in _aligned(first, second)]
    pairs = np.sqrt(np.prod([np.abs(sign).sum() for sign in signs]))
    return float((signs[0] * signs[1]).sum() / pairs) if pairs > 0 else float("nan")


def _aligned(first: dict[str, float], second: dict[str, float]) -> tuple[Array, Array]:
    keys = sorted(first)
    return np.array([first[key] for key in keys]), np.array([second[key] for key in keys])
