"""Words tell which observations may say the same, and on which clause a silent one is."""

from __future__ import annotations

import pytest
from bench.amendments import read
from bench.grouping import identical
from bench.linking import alineas, masked
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CORPUS
from toguna.consultation.meaning.candidates import candidates, saying
from toguna.consultation.meaning.likeness import Likeness
from toguna.consultation.meaning.links import Linker
from toguna.consultation.meaning.sameness import Saying, formulas, gist, same, same_sayings
from toguna.consultation.meaning.words import guards, tokens
from toguna.consultation.model import Observation, Origin


def observation(text: str, after: str = "") -> Observation:
    return Observation("MEF", "retour.docx", "ligne 1", Origin.MATRIX, text=text, after=after)


ANCHORED = observation("Placer l'agence sous l'autorité du Premier ministre dès 2027.")
REWORDED = observation("Il convient que le Premier ministre ait autorité sur cette agence.")
RIVAL = observation("Ne pas placer l'agence sous l'autorité du Premier ministre avant 2030.")
FUNDED = observation("Doubler le budget de la formation des magistrats.")


# Candidates


def test_the_most_alike_come_first_and_strangers_not_at_all() -> None:
    found = candidates(ANCHORED, [FUNDED, REWORDED, RIVAL])
    assert [each.observation for each in found] == [RIVAL, REWORDED]
    assert found[0].likeness > found[1].likeness > 0


def test_what_sets_a_candidate_apart_is_said_beside_it() -> None:
    rival, reworded = candidates(ANCHORED, [REWORDED, RIVAL])
    assert rival.apart == ("2027", "2030", "ne", "pas")
    assert reworded.apart == ("2027",)
    assert "premier" in reworded.shared


def test_no_more_are_shown_than_asked_for() -> None:
    assert len(candidates(ANCHORED, [REWORDED, RIVAL], first=1)) == 1
    assert candidates(ANCHORED, []) == []


def test_all_that_an_observation_says_counts() -> None:
    proposing = observation("Rédaction :", after="Le Premier ministre a autorité sur l'agence.")
    assert saying(proposing) == "Rédaction :\nLe Premier ministre a autorité sur l'agence."
    assert [c.observation for c in candidates(ANCHORED, [FUNDED, proposing])] == [proposing]


WORDS = st.lists(st.sampled_from("agence budget loi cyber réseau État".split()), max_size=6)


@settings(deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6))
def test_likeness_is_mutual_bounded_and_full_for_the_same_words(texts: list[str]) -> None:
    alike = Likeness([*texts, texts[0]])
    between = alike.between_all
    assert (between == between.T).all()
    assert between.min() >= 0
    assert between.max() <= 1
    assert between[0, -1] == between[0, 0]
    assert (alike.to_all(0) == between[0]).all()


# Sameness

GAGE = "Pour compenser la perte de recettes, compléter cet article par un paragraphe"


def test_a_line_that_stands_on_many_clauses_is_a_formula_and_does_not_count() -> None:
    texts = [Saying(f"§ {n}", f"I. – Supprimer l'alinéa {n}.\nII. – {GAGE}.") for n in range(5)]
    bare = Saying("§ 3", "Supprimer l’alinéa 3")
    assert len(formulas(texts)) == 1
    assert same_sayings([*texts, bare]) == [[3, 5]]
    assert same_sayings([*texts[:4], bare]) == []


def test_what_is_a_formula_alone_is_kept_whole() -> None:
    known = formulas(Saying(f"§ {n}", GAGE) for n in range(5))
    assert gist(GAGE, known) == tokens(GAGE)


def test_the_same_words_on_another_clause_are_another_wish() -> None:
    text = "Supprimer cet article."
    assert same_sayings([Saying("1", text), Saying("2", text), Saying("1", text)]) == [[0, 2]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("porter le taux à 5 % des recettes", "porter le taux à 15 % des recettes"),
        ("l'agence doit publier son rapport", "l'agence ne doit pas publier son rapport"),
        ("après la référence 199 undecies B", "après la référence 199 undecies C"),
        ("recruter deux magistrats par région", "recruter trois magistrats par région"),
    ],
)
def test_numbers_negations_and_letters_keep_wishes_apart(one: str, other: str) -> None:
    assert same(tokens(one), tokens(one.upper()))
    assert not same(tokens(one), tokens(other))


def test_elided_words_are_no_letters() -> None:
    assert guards(tokens("s'il y a lieu, l'agence d'État n'agit qu'un an")) == ()
    assert guards(tokens("le 2e alinéa")) == guards(tokens("le 2ème alinéa")) == ("2",)


@pytest.mark.needs_corpus
def test_identical_amendments_are_found_and_no_others() -> None:
    amendments = [each for each in read(CORPUS) if each.listed and "19" in each.division]
    figures = identical(amendments)
    assert float(str(figures["precision"])) >= 0.99
    assert float(str(figures["recall"])) >= 0.93


# Places


def test_a_confirmed_link_teaches_the_texts_around_it() -> None:
    texts = [
        "Le budget de la formation est trop faible.",
        "La formation demande un budget plus grand.",
        "Sous quelle autorité l'agence est-elle placée ?",
        "L'agence a besoin d'une autorité claire.",
    ]
    none = Linker(texts).suggest([{}] * 4)
    taught = Linker(texts).suggest([{"§ 5": 1.0}, {}, {"§ 2": 1.0}, {}])
    assert none == [[]] * 4
    assert [each[0].clause if each else "" for each in taught] == ["", "§ 5", "", "§ 2"]


def test_a_text_never_teaches_itself() -> None:
    alone = Linker(["Le budget de la formation.", "Le budget de la formation."])
    assert alone.suggest([{"§ 5": 1.0}, {"§ 7": 1.0}])[0][0].clause == "§ 7"


def test_what_adds_beside_a_clause_counts_less_for_what_changes_it() -> None:
    texts = ["budget formation", "budget formation", "budget formation"]
    links = [{}, {"§ 1": 1.0}, {"§ 2": 1.0}]
    suggested = Linker(texts, adding=[True, False, True]).suggest(links)[0]
    assert [each.clause for each in suggested] == ["§ 2", "§ 1"]


def test_masking_leaves_no_reference() -> None:
    text = (
        "Alinéa 79\nAprès l’article 1519 D du code, les articles 12 et L. 229-26 et 44 quindecies"
    )
    assert not any(sign.isdigit() for sign in masked(text))


@pytest.mark.needs_corpus
def test_the_paragraphs_that_amendments_name_first_are_read() -> None:
    figures = alineas(read(CORPUS)[::4])
    assert int(str(figures["alinea_rows"])) > 80
    assert float(str(figures["alinea_accuracy"])) >= 0.99
