"""How far people agree, round after round, and what would bring them closer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from toguna.deliberation.consensus.adjustments import (
    Adjustment,
    over_threshold,
    within_tolerance,
)
from toguna.deliberation.consensus.ahp import ahp_consensus
from toguna.deliberation.consensus.delphi import Assessment, Stopping, assess
from toguna.deliberation.consensus.distances import Distances, distances
from toguna.deliberation.consensus.opinions import Opinions, opinions_of
from toguna.deliberation.consensus.soft import soft_consensus
from toguna.deliberation.model import Deliberation
from toguna.deliberation.tables import Array, voices_of
from toguna.deliberation.weights.group import Mean, aip
from toguna.deliberation.weights.tree import all_weights

STOPPING = Stopping()
"""The bounds of the stopping rule."""
TOLERANCE = 0.25
"""How far from a common opinion, as a share of the scale, one may be and still be near it."""


@dataclass(frozen=True, eq=False)
class Agreeing:
    """What the measures of consensus say.

    `assessments` and `by_criterion` (the degree of consensus on each criterion alone) are of each
    round, in order; all else is of the last. `on_weights` is Goepel's indicator, None where fewer
    than two people weighed everything. `nearer` are the smallest changes that leave nobody
    further than `TOLERANCE` from a common opinion; `enough` those that reach the degree of
    consensus of `STOPPING`, None where it is reached.
    """

    assessments: tuple[Assessment, ...]
    by_criterion: tuple[Mapping[str, float], ...]
    on_weights: float | None
    distances: Distances
    opinions: Opinions
    nearer: Adjustment
    enough: Adjustment | None

    @property
    def now(self) -> Assessment:
        """The assessment of the last round."""
        return self.assessments[-1]


def agreeing(rounds: tuple[Deliberation, ...]) -> Agreeing:
    """Measure the consensus of every round.

    Raises:
        Unfit: what was said of weights cannot be.
    """
    assessments: list[Assessment] = []
    by_criterion: list[Mapping[str, float]] = []
    previous: Opinions | None = None
    for one in rounds:
        opinions = opinions_of(one)
        assessments.append(assess(opinions, own_weights(one), previous, one.round, STOPPING))
        by_criterion.append(_by_criterion(opinions))
        previous = opinions
    last, opinions = rounds[-1], opinions_of(rounds[-1])
    level = assessments[-1].level
    reached = math.isnan(level) or level >= STOPPING.level
    weights = own_weights(last)
    return Agreeing(
        tuple(assessments),
        tuple(by_criterion),
        _on_weights(all_weights(last)),
        distances(opinions),
        opinions,
        within_tolerance(opinions, TOLERANCE),
        None if reached else over_threshold(opinions, STOPPING.level, weights),
    )


def own_weights(deliberation: Deliberation) -> Array:
    """Give each person's weights, the group's where it left some out: (people, leaves)."""
    individual = all_weights(deliberation)
    group = aip(individual, voices_of(deliberation), Mean.ARITHMETIC)
    return np.where(np.isnan(individual).any(axis=1, keepdims=True), group, individual)


def _by_criterion(opinions: Opinions) -> Mapping[str, float]:
    return {
        key: soft_consensus(opinions.values[:, :, column]).level
        for column, key in enumerate(opinions.criteria)
    }


def _on_weights(individual: Array) -> float | None:
    heard = individual[~np.isnan(individual).any(axis=1)]
    return ahp_consensus(heard) if heard.shape[0] >= 2 and heard.shape[1] >= 2 else None
