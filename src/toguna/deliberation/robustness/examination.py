"""Everything that can be said of how robust a deliberation's rankings are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toguna.deliberation.method import Parameters, Unfit
from toguna.deliberation.methods.promethee import unicriterion_flows
from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.model import Deliberation
from toguna.deliberation.robustness.compatible import MARGIN, compatible
from toguna.deliberation.robustness.drawing import Panel, Tally, tally
from toguna.deliberation.robustness.holding import hold
from toguna.deliberation.robustness.kernels import SCORES, Judge, judge
from toguna.deliberation.robustness.results import Acceptability, Robustness, Share, ToWin
from toguna.deliberation.robustness.shares import acceptability, shares
from toguna.deliberation.robustness.winning import better_judgements, other_weights
from toguna.deliberation.tables import (
    Array,
    Table,
    eligible,
    group_table,
    judgements_of,
    table_of,
    voices_of,
)
from toguna.deliberation.weights.group import Mean, aip
from toguna.deliberation.weights.tree import all_weights
from toguna.messages import say

MOST_OPTIONS = 255
"""Ranks are counted in bytes."""


def robustness(
    deliberation: Deliberation, seed: int, samples: int, margin: float = MARGIN
) -> Robustness:
    """Examine the options that no constraint rules out.

    `samples` weightings are drawn for each person, by `seed`: the same ones on every run. A
    weight that was said may be off by `margin`, as a share of it. Where a person does not know,
    its judgement is any of the scale; methods that take one number take the middle.

    Raises:
        Unfit: there is nobody, nothing to compare, or what was said of weights cannot be.
    """
    _check(deliberation, seed, samples, margin)
    counted = tally(_panel(deliberation, margin), seed, samples)
    table, weights = _group(deliberation)
    profiles = {
        "weighted_sum": utilities(table),
        "promethee": unicriterion_flows(table, _parameters(deliberation, "promethee")),
    }
    return Robustness(
        seed=seed,
        samples=samples,
        margin=margin,
        options=table.options,
        criteria=table.criteria,
        people=_people(deliberation, counted, table, samples),
        group=_by_method(counted.group, table, samples),
        without=_without(deliberation, counted, table, samples),
        central=_central(counted, table),
        holds={method: hold(table, profile, weights) for method, profile in profiles.items()},
        to_win={
            option: _to_win(table, profiles, weights, place)
            for place, option in enumerate(table.options)
        },
    )


# What is examined


def _check(deliberation: Deliberation, seed: int, samples: int, margin: float) -> None:
    if not eligible(deliberation) or not deliberation.leaves:
        raise Unfit(say("Il n'y a rien à comparer : aucune option ou aucun critère."))
    if len(deliberation.options) > MOST_OPTIONS:
        raise Unfit(say("Il y a trop d'options : {most} au plus.", most=MOST_OPTIONS))
    if not voices_of(deliberation).sum() > 0:
        raise Unfit(say("Il n'y a personne pour juger les options."))
    if samples < 1 or seed < 0:
        raise Unfit(say("Il faut au moins un tirage, et une graine positive."))
    if not 0 <= margin <= 1:
        raise Unfit(say("La marge des poids doit être une part, de 0 à 1."))


def _panel(deliberation: Deliberation, margin: float) -> Panel:
    said = judgements_of(deliberation)
    scales = [leaf.scale for leaf in deliberation.leaves]
    unknown = np.isnan(said.low) | np.isnan(said.high)
    low = np.where(unknown, [scale.low for scale in scales], said.low)
    high = np.where(unknown, [scale.high for scale in scales], said.high)
    organisation = {name: place for place, name in enumerate(deliberation.organisations)}
    return Panel(
        judges=tuple(_judge(deliberation, *ends) for ends in zip(low, high, strict=True)),
        weightings=tuple(compatible(deliberation, key, margin) for key in said.people),
        voices=voices_of(deliberation),
        organisation=np.array([organisation[p.organisation] for p in deliberation.people]),
    )


def _judge(deliberation: Deliberation, low: Array, high: Array) -> Judge:
    least, middle, most = (table_of(deliberation, v) for v in (low, (low + high) / 2, high))
    return judge(least, middle, most, _parameters(deliberation, "promethee"))


def _group(deliberation: Deliberation) -> tuple[Table, Array]:
    """Give the group's table and weights: means by voices of what was said.

    What nobody knows is at the middle of its scale, and weights that nobody gave are equal: the
    means of what they may be.
    """
    table = group_table(deliberation)
    middle = [(leaf.scale.low + leaf.scale.high) / 2 for leaf in deliberation.leaves]
    table = table_of(deliberation, np.where(np.isnan(table.values), middle, table.values))
    weights, voices = all_weights(deliberation), voices_of(deliberation)
    if not ((voices > 0) & ~np.isnan(weights).any(axis=1)).any():
        return table, np.full(len(table.criteria), 1 / len(table.criteria))
    return table, aip(weights, voices, Mean.ARITHMETIC)


def _parameters(deliberation: Deliberation, method: str) -> Parameters:
    """Give what the deliberation's rule fixes of a method, if it is by this one."""
    rule = deliberation.rule
    return rule.parameters if rule is not None and rule.method == method else {}


# What is found


def _by_method(counts: Array, table: Table, samples: int) -> dict[str, Acceptability]:
    """Give counts of shape (methods, options, ranks) by method."""
    return {
        method: acceptability(ranks, table.options, samples)
        for method, ranks in zip(SCORES, counts, strict=True)
    }


def _people(
    deliberation: Deliberation, counted: Tally, table: Table, samples: int
) -> dict[str, dict[str, Acceptability]]:
    return {
        person.key: _by_method(counts, table, samples)
        for person, counts in zip(deliberation.people, counted.people, strict=True)
    }


def _without(
    deliberation: Deliberation, counted: Tally, table: Table, samples: int
) -> dict[str, dict[str, dict[str, Share]]]:
    """Give first ranks without each organisation; not where nobody else has a voice."""
    voices = dict.fromkeys(deliberation.organisations, 0.0)
    for person in deliberation.people:
        voices[person.organisation] += person.voices
    return {
        organisation: {
            method: dict(zip(table.options, shares(first, samples), strict=True))
            for method, first in zip(SCORES, counts, strict=True)
        }
        for organisation, counts in zip(deliberation.organisations, counted.without, strict=True)
        if sum(own for other, own in voices.items() if other != organisation) > 0
    }


def _central(counted: Tally, table: Table) -> dict[str, dict[str, float]]:
    """Give the mean of the weightings that favour each option: they sum to 1."""
    return {
        option: dict(zip(table.criteria, (row / row.sum()).tolist(), strict=True))
        for option, row in zip(table.options, counted.favouring, strict=True)
        if row.sum() > 0
    }


def _to_win(table: Table, profiles: Mapping[str, Array], weights: Array, option: int) -> ToWin:
    return ToWin(
        weights={
            method: other_weights(table, profile, weights, option)
            for method, profile in profiles.items()
        },
        judgements=better_judgements(table, profiles["weighted_sum"], weights, option),
    )
