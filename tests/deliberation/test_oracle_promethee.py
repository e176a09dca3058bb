"""PROMETHEE against published tables."""

from __future__ import annotations

import numpy as np

from tests.deliberation.mcda import rank, scores, table


def test_the_power_plants_of_brans_vincke_and_mareschal() -> None:
    """Brans, Vincke and Mareschal, How to select and how to rank projects: the PROMETHEE method.

    European Journal of Operational Research 24 (1986) 228-238: six power plants on six criteria,
    each with its own kind of preference function. The table is also that of the test
    testPrometheeGaia01.R of the repository calote/TDecisionCodigo. The paper divides net flows
    by nothing: its figures over 5 are these, from memory of the source.
    """
    plants = table(
        [
            (80, 90, 600, 5.4, 8, 5),
            (65, 58, 200, 9.7, 1, 1),
            (83, 60, 400, 7.2, 4, 7),
            (40, 80, 1000, 7.5, 7, 10),
            (52, 72, 600, 2.0, 3, 8),
            (94, 96, 700, 3.6, 5, 6),
        ],
        costs=(0, 2, 3, 4),
        indifference=(10, 0, 50, 1, 0, 0),
        preference=(10, 30, 500, 6, 0, 5),
    )
    ranking = rank("promethee", plants, np.ones(6), **{"shape.c3": "level", "shape.c5": "gaussian"})
    expected = (-0.1457, 0.0172, -0.0895, -0.0200, 0.2929, -0.0549)
    np.testing.assert_array_equal(np.round(scores(ranking, plants), 4), expected)
