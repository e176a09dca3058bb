"""Measures of consensus on published and analytic examples, each with its source."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.deliberation.groups import opinions_on
from toguna.deliberation.consensus.adjustments import over_threshold, within_tolerance
from toguna.deliberation.consensus.ahp import ahp_consensus, band
from toguna.deliberation.consensus.concordance import Concordance, concordance
from toguna.deliberation.consensus.soft import preference_relations, soft_consensus


class TestKendallsW:
    def of_ranks(self, *judges: list[int]) -> Concordance:
        found = concordance(-np.array(judges, dtype=float))
        assert found is not None
        return found

    def test_proofwiki(self) -> None:
        """ProofWiki, Kendall's Coefficient of Concordance/Examples/Arbitrary Example 1."""
        found = self.of_ranks([1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2])
        assert found.w == pytest.approx(1 / 16)

    def test_four_judges_and_ten_projects(self) -> None:
        """The Kendall Coefficient of Concordance W (Scribd 659863121), example 1: the squares of
        the deviations sum to 1048."""
        found = self.of_ranks(
            [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
            [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
            [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
            [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
        )
        assert round(found.w, 4) == 0.7939
        assert found.p_chi_square < 0.001
        assert found.p_permutation == pytest.approx(1e-4)

    def test_siegels_applicants(self) -> None:
        """Siegel, Nonparametric Statistics (1956), table 9.5: three executives rank six job
        applicants (from memory, reproduced: s = 25.5, W = .16)."""
        found = self.of_ranks([1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1])
        assert found.w * 9 * (6**3 - 6) / 12 == pytest.approx(25.5)
        assert round(found.w, 4) == 0.1619
        assert found.p_chi_square > 0.05

    def test_eight_essays(self) -> None:
        """Kendall's coefficient of concordance (studylib 25887810), pp. 177-178: W = 0.94 and
        chi-square 19.74 (with the rounded W) at 7 degrees of freedom."""
        found = self.of_ranks(
            [8, 6, 4, 1, 3, 2, 5, 7], [7, 5, 6, 2, 3, 1, 4, 8], [8, 6, 5, 1, 2, 3, 4, 7]
        )
        assert round(found.w, 2) == 0.94
        assert found.freedom == 7
        assert found.chi_square == pytest.approx(19.74, abs=0.1)

    def test_ties_are_corrected(self) -> None:
        """Two judges with the same ties agree wholly; without the correction W would be 0.9."""
        assert self.of_ranks([1, 2, 2, 4], [1, 2, 2, 4]).w == pytest.approx(1)


class TestGoepelsConsensus:
    def opposed(self, people: int, criteria: int) -> np.ndarray:
        weights = np.ones((people, criteria))
        np.fill_diagonal(weights, 9.0)
        return weights

    def current_code(self, weights: np.ndarray) -> float:
        """The formula of AHP-OS (classes/AhpGroup.php, getConsensus and ahpShannonCor)."""
        shares = weights / weights.sum(axis=1, keepdims=True)
        n = weights.shape[1]
        alpha = -(shares * np.log(shares)).sum(axis=1).mean()
        mean = shares.mean(axis=0)
        beta = -(mean * np.log(mean)).sum() - alpha
        top, rest = 9 / (n + 8), 1 / (n + 8)
        least = -top * math.log(top) - (n - 1) * rest * math.log(rest)
        cor = math.exp(math.log(n) - least)
        return float((math.exp(-beta) - 1 / cor) / (1 - 1 / cor))

    def test_three_people_fully_opposed_over_six_criteria_agree_on_nothing(self) -> None:
        weights = self.opposed(3, 6)
        assert ahp_consensus(weights) == pytest.approx(0, abs=1e-12)
        assert round(self.current_code(weights), 3) == 0.249

    def test_two_people_who_complement_each_other_agree_on_nothing_either(self) -> None:
        """The case for which the author changed the formula: all mean weights are equal."""
        weights = np.array([[9.0, 9, 9, 1, 1, 1], [1, 1, 1, 9, 9, 9]])
        assert ahp_consensus(weights) == 0

    def test_both_formulas_are_one_with_as_many_people_as_criteria(self) -> None:
        weights = self.opposed(4, 4) + np.arange(16).reshape(4, 4) / 8
        assert ahp_consensus(weights) == pytest.approx(self.current_code(weights))

    def test_weights_without_a_greatest_ratio_are_opposed_where_nothing_is_shared(self) -> None:
        assert ahp_consensus(np.eye(6)[:3], math.inf) == pytest.approx(0, abs=1e-12)
        assert ahp_consensus(np.eye(6)[[0, 0, 1]], math.inf) > 0.2

    def test_the_bands_are_goepels(self) -> None:
        """BPMSG, AHP Group Consensus Indicator, table 1."""
        words = [str(band(value)) for value in (0.49, 0.5, 0.624, 0.625, 0.75, 0.874, 0.875, 1)]
        assert words == [
            "très faible", "faible", "faible", "modéré", "élevé", "élevé", "très élevé",
            "très élevé",
        ]  # fmt: skip


class TestSoftConsensus:
    """Worked out by hand from the definitions of Herrera-Viedma and others (2007)."""

    def test_two_opposite_preferences_give_zero(self) -> None:
        assert soft_consensus(np.array([[1.0, 0.0], [0.0, 1.0]])).level == 0

    def test_an_order_gives_the_relation_that_the_authors_derive_from_orders(self) -> None:
        """p = (1 + (place of j - place of i) / (n - 1)) / 2 (Herrera-Viedma, Herrera and
        Chiclana, A consensus model for multiperson decision making, 2002)."""
        places = np.array([[1, 3, 2]])
        relation = preference_relations((3 - places) / 2)[0]
        for i, j in ((0, 1), (1, 2), (2, 0)):
            assert relation[i, j] == (1 + (places[0, j] - places[0, i]) / 2) / 2

    def test_three_wishes_over_six_options_agree_on_two_thirds_of_pairs(self) -> None:
        """Of 15 pairs of options two people differ by 1 on one and by a half on eight."""
        found = soft_consensus(np.eye(6)[:3])
        assert found.level == pytest.approx(1 - (1 + 8 / 2) / 15)
        assert found.options.min() == pytest.approx(found.options[:3].max())

    def test_proximity_is_to_the_mean_of_the_group(self) -> None:
        found = soft_consensus(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
        assert found.near == pytest.approx([2 / 3, 2 / 3, 1 / 3])
        weighted = soft_consensus(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([3.0, 1.0]))
        assert weighted.near == pytest.approx([3 / 4, 1 / 4])


class TestMinimumCost:
    """Opinions 0, 3, 6 and 10 on a scale to 10: analytic (a weighted median) without tolerance,
    and by going through all intervals with one."""

    OPINIONS = opinions_on(10, [[[0]], [[3]], [[6]], [[10]]])

    @pytest.mark.parametrize(("tolerance", "cost"), [(0, 13), (1, 9), (2, 6), (5, 0)])
    def test_the_cost_of_coming_within_a_tolerance(self, tolerance: float, cost: float) -> None:
        found = within_tolerance(self.OPINIONS, tolerance / 10)
        assert found.cost * 10 == pytest.approx(cost)
        spread = np.ptp(found.opinions.values) * 10
        assert spread <= 2 * tolerance + 1e-6 or tolerance == 5

    def test_unequal_costs_move_all_to_the_weighted_median(self) -> None:
        found = within_tolerance(self.OPINIONS, 0, np.array([1.0, 2.0, 1.0, 3.0]))
        assert found.cost * 10 == pytest.approx(24)
        assert found.opinions.values * 10 == pytest.approx(6)

    def test_the_changes_are_said_in_the_unit_of_the_scale(self) -> None:
        found = within_tolerance(self.OPINIONS, 0.2)
        assert [str(change.words()) for change in found.changes] == [
            "P1, option « O1 », critère « C1 » : de 0 à 2.",
            "P4, option « O1 », critère « C1 » : de 10 à 6.",
        ]

    def test_half_way_between_two_opposite_people_is_what_a_threshold_of_a_half_costs(
        self,
    ) -> None:
        """Two options, two people fully opposed: each unit of opinion moved gains a half."""
        opposed = opinions_on(10, [[[10], [0]], [[0], [10]]])
        assert over_threshold(opposed, 0.5, np.ones(1)).cost == pytest.approx(1)
        assert over_threshold(opposed, 1.0, np.ones(1)).cost == pytest.approx(2)
