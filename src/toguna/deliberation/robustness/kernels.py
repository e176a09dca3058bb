"""Scores and ranks of the options for thousands of weightings at once.

Arrays have the weightings last, (options, weightings), so that each operation runs along memory
and a block stays in a core's cache. PROMETHEE's net flow is linear in the weights and TOPSIS's
squared distances in their squares: one matrix product each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.method import Parameters
from toguna.deliberation.methods.promethee import unicriterion_flows
from toguna.deliberation.methods.topsis import squared_gaps
from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.robustness.products import product
from toguna.deliberation.tables import Array, Table

GRID = 65_536
"""How many values, evenly spread over its interval, a judgement is drawn from."""


@dataclass(frozen=True, eq=False)
class Judge:
    """What a person said of the options, prepared for each method; shapes (options, criteria).

    `worth` is the utility of the middle of each judgement, `least` that of its low end, and
    `spread` what its high end has more (or less, where less is better).
    """

    worth: Array
    least: Array
    spread: Array
    flows: Array
    to_ideal: Array
    to_worst: Array


def judge(low: Table, middle: Table, high: Table, parameters: Parameters | None = None) -> Judge:
    """Prepare the tables of the low end, the middle and the high end of what a person said.

    `parameters` are PROMETHEE's.

    Raises:
        Unfit: a parameter is not known.
    """
    least = utilities(low)
    to_ideal, to_worst = squared_gaps(middle)
    return Judge(
        worth=utilities(middle),
        least=least,
        spread=utilities(high) - least,
        flows=unicriterion_flows(middle, parameters),
        to_ideal=to_ideal,
        to_worst=to_worst,
    )


def weighted_sum(said: Judge, weights: Array, generator: np.random.Generator) -> Array:
    """Score by the weighted sum of the middles of the judgements."""
    return product(said.worth, weights)


def topsis(said: Judge, weights: Array, generator: np.random.Generator) -> Array:
    """Score by TOPSIS's closeness to the ideal; one half where it and the worst are the same."""
    squared = weights * weights
    far, near = product(said.to_ideal, squared), product(said.to_worst, squared)
    np.sqrt(far, out=far)
    np.sqrt(near, out=near)
    far += near
    flat = far <= 0
    if flat.any():
        near[flat], far[flat] = 0.5, 1.0
    near /= far
    return near


def promethee(said: Judge, weights: Array, generator: np.random.Generator) -> Array:
    """Score by PROMETHEE's net flow."""
    return product(said.flows, weights)


def smaa(said: Judge, weights: Array, generator: np.random.Generator) -> Array:
    """Score by the weighted sum of judgements drawn, each uniformly from its interval.

    Each draw takes 16 bits: a step is a 65,536th of the interval, far below what a person means.
    What the draws add is summed in single precision, of which the rounding is that of a draw
    moved by less than such a step; a judgement that is a point draws nothing and stays exact.
    """
    options, draws = len(said.least), weights.shape[1]
    drawn = np.zeros((options, draws), dtype=np.float32)
    term = np.empty_like(drawn)
    steps, single = (said.spread / GRID).astype(np.float32), weights.astype(np.float32)
    for criterion in np.flatnonzero(said.spread.any(axis=0)):
        step = _bits(generator, options * draws).reshape(options, draws)
        np.multiply(step, single[criterion], out=term)
        term *= steps[:, criterion, None]
        drawn += term
    score = product(said.least + said.spread / (2 * GRID), weights)
    score += drawn
    return score


def _bits(generator: np.random.Generator, count: int) -> NDArray[np.uint16]:
    """Draw `count` random numbers of 16 bits, four from each of the generator's words."""
    words = np.asarray(generator.bit_generator.random_raw(-(-count // 4)), dtype="<u8")
    return words.view(np.dtype("<u2"))[:count]


Score = Callable[[Judge, Array, np.random.Generator], Array]
"""Scores a person's options, (options, weightings), for weights (criteria, weightings)."""

SCORES: Mapping[str, Score] = {
    "weighted_sum": weighted_sum,
    "topsis": topsis,
    "promethee": promethee,
    "smaa": smaa,
}
"""What each method scores by, in the order in which they draw."""
