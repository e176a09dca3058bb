"""What every measure of consensus promises, and the story of a Delphi."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.groups import opinions_on, scores
from toguna.deliberation.consensus.adjustments import over_threshold, within_tolerance
from toguna.deliberation.consensus.ahp import ahp_consensus
from toguna.deliberation.consensus.concordance import concordance
from toguna.deliberation.consensus.delphi import Stopping, Verdict, assess, stability
from toguna.deliberation.consensus.distances import distances
from toguna.deliberation.consensus.opinions import Opinions, opinions_of, overall
from toguna.deliberation.consensus.soft import soft_consensus
from toguna.deliberation.model import (
    Criterion,
    Deliberation,
    Direction,
    Judgement,
    Option,
    Person,
    Scale,
)

ONE = np.ones(1)


class TestSoftConsensus:
    @given(values=scores())
    def test_it_is_between_zero_and_one_and_one_for_the_same_opinions(
        self, values: np.ndarray
    ) -> None:
        found = soft_consensus(values)
        for degrees in (found.pairs, found.options, found.near, found.level):
            assert np.nanmin(degrees) >= 0
            assert np.nanmax(degrees) <= 1
        assert soft_consensus(np.repeat(values[:1], 3, axis=0)).level == pytest.approx(1)

    @given(values=scores(), data=st.data())
    def test_who_comes_first_and_the_order_of_options_change_nothing(
        self, values: np.ndarray, data: st.DataObject
    ) -> None:
        people = data.draw(st.permutations(range(len(values))))
        options = data.draw(st.permutations(range(values.shape[1])))
        before, after = soft_consensus(values), soft_consensus(values[people][:, options])
        assert after.level == pytest.approx(before.level)
        assert after.near == pytest.approx(before.near[people])
        assert after.options == pytest.approx(before.options[options])

    @given(values=scores(people=2), share=st.floats(0, 1))
    def test_two_people_who_come_closer_agree_more(self, values: np.ndarray, share: float) -> None:
        pair = values[:2]
        closer = pair + share * (pair.mean(axis=0) - pair)
        assert soft_consensus(closer).level >= soft_consensus(pair).level - 1e-12

    def test_what_nobody_knows_is_not_a_consensus(self) -> None:
        values = np.array([[1.0, np.nan, 0.3], [np.nan, 1.0, 0.2]])
        assert np.isnan(soft_consensus(values).level)
        assert np.isnan(soft_consensus(np.array([[1.0, 0.5]])).level)


class TestOtherMeasures:
    @settings(deadline=None)
    @given(values=scores())
    def test_goepels_is_between_zero_and_one_and_does_not_mind_the_order(
        self, values: np.ndarray
    ) -> None:
        weights = values + 0.05
        found = ahp_consensus(weights)
        assert 0 <= found <= 1
        assert ahp_consensus(weights[::-1, ::-1]) == pytest.approx(found)
        assert ahp_consensus(np.repeat(weights[:1], 2, axis=0)) == pytest.approx(1)

    @settings(deadline=None, max_examples=50)
    @given(values=scores())
    def test_kendalls_is_between_zero_and_one_and_knows_only_orders(
        self, values: np.ndarray
    ) -> None:
        found = concordance(values, draws=99)
        if found is None:
            assert (np.ptp(values, axis=1) == 0).all()
            return
        assert -1e-12 <= found.w <= 1 + 1e-12
        assert 0 < found.p_permutation <= 1
        stretched = concordance(values**3, draws=99)
        assert stretched is not None
        assert stretched.w == pytest.approx(found.w)

    def test_kendalls_is_one_for_one_order_and_leaves_out_who_lacks_an_opinion(self) -> None:
        values = np.array([[0.1, 0.4, 0.9], [0.2, 0.5, 0.6], [np.nan, 0.9, 0.1]])
        found = concordance(values)
        assert found is not None
        assert (found.w, found.people) == (pytest.approx(1), 2)

    def test_the_same_seed_gives_the_same_p(self) -> None:
        values = np.random.default_rng(3).random((4, 5))
        assert concordance(values, seed=7) == concordance(values, seed=7)

    @pytest.mark.parametrize("weights", [np.ones((1, 3)), np.ones((3, 1)), np.zeros((2, 2))])
    def test_goepels_refuses_what_is_not_a_group(self, weights: np.ndarray) -> None:
        with pytest.raises(ValueError, match=r"two people|positive"):
            ahp_consensus(weights)


class TestDistances:
    def test_the_furthest_judgement_comes_first_with_what_the_others_say(self) -> None:
        said = opinions_on(10, [[[8, 2]], [[7, 3]], [[8, 9]]])
        found = distances(said)
        first = found.judgements[0]
        assert (first.person, first.criterion) == ("P3", "C2")
        assert (first.said, first.others, first.distance) == (9, 2.5, pytest.approx(0.65))
        assert found.people.argmax() == 2
        assert found.criteria.argmax() == 1
        assert found.table.shape == (3, 2)

    def test_what_one_person_alone_judged_is_compared_with_nothing(self) -> None:
        said = opinions_on(10, [[[8, np.nan]], [[7, 3]]])
        found = distances(said)
        assert {one.criterion for one in found.judgements} == {"C1"}
        assert np.isnan(found.criteria[1])


groups = st.integers(0, 10_000).map(
    lambda seed: opinions_on(10, np.random.default_rng(seed).integers(0, 11, (3, 3, 2)))
)


class TestAdjustments:
    @settings(max_examples=25, deadline=None)
    @given(said=groups, tolerance=st.sampled_from([0.0, 0.1, 0.25]))
    def test_everybody_ends_within_the_tolerance_of_a_common_opinion(
        self, said: Opinions, tolerance: float
    ) -> None:
        found = within_tolerance(said, tolerance)
        assert (np.ptp(found.opinions.values, axis=0) <= 2 * tolerance + 1e-6).all()
        assert found.cost == pytest.approx(_closed_form(said.values, tolerance))

    @settings(max_examples=20, deadline=None)
    @given(said=groups, threshold=st.floats(0.5, 1))
    def test_the_threshold_is_reached_and_no_more_is_changed_than_needed(
        self, said: Opinions, threshold: float
    ) -> None:
        weights = np.array([0.7, 0.3])
        before = soft_consensus(overall(said.values, weights)).level
        found = over_threshold(said, threshold, weights)
        after = soft_consensus(overall(found.opinions.values, weights)).level
        assert after >= threshold - 1e-6
        if before < threshold:
            assert after == pytest.approx(threshold, abs=1e-5)
        else:
            assert found.changes == ()

    @settings(max_examples=10, deadline=None)
    @given(said=groups)
    def test_the_same_input_gives_the_same_changes(self, said: Opinions) -> None:
        first = over_threshold(said, 0.95, np.ones(2))
        assert over_threshold(said, 0.95, np.ones(2)).changes == first.changes

    def test_a_large_group_reaches_its_threshold_too(self) -> None:
        said = opinions_on(10, np.random.default_rng(1).integers(0, 11, (30, 8, 1)))
        found = over_threshold(said, 0.85, ONE)
        after = soft_consensus(overall(found.opinions.values, ONE)).level
        assert after == pytest.approx(0.85, abs=1e-5)
        assert soft_consensus(overall(said.values, ONE)).level < 0.85

    def test_who_is_dear_to_move_is_moved_last(self) -> None:
        said = opinions_on(10, [[[0], [10]], [[10], [0]]])
        found = over_threshold(said, 0.7, ONE, costs=np.array([1.0, 5.0]))
        assert {change.person for change in found.changes} == {"P1"}

    def test_what_is_not_known_is_not_asked_for(self) -> None:
        said = opinions_on(10, [[[0, np.nan], [10, 5]], [[10, 5], [0, np.nan]]])
        found = over_threshold(said, 0.9, np.array([0.5, 0.5]))
        level = soft_consensus(overall(found.opinions.values, np.array([0.5, 0.5]))).level
        assert level == pytest.approx(0.9, abs=1e-6)
        assert (np.isnan(found.opinions.values) == np.isnan(said.values)).all()


def _closed_form(values: np.ndarray, tolerance: float) -> float:
    """Try an interval of twice the tolerance at each of its possible ends."""
    total = 0.0
    for item in values.reshape(len(values), -1).T:
        lows = np.concatenate([item, item - 2 * tolerance])
        costs = [np.maximum(0, low - item).sum() + np.maximum(0, item - low - 2 * tolerance).sum()
                 for low in lows]  # fmt: skip
        total += min(costs)
    return total


class TestDelphi:
    AGREED = opinions_on(10, [[[9], [5], [1]]] * 4 + [[[8], [5], [2]]])
    OPPOSED = opinions_on(10, [[[9], [5], [1]]] * 2 + [[[1], [5], [9]]] * 2)

    def test_a_first_round_never_stops(self) -> None:
        found = assess(self.AGREED, ONE)
        assert found.verdict is Verdict.GO_ON
        assert "deux tours" in str(found.reason)

    def test_a_stable_group_that_agrees_stops_and_reports_all_three(self) -> None:
        found = assess(self.AGREED, ONE, self.AGREED, number=2)
        assert found.verdict is Verdict.AGREED
        assert found.stop
        assert found.level > 0.9
        assert found.concordance is not None
        assert found.concordance.w == pytest.approx(1)
        assert found.stability is not None
        assert (found.stability.change, found.stability.p_moved) == (0, 1)

    def test_a_stable_group_that_does_not_agree_stops_and_says_what_is_lacking(self) -> None:
        found = assess(self.OPPOSED, ONE, self.OPPOSED, number=2)
        assert found.verdict is Verdict.DISAGREED
        assert "niveau de consensus 0,64, W de Kendall 0" in str(found.reason)

    def test_a_group_that_still_moves_goes_on_even_if_it_agrees(self) -> None:
        found = assess(self.AGREED, ONE, self.OPPOSED_FIVE, number=2)
        assert found.verdict is Verdict.GO_ON
        assert "bougent encore" in str(found.reason)

    OPPOSED_FIVE = opinions_on(10, [[[9], [5], [1]]] * 2 + [[[1], [5], [9]]] * 3)

    def test_the_last_round_ends_it(self) -> None:
        found = assess(self.AGREED, ONE, self.OPPOSED_FIVE, 3, Stopping(rounds=3))
        assert found.verdict is Verdict.OUT_OF_ROUNDS

    def test_three_who_each_want_another_option_have_no_consensus(self) -> None:
        """However many options there are that nobody wants."""
        for options in (3, 6, 12):
            wishes = opinions_on(1, np.eye(options)[:3][:, :, None])
            assert assess(wishes, ONE, wishes, 2).verdict is Verdict.DISAGREED

    def test_two_people_who_agree_wholly_agree_though_chance_could_have_done_it(self) -> None:
        pair = opinions_on(10, [[[9], [5], [1]]] * 2)
        found = assess(pair, ONE, pair, 2)
        assert found.verdict is Verdict.AGREED
        assert found.concordance is not None
        assert found.concordance.p_permutation > 0.1

    def test_rounds_are_compared_on_the_people_they_share(self) -> None:
        fewer = replace(
            self.OPPOSED, people=self.OPPOSED.people[1:], values=self.OPPOSED.values[1:] * 0.9
        )
        found = stability(self.OPPOSED, fewer)
        assert found is not None
        assert found.judgements == 9
        assert found.change == pytest.approx(0.1 * self.OPPOSED.values[1:].mean())
        assert found.variation == pytest.approx(0)

    def test_opinions_that_cross_move_though_their_distribution_does_not(self) -> None:
        crossed = replace(self.OPPOSED, values=self.OPPOSED.values[::-1])
        found = stability(self.OPPOSED, crossed)
        assert found is not None
        assert found.change > 0.5
        assert found.variation == pytest.approx(0)
        assert found.p_moved > 0.5

    def test_rounds_without_anything_in_common_cannot_be_compared(self) -> None:
        others = replace(self.OPPOSED, people=("X", "Y", "Z", "T"))
        assert stability(self.OPPOSED, others) is None
        assert assess(self.OPPOSED, ONE, others, 2).verdict is Verdict.GO_ON


def test_opinions_turn_costs_around_and_keep_what_is_not_known() -> None:
    deliberation = Deliberation(
        question="Sous quelle autorité ?",
        options=(Option("A", "Primature"), Option("B", "Présidence")),
        criteria=(
            Criterion("coût", "coût", Scale(0, 200, "millions"), Direction.LESS),
            Criterion("poids", "poids", Scale(1, 5)),
        ),
        people=(Person("p", "P", "Justice"),),
        judgements=(
            Judgement("p", "A", "coût", 0, 100),
            Judgement("p", "A", "poids", 4, 4),
            Judgement("p", "B", "poids", None, None),
        ),
    )
    found = opinions_of(deliberation)
    assert found.values[0, 0] == pytest.approx([0.75, 0.75])
    assert np.isnan(found.values[0, 1]).all()
    assert found.in_units(0.75, 0) == 50
    assert overall(found.values, np.array([0.5, 0.5]))[0, 0] == pytest.approx(0.75)
