"""SMAA-2: not which option a weighting puts first, but how many weightings do so.

Lahdelma and Salminen's method of 2001: weightings drawn at random, a weighted sum for each, and
for each option the share of them that give it each rank. Tied options share the ranks they take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.method import (
    Method,
    Parameters,
    Ranking,
    Unfit,
    check,
    chosen,
    completed,
    number,
    scored,
)
from toguna.deliberation.methods.weighted_sum import NORMALISATIONS, utilities
from toguna.deliberation.orders import TOLERANCE, by_score
from toguna.deliberation.robustness.sampling import Anything, Ordered, Weightings
from toguna.deliberation.tables import Array, Table
from toguna.messages import say

WEIGHTINGS = ("any", "order")
"""All weightings, whatever was given; or those that keep the criteria in the given order."""


@dataclass(frozen=True, eq=False)
class SmaaRanking(Ranking):
    """Its scores are the first-rank acceptabilities, from 0 to 1.

    `acceptability` has shape (options, ranks), rows and columns of sum 1. `central` has shape
    (options, criteria): the mean of the weightings that put the option first, NaN where none
    does. `confidence`, of shape (options,), is how surely it is first by these: with values that
    are certain 1 or 0, or its part of a tie. `draws` is how many weightings were drawn.
    """

    acceptability: Array
    central: Array
    confidence: Array
    draws: int


def rank_shares(values: Array) -> Array:
    """Give the share of each rank in each draw, of shape (draws, options, ranks).

    `values` has shape (draws, options), the greatest first. Tied options share their ranks.
    """
    difference = values[:, None, :] - values[:, :, None]
    better = (difference > TOLERANCE).sum(axis=2)
    tied = (np.abs(difference) <= TOLERANCE).sum(axis=2)
    rank = np.arange(values.shape[1])
    taken = (rank >= better[..., None]) & (rank < (better + tied)[..., None])
    shares: Array = taken / tied[..., None]
    return shares


def rank_acceptability(values: Array) -> Array:
    """Give the mean share of each rank, of shape (options, ranks)."""
    shares: Array = rank_shares(values).mean(axis=0)
    return shares


def central_weights(values: Array, weightings: Array) -> Array:
    """Give the mean weighting that puts each option first, of shape (options, criteria).

    `values` has shape (draws, options), `weightings` (draws, criteria). NaN where none does.
    """
    first = rank_shares(values)[:, :, 0]
    total = first.sum(axis=0)[:, None]
    summed = first.T @ weightings
    central: Array = np.divide(summed, total, out=np.full_like(summed, np.nan), where=total > 0)
    return central


def confidence_factors(worths: Array, central: Array) -> Array:
    """Give how often each option is first by its central weights, of shape (options,).

    `worths` has shape (draws, options, criteria): what the options are worth from 0 to 1, as
    surely as it is known (one draw where it is certain). NaN where there are no such weights.
    """
    factors = np.full(len(central), np.nan)
    for option in np.flatnonzero(~np.isnan(central).any(axis=1)):
        factors[option] = rank_acceptability(worths @ central[option])[option, 0]
    return factors


def over_weightings(
    table: Table, worths: Array, weightings: Weightings, draws: int, seed: int
) -> SmaaRanking:
    """Rank by first-rank acceptability over the weightings of a set, drawn uniformly.

    `worths`, of shape (options, criteria), are from 0 to 1. The same seed draws the same.
    """
    drawn = weightings.draw(np.random.default_rng(seed), draws).T
    values = drawn @ worths.T
    acceptability = rank_acceptability(values)
    central = central_weights(values, drawn)
    confidence = confidence_factors(worths[None], central)
    scores = scored(table, acceptability[:, 0])
    return SmaaRanking(by_score(scores), scores, acceptability, central, confidence, draws)


def rank(table: Table, weights: Array, parameters: Parameters) -> SmaaRanking:
    """Rank by first-rank acceptability.

    `weights` count for nothing, save their order where the parameter "weightings" says so.

    Raises:
        Unfit: a value is missing, or a parameter is not known.
    """
    check(table, weights)
    asked = completed(parameters, METHOD.parameters)
    worths = utilities(table, chosen(asked, "normalisation", NORMALISATIONS))
    draws, seed = int(number(asked, "draws")), int(number(asked, "seed"))
    if draws < 1 or seed < 0:
        raise Unfit(say("Il faut au moins un tirage, et une graine positive."))
    ordered = chosen(asked, "weightings", WEIGHTINGS) == "order"
    weightings = Ordered(_places(weights)) if ordered else Anything(len(weights))
    return over_weightings(table, worths, weightings, draws, seed)


def _places(weights: Array) -> tuple[tuple[int, ...], ...]:
    """Give the criteria of each place, from the heaviest on; equal weights share one."""
    order = by_score({str(place): weight for place, weight in enumerate(weights.tolist())})
    return tuple(tuple(int(place) for place in tied) for tied in order)


METHOD = Method(
    key="smaa2",
    name="SMAA-2",
    meaning=say(
        "La première option est celle que le plus de pondérations possibles mettent en tête ; sa "
        "note est leur proportion."
    ),
    misleads=say(
        "Toutes les pondérations comptent autant, même celles que personne ne défend ; c'est une "
        "mesure de solidité, pas un choix. Deux proportions proches ne se distinguent pas."
    ),
    formula_version="1",
    rank=rank,
    parameters={
        "weightings": WEIGHTINGS[0],
        "normalisation": NORMALISATIONS[0],
        "draws": "10000",
        "seed": "0",
    },
)
