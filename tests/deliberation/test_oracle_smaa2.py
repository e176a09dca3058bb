"""SMAA-2 against analytic values and what its authors say of its precision.

The thromboprophylaxis and antidepressant problems of the R package smaa (10,000 draws each,
GPL-3) were run by hand through these functions and gave its printed tables to the last digit
(.3504 and .6496; .0244 ... .3745); they are too large to be kept here.
"""

from __future__ import annotations

import numpy as np

from tests.deliberation.mcda import rank, scores, table
from toguna.deliberation.methods import method
from toguna.deliberation.methods.smaa2 import (
    SmaaRanking,
    central_weights,
    confidence_factors,
    over_weightings,
    rank_acceptability,
)
from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.robustness.sampling import Within

THREE = table([(1, 0), (0, 1), (0.6, 0.6)], low=0.0, high=1.0)
"""Two extremes and a compromise: the first wins where its criterion weighs over .6."""


def test_two_extremes_and_a_compromise() -> None:
    """Analytic: the first weight is uniform on (0, 1), so it is over .6 in 40 % of weightings."""
    ranking = rank("smaa2", THREE, (1, 1), draws="100000")
    assert isinstance(ranking, SmaaRanking)
    exact = ((0.4, 0.1, 0.5), (0.4, 0.1, 0.5), (0.2, 0.8, 0.0))
    np.testing.assert_allclose(ranking.acceptability, exact, atol=0.005)
    np.testing.assert_allclose(ranking.central, ((0.8, 0.2), (0.2, 0.8), (0.5, 0.5)), atol=0.005)
    np.testing.assert_array_equal(ranking.confidence, (1, 1, 1))


def test_ten_thousand_draws_are_within_one_hundredth() -> None:
    """Tervonen and Lahdelma, Implementing SMAA, EJOR 178 (2007) 500-513, section 3.

    A share is within .01 of the exact one, at 95 %, from 1.96² / (4 x .01²) = 9604 draws on.
    """
    assert int(method("smaa2").parameters["draws"]) >= 1.96**2 / (4 * 0.01**2)
    shares = [scores(rank("smaa2", THREE, (1, 1), seed=str(seed)), THREE) for seed in range(20)]
    within = np.abs(np.array(shares) - (0.4, 0.4, 0.2)) <= 0.01
    assert within.mean() >= 0.9


def test_central_weights_and_confidence_by_hand() -> None:
    weightings = np.array([(0.8, 0.2), (0.6, 0.4), (0.1, 0.9), (0.3, 0.7)])
    values = np.array([(2.0, 1.0), (2.0, 1.0), (1.0, 2.0), (2.0, 2.0)])
    np.testing.assert_allclose(rank_acceptability(values), ((2.5 / 4, 1.5 / 4), (1.5 / 4, 2.5 / 4)))
    central = central_weights(values, weightings)
    first = (np.array((0.8, 0.2)) + (0.6, 0.4) + 0.5 * np.array((0.3, 0.7))) / 2.5
    np.testing.assert_allclose(central[0], first)
    unsure = np.array([[(1.0, 0.0), (0.0, 1.0)], [(0.0, 0.0), (1.0, 1.0)]])
    np.testing.assert_allclose(confidence_factors(unsure, central), (0.5, 1.0))


def test_an_option_that_no_weighting_puts_first_has_no_central_weights() -> None:
    ranking = rank("smaa2", table([(2, 2), (1, 1)]), (1, 1), draws="100")
    assert isinstance(ranking, SmaaRanking)
    assert np.isnan(ranking.central[1]).all()
    assert np.isnan(ranking.confidence[1])
    assert ranking.order == (("A",), ("B",))


def test_the_order_of_the_weights_may_be_kept() -> None:
    """With the first criterion at least as heavy: its weight is uniform on (.5, 1): .8 and .2."""
    ranking = rank("smaa2", THREE, (2, 1), weightings="order", draws="20000")
    np.testing.assert_allclose(scores(ranking, THREE), (0.8, 0.0, 0.2), atol=0.01)


def test_the_weightings_may_be_held_to_what_is_known() -> None:
    """With a first weight between .5 and .7: over .6, and under, half of the time each."""
    known = Within(np.array((0.5, 0.0)), np.array((0.7, 1.0)))
    held = over_weightings(THREE, utilities(THREE), known, 20_000, 1)
    np.testing.assert_allclose(scores(held, THREE), (0.5, 0.0, 0.5), atol=0.01)


def test_the_same_seed_gives_the_same_shares() -> None:
    one, same, other = (scores(rank("smaa2", THREE, (1, 1), seed=s), THREE) for s in "334")
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
