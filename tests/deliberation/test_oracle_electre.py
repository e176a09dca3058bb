"""ELECTRE III against published programs and a distillation worked by hand."""

from __future__ import annotations

import numpy as np

from tests.deliberation.mcda import rank, table
from toguna.deliberation.distillation import Discrimination, distil
from toguna.deliberation.methods.electre_iii import ElectreRanking, concordance, discordance


def test_six_options_have_the_credibilities_of_the_package_mcda() -> None:
    """The Electre III test of the Python package mcda (IMT Atlantique), its tables of credibility.

    Its distillation is not Roy's (it compares with options already placed), so the orders here
    were worked by hand from Roy's definition. From the best down: E; then A, which outranks B and
    F at .716; then D, which outranks B at .411; B, C and F are left, and nothing tells them
    apart. From the worst up: B and F; then A and D, below E at .548; then C.
    """
    six = table(
        [
            (8.84, 8.79, 6.43, 6.95),
            (8.57, 8.51, 5.47, 6.91),
            (7.76, 7.75, 5.34, 8.76),
            (7.97, 9.12, 5.93, 8.09),
            (9.03, 8.97, 8.19, 8.10),
            (7.41, 7.87, 6.77, 7.23),
        ],
        indifference=0.3,
        preference=0.5,
        veto=0.7,
    )
    weights = np.array((9.00, 8.24, 5.98, 8.48))
    concordances = (
        (1, 1, 0.73, 0.69, 0.54, 0.96),
        (0.81, 1, 0.73, 0.32, 0.11, 0.78),
        (0.27, 0.46, 1, 0.55, 0.27, 0.81),
        (0.53, 0.72, 0.73, 1, 0.53, 0.81),
        (1, 1, 0.73, 1, 1, 1),
        (0.46, 0.46, 0.66, 0.19, 0, 1),
    )
    np.testing.assert_allclose(concordance(six, weights / weights.sum()), concordances, atol=0.006)
    ranking = rank("electre_iii", six, weights)
    assert isinstance(ranking, ElectreRanking)
    credibilities = (
        (1, 1, 0, 0, 0, 0.96227129),
        (0, 1, 0, 0, 0, 0),
        (0, 0, 1, 0, 0, 0),
        (0, 0.71608833, 0.41073113, 1, 0, 0),
        (1, 1, 0.54764151, 1, 1, 1),
        (0, 0, 0, 0, 0, 1),
    )
    np.testing.assert_allclose(ranking.credibility, credibilities, atol=1e-8)
    assert ranking.descending == (("E",), ("A",), ("D",), ("B", "C", "F"))
    assert ranking.ascending == (("E",), ("C",), ("A", "D"), ("B", "F"))
    assert not ranking.at_least[0, 2]
    assert not ranking.at_least[2, 0], "A and C are incomparable"
    assert ranking.order == (("E",), ("A", "C"), ("D",), ("B", "F"))


def test_four_schools_have_the_figures_of_an_r_package() -> None:
    """The test "ELCTRE3 works" of an R package that calls itself MCDA: concordance, sums, scoring.

    Its scoring, -3, 2, 2 and -1, is the qualification of the first distillation.
    """
    schools = table(
        [(-0.2, 3), (-2.3, 9), (-2.4, 10), (-1, 7)],
        indifference=(0.2, 1),
        preference=(1, 2),
        veto=(3.5, 4),
    )
    weights = np.array((0.25, 0.75))
    np.testing.assert_allclose(
        concordance(schools, weights),
        ((1, 0.25, 0.25, 0.25), (0.75, 1, 1, 0.75), (0.75, 1, 1, 0.75), (0.8125, 0.25, 0.25, 1)),
    )
    assert round(float(discordance(schools).sum()), 7) == 4.7
    ranking = rank("electre_iii", schools, weights)
    assert isinstance(ranking, ElectreRanking)
    assert round(float(ranking.credibility.sum()), 7) == 10.2291667
    assert ranking.order == (("B", "C"), ("D",), ("A",))


def test_distillation_starts_from_the_surest_of_those_left() -> None:
    """By hand: from .9 the next level is under .735, so that C, which outranks A, comes first.

    Counted from 1, the diagonal's own credibility, A would.
    """
    sure = np.array([(1, 0.9, 0), (0, 1, 0), (0.8, 0, 1)])
    order = distil(("A", "B", "C"), sure, Discrimination(0.30, -0.15), best_first=True)
    assert order == (("C",), ("A",), ("B",))


def test_a_veto_stops_an_option_that_all_other_criteria_prefer() -> None:
    values = [(9, 9, 9, 1), (5, 5, 5, 9)]
    free = table(values, preference=1)
    opposed = table(values, preference=1, veto=(np.inf, np.inf, np.inf, 6))
    assert rank("electre_iii", free, np.ones(4)).order == (("A",), ("B",))
    assert rank("electre_iii", opposed, np.ones(4)).order == (("A", "B"),)
