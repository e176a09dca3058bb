"""What changes the first option, checked by changing it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.deliberation.mcda import problems, rank, table
from toguna.deliberation.methods.promethee import unicriterion_flows
from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.robustness.holding import hold
from toguna.deliberation.robustness.winning import better_judgements, other_weights
from toguna.deliberation.tables import Array, Table

PROFILES = {"weighted_sum": utilities, "promethee": unicriterion_flows}
Problem = tuple[Table, Array]
NEAR = 1e-6

TWO = table([(1, 0, 0.5), (0, 1, 0.5)], low=0.0, high=1.0)
"""Two options that the first two criteria oppose; the third does not tell them apart."""


def moved(weights: Array, column: int, to: float) -> Array:
    """Move a weight, the others in proportion; all alike where they weighed nothing."""
    others = weights.copy()
    others[column] = 0.0
    if others.sum() <= 1e-9:
        others = np.ones_like(weights)
        others[column] = 0.0
    changed = others / others.sum() * (1 - to)
    changed[column] = to
    return changed


def test_the_weight_that_holds_two_options_apart() -> None:
    """By hand: of the rest, the second criterion has two thirds, so A is first from .4 on.

    Of what the second one leaves, the first has three quarters: A is first up to 3/7.
    """
    held = hold(TWO, utilities(TWO), np.array([1 / 2, 1 / 3, 1 / 6]))
    assert held.order == (("A",), ("B",))
    first = held.intervals["c0"]
    assert (first.low, first.high) == (pytest.approx(0.4), 1.0)
    assert (first.below, first.above) == (("B",), ())
    assert first.change == pytest.approx(0.1)
    second = held.intervals["c1"]
    assert (second.low, second.high) == (0.0, pytest.approx(3 / 7))
    assert (second.below, second.above) == ((), ("B",))
    assert held.intervals["c2"].change is None
    assert held.removed == {"c0": ("B",), "c1": ("A",), "c2": ("A",)}
    assert held.decisive == ("c0",)
    assert held.deciding == "c1"


def test_one_criterion_alone_cannot_move() -> None:
    alone = table([(1,), (0,)], low=0.0, high=1.0)
    held = hold(alone, utilities(alone), np.array([1.0]))
    assert (held.intervals, held.removed, held.deciding) == ({}, {}, None)


def test_options_that_nothing_tells_apart_stay_first_together() -> None:
    alike = table([(1, 0), (1, 0), (0, 0)], low=0.0, high=1.0)
    held = hold(alike, utilities(alike), np.array([0.5, 0.5]))
    assert held.order[0] == ("A", "B")
    assert held.intervals["c0"].change is None
    assert held.removed["c0"] == ("A", "B", "C")


def test_of_two_first_options_one_may_hold_where_the_other_does_not() -> None:
    """A holds where the first criterion counts more, B where it counts less, and C nowhere."""
    opposed = table([(1, 0), (0, 1), (0.4, 0.4)], low=0.0, high=1.0)
    held = hold(opposed, utilities(opposed), np.array([0.5, 0.5]))
    assert held.order == (("A", "B"), ("C",))
    assert (held.intervals["c0"].low, held.intervals["c0"].high) == (0.0, 1.0)


@pytest.mark.parametrize("method", PROFILES)
@given(case=problems())
@settings(max_examples=60, deadline=None)
def test_the_first_stays_first_just_inside_and_not_just_outside(method: str, case: Problem) -> None:
    of, weights = case
    held = hold(of, PROFILES[method](of), weights)
    leaders = set(held.order[0])
    for column, (key, interval) in enumerate(held.intervals.items()):
        assert of.criteria[column] == key
        assert interval.low <= interval.weight <= interval.high
        inside = (interval.low + NEAR, (interval.low + interval.high) / 2, interval.high - NEAR)
        for weight in inside if interval.high - interval.low > 3 * NEAR else ():
            assert leaders & set(rank(method, of, moved(weights, column, weight)).first)
        outside = [(interval.low - NEAR, interval.below)] if interval.low > NEAR else []
        outside += [(interval.high + NEAR, interval.above)] if interval.high < 1 - NEAR else []
        for weight, passing in outside:
            now = set(rank(method, of, moved(weights, column, weight)).first)
            assert now & set(passing)
            assert not now & leaders


@pytest.mark.parametrize("method", PROFILES)
@given(case=problems())
@settings(max_examples=40, deadline=None)
def test_by_the_weights_that_it_needs_an_option_is_first(method: str, case: Problem) -> None:
    of, weights = case
    profiles = PROFILES[method](of)
    for place, option in enumerate(of.options):
        needed = other_weights(of, profiles, weights, place)
        if needed is None:
            continue
        found = np.array(list(needed.weights.values()))
        assert found.min() >= 0
        assert found.sum() == pytest.approx(1)
        assert needed.change == pytest.approx(np.abs(found - weights).sum())
        reached = profiles @ found
        assert reached[place] >= reached.max() - 1e-7
        if needed.change > 1e-6:
            assert option not in rank(method, of, weights).first
            nearly = profiles @ (weights + 0.99 * (found - weights))
            assert nearly[place] < nearly.max()


@given(case=problems())
@settings(max_examples=40, deadline=None)
def test_no_weights_on_a_grid_are_nearer(case: Problem) -> None:
    """Weightings at random that put the option first are all at least as far."""
    of, weights = case
    profiles = utilities(of)
    drawn = np.random.default_rng(1).dirichlet(np.ones(len(weights)), 500)
    values = drawn @ profiles.T
    for place in range(len(of.options)):
        first = values[:, place] >= values.max(axis=1)
        needed = other_weights(of, profiles, weights, place)
        if needed is None:
            assert not first.any()
        elif first.any():
            assert np.abs(drawn[first] - weights).sum(axis=1).min() >= needed.change - 1e-7


def test_a_dominated_option_can_win_by_no_weights() -> None:
    of = table([(1, 0.5), (0.5, 0.4)], low=0.0, high=1.0)
    assert other_weights(of, utilities(of), np.array([0.5, 0.5]), 1) is None


def test_judgements_rise_where_it_costs_least() -> None:
    """By hand: B is .2 behind; the first criterion weighs .6, so a rise of one third is enough."""
    of = table([(8, 4), (4, 5)], low=0.0, high=10.0)
    needed = better_judgements(of, utilities(of), np.array([0.6, 0.4]), 1)
    assert needed is not None
    assert needed.change == pytest.approx(1 / 3)
    assert needed.judgements == {"c0": pytest.approx(4 + 10 / 3)}


def test_less_is_better_where_a_criterion_is_a_cost() -> None:
    of = table([(2, 4), (6, 4)], costs=(0,), low=0.0, high=10.0)
    needed = better_judgements(of, utilities(of), np.array([0.5, 0.5]), 1)
    assert needed is not None
    assert needed.judgements == {"c0": pytest.approx(2)}


@given(case=problems())
@settings(max_examples=60, deadline=None)
def test_by_the_judgements_that_it_needs_an_option_is_first(case: Problem) -> None:
    of, weights = case
    for place, option in enumerate(of.options):
        needed = better_judgements(of, utilities(of), weights, place)
        assert needed is not None  # all weights are positive: the best of everything wins
        values = of.values.copy()
        for key, value in needed.judgements.items():
            assert 1 - 1e-9 <= value <= 9 + 1e-9
            values[place, of.criteria.index(key)] = value
        better = table(values, low=1.0, high=9.0, costs=tuple(np.flatnonzero(~of.maximise)))
        assert option in rank("weighted_sum", better, weights).first
        assert np.abs(utilities(better) - utilities(of)).sum() == pytest.approx(needed.change)
        if needed.change > 1e-6:
            assert option not in rank("weighted_sum", of, weights).first
