"""A line of a matrix, a remark of a letter: where it lands in the draft, and how surely."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.consultation.strategy import draft, landed, placer, said
from toguna.consultation.folding import fold
from toguna.consultation.model import Placing
from toguna.consultation.placing import place
from toguna.consultation.placing.spots import Spot, spots_of
from toguna.text.content import is_atom
from toguna.text.document import Place
from toguna.text.shown import shown

DELAY = "sec_4__axe_1__objectif_1-2__p_3"


def test_quoted_words_land_exactly_where_they_stand() -> None:
    landing = landed("Le délai de « soixante-douze heures » est trop long.")
    assert landing.placing is Placing.QUOTE
    assert landing.clauses == (DELAY,)
    assert landing.before == "soixante-douze heures"
    assert landing.place is not None
    paragraph = draft().stories["body"].blocks[landing.place.block]
    assert shown(paragraph, landing.place.offset, landing.end) == "soixante-douze heures"
    assert landing.reason is None


@pytest.mark.parametrize(
    "quoted",
    [
        "SOIXANTE-DOUZE HEURES",
        "soixante douze heures",
        "L'ANSI est l'autorite nationale de cybersecurite",
        "Au moins 10% du budget",
    ],
)
def test_case_accents_hyphens_and_typography_do_not_matter(quoted: str) -> None:
    assert landed(f"À propos de « {quoted} ».").placing is Placing.QUOTE


@pytest.mark.parametrize("quote", ["“{}”", '"{}"', "«{}»", "‘{}’", "« {} »", "<< {} >>"])
def test_any_quotation_marks_do(quote: str) -> None:
    landing = landed(f"Le délai de {quote.format('soixante-douze heures')} est long.")
    assert landing.clauses == (DELAY,)


def test_words_quoted_with_mistakes_land_on_those_meant() -> None:
    landing = landed("« La réponse à un incident se jouent dans les première heures » : accord.")
    assert landing.placing is Placing.SIMILAR
    assert landing.before == "La réponse à un incident se joue dans les premières heures"


@pytest.mark.parametrize("figure", ["85 %", "8 %", "800 %"])
def test_other_numbers_are_other_words(figure: str) -> None:
    words = "porter à {} la part des incidents graves déclarés dans les délais"
    assert landed(f"« {words.format('80 %')} »").placing is Placing.QUOTE
    assert landed(f"« {words.format(figure)} »").placing is Placing.NONE


def test_words_are_whole_words_and_numbers_whole_numbers() -> None:
    assert landed("« cybersécurit »").placing is Placing.NONE
    assert landed("« 2 % du budget »").placing is Placing.NONE
    assert landed("« 0 % du budget »").placing is Placing.NONE


def test_words_left_out_between_brackets_are_passed_over() -> None:
    landing = landed("« Une panne d'hôpital (...) panne de site vitrine » : à revoir.")
    assert landing.placing is Placing.QUOTE
    assert landing.before.startswith("Une panne d’hôpital, de banque")
    assert landing.before.endswith("panne de site vitrine")


def test_words_in_a_field_are_read_and_the_field_is_taken_whole() -> None:
    landing = landed("« rassemblés au Tableau 1, ne donnent »")
    assert landing.placing is Placing.QUOTE
    assert landing.before == "rassemblés au Tableau 1, ne donnent"


@pytest.mark.parametrize(
    ("quoted", "story"),
    [
        ("40 agents en poste", "body/282.13.5"),
        ("6 mai 2016 relative", "footnote:8"),
        ("4 axes, 12 objectifs", "body/33@0.0"),
    ],
)
def test_cells_notes_and_boxes_are_searched_too(quoted: str, story: str) -> None:
    landing = landed(f"« {quoted} »")
    assert landing.placing is Placing.QUOTE
    assert landing.place is not None
    assert landing.place.story == story


def test_a_reference_chooses_among_words_that_stand_several_times() -> None:
    nowhere = landed("« Résultats attendus en 2030 » : trop vague.")
    assert nowhere.placing is Placing.NONE
    assert nowhere.place is None
    assert "12 fois" in str(nowhere.reason)
    here = landed("« Résultats attendus en 2030 » : trop vague.", reference="Objectif 2.2")
    assert here.placing is Placing.QUOTE
    assert here.clauses == ("sec_4__axe_2__objectif_2-2__p_5",)


def test_words_that_stand_a_few_times_leave_these_places_to_choose_from() -> None:
    landing = landed("« 47,8 milliards » : chiffre à vérifier.")
    assert landing.placing is Placing.NONE
    assert landing.clauses == (
        "resume_executif__p_14",
        "sec_7__sec_7-1__p_1",
        "resume_executif__p_13__box",
    )
    assert "3 fois" in str(landing.reason)


def test_short_words_are_found_exactly_or_not_at_all() -> None:
    assert landed("« L'ANSI et le » ne se dit pas.").placing is Placing.NONE


def test_words_found_elsewhere_than_said_are_placed_and_it_is_told() -> None:
    landing = landed("« soixante-douze heures » : trop long.", reference="Axe 3")
    assert landing.clauses == (DELAY,)
    assert landing.astray
    assert "Axe 3" in str(landing.reason)


def test_a_page_that_is_wrong_does_not_matter() -> None:
    landing = landed("« soixante-douze heures » : trop long.", reference="page 3")
    assert landing.clauses == (DELAY,)
    assert not landing.astray


def test_a_reference_alone_lands_on_its_clause() -> None:
    landing = landed("Préciser le calendrier.", reference="Axe 2, objectif 1")
    assert landing.placing is Placing.REFERENCE
    assert landing.clauses == ("sec_4__axe_2__objectif_2-1",)
    assert landing.place == Place("body", draft().clauses.by_id[landing.clauses[0]].block)


def test_a_row_is_placed_in_its_first_cell() -> None:
    landing = landed("La BCEAO demande à être chef de file.", reference="Tableau 4, mesure 2.1.3")
    assert landing.clauses == ("tab_4__r_16",)
    assert landing.place is not None
    assert landing.place.story in draft().stories


def test_a_page_alone_gives_its_clauses_and_no_point() -> None:
    landing = landed("À revoir.", reference="p. 12")
    assert landing.placing is Placing.REFERENCE
    assert len(landing.clauses) > 1
    assert landing.place is None
    assert "passages" in str(landing.reason)


def test_an_observation_may_itself_say_which_paragraph() -> None:
    landing = landed("Alinéa 4 : à maintenir.", reference="5.3 Ancrage institutionnel, alinéa 2")
    assert landing.clauses == ("sec_5__sec_5-3__p_4",)
    assert landed("À la mesure 2.1.3, rien à dire.").clauses == ("sec_4__axe_2__objectif_2-1__p_4",)


def test_a_whole_new_wording_finds_its_paragraph_by_itself() -> None:
    landing = landed(
        "",
        "Une panne d'hôpital, de banque ou de barrage n'a pas les mêmes conséquences qu'une panne "
        "de site vitrine. L'objectif est de connaître les opérateurs dont dépend la vie de la "
        "nation et de proportionner leurs obligations à cette dépendance.",
    )
    assert landing.placing is Placing.SIMILAR
    assert landing.clauses == ("sec_4__axe_1__objectif_1-2__p_1",)


def test_what_says_nothing_of_its_place_is_left_to_a_person() -> None:
    landing = landed("Texte clair et bien construit.")
    assert landing.placing is Placing.NONE
    assert landing.clauses == ()
    assert "ni référence ni citation" in str(landing.reason)


def test_an_unknown_reference_is_named() -> None:
    landing = landed("À supprimer.", reference="§ 7.9")
    assert landing.placing is Placing.NONE
    assert "§ 7.9" in str(landing.reason)


def test_one_statement_may_be_placed_by_itself() -> None:
    statement = said("Le délai de « soixante-douze heures »")
    assert place(statement, draft()) == placer().place(statement)


SPOTS = [spot for spot in spots_of(draft()) if len(spot.paragraph.text.split()) > 8]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(SPOTS), st.data())
def test_any_words_of_the_draft_are_found_again(spot: Spot, data: st.DataObject) -> None:
    words = shown(spot.paragraph).split(" ")  # "1 550", with its fixed space, is one word
    assume(len(words) > 6)
    start = data.draw(st.integers(0, len(words) - 6))
    quoted = " ".join(words[start : start + data.draw(st.integers(4, 6))]).strip(
        " \u00a0«».,;:!?()"
    )
    assume(quoted and not set(quoted) & set("[]«»“”"))
    assert spot.clause is not None
    landing = landed(f"À propos de « {quoted} »")
    if landing.placing is Placing.QUOTE:
        found, wanted = fold(landing.before).text, fold(quoted).text
        # A field that is quoted in part is taken whole, since it is one thing in the text.
        has_field = any(map(is_atom, spot.paragraph.text))
        assert wanted in found if has_field else wanted == found
        assert landing.clauses == (spot.clause.id,)
    else:
        assert "fois" in str(landing.reason)
