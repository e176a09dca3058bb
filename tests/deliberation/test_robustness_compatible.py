"""What a person may have meant by what it said of the weights."""

from __future__ import annotations

import numpy as np
import pytest

from toguna.deliberation.method import Unfit
from toguna.deliberation.model import (
    Comparison,
    Criterion,
    Deliberation,
    DirectWeights,
    Option,
    PairwiseWeights,
    Person,
    RankedWeights,
    Scale,
    SwingWeights,
    Weighing,
)
from toguna.deliberation.robustness.compatible import compatible
from toguna.deliberation.tables import Array
from toguna.deliberation.weights.tree import weights_of

TEN = Scale(0, 10)
FLAT = tuple(Criterion(key, key, TEN) for key in ("droit", "cout", "delai"))
TREE = (
    Criterion("fond", "Fond", TEN),
    Criterion("moyens", "Moyens", TEN),
    Criterion("droit", "Droit", TEN, parent="fond"),
    Criterion("cout", "Coût", TEN, parent="moyens"),
    Criterion("delai", "Délai", TEN, parent="moyens"),
)


def said(criteria: tuple[Criterion, ...], *weighings: Weighing) -> Deliberation:
    return Deliberation(
        question="Sous quelle autorité ? (exemple fictif)",
        options=(Option("a", "A"), Option("b", "B")),
        criteria=criteria,
        people=(Person("awa", "Awa", "Justice"),),
        weighings=weighings,
        fictitious=True,
    )


def drawn(deliberation: Deliberation, margin: float = 0.25) -> Array:
    weightings = compatible(deliberation, "awa", margin)
    weights = weightings.draw(np.random.Generator(np.random.PCG64(1)), 20_000)
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    return weights


ANSWERS = {
    "numbers": (DirectWeights("awa", {"droit": 5, "cout": 3, "delai": 2}),),
    "points": (SwingWeights("awa", {"droit": 100, "cout": 60, "delai": 40}),),
    "comparisons": (
        PairwiseWeights("awa", (Comparison("droit", "cout", 3), Comparison("cout", "delai", 2))),
    ),
    "a ranking": (RankedWeights("awa", (("droit",), ("delai", "cout"))),),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_was_said_is_in_the_middle_of_what_may_be_meant(answer: str) -> None:
    """The mean of the weightings drawn is what methods use."""
    deliberation = said(FLAT, *ANSWERS[answer])
    weights = weights_of(deliberation, "awa")
    assert weights is not None
    np.testing.assert_allclose(drawn(deliberation).mean(axis=1), weights, atol=0.01)


@pytest.mark.parametrize("answer", ["numbers", "points", "comparisons"])
def test_numbers_are_meant_give_or_take_the_margin(answer: str) -> None:
    deliberation = said(FLAT, *ANSWERS[answer])
    weights = weights_of(deliberation, "awa")
    assert weights is not None
    off = np.abs(drawn(deliberation, 0.1) / weights[:, None] - 1)
    assert 0.09 < off.max() <= 0.1 + 1e-9


def test_without_a_margin_numbers_are_numbers() -> None:
    weights = drawn(said(FLAT, *ANSWERS["numbers"]), 0.0)
    np.testing.assert_allclose(weights, np.repeat([[0.5], [0.3], [0.2]], 20_000, axis=1))


def test_a_ranking_takes_no_margin() -> None:
    droit, cout, delai = drawn(said(FLAT, *ANSWERS["a ranking"]), 0.0)
    assert (droit >= np.maximum(cout, delai)).all()
    assert droit.max() > 0.95
    assert droit.min() < 0.4


def test_nothing_said_is_anything() -> None:
    weights = drawn(said(FLAT))
    assert weights.min() < 0.01
    assert weights.max() > 0.95


def test_each_level_of_a_tree_is_meant_as_it_was_said() -> None:
    """The axes by numbers, the means not at all."""
    droit, cout, delai = drawn(said(TREE, DirectWeights("awa", {"fond": 3, "moyens": 2})))
    assert 0.45 - 1e-9 <= droit.min() <= droit.max() <= 0.75 + 1e-9
    assert (cout / (cout + delai)).mean() == pytest.approx(0.5, abs=0.01)
    assert (cout / (cout + delai)).min() < 0.01


def test_the_leaves_may_be_weighed_at_once() -> None:
    droit, cout, delai = drawn(
        said(TREE, RankedWeights("awa", (("cout",), ("droit",), ("delai",))))
    )
    assert ((cout >= droit) & (droit >= delai)).all()


def test_a_criterion_that_weighs_nothing_still_weighs_nothing() -> None:
    weights = drawn(said(FLAT, DirectWeights("awa", {"droit": 1, "cout": 0, "delai": 1})))
    assert not weights[1].any()


def test_a_criterion_that_is_all_that_counts_stays_so() -> None:
    weights = drawn(said(FLAT, DirectWeights("awa", {"droit": 1, "cout": 0, "delai": 0})))
    np.testing.assert_array_equal(weights[0], 1)


def test_weights_that_cannot_be_are_refused() -> None:
    with pytest.raises(Unfit):
        compatible(said(FLAT, DirectWeights("awa", {"droit": -1, "cout": 1, "delai": 1})), "awa")
