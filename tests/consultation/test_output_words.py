"""What observations say, in the words of the rapporteur's papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.consultation.outputs_sample import consolidation, document, edited, observed
from toguna.consultation.model import Origin
from toguna.consultation.outputs.words import cite, long_date, number_of, said, short_date, title
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Cut, Put, Typed


@pytest.mark.parametrize(
    ("kind", "before", "after", "request_"),
    [
        (EditKind.REPLACE, "5 %", "15 %", "Remplacer «\u00a05 %\u00a0» par «\u00a015 %\u00a0»"),
        (EditKind.REPLACE, " ", "", "Remplacer une espace par une fin de paragraphe"),
        (EditKind.REPLACE, "  ", "\u00a0", "Remplacer 2 espaces par une espace insécable"),
        (EditKind.REPLACE, "mot ", "mot", "Changer les espaces autour de «\u00a0mot\u00a0»"),
        (EditKind.INSERT, "", " annuel", "Ajouter «\u00a0annuel\u00a0»"),
        (EditKind.INSERT, "", "", "Ajouter une fin de paragraphe"),
        (EditKind.DELETE, "deux fois", "", "Supprimer «\u00a0deux fois\u00a0»"),
        (EditKind.FORMAT, "agence", "agence", "Changer la mise en forme de «\u00a0agence\u00a0»"),
        (EditKind.FORMAT, "", "", "Changer la mise en forme"),
    ],
)
def test_a_change_is_said_as_a_request(
    kind: EditKind, before: str, after: str, request_: str
) -> None:
    base = document()
    edit = Edit("MEF", [Cut("body", 3, 0, 1)], before, after, None, None, kind)
    made = observed(base, "O-1", "MEF", 3, before=before, after=after, edit=edit)

    assert said(consolidation(), made) == request_


def test_a_move_names_where_it_goes() -> None:
    base = document()
    words = "Le comité se réunit deux fois par an."
    move = [Cut("body", 4, 0, 38), Put("body", 8, 0, [Typed(words)])]
    edit = Edit("MEF", move, words, words, None, None, EditKind.MOVE)
    made = observed(base, "O-1", "MEF", 4, before=words, after=words, edit=edit)

    assert said(consolidation(), made) == (
        f"Déplacer «\u00a0{words}\u00a0» vers\u00a0: « Suivi », al. 1"
    )


def test_the_contributor_s_own_words_come_before_ours() -> None:
    base = document()
    edit = edited(base, "MEF", 3, "numérique", "Trésor")
    made = observed(base, "O-1", "MEF", 3, text="Plutôt le Trésor.", edit=edit)

    assert said(consolidation(), made) == "Plutôt le Trésor."


def test_a_matrix_line_with_a_proposition_alone_is_not_said_in_other_words() -> None:
    base = document()
    made = observed(base, "O-1", "MEF", 3, origin=Origin.MATRIX, after="Ajouter une phrase.")

    assert said(consolidation(), made) == "Ajouter une phrase."


def test_of_many_clauses_the_first_two_are_cited() -> None:
    made = consolidation()
    clauses = [made.document.clauses.at("body", block) for block in (1, 3, 4, 8)]
    ids = tuple(clause.id for clause in clauses if clause)

    assert cite(made, ids) == "« Vision », al. 1\n« Gouvernance », al. 1\net 2 autres passages"
    assert cite(made, ids[:1]) == "« Vision », al. 1"
    assert cite(made, ()) == "NON PLACÉE"


def test_the_title_is_the_draft_s_own_or_else_its_file_name() -> None:
    made = consolidation()

    assert title(made) == "Stratégie d'essai"
    assert title(replace(made, document=document(title=""))) == "projet.docx"


def test_dates_and_numbers_are_written_in_french() -> None:
    assert long_date("2025-07-01") == "1er juillet 2025"
    assert short_date("2025-06-21T08:00:00Z") == "21/06/2025"
    assert short_date("juin 2025") == "juin 2025"
    assert number_of(1200, "fichier reçu") == "1\u202f200 fichiers reçus"
    assert number_of(0, "observation") == "0 observation"
