"""Scores and ranks of many weightings at once are those of the methods, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.mcda import problems, rank, scores, table
from toguna.deliberation.methods.smaa2 import rank_acceptability
from toguna.deliberation.robustness import drawing
from toguna.deliberation.robustness.drawing import Panel, Tally, tally
from toguna.deliberation.robustness.kernels import SCORES, judge
from toguna.deliberation.robustness.ranks import places
from toguna.deliberation.robustness.sampling import Anything, Ordered, Weightings, Within
from toguna.deliberation.robustness.shares import acceptability, wilson
from toguna.deliberation.tables import Array, Table

METHODS = tuple(SCORES)
THREE = table([(1, 0), (0, 1), (0.6, 0.6)], low=0.0, high=1.0)
"""Two extremes and a compromise."""


def panel(*said: tuple[Table, Table, Table, Weightings]) -> Panel:
    """Make a panel of people of one voice, each in an organisation of its own."""
    return Panel(
        judges=tuple(judge(low, middle, high) for low, middle, high, _ in said),
        weightings=tuple(weightings for *_, weightings in said),
        voices=np.ones(len(said)),
        organisation=np.arange(len(said)),
    )


def sure(of: Table, weightings: Weightings) -> tuple[Table, Table, Table, Weightings]:
    """Say what somebody says who is sure of its judgements."""
    return of, of, of, weightings


def several(people: int = 5, seed: int = 1) -> Panel:
    """Make a panel of people who judge by intervals and weigh in several ways."""
    chance = np.random.default_rng(seed)
    kinds = (
        Anything(4),
        Ordered(((2,), (0, 3), (1,))),
        Within(np.array([0.1, 0.2, 0.0, 0.1]), np.array([0.4, 0.5, 0.3, 0.3])),
    )
    said = []
    for person in range(people):
        low = chance.uniform(0, 7, (5, 4))
        width = chance.uniform(0, 2, (5, 4))
        ends = (
            table(values, costs=(1,), low=0.0, high=10.0, indifference=0.5, preference=2.0)
            for values in (low, low + width / 2, low + width)
        )
        said.append((*ends, kinds[person % 3]))
    return panel(*said)


def same(one: Tally, other: Tally) -> bool:
    return all(
        getattr(one, name).tobytes() == getattr(other, name).tobytes()
        for name in ("people", "group", "without", "favouring")
    )


@given(problems())
@settings(max_examples=40, deadline=None)
def test_scores_are_those_of_the_methods_weighting_by_weighting(case: tuple[Table, Array]) -> None:
    of, _ = case
    generator = np.random.default_rng(2)
    drawn = Anything(len(of.criteria)).draw(generator, 12)
    said = judge(of, of, of)
    for ours, theirs in (
        ("weighted_sum", "weighted_sum"),
        ("topsis", "topsis"),
        ("promethee", "promethee"),
        ("smaa", "weighted_sum"),
    ):
        found = SCORES[ours](said, drawn, generator)
        for weights, own in zip(drawn.T, found.T, strict=True):
            np.testing.assert_allclose(own, scores(rank(theirs, of, weights), of), atol=1e-9)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=9))
@settings(deadline=None)
def test_ranks_are_shared_between_tied_options_as_by_smaa_2(values: list[list[int]]) -> None:
    given_ = np.array(values, dtype=float)
    np.testing.assert_allclose(places(given_.T).counted() / len(given_), rank_acceptability(given_))


@given(st.integers(1, 7), st.integers(1, 40), st.integers(0, 5))
@settings(deadline=None)
def test_ranks_without_ties_are_counted_alike(options: int, draws: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).random((draws, options))
    np.testing.assert_allclose(places(drawn.T).counted() / draws, rank_acceptability(drawn))


def test_a_rounding_error_is_a_tie() -> None:
    """.1 + .2 is not .3 to a processor."""
    found = places(np.array([[0.1 + 0.2], [0.3], [0.2]]))
    np.testing.assert_array_equal(found.first[:, 0], (0.5, 0.5, 0))


def test_two_extremes_and_a_compromise() -> None:
    """Analytic: the first weight is uniform on (0, 1), so it is over .6 in 40 % of weightings."""
    found = tally(panel(sure(THREE, Anything(2))), 5, 100_000)
    for method in ("weighted_sum", "smaa"):
        counts = found.people[0, METHODS.index(method)]
        share, low, high = wilson(counts, 100_000)
        exact = np.array(((0.4, 0.1, 0.5), (0.4, 0.1, 0.5), (0.2, 0.8, 0.0)))
        np.testing.assert_allclose(share, exact, atol=0.005)
        assert ((low - 0.002 <= exact) & (exact <= high + 0.002)).all()
    central = found.favouring / found.favouring.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(central, ((0.8, 0.2), (0.2, 0.8), (0.5, 0.5)), atol=0.005)


@pytest.mark.parametrize(("costs", "exact"), [((), 0.3), ((0,), 0.7)])
def test_an_uncertain_judgement_is_drawn_from_its_whole_interval(
    costs: tuple[int, ...], exact: float
) -> None:
    """Analytic: A is anywhere from 0 to 1 and B is .7, so A is less 7 times in 10."""
    low, middle, high = (
        table([(a,), (0.7,)], costs=costs, low=0.0, high=1.0) for a in (0.0, 0.5, 1.0)
    )
    found = tally(panel((low, middle, high, Anything(1))), 5, 50_000)
    first = found.people[0, :, 0, 0] / 50_000
    assert first[METHODS.index("smaa")] == pytest.approx(exact, abs=0.01)
    assert first[METHODS.index("weighted_sum")] == (exact > 0.5)


def test_every_option_has_a_rank_and_every_rank_an_option() -> None:
    found = tally(several(), 2, 3_000)
    for counts in (found.people, found.group):
        np.testing.assert_allclose(counts.sum(axis=-1), 3_000)
        np.testing.assert_allclose(counts.sum(axis=-2), 3_000)
    np.testing.assert_allclose(found.without.sum(axis=-1), 3_000)


def test_two_options_judged_alike_share_their_ranks() -> None:
    """The clone of an option takes half of what was its."""
    twice = table([(1, 0), (1, 0), (0, 1), (0.6, 0.6)], low=0.0, high=1.0)
    found = tally(panel(sure(twice, Anything(2))), 5, 20_000)
    for counts in found.people[0]:
        np.testing.assert_array_equal(counts[0], counts[1])
    share = found.people[0, METHODS.index("smaa"), :, 0] / 20_000
    np.testing.assert_allclose(share, (0.2, 0.2, 0.4, 0.2), atol=0.01)


@given(problems(), st.sampled_from([Anything, lambda n: Ordered(tuple((c,) for c in range(n)))]))
@settings(max_examples=25, deadline=None)
def test_what_is_better_everywhere_is_never_behind(
    case: tuple[Table, Array], kind: Callable[[int], Weightings]
) -> None:
    """The last option is judged as the first on each criterion, or a little worse."""
    of, _ = case
    values = of.values.copy()
    worse = np.where(of.maximise, values[0] - 0.5, values[0] + 0.5)
    values[-1] = np.where(np.arange(len(worse)) % 2 == 0, worse, values[0])
    dominated = replace(of, values=values, low=np.zeros(len(worse)), high=np.full(len(worse), 10.0))
    found = tally(panel(sure(dominated, kind(len(worse)))), 3, 200).people[0]
    for method in ("weighted_sum", "smaa"):
        assert found[METHODS.index(method), -1, 0] == 0


@given(problems())
@settings(max_examples=25, deadline=None)
def test_a_better_judgement_never_costs_a_first_rank(case: tuple[Table, Array]) -> None:
    of, _ = case
    values = of.values.copy()
    values[0, 0] += 1 if of.maximise[0] else -1
    weightings = Anything(len(of.criteria))
    before, after = (
        tally(
            panel(sure(replace(of, values=v, low=of.low - 1, high=of.high + 1), weightings)), 3, 300
        )
        for v in (of.values, values)
    )
    for method in ("weighted_sum", "promethee"):
        place = METHODS.index(method)
        assert after.people[0, place, 0, 0] >= before.people[0, place, 0, 0] - 1e-9


def test_one_option_alone_is_first() -> None:
    found = tally(panel(sure(table([(3, 4)], low=0.0, high=10.0), Anything(2))), 1, 50)
    assert (found.people == 50).all()


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads(threads: int) -> None:
    samples = 2 * drawing.BLOCK + 77
    assert same(tally(several(), 7, samples, 1), tally(several(), 7, samples, threads))


def test_another_seed_gives_others() -> None:
    assert not same(tally(several(), 7, 500), tally(several(), 8, 500))


def test_two_people_who_say_the_same_draw_apart() -> None:
    alike = sure(THREE, Anything(2))
    first, second = tally(panel(alike, alike), 7, 500).people
    assert not np.array_equal(first, second)


def test_favouring_weightings_are_those_of_smaas_first_ranks() -> None:
    """Weights sum to 1, so that their sum over weightings is how many there are."""
    found = tally(several(), 7, 500)
    firsts = found.people[:, METHODS.index("smaa"), :, 0].sum(axis=0)
    np.testing.assert_allclose(found.favouring.sum(axis=1), firsts)


def test_another_person_changes_nobody_elses_ranks() -> None:
    fewer, more = tally(several(3), 7, 500), tally(several(4), 7, 500)
    np.testing.assert_array_equal(fewer.people, more.people[:3])


def test_without_an_organisation_the_others_are_counted_alone() -> None:
    """The last one of four leaves: the three that stay draw what they drew."""
    fewer, more = tally(several(3), 7, 2_000), tally(several(4), 7, 2_000)
    np.testing.assert_allclose(more.without[3], fewer.group[:, :, 0])


def test_an_interval_of_confidence_is_wilsons() -> None:
    """Analytic: never in n draws gives 0 to z² / (n + z²), and always its mirror image."""
    share, low, high = wilson(np.array([0.0, 10.0, 5.0]), 10)
    np.testing.assert_allclose(share, (0, 1, 0.5))
    never = 1.959964**2 / (10 + 1.959964**2)
    np.testing.assert_allclose(low[:2], (0, 1 - never), atol=1e-6)
    np.testing.assert_allclose(high[:2], (never, 1), atol=1e-6)
    assert low[2] + high[2] == pytest.approx(1)
    assert (share[2] - low[2]) / np.sqrt(low[2] * (1 - low[2]) / 10) == pytest.approx(1.959964)


def test_ninety_five_intervals_in_a_hundred_hold_the_truth() -> None:
    """Analytic: the compromise of `THREE` is first in one weighting in five."""
    drawn = [tally(panel(sure(THREE, Anything(2))), seed, 1_000) for seed in range(200)]
    first = np.array([found.people[0, METHODS.index("smaa"), 2, 0] for found in drawn])
    _, low, high = wilson(first, 1_000)
    assert 0.9 <= ((low <= 0.2) & (high >= 0.2)).mean() <= 0.99


def test_shares_are_told_by_option_and_rank() -> None:
    told = acceptability(np.array([(3.0, 1.0), (1.0, 3.0)]), ("A", "B"), 4)
    assert [share.share for share in told.ranks["B"]] == [0.25, 0.75]
    assert told.first("A").low < told.first("A").share < told.first("A").high
