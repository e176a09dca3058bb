"""Soft consensus: how near people's preferences are, from pairs of options up to the whole.

After Herrera-Viedma, Alonso, Chiclana and Herrera, A Consensus Model for Group Decision Making
with Incomplete Fuzzy Preference Relations (IEEE Transactions on Fuzzy Systems 15(5), 2007): the
degree of consensus compares each two people, the proximity each person with the group.

It counts agreement on what nobody wants: three people who each want another of ten options agree
on most pairs. It is therefore never shown without Kendall's W, nor claimed by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from toguna.deliberation.consensus.means import known_mean
from toguna.deliberation.tables import Array


@dataclass(frozen=True, eq=False, slots=True)
class SoftConsensus:
    """The degrees of consensus and of proximity, all from 0 to 1; NaN where nobody compares.

    `pairs` has shape (options, options), with NaN on its diagonal; `options` has shape
    (options,); `level` is the whole. `near_options` has shape (people, options) and `near` has
    shape (people,): how near each person is to the group.
    """

    pairs: Array
    options: Array
    level: float
    near_options: Array
    near: Array


def soft_consensus(values: Array, voices: Array | None = None) -> SoftConsensus:
    """Measure the consensus of opinions on options, of shape (people, options), from 0 to 1.

    `voices`, of shape (people,), weigh people in the opinion of the group, to which proximity is
    measured; degrees of consensus compare each two people alike. A single person agrees with
    nobody: its degrees are NaN.
    """
    relations = preference_relations(values)
    alike = [_similarity(one, other) for one, other in combinations(relations, 2)]
    pairs = known_mean(np.array(alike), 0) if alike else np.full(relations.shape[1:], np.nan)
    options = known_mean(pairs, 1)
    given = 1.0 if voices is None else voices[:, None, None]
    near_options = known_mean(_similarity(relations, known_mean(relations, 0, given)), 2)
    return SoftConsensus(
        pairs,
        options,
        float(known_mean(options, 0)),
        near_options,
        known_mean(near_options, 1),
    )


def preference_relations(values: Array) -> Array:
    """Give how far each person prefers each option to each other, of shape (people, options,
    options): 1 wholly, 0.5 indifferent, 0 wholly the other; NaN on the diagonal.

    It is the additive relation, (1 + difference) / 2: from orders, with (n - place) / (n - 1) as
    opinion, it gives the relation that the authors derive from orders.
    """
    relations: Array = (1 + values[:, :, None] - values[:, None, :]) / 2
    relations[:, range(values.shape[1]), range(values.shape[1])] = np.nan
    return relations


def _similarity(one: Array, other: Array) -> Array:
    near: Array = 1 - np.abs(one - other)
    return near
