"""A deliberation is read from TOML or a workbook, or refused line by line."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consultation.libreoffice import converted
from tests.deliberation.deliberations import SAMPLE, SMALL, WORKBOOK, changed
from toguna.deliberation.model import (
    Comparison,
    Deliberation,
    DirectWeights,
    Judgement,
    PairwiseWeights,
    Rule,
    Scale,
    SwingWeights,
)
from toguna.deliberation.reading import read_deliberation, read_tables
from toguna.deliberation.reading.blank import empty_workbook, filled_workbook
from toguna.deliberation.reading.lines import Problems
from toguna.deliberation.reading.values import Said, judgement
from toguna.messages import Message
from toguna.text.errors import UnreadableFile


def rounds(text: str) -> tuple[Deliberation, ...]:
    reading = read_deliberation(text.encode(), "petite.toml")
    assert [f"{p.where} : {p.message}" for p in reading.problems] == []
    return reading.rounds


def problems(text: str) -> list[str]:
    reading = read_deliberation(text.encode(), "petite.toml")
    assert reading.rounds == ()
    return [f"{p.where} : {p.message}" for p in reading.problems]


def as_workbook(text: str) -> openpyxl.Workbook:
    found = Problems()
    tables = read_tables(text.encode(), "petite.toml", found)
    assert found == []
    return openpyxl.load_workbook(io.BytesIO(filled_workbook(tables, "Essai")))


def read_back(book: openpyxl.Workbook) -> list[str]:
    stream = io.BytesIO()
    book.save(stream)
    reading = read_deliberation(stream.getvalue(), "essai.xlsx")
    return [f"{p.where} : {p.message}" for p in reading.problems]


def test_what_was_said_is_kept_as_it_was_said() -> None:
    (only,) = rounds(SMALL)

    assert Judgement("MEF", "Primature", "Autorité", 4, 4, "fort") in only.judgements
    assert Judgement("MEF", "Primature", "Délai", 6, 9, "6 à 9") in only.judgements
    assert Judgement("MEF", "Défense", "Délai", None, None, "?") in only.judgements
    assert Judgement("MJDH", "Défense", "Délai", 12, 36, "au moins 12") in only.judgements
    assert only.weighings == (
        DirectWeights("MEF", {"Autorité": 3, "Délai": 1}),
        PairwiseWeights("MJDH", (Comparison("Autorité", "Délai", 1 / 3),)),
    )
    assert only.ballots[0].ranking == (("Primature",), ("Défense",))
    assert only.options[0].facts[0].source == "Une source, p. 2"


def test_a_rule_is_named_as_people_do_and_has_the_formula_of_the_program() -> None:
    told = '[rule]\nmethod = "Méthode de Schulze"\ntie_break = "tirage au sort"\n[[options]]'
    (only,) = rounds(changed("[[options]]", told))

    assert only.rule == Rule("schulze", "tirage au sort", "schulze-margins-1")


def test_a_second_round_says_again_only_what_changes() -> None:
    later = """
[[judgements]]
round = 2
person = "MEF"
[judgements.options]
"Défense" = { "Autorité" = 2 }
[[weights]]
round = 2
person = "MJDH"
way = "ranking"
values = { "Autorité" = 1, "Délai" = 2 }
"""
    first, second = rounds(SMALL + later)
    said = {(j.person, j.option, j.criterion): j.low for j in second.judgements}

    assert len(second.judgements) == len(first.judgements)
    assert said["MEF", "Défense", "Autorité"] == 2
    assert said["MEF", "Primature", "Autorité"] == 4
    assert [type(w).__name__ for w in second.weighings] == ["DirectWeights", "RankedWeights"]
    assert (first.ballots, len(second.ballots)) == ((), 1)


@pytest.mark.parametrize(
    ("before", "after", "where", "what"),
    [
        ('"Autorité" = "fort"', '"Autorité" = "énorme"', "[[judgements]], « Primature », Autorité",
         "« énorme » n'est pas compris"),
        ('"Autorité" = 3', '"Autorité" = 7', "« Défense », Autorité", "de 1 à 5"),
        ('"6 à 9"', '"9 à 6"', "« Primature », Délai", "à l'envers"),
        ('"6 à 9"', '"2025-09-06"', "« Primature », Délai", "une date"),
        ('person = "MEF"\n[j', 'person = "MAE"\n[j', "person", "« MAE » n'est pas connu"),
        ('"1/3"', "12", "ratio", "de 1 (autant) à 9"),
        ('way = "direct"', 'way = "au pif"', "way", "« au pif »"),
        ("[[options]]", '[rule]\nmethod = "au doigt mouillé"\n[[options]]', "method",
         "la règle « au doigt mouillé » n'est pas connue"),
        ("[[options]]",
         '[rule]\nmethod = "schulze"\ntie_break = "sort"\nformula = "0"\n[[options]]',
         "formula", "celle de ce programme est"),
        ("[[options]]",
         '[rule]\nmethod = "topsis"\ntie_break = "sort"\nparameters = { x = "1" }\n[[options]]',
         "parameters", "pas de paramètre « x »"),
        ("high = 36", "high = 0", "low", "l'échelle"),
        ('"Défense" = "Passable"', '"Défense" = "Nul"', "grade", "« Nul » n'est pas une mention"),
        ('key = "Défense"', 'key = "primature"', "[[options]], key", "est déjà pris"),
        ('date = "2025-07-03"', 'date = "juillet"', "date", "« juillet »"),
        ("question =", "questions =", "questions", "ce nom n'est pas connu"),
        ('key = "Délai"', 'key = "Délai"\nparent = "Délai"', "parent", "en rond"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(
    before: str, after: str, where: str, what: str
) -> None:
    assert any(where in told and what in told for told in problems(changed(before, after)))


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed('"fort"', '"énorme"', changed("= 3", "= 9", SMALL))

    assert len([told for told in problems(text) if "[[judgements]]" in told]) == 2


def test_what_nobody_said_is_told_before_anything_is_computed() -> None:
    text = changed('"Délai" = "au moins 12"', '"Délai" = "?"')

    assert any("« Défense » sur « Délai »" in told for told in problems(text))


def test_a_file_that_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableFile, match="line 3"):
        read_deliberation(b'question = "?"\n\n[[options]\n', "x.toml")


def test_the_sample_reads_the_same_in_both_forms() -> None:
    """If not, its workbook has to be written again: `python -m samples.deliberation`."""
    toml = read_deliberation(SAMPLE.read_bytes(), SAMPLE.name)
    workbook = read_deliberation(WORKBOOK.read_bytes(), WORKBOOK.name)

    assert toml.problems == ()
    assert len(toml.rounds) == 2
    assert toml.rounds == workbook.rounds


def test_a_wrong_workbook_is_refused_by_sheet_line_and_column() -> None:
    book = as_workbook(SMALL)
    book["Jugements"]["D3"] = "énorme"
    book["Personnes"]["C2"] = None
    book["Faits"]["A1"] = "Choix"
    told = "\n".join(read_back(book))

    assert "feuille « Jugements », ligne 3, colonne D (Autorité) : « énorme »" in told
    assert "feuille « Personnes », ligne 2 : la case « Structure » est vide" in told
    assert "feuille « Faits », ligne 1, colonne A (Choix) : ce titre de colonne" in told


def test_a_sheet_or_a_cell_that_would_be_lost_is_told() -> None:
    book = as_workbook(SMALL)
    book["Options"]["J2"] = "seul"
    book.create_sheet("Annexe")["A1"] = "oublié"
    book.create_sheet("Notes de séance")["A1"] = "à moi"
    told = "\n".join(read_back(book))

    assert "colonne J (sans titre) : « seul »" in told
    assert "feuille « Annexe »" in told
    assert "Notes" not in told.replace("par « Notes »", "")


def test_the_empty_workbook_asks_for_what_it_lacks_and_its_examples_are_not_read() -> None:
    reading = read_deliberation(empty_workbook(), "vide.xlsx")

    assert [p.where for p in reading.problems] == [
        "feuille « Question »", "feuille « Options »", "feuille « Critères »",
        "feuille « Personnes »",
    ]  # fmt: skip


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_the_empty_workbook_filled_in_libreoffice_is_read(suffix: str, tmp_path: Path) -> None:
    """The columns of criteria are named by what is written on the sheet of criteria."""
    book = openpyxl.load_workbook(io.BytesIO(empty_workbook()))
    book["Question"]["B2"] = "Où ?"
    book["Options"]["A3"], book["Options"]["A4"] = "Ici", "Là"
    for row, (key, parent) in enumerate([("Tout", None), ("Vite", "Tout"), ("Bien", "Tout")], 3):
        for column, value in ((1, key), (4, parent), (6, 1), (7, 5)):
            book["Critères"].cell(row, column, value)
    book["Personnes"]["A3"], book["Personnes"]["C3"] = "MEF", "Finances"
    for row, option in enumerate(("Ici", "Là"), 3):
        for column, text in enumerate(("MEF", option, None, "2 à 4", "?" if row == 4 else "3"), 2):
            book["Jugements"].cell(row, column, text)
    for column, said in enumerate(("MEF", "points", 100, 80, 60), 2):
        book["Poids"].cell(3, column, said)
    book["Jugements"]["F4"] = "5"
    stream = io.BytesIO()
    book.save(stream)

    saved = converted(stream.getvalue(), "rempli.xlsx", suffix, tmp_path)
    reading = read_deliberation(saved, f"rempli.{suffix}")

    assert reading.problems == ()
    (only,) = reading.rounds
    assert Judgement("MEF", "Ici", "Vite", 2, 4, "2 à 4") in only.judgements
    assert only.weighings == (SwingWeights("MEF", {"Tout": 100, "Vite": 80, "Bien": 60}),)


def test_the_empty_workbook_offers_what_may_be_chosen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(empty_workbook()))
    rules = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in book["Jugements"].data_validations.dataValidation
    }

    assert rules["B3"] == "'Personnes'!$A$3:$A$600"
    assert rules["C3"] == "'Options'!$A$3:$A$600"
    assert str(book["Jugements"]["D1"].value).startswith("=IF(OR('Critères'!$A$3")
    assert book.sheetnames[0] == "Mode d'emploi"


SCALE = Scale(0, 10, "mois", (("faible", 2), ("très fort", 9)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3", (3, 3)), ("3,5", (3.5, 3.5)), ("3-4", (3, 4)), ("3 – 4", (3, 4)), ("3 à 4", (3, 4)),
        ("entre 3 et 4", (3, 4)), ("de 3 à 4", (3, 4)), ("[3 ; 4]", (3, 4)), ("3 mois", (3, 3)),
        ("Faible", (2, 2)), ("faible à très fort", (2, 9)), ("au moins 4", (4, 10)),
        ("≤ 4", (0, 4)), ("?", (None, None)), ("Ne sait pas", (None, None)), ("NSP", (None, None)),
    ],
)  # fmt: skip
def test_judgements_are_read_as_people_write_them(
    text: str, said: tuple[float | None, float | None]
) -> None:
    assert judgement(text, SCALE) == Said(*said)


@given(st.text(max_size=12))
def test_any_words_give_an_interval_of_the_scale_or_a_reason(text: str) -> None:
    found = judgement(text, SCALE)

    if isinstance(found, Message):
        assert str(found)
    elif found.low is not None and found.high is not None:
        assert SCALE.low <= found.low <= found.high <= SCALE.high
