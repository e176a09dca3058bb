"""The matrix as people really return it."""

from __future__ import annotations

import pytest

from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.consultation.decisions.returned import Reading, read_answers
from toguna.consultation.sheets import Row, Sheet

HEADINGS = ("N°", "Structure", "Suite donnée", "Motif", "Rédaction retenue", "Instance et date",
            "Avis du contributeur")  # fmt: skip
KNOWN = ["MJDH-001", "MJDH-002", "MJDH (2)-001"]


def returned(*lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Reading:
    rows = [Row(number, cells) for number, cells in enumerate((headings, *lines), start=3)]
    return read_answers([Sheet("Matrice", rows, "feuille « Matrice »")], KNOWN)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Accepte", Disposition.ACCEPTED),
        ("ACCEPTÉE", Disposition.ACCEPTED),
        ("retenu", Disposition.ACCEPTED),
        ("accepté avec modif.", Disposition.ACCEPTED_WITH_CHANGES),
        ("Retenue  avec modifications", Disposition.ACCEPTED_WITH_CHANGES),
        ("non-retenue", Disposition.REJECTED),
        ("Rejeté", Disposition.REJECTED),
        ("sans objet", Disposition.MOOT),
        ("Renvoyée à l’arbitrage", Disposition.REFERRED),
        ("prise en not", Disposition.NOTED),
        ("Hors-champ", Disposition.OUT_OF_SCOPE),
    ],
)
def test_a_disposition_is_understood_as_it_is_written(written: str, meant: Disposition) -> None:
    reading = returned(("MJDH-001", "MJDH", written, "parce que", "mots", "", ""))
    assert not reading.problems
    assert reading.answers["MJDH-001"].disposition is meant


@pytest.mark.parametrize("written", ["peut-être", "à voir", "retenue ou rejetée"])
def test_a_word_that_means_nothing_known_is_told_with_the_line(written: str) -> None:
    reading = returned(("MJDH-001", "MJDH", written, "", "", "", ""))
    (problem,) = reading.problems
    assert problem.where == "feuille « Matrice », ligne 4"
    assert written in problem.message.render()
    assert not reading.answers


def test_a_named_instance_validates_and_a_proposal_waits() -> None:
    reading = returned(
        ("MJDH-001", "", "retenue", "", "", "Comité de rédaction, 3 juillet 2025", ""),
        ("MJDH-002", "", "retenue (proposée)", "", "", "Rapporteur", ""),
    )
    one, other = reading.answers["MJDH-001"], reading.answers["MJDH-002"]
    assert (one.stage, one.instance, one.date) == (
        Stage.VALIDATED, "Comité de rédaction", "2025-07-03",
    )  # fmt: skip
    assert other.stage is Stage.PROPOSED


def test_columns_moved_lines_sorted_and_labels_with_a_number() -> None:
    reading = returned(
        ("non satisfait", "mots", "Retenue avec modification", "clarté", "mjdh (2)-001"),
        ("", "", "", "", "MJDH-002"),
        headings=("Avis du contributeur", "Rédaction retenue", "Suite donnée", "Motif", "N°"),
    )
    assert not reading.problems
    assert reading.lines == 2
    answer = reading.answers["MJDH (2)-001"]
    assert (answer.wording, answer.reason) == ("mots", "clarté")
    assert answer.verdict is Verdict.NOT_SATISFIED


def test_a_line_copied_twice_is_one_answer_and_two_answers_are_a_problem() -> None:
    line = ("MJDH-001", "", "retenue", "", "", "", "")
    assert not returned(line, line).problems
    reading = returned(line, ("MJDH-001", "", "non retenue", "trop long", "", "", ""))
    (problem,) = reading.problems
    assert problem.observations == ("MJDH-001",)
    assert "ligne 4" in problem.message.render()


@pytest.mark.parametrize(
    "line",
    [
        ("MJDH-009", "", "retenue", "", "", "", ""),
        ("", "", "retenue", "", "", "", ""),
        ("MJDH-001", "", "", "un motif", "", "", ""),
    ],
)
def test_an_answer_to_nothing_or_without_a_disposition_is_a_problem(line: tuple[str, ...]) -> None:
    reading = returned(line)
    assert len(reading.problems) == 1
    assert not reading.answers


def test_a_workbook_without_the_columns_says_what_is_expected() -> None:
    reading = returned(("1", "2"), headings=("Nom", "Prénom"))
    assert "Suite donnée" in reading.problems[0].message.render()


def test_the_date_may_have_a_column_of_its_own() -> None:
    headings = ("N°", "Suite donnée", "Instance", "Date de la décision")
    reading = returned(
        ("MJDH-001", "retenue", "Comité", "2025-07-03"),
        ("MJDH-002", "retenue", "Comité", "sans date"),
        headings=headings,
    )
    one = reading.answers["MJDH-001"]
    assert (one.instance, one.date, one.stage) == ("Comité", "2025-07-03", Stage.VALIDATED)
    (problem,) = reading.problems
    assert "« sans date »" in problem.message.render()


@pytest.mark.parametrize(
    "written",
    [
        "Comité de rédaction, le 3 juillet 2025",
        "Comité de rédaction réuni le jeudi 3 juillet 2025",
        "Comité de rédaction (séance du 03/07/2025)",
        "Comité de rédaction – 2025-07-03",
    ],
)
def test_what_leads_to_the_date_is_no_part_of_the_name(written: str) -> None:
    answer = returned(("MJDH-001", "", "retenue", "", "", written, "")).answers["MJDH-001"]
    assert (answer.instance, answer.date) == ("Comité de rédaction", "2025-07-03")


def test_headings_repeated_on_every_page_are_no_observation() -> None:
    headings = ("N°", "Suite donnée")
    reading = returned(("MJDH-001", "retenue"), headings, headings=headings)
    assert not reading.problems
    assert reading.answers.keys() == {"MJDH-001"}


def test_a_cell_as_long_as_a_page_is_quoted_by_its_beginning() -> None:
    (problem,) = returned(("MJDH-001", "", "retenue ? " * 4000, "", "", "", "")).problems
    assert len(problem.message.render()) < 500


def test_a_line_whose_words_are_of_another_observation_is_told() -> None:
    headings = ("N°", "Texte actuel", "Rédaction proposée", "Suite donnée")
    rows = [
        Row(1, headings),
        Row(2, ("MJDH-001", "soixante-douze", "quarante-huit", "retenue")),
        Row(3, ("MJDH-002", "Etat", "État", "retenue")),
    ]
    says = {"MJDH-001": ("soixante-douze", "quarante-huit"), "MJDH-002": ("deux ans", "un an")}
    reading = read_answers([Sheet("Matrice", rows)], KNOWN, says)
    assert list(reading.answers) == ["MJDH-001"]
    (problem,) = reading.problems
    assert "consolidé de nouveau" in problem.message.render()
