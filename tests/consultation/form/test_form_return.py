"""What was entered in the form comes back as observations, each once, at its clause."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consultation.form.drafts import (
    BUDGET,
    CELL,
    DRAFT,
    LINES,
    MJDH,
    PROSE,
    consolidated,
    entry,
    read,
    saved,
)
from tests.consultation.story import copy_of, docx, rejected
from toguna.consultation.form import (
    Action,
    Entry,
    FormReturn,
    is_form,
    read_entries,
    return_name,
    write_entries,
    write_form,
)
from toguna.consultation.model import Nature, Origin, Placing
from toguna.consultation.outputs.counts import count

REWORDED = "L'agence est rattachée à la Primature."
PROPOSITION = "MJDH (proposition)"


def test_a_new_wording_is_an_edit_of_its_very_clause() -> None:
    told = consolidated(
        saved(entry(PROSE, action=Action.REWORD, proposed=REWORDED, nature="juridique",
                    reason="Neutralité.", date="2026-06-01T10:00:00Z"))
    )  # fmt: skip
    [observation] = told.observations
    assert observation.clauses == (PROSE,)
    assert observation.placing is Placing.EXACT
    assert observation.origin is Origin.FORM
    assert observation.nature is Nature.LEGAL
    assert (observation.source, observation.person) == ("entrée 1", "Awa")
    assert observation.doubt == ""
    assert REWORDED in copy_of(told.docx, PROPOSITION)
    assert rejected(told.docx) == rejected(DRAFT)


def test_a_paragraph_comes_in_after_its_clause_and_another_goes() -> None:
    told = consolidated(
        saved(
            entry(PROSE, action=Action.INSERT, proposed="Son siège est à Bamako."),
            entry(BUDGET, action=Action.DELETE),
        )
    )
    lines = copy_of(told.docx, PROPOSITION).split("\n")
    assert "Son siège est à Bamako." in "\n".join(lines)
    assert "budget propre" not in "\n".join(lines)


def test_the_words_of_a_cell_change_in_their_cell() -> None:
    told = consolidated(
        saved(entry(CELL, action=Action.REWORD, proposed="Ministère de la Défense"))
    )
    assert "Ministère de la Défense" in copy_of(told.docx, PROPOSITION)
    assert told.observations[0].clauses[0].startswith("tab_1__r_2")


def test_a_remark_says_where_it_stands_and_changes_nothing() -> None:
    told = consolidated(saved(entry(BUDGET, observation="Quel budget ?", nature="question")))
    [observation] = told.observations
    assert (observation.clauses, observation.edit) == ((BUDGET,), None)
    assert observation.nature is Nature.QUESTION
    assert copy_of(told.docx, PROPOSITION) == rejected(DRAFT)


def test_a_remark_that_says_what_to_replace_is_an_edit_as_in_a_matrix() -> None:
    told = consolidated(
        saved(entry(BUDGET, observation="Remplacer « budget propre » par « budget annexe »."))
    )
    assert "Elle dispose d'un budget annexe." in copy_of(told.docx, PROPOSITION)


def test_a_clause_that_stands_elsewhere_by_now_is_known_by_its_words() -> None:
    later = docx("# Préambule", "La menace grandit.", *LINES)
    form = saved(entry(PROSE, action=Action.REWORD, proposed=REWORDED))
    told = consolidated(form, draft=later)
    assert REWORDED in copy_of(told.docx, PROPOSITION)


def test_a_clause_that_says_something_else_by_now_is_doubtful() -> None:
    later = docx(LINES[0], "Une autorité indépendante est créée par la loi.", *LINES[2:])
    told = consolidated(saved(entry(PROSE, action=Action.REWORD, proposed=REWORDED)), draft=later)
    [observation] = told.observations
    assert observation.edit is None
    assert "saisie sur une autre rédaction" in observation.doubt
    assert "rempli sur un autre fichier" in " ".join(str(n) for n in told.returns[0].notes)


def test_an_entry_on_a_clause_that_is_not_there_is_listed() -> None:
    told = consolidated(saved(Entry("axe_9__p_1", "Axe 9, al. 1", "Rien de tel.",
                                    observation="À revoir.")))  # fmt: skip
    [observation] = told.observations
    assert observation.clauses == ()
    assert "que ce projet n'a pas (Axe 9, al. 1)" in observation.doubt


def test_a_wording_that_cannot_be_carried_is_left_to_a_person() -> None:
    told = consolidated(saved(entry(PROSE, action=Action.REWORD, proposed="Une\nDeux\nTrois")))
    assert "à reprendre à la main" in told.observations[0].doubt


def test_a_form_that_came_from_somebody_else_is_told() -> None:
    told = consolidated(saved(entry(PROSE, observation="Oui."), label="MEF"))
    assert "préparé pour MEF" in " ".join(str(note) for note in told.returns[0].notes)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (saved(entry(PROSE, observation="Oui."))[:-30], "incomplet ou abîmé"),
        (b'{"autre": 1}', "n'a pas été enregistré par le formulaire"),
        (b"[1, 2]", "n'a pas été enregistré par le formulaire"),
        (b"[" * 200_000, "n'a pas été enregistré par le formulaire"),
        (b"", "ce fichier est vide"),
        (b'{"schema": "toguna/form/7"}', "autre version du programme"),
        (saved(entry(PROSE)).replace(b'"entries": [', b'"entries": [4, '), "l'entrée 1"),
        (saved(entry(PROSE, observation="a" * 200_001)), "l'entrée 1 est démesurée"),
        (write_form(read(), MJDH), "c'est la page du formulaire"),
    ],
)
def test_what_is_no_saved_form_is_refused_with_a_way_out(data: bytes, said: str) -> None:
    told = consolidated(data)
    [unread] = told.unread
    assert said in str(unread.reason)
    assert "toguna-retour-MJDH.json" in str(unread.reason)


def test_a_saved_form_is_known_under_any_name() -> None:
    told = consolidated(saved(entry(PROSE, observation="Oui.")), name="retour final (2).txt")
    assert len(told.observations) == 1


def test_the_name_of_a_file_is_safe() -> None:
    assert return_name("MJDH") == "toguna-retour-MJDH.json"
    assert return_name("../a/b") == "toguna-retour-_a_b.json"


WORDS = st.text(max_size=40)
CLAUSES = st.sampled_from(["", PROSE, BUDGET, CELL, "ancrage_institutionnel", "tab_1", "ailleurs"])
ENTRIES = st.lists(
    st.builds(Entry, CLAUSES, WORDS, WORDS, st.sampled_from(Action), WORDS, WORDS, WORDS, WORDS),
    max_size=5,
).map(tuple)


@given(ENTRIES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_entry_is_counted_once_and_the_draft_comes_back(
    entries: tuple[Entry, ...], same: bool
) -> None:
    sha256 = read().word.package.sha256 if same else "0"
    data = write_entries(FormReturn("projet.docx", sha256, "MJDH", "MJDH", entries=entries))
    told = consolidated(data)
    assert len(told.observations) == len(entries)
    assert count(told).kept
    assert rejected(told.docx) == rejected(DRAFT)


@given(ENTRIES)
def test_what_is_written_is_read_again(entries: tuple[Entry, ...]) -> None:
    form = FormReturn("p.docx", "a" * 64, "MJDH", "Justice", "T1", "Awa", "DAJ", entries=entries)
    data = write_entries(form)
    assert is_form(data, "x")
    once = read_entries(data, "x.json")
    assert read_entries(write_entries(once), "x.json") == once
    assert len(once.entries) == len(entries)


def test_json_of_the_page_and_of_the_core_are_the_same_keys() -> None:
    told = json.loads(saved(entry(PROSE)))
    assert list(told) == ["schema", "draft", "round", "contributor", "person", "saved", "entries"]
