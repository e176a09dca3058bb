"""TOPSIS against published tables."""

from __future__ import annotations

import numpy as np

from tests.deliberation.mcda import rank, scores, table


def test_the_fighter_aircraft_of_hwang_and_yoon() -> None:
    """Hwang and Yoon, Multiple Attribute Decision Making, Springer 1981: the fighter aircraft.

    The table and the closeness are given from memory of the source. The book computes by hand
    with four decimals and prints .613 for the third aircraft, whose exact closeness is .6135.
    """
    aircraft = table(
        [
            (2.0, 1500, 20000, 5.5, 5, 9),
            (2.5, 2700, 18000, 6.5, 3, 5),
            (1.8, 2000, 21000, 4.5, 7, 7),
            (2.2, 1800, 20000, 5.0, 5, 5),
        ],
        costs=(3,),
    )
    ranking = rank("topsis", aircraft, (0.2, 0.1, 0.1, 0.1, 0.2, 0.3))
    printed = (0.643, 0.268, 0.613, 0.312)
    np.testing.assert_allclose(scores(ranking, aircraft), printed, atol=1e-3)
    np.testing.assert_array_equal(
        np.round(scores(ranking, aircraft), 4), (0.6433, 0.2684, 0.6135, 0.3123)
    )
    assert ranking.order == (("A",), ("C",), ("D",), ("B",))
