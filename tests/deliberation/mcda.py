"""What the tests of methods share: small tables, and random ones."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from toguna.deliberation.method import Ranking
from toguna.deliberation.methods import method
from toguna.deliberation.tables import Array, Table

SMOOTH = ("weighted_sum", "ahp", "topsis", "promethee", "electre_iii")
"""The methods that take weights; SMAA-2 asks what every weighting would say."""


def table(
    values: object,
    *,
    costs: tuple[int, ...] = (),
    low: object = None,
    high: object = None,
    **thresholds: object,
) -> Table:
    """Make a table of options A, B, C... against criteria c0, c1...; `costs` are to minimise."""
    array = np.array(values, dtype=float)
    options, criteria = array.shape
    return Table(
        options=tuple(chr(ord("A") + place) for place in range(options)),
        criteria=tuple(f"c{place}" for place in range(criteria)),
        values=array,
        maximise=np.array([place not in costs for place in range(criteria)]),
        indifference=_of(thresholds.get("indifference", 0.0), criteria),
        preference=_of(thresholds.get("preference", 0.0), criteria),
        veto=_of(thresholds.get("veto", np.inf), criteria),
        low=None if low is None else _of(low, criteria),
        high=None if high is None else _of(high, criteria),
    )


def rank(key: str, of: Table, weights: object, **parameters: str) -> Ranking:
    """Rank by a method; the weights are made to sum to 1."""
    given = np.array(weights, dtype=float)
    return method(key).rank(of, given / given.sum(), parameters)


def scores(ranking: Ranking, of: Table) -> Array:
    """Give the scores in the order of the table's options."""
    assert ranking.scores is not None
    return np.array([ranking.scores[option] for option in of.options])


@st.composite
def problems(draw: st.DrawFn) -> tuple[Table, Array]:
    """Draw a table of 2 to 6 options on 1 to 5 criteria, scaled from 1 to 9, and weights."""
    options, criteria = draw(st.integers(2, 6)), draw(st.integers(1, 5))
    row = st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria)
    values = draw(st.lists(row, min_size=options, max_size=options))
    weights = np.array(
        draw(st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria)), dtype=float
    )
    costs = draw(st.sets(st.integers(0, criteria - 1)))
    indifference, further = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    made = table(
        values,
        costs=tuple(sorted(costs)),
        low=1.0,
        high=9.0,
        indifference=float(indifference),
        preference=float(indifference + further),
        veto=float(indifference + further + draw(st.integers(1, 5))),
    )
    return made, weights / weights.sum()


def _of(value: object, criteria: int) -> Array:
    return np.broadcast_to(np.array(value, dtype=float), (criteria,)).copy()
