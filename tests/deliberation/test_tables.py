"""From what people said to arrays: nobody's silence is a number."""

from __future__ import annotations

import numpy as np
import pytest

from tests.deliberation.weighing import deliberation
from toguna.deliberation.method import Unfit
from toguna.deliberation.methods import method
from toguna.deliberation.model import Constraint, Judgement
from toguna.deliberation.tables import (
    eligible,
    group_medians,
    group_table,
    group_values,
    judgements_of,
    voices_of,
)

LAW = Constraint("loi", "Loi (fictive)", ("sec",), "article 3", "réservé à un civil")
SAID = (
    Judgement("awa", "pm", "autorite", 4, 5, "4-5"),
    Judgement("awa", "pm", "budget", 20, 20),
    Judgement("awa", "reg", "autorite", None, None, "ne sait pas"),
    Judgement("awa", "sec", "autorite", 5, 5),
    Judgement("issa", "pm", "autorite", 2, 2),
    Judgement("issa", "reg", "autorite", 3, 3),
)
OF = deliberation(judgements=SAID, constraints=(LAW,))


def test_an_option_that_the_law_rules_out_is_in_no_table() -> None:
    assert [option.key for option in eligible(OF)] == ["pm", "reg"]
    assert judgements_of(OF).options == group_table(OF).options == ("pm", "reg")


def test_judgements_keep_both_ends_and_what_is_not_known() -> None:
    said = judgements_of(OF)
    assert said.criteria == ("autorite", "budget", "experts")
    assert said.low.shape == (2, 2, 3)
    assert (said.low[0, 0, 0], said.high[0, 0, 0], said.middle[0, 0, 0]) == (4, 5, 4.5)
    assert np.isnan(said.low[0, 1, 0]), "she does not know"
    assert np.isnan(said.high[1, 0, 1]), "he was not heard"


def test_the_mean_counts_the_voices_of_who_spoke() -> None:
    values = group_values(judgements_of(OF), voices_of(OF))
    assert values[0, 0] == pytest.approx((3 * 4.5 + 2) / 4)
    assert values[1, 0] == 3
    assert np.isnan(values[:, 2]).all()
    medians = group_medians(judgements_of(OF))
    assert medians[0, 0] == pytest.approx(3.25)
    assert np.isnan(medians[1, 1])


def test_a_table_knows_the_scales_and_their_thresholds() -> None:
    table = group_table(OF)
    assert table.low is not None
    assert table.high is not None
    assert (table.low.tolist(), table.high.tolist()) == ([1, 0, 1], [5, 100, 5])
    assert table.maximise.tolist() == [True, False, True]
    assert table.preference.tolist() == [0, 0, 1]
    assert table.veto.tolist() == [np.inf, np.inf, 3]


def test_a_method_refuses_a_table_with_a_gap() -> None:
    with pytest.raises(Unfit, match="Personne n'a jugé l'option « pm » sur le critère « experts »"):
        method("promethee").rank(group_table(OF), np.array((0.5, 0.3, 0.2)), {})
