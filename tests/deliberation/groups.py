"""Opinions of small groups for the tests of consensus."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from toguna.deliberation.consensus.opinions import Opinions


def opinions_on(high: float, said: object) -> Opinions:
    """Opinions of people P1, P2... on O1... by C1..., on scales from 0 to `high`."""
    values = np.array(said, dtype=float) / high
    people, options, criteria = values.shape
    return Opinions(
        tuple(f"P{n + 1}" for n in range(people)),
        tuple(f"O{n + 1}" for n in range(options)),
        tuple(f"C{n + 1}" for n in range(criteria)),
        values,
        np.zeros(criteria),
        np.full(criteria, high),
    )


def scores(people: int = 4, options: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Opinions between 0 and 1 in twentieths, of shape (people, options)."""
    shapes = st.tuples(st.integers(2, people), st.integers(2, options))
    return shapes.flatmap(
        lambda shape: npst.arrays(np.int64, shape, elements=st.integers(0, 20)).map(
            lambda found: found / 20
        )
    )
