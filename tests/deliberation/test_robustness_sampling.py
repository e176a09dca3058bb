"""Weightings drawn: inside what was said, uniform over it, and always the same."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.deliberation.robustness.sampling import Anything, Ordered, Tree, Weightings, Within
from toguna.deliberation.tables import Array
from toguna.deliberation.weights.ranking import rank_order_centroid

DRAWS = 40_000


def draw(weightings: Weightings, count: int = DRAWS, seed: int = 3) -> Array:
    return weightings.draw(np.random.Generator(np.random.PCG64(seed)), count)


@st.composite
def boxes(draw: st.DrawFn) -> Within:
    """Draw intervals of weights that have a weighting in common."""
    numbers = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=6)
    middle = np.array(draw(numbers))
    middle /= middle.sum()
    size = len(middle)
    shares = st.lists(st.sampled_from([0.0, 0.001, 0.3, 1.0]), min_size=size, max_size=size)
    low = middle * (1 - np.array(draw(shares)))
    high = middle + (1 - middle) * np.array(draw(shares))
    return Within(low, high)


def test_nothing_said_is_uniform_on_the_simplex() -> None:
    """The chance that every weight is under x is known (Whitworth): here x is one half."""
    drawn = draw(Anything(4))
    np.testing.assert_allclose(drawn.sum(axis=0), 1)
    np.testing.assert_allclose(drawn.mean(axis=1), 0.25, atol=0.005)
    small = (drawn <= 0.5).all(axis=0).mean()
    assert small == pytest.approx(
        sum((-1) ** i * comb(4, i) * (1 - i / 2) ** 3 for i in (0, 1)), abs=0.01
    )


def test_a_ranking_is_respected_and_its_mean_is_the_rank_order_centroid() -> None:
    drawn = draw(Ordered(((2,), (0,), (3,), (1,))))
    assert (np.diff(drawn[[2, 0, 3, 1]], axis=0) <= 0).all()
    np.testing.assert_allclose(drawn.sum(axis=0), 1)
    np.testing.assert_allclose(drawn.mean(axis=1)[[2, 0, 3, 1]], rank_order_centroid(4), atol=0.005)


def test_an_order_is_drawn_like_the_weightings_of_the_simplex_in_that_order() -> None:
    drawn, sorted_ = draw(Ordered(((0,), (1,), (2,)))), np.sort(draw(Anything(3), seed=4), axis=0)
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        np.testing.assert_allclose(
            np.quantile(drawn, share, axis=1), np.quantile(sorted_[::-1], share, axis=1), atol=0.01
        )


def test_criteria_of_one_place_may_come_in_any_order_within_it() -> None:
    drawn = draw(Ordered(((1, 2), (0,))))
    assert (drawn[0] <= drawn[1:].min(axis=0)).all()
    assert (drawn[1] > drawn[2]).mean() == pytest.approx(0.5, abs=0.01)


def test_twelve_criteria_in_order_are_drawn_at_once() -> None:
    """Among weightings at random, one in 479,001,600 (12!) would be in order."""
    drawn = draw(Ordered(tuple((place,) for place in range(12))), 100)
    assert drawn.shape == (12, 100)
    assert (np.diff(drawn, axis=0) <= 0).all()


@given(boxes(), st.integers(0, 9))
@settings(deadline=None)
def test_weights_stay_within_their_intervals(box: Within, seed: int) -> None:
    drawn = draw(box, 50, seed)
    assert drawn.shape == (len(box.low), 50)
    np.testing.assert_allclose(drawn.sum(axis=0), 1)
    assert (drawn >= box.low[:, None] - 1e-9).all()
    assert (drawn <= box.high[:, None] + 1e-9).all()


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ((0.1, 0.1, 0.1), (0.9, 0.5, 0.45)),
        ((0.0, 0.0, 0.0), (1.0, 0.6, 0.3)),
        ((0.0, 0.0, 0.0), (0.4, 0.4, 0.4)),
        ((0.25, 0.15, 0.35), (0.4, 0.25, 0.6)),
    ],
)
def test_intervals_are_drawn_from_uniformly(
    low: tuple[float, ...], high: tuple[float, ...]
) -> None:
    """Like the weightings of the simplex that happen to be inside."""
    drawn = draw(Within(np.array(low), np.array(high)))
    anywhere = draw(Anything(3), 60 * DRAWS // 10, seed=8)
    inside = anywhere[:, ((low <= anywhere.T) & (high >= anywhere.T)).all(axis=1)]
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        np.testing.assert_allclose(
            np.quantile(drawn, share, axis=1), np.quantile(inside, share, axis=1), atol=0.01
        )


def test_weights_that_leave_no_room_are_a_number() -> None:
    weights = np.array([0.2, 0.3, 0.5])
    np.testing.assert_allclose(draw(Within(weights, weights), 3), np.repeat(weights[:, None], 3, 1))
    np.testing.assert_allclose(draw(Within(weights, np.ones(3)), 2)[:, 0], weights)


def test_intervals_without_a_weighting_are_refused() -> None:
    with pytest.raises(ValueError, match="within these bounds"):
        Within(np.array([0.6, 0.6]), np.array([1.0, 1.0]))
    with pytest.raises(ValueError, match="within these bounds"):
        Within(np.array([0.0, 0.0]), np.array([0.4, 0.4]))


def test_each_level_of_a_tree_shares_the_weight_of_its_parent() -> None:
    """Two axes, the first one half to three quarters; its two criteria in order."""
    axes = Within(np.array([0.5, 0.25]), np.array([0.75, 0.5]))
    tree = Tree(((0, (1, 2), axes), (1, (3, 4), Ordered(((1,), (0,))))), (2, 3, 4))
    alone, lighter, heavier = draw(tree)
    assert (lighter <= heavier).all()
    np.testing.assert_allclose(alone + lighter + heavier, 1)
    assert 0.25 <= alone.min() <= alone.max() <= 0.5


@pytest.mark.parametrize(
    "weightings",
    [
        Anything(3),
        Ordered(((0, 1), (2,))),
        Within(np.array([0.1, 0.2, 0]), np.array([0.5, 0.4, 1])),
    ],
)
def test_the_same_seed_draws_the_same_bytes(weightings: Weightings) -> None:
    assert draw(weightings, 1000).tobytes() == draw(weightings, 1000).tobytes()
    assert draw(weightings, 1000).tobytes() != draw(weightings, 1000, seed=4).tobytes()
