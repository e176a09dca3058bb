"""What each person's words on criteria become: weights of the leaves, or nothing at all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliberation.weighing import compared, deliberation
from toguna.deliberation.method import Unfit
from toguna.deliberation.model import DirectWeights, RankedWeights, SwingWeights
from toguna.deliberation.tables import Array
from toguna.deliberation.weights.consistency import consistency_ratio, on_scale, to_revisit
from toguna.deliberation.weights.group import Mean, aij, aij_weights, aip
from toguna.deliberation.weights.pairwise import (
    Prioritisation,
    is_connected,
    matrix_of,
    priorities,
)
from toguna.deliberation.weights.ranking import rank_order_centroid
from toguna.deliberation.weights.tree import all_weights, unweighed, weights_of

LEVELS = {"autorite": 60.0, "moyens": 40.0, "budget": 1.0, "experts": 3.0}


def test_numbers_at_each_level_are_multiplied_down_the_tree() -> None:
    of = deliberation(DirectWeights("awa", LEVELS))
    np.testing.assert_allclose(weights_of(of, "awa"), (0.6, 0.1, 0.3))


def test_numbers_for_the_leaves_alone_are_shared_among_them_all() -> None:
    said = SwingWeights("awa", {"autorite": 100, "budget": 50, "experts": 50})
    np.testing.assert_allclose(weights_of(deliberation(said), "awa"), (0.5, 0.25, 0.25))


def test_each_level_may_be_weighed_in_its_own_way() -> None:
    of = deliberation(
        RankedWeights("awa", (("moyens",), ("autorite",))),
        compared("awa", "moyens", ("budget", "experts", 1 / 4)),
    )
    np.testing.assert_allclose(weights_of(of, "awa"), (0.25, 0.75 / 5, 0.75 * 4 / 5))


def test_nothing_is_put_in_the_place_of_what_was_not_said() -> None:
    of = deliberation(DirectWeights("awa", {"autorite": 2, "moyens": 1}))
    assert weights_of(of, "awa") is None
    assert unweighed(of, "awa") == ("moyens",)
    assert unweighed(of, "issa") == ("", "moyens")
    assert np.isnan(all_weights(of)).all()


def test_the_rank_order_centroid_is_the_mean_of_all_weights_in_that_order() -> None:
    """Barron 1992; for three: 11/18, 5/18 and 2/18."""
    np.testing.assert_allclose(rank_order_centroid(3), (11 / 18, 5 / 18, 2 / 18))
    tied = RankedWeights("awa", (("autorite",), ("budget", "experts")))
    np.testing.assert_allclose(weights_of(deliberation(tied), "awa"), (11 / 18, 3.5 / 18, 3.5 / 18))


def test_weights_that_cannot_be_are_refused_in_words() -> None:
    with pytest.raises(Unfit, match="Les poids de autorite, moyens doivent être positifs"):
        weights_of(deliberation(DirectWeights("awa", LEVELS | {"moyens": -1})), "awa")
    twice = compared("awa", "", ("autorite", "moyens", 3), ("moyens", "autorite", 2))
    with pytest.raises(Unfit, match="dite deux fois autrement"):
        weights_of(deliberation(twice), "awa")


def test_comparisons_that_are_missing_are_had_from_the_others() -> None:
    chain = compared("awa", "", ("a", "b", 2), ("b", "c", 3))
    matrix = matrix_of(chain, ("a", "b", "c"))
    assert np.isnan(matrix[0, 2])
    for way in Prioritisation:
        np.testing.assert_allclose(priorities(matrix, way), (0.6, 0.3, 0.1))
    assert (consistency_ratio(matrix) or 0) < 1e-9
    assert to_revisit(matrix) == ()
    assert not is_connected(matrix_of(chain, ("a", "b", "c", "d")))


def test_the_comparison_to_revisit_comes_with_the_value_that_reconciles_it() -> None:
    said = (
        ("a", "b", 2),
        ("a", "c", 6),
        ("a", "d", 6),
        ("b", "c", 3),
        ("b", "d", 3),
        ("c", "d", 9),
    )
    matrix = matrix_of(compared("awa", "", *said), ("a", "b", "c", "d"))
    worst = to_revisit(matrix)[0]
    assert (worst.first, worst.second, worst.said) == (2, 3, 9.0)
    assert worst.implied == pytest.approx(1.0)
    assert worst.ratio == pytest.approx(0.0, abs=1e-9)
    assert (consistency_ratio(matrix) or 0) > 0.1


def test_of_three_criteria_any_comparison_may_be_the_one_to_revisit() -> None:
    matrix = matrix_of(
        compared("awa", "", ("a", "b", 3), ("b", "c", 3), ("a", "c", 3)), tuple("abc")
    )
    assert [(r.first, r.second, r.implied) for r in to_revisit(matrix)] == [
        (0, 1, pytest.approx(1)),
        (0, 2, pytest.approx(9)),
        (1, 2, pytest.approx(1)),
    ]


def test_ratios_are_said_on_the_scale_from_one_ninth_to_nine() -> None:
    assert [on_scale(ratio) for ratio in (20, 2.4, 1.1, 0.47, 0.01)] == [9, 2, 1, 1 / 2, 1 / 9]


def full_matrix(row: Sequence[float]) -> Array:
    """Make the matrix of four criteria from their six comparisons."""
    pairs = itertools.combinations("abcd", 2)
    said = ((*pair, ratio) for pair, ratio in zip(pairs, row, strict=True))
    return matrix_of(compared("awa", "", *said), tuple("abcd"))


ratios = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 9])


@given(st.lists(st.lists(ratios, min_size=6, max_size=6), min_size=1, max_size=4), st.data())
def test_by_geometric_means_aij_and_aip_agree(
    people: list[list[float]], data: st.DataObject
) -> None:
    voices = np.array([data.draw(st.integers(1, 5)) for _ in people], dtype=float)
    matrices = np.array([full_matrix(row) for row in people])
    own = np.array([priorities(matrix, Prioritisation.GEOMETRIC) for matrix in matrices])
    np.testing.assert_allclose(
        priorities(aij(matrices, voices), Prioritisation.GEOMETRIC),
        aip(own, voices, Mean.GEOMETRIC),
    )


def test_by_eigenvectors_they_do_not() -> None:
    """Two people over four criteria, each far from consistent."""
    said = ((1 / 9, 9, 1, 3, 9, 1 / 5), (5, 1 / 7, 9, 9, 1, 1 / 3))
    matrices = np.array([full_matrix(row) for row in said])
    own = np.array([priorities(matrix) for matrix in matrices])
    together = priorities(aij(matrices, np.ones(2)))
    apart = aip(own, np.ones(2), Mean.GEOMETRIC)
    assert np.abs(together - apart).max() > 0.01


def test_voices_count_in_the_group() -> None:
    of = deliberation(
        compared("awa", "", ("autorite", "moyens", 4)),
        compared("issa", "", ("autorite", "moyens", 1 / 4)),
        compared("awa", "moyens", ("budget", "experts", 1)),
    )
    authority = 2 / (1 + 2)  # three voices for 4, one for 1/4: 4 ** (2/4) = 2
    np.testing.assert_allclose(
        aij_weights(of), (authority, (1 - authority) / 2, (1 - authority) / 2)
    )
    rows = np.array([(0.8, 0.2), (0.2, 0.8), (np.nan, np.nan)])
    voices = np.array((3.0, 1.0, 7.0))
    np.testing.assert_allclose(aip(rows, voices, Mean.ARITHMETIC), (0.65, 0.35))
    np.testing.assert_allclose(aip(rows, voices, Mean.GEOMETRIC), (2 / 3, 1 / 3))


def test_a_group_that_said_nothing_has_no_weights() -> None:
    with pytest.raises(Unfit, match="Les comparaisons du groupe ne relient pas"):
        aij_weights(deliberation())
    with pytest.raises(Unfit, match="Personne n'a donné de poids"):
        aip(np.full((2, 3), np.nan), np.ones(2), Mean.ARITHMETIC)
    with pytest.raises(Unfit, match="Personne n'a donné de poids"):
        aip(np.eye(2), np.zeros(2), Mean.ARITHMETIC)
    with pytest.raises(Unfit, match="Chaque critère a un poids nul pour quelqu'un"):
        aip(np.eye(2), np.ones(2), Mean.GEOMETRIC)


@given(st.dictionaries(st.sampled_from(sorted(LEVELS)), st.floats(0.1, 100), min_size=4))
def test_weights_of_leaves_sum_to_one(numbers: dict[str, float]) -> None:
    weights = weights_of(deliberation(DirectWeights("awa", numbers)), "awa")
    assert weights is not None
    assert weights.sum() == pytest.approx(1.0)
    assert (weights > 0).all()
