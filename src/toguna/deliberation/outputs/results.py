"""All that is computed of a deliberation, once, for every output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from toguna.deliberation.agencies.model import Agency
from toguna.deliberation.agreement import Agreement, agreement, run
from toguna.deliberation.method import Parameters
from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.model import Deliberation
from toguna.deliberation.orders import Order, by_score
from toguna.deliberation.outputs.agreeing import Agreeing, agreeing, own_weights
from toguna.deliberation.robustness.examination import robustness
from toguna.deliberation.robustness.results import Robustness
from toguna.deliberation.tables import (
    Array,
    Judgements,
    Table,
    group_table,
    judgements_of,
    table_of,
    voices_of,
)
from toguna.deliberation.votes.minutes import Count, count_all
from toguna.deliberation.votes.profile import InvalidBallot, profile_of
from toguna.deliberation.weights.group import Mean, aip
from toguna.deliberation.weights.tree import all_weights
from toguna.messages import Message, say

Progress = Callable[[Message, int, int], None]
"""Is told what is being done, and how much of how much is."""

SAMPLES = 100_000
SEED = 0
STEPS = 5


@dataclass(frozen=True, slots=True)
class Draw:
    """How weightings are drawn."""

    seed: int = SEED
    samples: int = SAMPLES


@dataclass(frozen=True, eq=False)
class Results:
    """What follows from what was said, by which rule and how surely.

    All but `rounds` is of the last round. `weights`, of shape (leaves,), are the group's;
    `individual`, of shape (people, leaves), each person's (NaN where it left some out); `worth`,
    of shape (people, options), is each person's weighted sum, by its own weights or else the
    group's, what it does not know taken from the group. `counts` are empty without ballots.
    """

    rounds: tuple[Deliberation, ...]
    said: Judgements
    table: Table
    weights: Array
    individual: Array
    worth: Array
    methods: Agreement
    scores: Mapping[str, Mapping[str, float] | None]
    counts: tuple[Count, ...]
    uncounted: Message | None
    agreeing: Agreeing
    robustness: Robustness
    agencies: tuple[Agency, ...]

    @property
    def deliberation(self) -> Deliberation:
        """The deliberation after its last round."""
        return self.rounds[-1]

    @property
    def people_orders(self) -> dict[str, Order]:
        """The options in the order of each person's weighted sums."""
        keys = self.table.options
        return {
            person: by_score(dict(zip(keys, row.tolist(), strict=True)))
            for person, row in zip(self.said.people, self.worth, strict=True)
        }


def examine(
    rounds: tuple[Deliberation, ...],
    agencies: tuple[Agency, ...],
    draw: Draw,
    progress: Progress,
) -> Results:
    """Compute everything.

    Raises:
        Unfit: what was said cannot be computed with; the message says why.
    """
    last = rounds[-1]
    progress(say("Poids et jugements"), 0, STEPS)
    said, table, individual = judgements_of(last), group_table(last), all_weights(last)
    weights = aip(individual, voices_of(last), Mean.ARITHMETIC)
    progress(say("Méthodes"), 1, STEPS)
    rankings, refused = run(table, weights, parameters=_parameters(last, draw))
    orders = {key: ranking.order for key, ranking in rankings.items()}
    progress(say("Votes"), 2, STEPS)
    counts, uncounted = _votes(last)
    progress(say("Consensus"), 3, STEPS)
    agreed = agreeing(rounds)
    progress(say("Solidité : tirage des pondérations"), 4, STEPS)
    return Results(
        rounds=rounds,
        said=said,
        table=table,
        weights=weights,
        individual=individual,
        worth=_worth(last, said, table),
        methods=agreement(orders, refused),
        scores={key: ranking.scores for key, ranking in rankings.items()},
        counts=counts,
        uncounted=uncounted,
        agreeing=agreed,
        robustness=robustness(last, draw.seed, draw.samples),
        agencies=agencies,
    )


def _parameters(deliberation: Deliberation, draw: Draw) -> dict[str, Parameters]:
    """Give what the rule fixes of its method; draws are those that were asked for."""
    given: dict[str, Parameters] = {
        "smaa2": {"draws": str(draw.samples), "seed": str(draw.seed)},
    }
    rule = deliberation.rule
    if rule is not None:
        given[rule.method] = {**given.get(rule.method, {}), **rule.parameters}
    return given


def _votes(deliberation: Deliberation) -> tuple[tuple[Count, ...], Message | None]:
    if not deliberation.ballots:
        return (), None
    try:
        return count_all(profile_of(deliberation)), None
    except InvalidBallot as invalid:
        return (), invalid.message


def _worth(deliberation: Deliberation, said: Judgements, table: Table) -> Array:
    values = np.where(np.isnan(said.middle), table.values, said.middle)
    worth = [
        utilities(table_of(deliberation, judged)) @ weighed
        for judged, weighed in zip(values, own_weights(deliberation), strict=True)
    ]
    return np.array(worth)
