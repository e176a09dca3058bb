"""Counting by the sealed rule, and by all others for comparison: every winner, every tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from toguna.deliberation.agreement import run
from toguna.deliberation.method import Unfit
from toguna.deliberation.methods import method
from toguna.deliberation.model import Ballot
from toguna.deliberation.model import Deliberation as Core
from toguna.deliberation.orders import Order
from toguna.deliberation.outputs.words import method_names, rule_names
from toguna.deliberation.tables import eligible, group_table, voices_of
from toguna.deliberation.votes.minutes import Count, make_minutes
from toguna.deliberation.votes.model import CannotCount
from toguna.deliberation.votes.profile import make_profile
from toguna.deliberation.votes.secrecy import betrayed
from toguna.deliberation.weights.group import Mean, aip
from toguna.deliberation.weights.tree import all_weights
from toguna.messages import say
from toguna.web.domain.deliberation.lines import question_of, rounds_of
from toguna.web.domain.deliberation.sealing import seal_of, terms_now
from toguna.web.models import Deliberation
from toguna.web.refusal import Refused


def count_ballots(deliberation: Deliberation, ballots: Iterable[Ballot]) -> dict[str, Any]:
    """Count ballots: the sealed rule's winners, and what every other rule would have given.

    Raises:
        Refused: the sealed rule cannot be applied to these ballots.
    """
    question = question_of(deliberation)
    keys = [option.key for option in eligible(question)]
    profile = make_profile(ballots, keys, question.grades)
    try:
        minutes = make_minutes(profile, terms_now(deliberation), seal_of(deliberation))
    except CannotCount as refused:
        raise Refused(refused.message) from refused
    return {
        "rule": rule_names()[minutes.decisive.rule.key],
        "meaning": minutes.decisive.rule.meaning.render(),
        "misleads": minutes.decisive.rule.misleads.render(),
        "winners": list(minutes.decisive.outcome.winners) if minutes.decisive.outcome else [],
        "counts": [_count(one) for one in minutes.counts],
        "remarks": [one.render() for one in minutes.remarks],
        "betrayed": [one.render() for one in betrayed(profile)] if deliberation.secret else [],
    }


def _count(count: Count) -> dict[str, Any]:
    name = rule_names()[count.rule.key]
    if count.outcome is None:
        return {"name": name, "refused": count.refusal.render() if count.refusal else ""}
    order = count.outcome.order
    return {
        "name": name,
        "winners": list(count.outcome.winners),
        "order": [list(place) for place in order] if order else [],
    }


def count_judgements(deliberation: Deliberation) -> dict[str, Any]:
    """Apply the sealed method to what the delegations said, and the others beside it.

    Raises:
        Refused: a round is still open, or the method cannot be applied to what was said.
    """
    last = deliberation.rounds.last()
    if last is None or last.shown is None:
        raise Refused(say("Ouvrez d'abord les résultats du dernier tour."), 409)
    reading = rounds_of(deliberation)
    for problem in reading.problems:
        raise Refused(problem.message)
    said = reading.rounds[-1]
    assert said.rule is not None  # it was sealed
    key, table = said.rule.method, group_table(said)
    parameters = {key: said.rule.parameters}
    rankings, refused = run(table, _weights(deliberation, said), parameters=parameters)
    if key not in rankings:
        raise Refused(refused[key])
    winners = rankings[key].first
    remarks = [] if len(winners) < 2 else [_tie(winners, said.rule.tie_break)]
    return {
        "rule": method_names()[key],
        "meaning": method(key).meaning.render(),
        "misleads": method(key).misleads.render(),
        "winners": list(winners),
        "counts": [_ranked(name, ranking.order) for name, ranking in rankings.items()]
        + [{"name": method_names()[k], "refused": why.render()} for k, why in refused.items()],
        "remarks": remarks,
        "betrayed": [],
    }


def _weights(deliberation: Deliberation, said: Core) -> Any:
    """Give the sealed weights of the leaves, or else the mean of the delegations'."""
    sealed = deliberation.seal_weights
    if sealed:
        return np.array([sealed[leaf.key] for leaf in said.leaves])
    try:
        return aip(all_weights(said), voices_of(said), Mean.ARITHMETIC)
    except Unfit as unfit:
        raise Refused(unfit.message) from unfit


def _ranked(key: str, order: Order) -> dict[str, Any]:
    return {
        "name": method_names()[key],
        "winners": list(order[0]),
        "order": [list(place) for place in order],
    }


def _tie(winners: Sequence[str], rule: str) -> str:
    return say(
        "Égalité entre {number} options ; règle prévue pour départager : {rule}.",
        number=len(winners),
        rule=rule,
    ).render()
