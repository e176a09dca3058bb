"""Where methods agree, and the plane that shows why they do not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from tests.deliberation.mcda import problems, table
from toguna.deliberation.agreement import agreement, kendall_tau, run
from toguna.deliberation.gaia import plane
from toguna.deliberation.methods import methods
from toguna.deliberation.methods.promethee import unicriterion_flows
from toguna.deliberation.orders import Order, by_level, by_score, ranks
from toguna.deliberation.tables import Array, Table


def test_methods_that_name_other_first_options_are_shown_apart() -> None:
    contested = table([(9, 2, 5), (5, 5, 6), (7, 6, 1)], low=1.0, high=9.0, preference=1.0)
    rankings, refused = run(contested, np.array((0.4, 0.4, 0.2)))
    found = agreement({key: ranking.order for key, ranking in rankings.items()}, refused)
    assert list(found.firsts) == [known.key for known in methods()]
    assert not found.unanimous
    assert sorted(key for keys in found.by_first.values() for key in keys) == sorted(found.firsts)
    np.testing.assert_allclose(found.tau, found.tau.T)
    np.testing.assert_allclose(np.diag(found.tau), 1)


def test_a_method_that_cannot_be_used_says_why_and_the_others_go_on() -> None:
    rankings, refused = run(table([(0, 2), (1, 1)]), np.array((0.5, 0.5)))
    assert list(refused) == ["ahp"]
    assert "rapports" in refused["ahp"].render()
    assert len(rankings) == 5


def test_the_first_option_is_unanimous_only_where_it_stands_alone() -> None:
    alone: Order = (("a",), ("b", "c"))
    tied: Order = (("a", "b"), ("c",))
    assert agreement({"x": alone, "y": alone}).unanimous
    assert not agreement({"x": tied, "y": tied}).unanimous
    assert not agreement({"x": alone, "y": tied}).unanimous


ranked = st.lists(st.integers(0, 3), min_size=5, max_size=5)


@given(ranked, ranked)
def test_kendalls_tau_is_scipys(one: list[int], other: list[int]) -> None:
    first, second = (by_score(dict(zip("abcde", scores, strict=True))) for scores in (one, other))
    ours = kendall_tau(first, second)
    theirs = kendalltau(one, other).statistic
    assert ours == pytest.approx(theirs, nan_ok=True)


def test_orders_of_other_options_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="not of the same options"):
        kendall_tau((("a",),), (("b",),))


def test_scores_that_differ_by_a_rounding_error_are_tied() -> None:
    assert by_score({"b": 0.1 + 0.2, "a": 0.3, "c": 0.29}) == (("a", "b"), ("c",))
    assert by_score({"b": 1e-17, "a": -1e-17}) == (("a", "b"),)
    assert ranks((("a", "b"), ("c",))) == {"a": 1.5, "b": 1.5, "c": 3.0}


def test_options_that_cannot_be_compared_stand_on_one_level() -> None:
    at_least = np.array([(1, 0, 1), (0, 1, 0), (0, 0, 1)], dtype=bool)
    assert by_level(("a", "b", "c"), at_least) == (("a", "b"), ("c",))


def test_on_two_criteria_the_plane_shows_everything() -> None:
    opposed = table([(9, 1), (5, 5), (1, 9)], preference=8.0)
    weights = np.array((0.8, 0.2))
    flows = unicriterion_flows(opposed)
    drawn = plane(flows, weights)
    assert drawn.kept == pytest.approx(1.0)
    np.testing.assert_allclose(drawn.options @ drawn.axis, flows @ weights, atol=1e-12)
    assert drawn.criteria[0] @ drawn.criteria[1] == pytest.approx(0, abs=1e-12)


def test_criteria_that_agree_point_the_same_way() -> None:
    agreed = table([(9, 8, 1), (5, 5, 5), (1, 2, 9)], preference=8.0)
    drawn = plane(unicriterion_flows(agreed), np.ones(3) / 3)
    assert drawn.criteria[0] @ drawn.criteria[1] > 0
    assert drawn.criteria[0] @ drawn.criteria[2] < 0


@given(problems())
def test_the_plane_keeps_a_share_of_the_variance(problem: tuple[Table, Array]) -> None:
    of, weights = problem
    flows = unicriterion_flows(of)
    drawn = plane(flows, weights)
    assert 0 <= drawn.kept <= 1 + 1e-12
    assert drawn.options.shape == (len(of.options), 2)
    assert drawn.criteria.shape == (len(of.criteria), 2)
    assert (drawn.axis >= -1e-9).all()
    total = (flows**2).sum()
    np.testing.assert_allclose((drawn.options**2).sum(), drawn.kept * total, atol=1e-9)
