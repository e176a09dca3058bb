"""What a method is: from a table and weights to a ranking of the options.

A method says what its result means, and when it misleads. No ranking is a recommendation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from toguna.deliberation.orders import Order
from toguna.deliberation.tables import Array, Table
from toguna.messages import Message, say

Parameters = Mapping[str, str]
"""What a rule fixes of its method, by name; a method has a value for what is left out."""


class Unfit(Exception):
    """A method or a weighing cannot be used with what was given; its argument is a `Message`."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, eq=False)
class Ranking:
    """What a method says: the options from the first place on, and their scores if it has any.

    `scores` are by option, the greatest first. A method that has more to say gives a subclass.
    """

    order: Order
    scores: Mapping[str, float] | None

    @property
    def first(self) -> tuple[str, ...]:
        """The options of the first place: several where they are tied."""
        return self.order[0]


Rank = Callable[[Table, Array, Parameters], Ranking]
"""Ranks the options of a table by weights of shape (criteria,), which sum to 1."""


@dataclass(frozen=True, slots=True)
class Method:
    """One method: `meaning` says what its first option is, `misleads` when not to trust it.

    `parameters` are those that it takes, each with the value of one that is left out;
    `formula_version` changes when the same input would give another ranking.
    """

    key: str
    name: str
    meaning: Message
    misleads: Message
    formula_version: str
    rank: Rank
    parameters: Parameters


def check(table: Table, weights: Array) -> None:
    """Make sure that a method can compute.

    Raises:
        Unfit: there is no option, a value is missing, or the weights are no weights.
    """
    if not table.options or not table.criteria:
        raise Unfit(say("Il n'y a rien à comparer : aucune option ou aucun critère."))
    missing = np.argwhere(~np.isfinite(table.values))
    if len(missing):
        option, criterion = missing[0]
        raise Unfit(
            say(
                "Personne n'a jugé l'option « {option} » sur le critère « {criterion} ».",
                option=table.options[option],
                criterion=table.criteria[criterion],
            )
        )
    if weights.shape != (len(table.criteria),) or not np.isfinite(weights).all():
        raise Unfit(say("Il manque le poids d'un critère."))
    if (weights < 0).any() or not np.isclose(weights.sum(), 1.0):
        raise Unfit(say("Les poids doivent être positifs et de somme 1."))


def completed(parameters: Parameters, defaults: Parameters) -> Parameters:
    """Give all parameters of a method, those that were left out by their defaults.

    Raises:
        Unfit: a name is not one of the method's: a rule would seem to say what it does not.
    """
    for name in parameters:
        if name not in defaults:
            raise Unfit(
                say(
                    "« {name} » n'est pas un paramètre de cette méthode ({known}).",
                    name=name,
                    known=", ".join(defaults) or "-",
                )
            )
    return {**defaults, **parameters}


def chosen(parameters: Parameters, name: str, allowed: tuple[str, ...]) -> str:
    """Give the value of a parameter.

    Raises:
        Unfit: the value is not one that is allowed.
    """
    value = parameters[name]
    if value not in allowed:
        raise Unfit(
            say(
                "« {value} » n'est pas une valeur de « {name} » ({allowed}).",
                value=value,
                name=name,
                allowed=", ".join(allowed),
            )
        )
    return value


def number(parameters: Parameters, name: str) -> float:
    """Give a parameter as a number.

    Raises:
        Unfit: it is none.
    """
    try:
        value = float(parameters[name])
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise Unfit(
            say("« {value} » n'est pas un nombre ({name}).", value=parameters[name], name=name)
        )
    return value


def scored(table: Table, scores: Array) -> dict[str, float]:
    """Give scores of shape (options,) by option."""
    return dict(zip(table.options, scores.tolist(), strict=True))
