"""What methods promise, on problems drawn at random, and what they do not, by counter-examples."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.mcda import SMOOTH, problems, rank, scores, table
from toguna.deliberation.method import Unfit
from toguna.deliberation.methods import method, methods
from toguna.deliberation.methods.promethee import PrometheeRanking, unicriterion_flows
from toguna.deliberation.methods.topsis import closeness, squared_gaps
from toguna.deliberation.orders import Order, ranks
from toguna.deliberation.tables import Array, Table, gains


def without(order: Order, option: str) -> Order:
    left = (tuple(key for key in place if key != option) for place in order)
    return tuple(place for place in left if place)


def dominations(of: Table) -> list[tuple[str, str]]:
    """Give the pairs where the first is at least as good everywhere, and better somewhere."""
    values = gains(of)
    return [
        (of.options[a], of.options[b])
        for a in range(len(values))
        for b in range(len(values))
        if (values[a] >= values[b]).all() and (values[a] > values[b]).any()
    ]


def test_every_method_says_what_it_means_and_when_it_misleads() -> None:
    assert [known.key for known in methods()] == sorted((*SMOOTH, "smaa2"))
    for known in methods():
        assert known.meaning.render().endswith(".")
        assert known.misleads.render().endswith(".")
        assert known.formula_version
    with pytest.raises(KeyError, match="dictator"):
        method("dictator")


@given(problems())
def test_a_dominated_option_is_never_before_the_one_that_dominates_it(
    problem: tuple[Table, Array],
) -> None:
    for key in SMOOTH:
        by_option = ranks(method(key).rank(*problem, {}).order)
        for better, worse in dominations(problem[0]):
            assert by_option[better] <= by_option[worse], key


@settings(max_examples=25)
@given(problems())
def test_nor_by_smaa(problem: tuple[Table, Array]) -> None:
    ranking = method("smaa2").rank(*problem, {"draws": "500"})
    assert ranking.scores is not None
    for better, worse in dominations(problem[0]):
        assert ranking.scores[better] >= ranking.scores[worse]


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_options_and_of_criteria_changes_nothing(
    problem: tuple[Table, Array], random: Random
) -> None:
    of, weights = problem
    shuffled = list(range(len(of.options)))
    columns = list(range(len(of.criteria)))
    random.shuffle(shuffled)
    random.shuffle(columns)
    other = replace(
        of,
        options=tuple(of.options[row] for row in shuffled),
        criteria=tuple(of.criteria[column] for column in columns),
        values=of.values[np.ix_(shuffled, columns)],
        maximise=of.maximise[columns],
        indifference=of.indifference[columns],
        preference=of.preference[columns],
        veto=of.veto[columns],
    )
    for key in SMOOTH:
        here = method(key).rank(of, weights, {})
        there = method(key).rank(other, weights[columns], {})
        assert here.order == there.order, key


@given(problems())
def test_other_names_give_the_same_places(problem: tuple[Table, Array]) -> None:
    of, weights = problem
    names = {option: f"Z{90 - place}" for place, option in enumerate(of.options)}
    renamed = replace(of, options=tuple(names[option] for option in of.options))
    for key in SMOOTH:
        here, there = (method(key).rank(made, weights, {}).order for made in (of, renamed))
        assert tuple(tuple(sorted(names[key] for key in place)) for place in here) == there


@given(problems(), st.integers(0, 5))
def test_a_clone_ties_with_its_model(problem: tuple[Table, Array], model: int) -> None:
    of, weights = problem
    cloned = model % len(of.options)
    twice = replace(
        of,
        options=(*of.options, "clone"),
        values=np.vstack([of.values, of.values[cloned]]),
    )
    for key in SMOOTH:
        by_option = ranks(method(key).rank(twice, weights, {}).order)
        assert by_option["clone"] == by_option[of.options[cloned]], key


@given(problems(), st.integers(0, 5))
def test_between_the_ends_of_scales_the_weighted_sum_never_reverses(
    problem: tuple[Table, Array], left: int
) -> None:
    of, weights = problem
    gone = left % len(of.options)
    kept = [row for row in range(len(of.options)) if row != gone]
    fewer = replace(of, options=tuple(of.options[row] for row in kept), values=of.values[kept])
    whole = method("weighted_sum").rank(of, weights, {}).order
    assert without(whole, of.options[gone]) == method("weighted_sum").rank(fewer, weights, {}).order


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("topsis", [(4, 5, 4), (9, 7, 1), (8, 2, 5), (7, 3, 4)]),
        ("promethee", [(6, 6, 9), (7, 9, 1), (2, 6, 7), (5, 2, 4)]),
        ("ahp", [(3, 8, 7), (8, 5, 6), (8, 5, 5), (8, 2, 6)]),
    ],
)
def test_an_option_that_comes_last_may_still_change_who_is_first(
    key: str, values: list[tuple[int, ...]]
) -> None:
    four = rank(key, table(values), np.ones(3))
    three = rank(key, table(values[:3]), np.ones(3))
    assert four.order[-1] == ("D",)
    assert four.first != three.first


def test_with_electre_too() -> None:
    values = [(9, 6, 2), (2, 8, 8), (9, 1, 6), (1, 1, 9)]
    thresholds = {"indifference": 1.0, "preference": 2.0, "veto": 5.0}
    assert rank("electre_iii", table(values, **thresholds), np.ones(3)).first == ("B",)
    assert rank("electre_iii", table(values[:3], **thresholds), np.ones(3)).first == ("A",)


def test_a_copy_of_an_option_reverses_the_distributive_ahp() -> None:
    """Belton and Gear, On a short-coming of Saaty's method of analytic hierarchies, Omega 1983.

    A and B on three criteria; a copy of B puts A first. The ideal mode keeps B.
    """
    values = [(1, 9, 8), (9, 1, 9), (1, 1, 1), (9, 1, 9)]
    three, four = table(values[:3]), table(values)
    assert rank("ahp", three, np.ones(3)).first == ("B",)
    assert rank("ahp", four, np.ones(3)).first == ("A",)
    assert rank("ahp", three, np.ones(3), mode="ideal").first == ("B",)
    assert rank("ahp", four, np.ones(3), mode="ideal").first == ("B", "D")


def test_where_less_is_better_the_ahp_shares_out_inverses() -> None:
    prices = table([(10,), (20,), (40,)], costs=(0,))
    np.testing.assert_allclose(scores(rank("ahp", prices, (1,)), prices), (4 / 7, 2 / 7, 1 / 7))


def test_a_copy_may_reverse_topsis() -> None:
    values = [(6, 8, 2), (9, 4, 3), (4, 9, 2), (9, 4, 3)]
    assert rank("topsis", table(values[:3]), np.ones(3)).first == ("B",)
    assert rank("topsis", table(values), np.ones(3)).first == ("A",)


@given(problems())
def test_what_many_weightings_need_gives_what_one_gives(problem: tuple[Table, Array]) -> None:
    of, weights = problem
    net = method("promethee").rank(of, weights, {})
    np.testing.assert_allclose(unicriterion_flows(of) @ weights, scores(net, of), atol=1e-12)
    assert isinstance(net, PrometheeRanking)
    np.testing.assert_allclose(net.positive - net.negative, scores(net, of), atol=1e-12)
    ideal, worst = (np.sqrt(gaps @ weights**2) for gaps in squared_gaps(of))
    near = method("topsis").rank(of, weights, {})
    np.testing.assert_allclose(closeness(ideal, worst), scores(near, of), atol=1e-12)


@given(problems())
def test_promethee_two_never_contradicts_promethee_one(problem: tuple[Table, Array]) -> None:
    of, weights = problem
    ranking = method("promethee").rank(of, weights, {})
    assert isinstance(ranking, PrometheeRanking)
    by_option = ranks(ranking.order)
    for a, b in np.argwhere(ranking.at_least):
        assert by_option[of.options[a]] <= by_option[of.options[b]]


def test_options_that_are_all_the_same_are_tied_by_all() -> None:
    same = table([(3, 4)] * 3)
    for key in (*SMOOTH, "smaa2"):
        assert rank(key, same, (1, 2)).order == (("A", "B", "C"),), key


def test_what_cannot_be_computed_is_refused_in_words() -> None:
    gap = table([(1, np.nan), (2, 3)])
    with pytest.raises(Unfit, match="Personne n'a jugé l'option « A » sur le critère « c1 »"):
        rank("topsis", gap, (1, 1))
    with pytest.raises(Unfit, match="toutes les valeurs doivent être positives"):
        rank("ahp", table([(0, 1), (2, 3)]), (1, 1))
    with pytest.raises(Unfit, match="« max » n'est pas une valeur de « normalisation »"):
        rank("weighted_sum", table([(1, 2)]), (1, 1), normalisation="max")
    with pytest.raises(Unfit, match="« normalization » n'est pas un paramètre de cette méthode"):
        rank("weighted_sum", table([(1, 2)]), (1, 1), normalization="range")
    with pytest.raises(Unfit, match=r"« shape\.c9 » n'est pas un paramètre"):
        rank("promethee", table([(1, 2)]), (1, 1), **{"shape.c9": "level"})
    with pytest.raises(Unfit, match="« beaucoup » n'est pas un nombre"):
        rank("smaa2", table([(1, 2)]), (1, 1), draws="beaucoup")
    with pytest.raises(Unfit, match="de somme 1"):
        method("topsis").rank(table([(1, 2)]), np.array((1.0, 1.0)), {})
