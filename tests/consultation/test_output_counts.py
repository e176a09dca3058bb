"""The counts: what they count, and that nothing that came in is missing from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.consultation.outputs_sample import consolidation, crowded, document, observed
from toguna.consultation.model import Consolidation, Origin, Reply, Return
from toguna.consultation.outputs.counts import Balance, count
from toguna.consultation.outputs.report_data import report_data
from toguna.consultation.outputs.words import UNPLACED


def test_the_sample_is_counted() -> None:
    counts = count(consolidation())

    assert (counts.observations, counts.unplaced) == (4, 1)
    assert (counts.files, counts.files_read, counts.files_unread) == (4, 3, 1)
    assert (counts.groups, counts.conflicts, counts.by_tier) == (1, 1, {"mêmes mots": 1})
    assert counts.by_nature.rows == ("MJDH", "MEF", "DGB", "MATD")
    assert counts.by_nature.at("MEF", "budgétaire") == 1
    assert counts.by_origin.row_total("MEF") == 2


def test_everything_received_is_recorded() -> None:
    counts = count(consolidation())

    assert counts.kept
    assert Balance("MEF.docx", "MEF", "commentaires et réponses", 2, 2) in counts.balances


def test_an_observation_left_out_of_the_register_is_seen() -> None:
    made = consolidation()
    counts = count(replace(made, observations=made.observations[1:]))

    assert not counts.kept
    assert [b for b in counts.balances if not b.kept] == [
        Balance("MJDH.docx", "MJDH", "modifications suivies", 2, 0)
    ]


def test_an_observation_counted_twice_is_seen() -> None:
    made = consolidation()

    assert not count(replace(made, observations=made.observations * 2)).kept


def test_a_reply_to_a_comment_of_the_draft_balances() -> None:
    base = document()
    answer = observed(base, "O-1", "MEF", 3, origin=Origin.COMMENT, text="Oui.",
                      replies=[Reply("B", None, "Non.")])  # fmt: skip
    sent = Return("MEF.docx", "MEF", "copie", [answer], {"comments": 0, "replies": 2})

    assert count(_only(base, [answer], [sent])).kept


def test_a_sort_that_has_no_measure_is_shown_and_judged_neither_way() -> None:
    base = document()
    sent = Return("MEF.docx", "MEF", "copie", [], {"stamps": 3})
    counts = count(_only(base, [], [sent]))

    assert counts.balances == [Balance("MEF.docx", "MEF", "stamps", 3, None)]
    assert counts.kept


def test_a_matrix_in_which_several_speak_is_no_contributor() -> None:
    base = document()
    line = observed(base, "O-1", "MEF", 3, origin=Origin.MATRIX, text="Revoir.")
    made = _only(base, [line], [Return("commune.xlsx", "", "matrice", [line], {"lines": 1})])

    assert count(made).by_nature.rows == ("MEF",)
    assert count(made).kept
    assert report_data(made)["returns"][0]["label"] == "plusieurs structures"


def test_parts_follow_the_draft_and_name_what_is_not_placed() -> None:
    parts = [(p.name, p.observations, p.conflicts) for p in count(consolidation()).parts]

    assert parts == [("Vision", 0, 0), ("Gouvernance", 3, 1), ("Suivi", 0, 0), (UNPLACED, 1, 0)]


def test_parts_are_below_a_heading_that_encloses_the_whole_draft() -> None:
    base = document(["# Stratégie", "Préface.", "## Axe A", "Un.", "## Axe B", "Deux."])
    found = [observed(base, "O-1", "MEF", 3), observed(base, "O-2", "MEF", 1)]
    parts = [(p.name, p.observations) for p in count(_only(base, found, [])).parts]

    assert parts == [("Stratégie", 1), ("Axe A", 1), ("Axe B", 0)]


@pytest.mark.parametrize("number", [0, 1, 40])
def test_every_table_has_the_same_total(number: int) -> None:
    counts = count(crowded(number))

    assert counts.by_nature.total == counts.by_origin.total == counts.observations == number
    assert sum(part.observations for part in counts.parts) == number
    assert sum(map(counts.by_nature.column_total, counts.by_nature.columns)) == number


def _only(base, found, returns) -> Consolidation:  # type: ignore[no-untyped-def]
    return replace(
        consolidation(), document=base, observations=found, returns=returns, contributors=[],
        groups=[], conflicts=[], unread=[],
    )  # fmt: skip
