"""What an observation is about, guessed from its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.consultation.model import Nature
from toguna.consultation.nature import nature_of_edit, nature_of_words

WORDS = st.lists(
    st.sampled_from("agence autorité délai mesure sécurité numérique déclarer trois".split()),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("etat", "État"),
        ("délai:", "délai :"),
        ("l'ANSI", "l’ANSI"),
        ("a", "à"),
        ("", ","),
        ("soixante-douze", "soixante douze"),
        ("cybersécurtié", "cybersécurité"),
        ("developpement", "développement"),
        ("les mesure prises", "les mesures prises"),
        ("occurence", "occurrence"),
        ("langage,", "langage ;"),
    ],
)
def test_case_accents_punctuation_and_spelling_are_of_form(before: str, after: str) -> None:
    assert nature_of_edit(before, after) is Nature.FORM


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("5 %", "15 %"),
        ("1,5", "15"),
        ("2026", "2027"),
        ("soixante-douze", "vingt-quatre"),
        ("suffisant", "insuffisant"),
        ("légal", "illégal"),
        ("adopter", "adapter"),
        ("le ministre", "le ministère"),
        ("définit", "définira"),
        ("peut", "doit"),
        ("est", "n'est pas"),
        ("", "et des collectivités"),
        ("notamment", ""),
    ],
)
def test_what_may_mean_something_else_is_of_substance(before: str, after: str) -> None:
    assert nature_of_edit(before, after) is Nature.SUBSTANCE


@given(WORDS)
def test_capitals_and_stops_never_make_an_edit_one_of_substance(words: list[str]) -> None:
    text = " ".join(words)
    assert nature_of_edit(text, text.upper() + ".") is Nature.FORM


@given(WORDS, st.integers(0, 9), st.integers(0, 9))
def test_another_figure_is_always_of_substance(words: list[str], one: int, other: int) -> None:
    text = " ".join(words)
    expected = Nature.FORM if one == other else Nature.SUBSTANCE
    assert nature_of_edit(f"{text} {one} %", f"{text} {other}%") is expected


@pytest.mark.parametrize(
    ("text", "given", "nature"),
    [
        ("Le délai paraît long.", "", Nature.SUBSTANCE),
        ("Pourquoi ce délai ?", "", Nature.QUESTION),
        ("Qui héberge l'agence", "", Nature.QUESTION),
        ("Viser la loi n° 2019-056.", "", Nature.LEGAL),
        ("Le coût n'est pas chiffré.", "", Nature.BUDGET),
        ("Faute d'orthographe", "", Nature.FORM),
        ("Pour information, le décret est signé.", "", Nature.INFORMATION),
        ("Remplacer « la loi » par « le texte »", "", Nature.SUBSTANCE),
        ("Le coût n'est pas chiffré.", "Forme", Nature.FORM),
        ("Pourquoi ?", "Fond", Nature.SUBSTANCE),
        ("x", "te", Nature.SUBSTANCE),
        ("x", "ed", Nature.FORM),
        ("x", "ge", Nature.SUBSTANCE),
        ("x", "Budgétaire", Nature.BUDGET),
        ("x", "juridique", Nature.LEGAL),
    ],
)
def test_words_are_sorted_by_what_they_speak_of(text: str, given: str, nature: Nature) -> None:
    assert nature_of_words(text, given) is nature
