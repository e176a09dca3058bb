"""What the outputs say of the results, before it is put in words."""

from __future__ import annotations

import numpy as np

from toguna.deliberation.model import PairwiseWeights
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.votes.minutes import Count
from toguna.deliberation.weights.consistency import (
    ACCEPTABLE,
    Revisit,
    consistency_ratio,
    to_revisit,
)
from toguna.deliberation.weights.pairwise import is_connected, matrix_of
from toguna.deliberation.weights.tree import levels

SELDOM = 0.05
"""An option that comes first less often than this in all draws is not in play by them."""

Firsts = dict[tuple[str, ...], tuple[str, ...]]
"""Who or what names each first place, the place that most name first."""


def first_by_person(results: Results) -> Firsts:
    """Give the people whose own answers put each option first."""
    return grouped({person: order[0] for person, order in results.people_orders.items()})


def firsts_of_methods(results: Results) -> Firsts:
    """Give the methods that put each option first, all ties kept."""
    return results.methods.by_first


def firsts_of_votes(results: Results) -> Firsts:
    """Give the voting rules that each set of winners is of, all ties kept."""
    return grouped(
        {
            count.rule.key: count.outcome.winners
            for count in results.counts
            if count.outcome is not None
        }
    )


def grouped(firsts: dict[str, tuple[str, ...]]) -> Firsts:
    """Give who names each first place, the place that most name first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, first in firsts.items():
        found.setdefault(first, []).append(key)
    ordered = sorted(found.items(), key=lambda named: (-len(named[1]), named[0]))
    return {first: tuple(keys) for first, keys in ordered}


def decisive_count(results: Results) -> Count | None:
    """Give the count by the rule that was announced, None where none was or it is no vote."""
    rule = results.deliberation.rule
    if rule is None:
        return None
    return next((count for count in results.counts if count.rule.key == rule.method), None)


def leading_shares(results: Results) -> dict[str, tuple[float, float]]:
    """Give the least and greatest share of first ranks of each option over the methods.

    Options that are never first are left out; the one that is most often first comes first.
    """
    by_method = results.robustness.group.values()
    spans = {
        option: [found.first(option).share for found in by_method]
        for option in results.table.options
    }
    shown = {option: (min(s), max(s)) for option, s in spans.items() if max(s) > 0}
    order = sorted(shown, key=lambda option: (-sum(spans[option]), option))
    return {option: shown[option] for option in order}


def in_play(results: Results) -> tuple[str, ...]:
    """Give the options that a method, a vote or enough weightings put first, in their order."""
    named = {option for first in firsts_of_methods(results) for option in first}
    decisive = decisive_count(results)
    if decisive is not None and decisive.outcome is not None:
        named |= set(decisive.outcome.winners)
    named |= {option for option, (_, most) in leading_shares(results).items() if most >= SELDOM}
    return tuple(option for option in results.table.options if option in named)


def contradictions(results: Results) -> list[tuple[str, float, tuple[str, ...], Revisit]]:
    """Give the comparisons that contradict each other too much, of each person and level.

    Each has the person, the consistency ratio, the criteria compared, and what to revisit first.
    """
    found = []
    tree = levels(results.deliberation.criteria)
    for weighing in results.deliberation.weighings:
        if not isinstance(weighing, PairwiseWeights):
            continue
        criteria = tree[weighing.parent]
        matrix = matrix_of(weighing, criteria)
        ratio = consistency_ratio(matrix) if is_connected(matrix) else None
        if ratio is not None and ratio > ACCEPTABLE:
            revisits = to_revisit(matrix)
            if revisits:
                found.append((weighing.person, ratio, criteria, revisits[0]))
    return found


def unweighing(results: Results) -> tuple[str, ...]:
    """Give the people who did not weigh everything."""
    silent = np.flatnonzero(np.isnan(results.individual).any(axis=1))
    return tuple(results.said.people[person] for person in silent)


def unknowns(results: Results) -> list[tuple[str, str, int]]:
    """Give how many do not know, by option and criterion, the most first."""
    missing = np.isnan(results.said.low).sum(axis=0)
    found = [
        (option, criterion, int(missing[row, column]))
        for row, option in enumerate(results.said.options)
        for column, criterion in enumerate(results.said.criteria)
        if missing[row, column]
    ]
    return sorted(found, key=lambda told: -told[2])


def swayed(results: Results, method: str) -> dict[str, tuple[str, float]]:
    """Give the organisations without which another option is most often first, with its share."""
    shares = results.robustness.group[method]
    usual = max(results.table.options, key=lambda option: shares.first(option).share)
    found = {}
    for organisation, by_method in results.robustness.without.items():
        first = max(results.table.options, key=lambda option: by_method[method][option].share)
        if first != usual:
            found[organisation] = (first, by_method[method][first].share)
    return found


def labels_of(results: Results, organisation: str) -> str:
    """Name an organisation by the short names of its people."""
    people = results.deliberation.people
    return ", ".join(p.key for p in people if p.organisation == organisation)
