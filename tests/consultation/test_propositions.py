"""A proposition in prose becomes the edit that a person would have made, or nothing at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES
from tests.consultation.outputs_sample import document
from tests.consultation.strategy import LABEL, changed, derived, draft
from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.model import Contributor, Received, Statement
from toguna.consultation.placing import place
from toguna.consultation.placing.spots import Spot, exact, spots_of
from toguna.consultation.propositions import derive
from toguna.text.content import MARK, Side, is_atom, story_signature
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.ooxml import W
from toguna.weave.edits import EditKind
from toguna.weave.operations import Cut, Put, Typed
from toguna.weave.weave import Weave

RULE = "Les opérateurs déclarent tout incident dans un délai de 72 heures. Le CSIRT répond."
SHORTER = "Les opérateurs déclarent tout incident dans un délai de 24 heures."
AGENCY = "L’agence, créée en 2026, est autonome ; elle rend compte."
LINES = ["# Gouvernance", RULE, AGENCY, "# Suivi", "Un rapport est publié :", "chaque année ;"]


def outcome(observation: str, proposed: str = "", reference: str = "") -> list[str] | None:
    """The paragraphs of a small draft once a proposition is followed, None where it is not."""
    return outcome_in(document(LINES), observation, proposed, reference)


def outcome_in(
    base: Document, observation: str, proposed: str = "", reference: str = ""
) -> list[str] | None:
    statement = Statement("ligne 1", observation, proposed, reference=reference)
    edit = derive(statement, place(statement, base), base, LABEL)
    if edit is None:
        return None
    text = Weave(base, [edit]).project({edit.contributor})["body"]
    return text.removesuffix(MARK).split(MARK)


def with_rule(words: str) -> list[str]:
    return [line.removeprefix("# ") for line in LINES[:1]] + [words] + plain(LINES[2:])


def with_agency(words: str) -> list[str]:
    return [*plain(LINES[:2]), words, *plain(LINES[3:])]


def plain(lines: list[str]) -> list[str]:
    return [line.removeprefix("# ") for line in lines]


@pytest.mark.parametrize(
    "proposition",
    [
        "Remplacer « 72 heures » par « 24 heures ».",
        "remplacer 72 heures par 24 heures",
        "Remplacer les mots : 72 heures par les mots : 24 heures",
        "Au lieu de « 72 heures », lire « 24 heures ».",
        "Au lieu de :\n« 72 heures »\nlire :\n« 24 heures »",
        "Lire « 24 heures » au lieu de « 72 heures ».",
        "Lire « 24 heures » et non « 72 heures ».",
        "« 72 heures » → « 24 heures »",
        "72 heures -> 24 heures",
        "Substituer « 24 heures » à « 72 heures ».",
        "Substituer aux mots « 72 heures » les mots « 24 heures ».",
        "« 72 heures » doit être remplacé par « 24 heures ».",
        "Il est proposé de remplacer l'expression « 72 heures » par celle de « 24 heures ».",
        "Remplacer « 72 heures » par « 24 heures » : « 72 heures », c'est trop long.",
        'Replace "72 hours"'.replace("hours", "heures") + ' with "24 heures".',
        "Modifier “72 heures” en “24 heures”",
    ],
)
def test_words_are_replaced_however_it_is_said(proposition: str) -> None:
    expected = with_rule(RULE.replace("72", "24"))
    assert outcome(proposition) == expected
    assert outcome("Trop long.", proposition) == expected


@pytest.mark.parametrize(
    ("proposition", "words"),
    [
        ("Ajouter « grave » après « incident ».", RULE.replace("incident", "incident grave")),
        ("Après « incident », insérer « grave ».", RULE.replace("incident", "incident grave")),
        ("Ajouter après « incident » : « grave »", RULE.replace("incident", "incident grave")),
        (
            "Après le mot : incident insérer le mot : grave",
            RULE.replace("incident", "incident grave"),
        ),
        ("Insérer « prompt » avant « délai ».", RULE.replace("délai", "prompt délai")),
        (
            "Après « 72 heures » ajouter « , jours fériés compris. »",
            RULE.replace("heures.", "heures, jours fériés compris."),
        ),
        (
            "Ajouter après « 72 heures » : « Ce délai est impératif. »",
            RULE.replace("heures.", "heures. Ce délai est impératif."),
        ),
        ("Supprimer « tout ».", RULE.replace("tout ", "")),
        (
            "Supprimer les mots : dans un délai de 72 heures",
            RULE.replace(" dans un délai de 72 heures", ""),
        ),
        ("Supprimer « Le CSIRT répond. »", RULE.replace(" Le CSIRT répond.", "")),
        (
            "Supprimer « Les opérateurs »",
            "Déclarent" + RULE.removeprefix("Les opérateurs déclarent"),
        ),
        ('Delete "tout"', RULE.replace("tout ", "")),
    ],
)
def test_words_come_and_go_with_the_right_spaces_and_stops(proposition: str, words: str) -> None:
    assert outcome(proposition) == with_rule(words)


def test_between_commas_a_list_keeps_one_and_an_aside_is_left_to_a_person() -> None:
    base = document(["# Plan", "MJDH, MSPC, MDAC", "L’agence, créée en 2026, est autonome."])
    assert outcome_in(base, "Supprimer « MSPC »") == ["Plan", "MJDH, MDAC", *texts(base)[2:]]
    assert outcome_in(base, "Supprimer « MJDH »") == ["Plan", "MSPC, MDAC", *texts(base)[2:]]
    assert outcome_in(base, "Supprimer « MDAC »") == ["Plan", "MJDH, MSPC", *texts(base)[2:]]
    assert outcome_in(base, "Supprimer « créée en 2026 »") is None
    whole = [*texts(base)[:2], "L’agence est autonome."]
    assert outcome_in(base, "Supprimer « , créée en 2026, »") == whole


def texts(base: Document) -> list[str]:
    return [block.signature for block in base.stories["body"].blocks]


def test_words_are_set_as_the_draft_sets_them() -> None:
    after = outcome("Remplacer « est autonome » par « n'est pas autonome »")
    assert after == with_agency(AGENCY.replace("est autonome", "n’est pas autonome"))


def test_capitals_follow_those_of_the_words_found() -> None:
    lower = outcome("Remplacer « les opérateurs » par « les entreprises »")
    assert lower == with_rule(RULE.replace("Les opérateurs", "Les entreprises"))
    upper = outcome("Remplacer « Tout incident » par « Toute attaque »")
    assert upper == with_rule(RULE.replace("tout incident", "toute attaque"))


def test_a_stop_too_many_is_left_out() -> None:
    after = outcome("Remplacer « 72 heures » par « 24 heures. »")
    assert after == with_rule(RULE.replace("72", "24"))


@pytest.mark.parametrize(
    ("proposition", "words"),
    [
        ("Compléter l'alinéa par « Elle est dotée. »", f"{AGENCY} Elle est dotée."),
        (
            "Compléter l'alinéa par « chaque année »",
            AGENCY.replace("compte.", "compte chaque année."),
        ),
        ("Ajouter à la fin : « Elle est dotée. »", f"{AGENCY} Elle est dotée."),
        ("Ajouter une phrase ainsi rédigée : « Elle est dotée. »", f"{AGENCY} Elle est dotée."),
    ],
)
def test_a_paragraph_is_completed_at_its_end(proposition: str, words: str) -> None:
    assert outcome(proposition, reference="Gouvernance, al. 2") == with_agency(words)


@pytest.mark.parametrize(
    "proposition",
    [
        "Ajouter un alinéa ainsi rédigé : « Le comité est saisi. »",
        "Insérer après cet alinéa un alinéa ainsi rédigé : « Le comité est saisi. »",
        "Ajouter un paragraphe : Le comité est saisi.",
    ],
)
def test_a_new_paragraph_comes_after_the_one_named(proposition: str) -> None:
    expected = plain([*LINES[:3], "Le comité est saisi.", *LINES[3:]])
    assert outcome(proposition, reference="Gouvernance, al. 2") == expected


def test_a_new_paragraph_may_be_the_last_of_all() -> None:
    after = outcome("Ajouter un alinéa : « Il est débattu. »", reference="Suivi, al. 2")
    assert after == [*plain(LINES), "Il est débattu."]


def test_a_whole_paragraph_goes_with_its_mark() -> None:
    assert outcome("Supprimer cet alinéa.", reference="Gouvernance, al. 2") == plain(
        [*LINES[:2], *LINES[3:]]
    )
    assert outcome("Supprimer l'alinéa 2.", reference="Gouvernance") == plain(
        [*LINES[:2], *LINES[3:]]
    )


@pytest.mark.parametrize(
    "wording",
    [
        f"{SHORTER} Le CSIRT répond.",
        f"« {SHORTER} Le CSIRT répond »",
        SHORTER,
        f"Reformuler comme suit : « {SHORTER} »",
    ],
)
def test_a_new_wording_of_a_paragraph_or_a_sentence_changes_what_differs(wording: str) -> None:
    statement = Statement("ligne 1", "Délai trop long.", wording, reference="Gouvernance, al. 1")
    base = document(LINES)
    edit = derive(statement, place(statement, base), base, LABEL)
    assert edit is not None
    assert (edit.before, edit.after, edit.kind) == ("72", "24", EditKind.REPLACE)


def test_a_rival_wording_of_the_very_paragraph_named_is_one_edit() -> None:
    base = document(
        ["# Ancrage", "L’agence est placée sous la tutelle du ministre chargé du numérique."]
    )
    after = outcome_in(
        base,
        "",
        "L'agence est rattachée au Premier ministre et rend compte au Parlement.",
        "Ancrage, al. 1",
    )
    assert after == [
        "Ancrage",
        "L’agence est rattachée au Premier ministre et rend compte au Parlement.",
    ]


@pytest.mark.parametrize(
    "proposition",
    [
        "préciser le calendrier",
        "Préciser le calendrier de mise en œuvre et les responsabilités de chacun.",
        "Mieux définir le rôle des opérateurs en cas d'incident.",
        "Faut-il remplacer « 72 heures » par « 24 heures » ?",
        "Ne pas remplacer « 72 heures » par « 24 heures ».",
        "Ne pas supprimer « tout ».",
        "Remplacer « 72 heures » par « 24 heures » ou « 48 heures ».",
        "Remplacer 72 heures par 24 heures ou 48 heures.",
        "Remplacer « 72 heures » par un délai plus court, par exemple « 24 heures ».",
        "Remplacer partout « opérateurs » par « entreprises ».",
        "Remplacer « 72 heures » par « 24 heures » et supprimer « tout ».",
        "Remplacer « 15 jours » par « 24 heures ».",
        "Dans « Gouvernance », remplacer le délai par « 24 heures ».",
        "Supprimer la référence au délai.",
        "Ajouter une mesure sur la formation.",
        "Ajouter « grave ».",
        "Le délai de « 72 heures » est à maintenir.",
        "Supprimer la phrase.",
        "RAS",
    ],
)
def test_what_is_doubtful_or_no_proposition_derives_nothing(proposition: str) -> None:
    assert outcome(proposition, reference="Gouvernance, al. 1") is None
    assert outcome("Voir ci-contre.", proposition, reference="Gouvernance, al. 1") is None


def test_words_that_stand_twice_are_not_touched() -> None:
    base = document(["Le plan est annuel.", "Le plan est public."])
    assert outcome_in(base, "Remplacer « Le plan » par « Le programme »") is None


def test_words_found_elsewhere_than_said_are_not_touched() -> None:
    assert outcome("Remplacer « 72 heures » par « 24 heures »", reference="Suivi") is None


def test_a_note_is_never_taken_away_and_a_field_never_cut() -> None:
    with_field = "Les chiffres disponibles, rassemblés au Tableau 1, ne donnent"
    assert derived(f"Remplacer « {with_field} » par « Les chiffres ne donnent »") is None
    kept = derived(
        f"Remplacer « {with_field} » par « Les chiffres rassemblés au Tableau 1 ne donnent »"
    )
    assert kept is not None
    ((before, after),) = changed(kept)
    assert [c for c in before if is_atom(c)] == [c for c in after if is_atom(c)]


def test_a_wording_copied_with_the_signs_of_notes_keeps_the_notes_themselves() -> None:
    clause = draft().clauses.by_id["sec_1__sec_1-3__p_1"]
    assert "[note]" in clause.text
    wording = clause.text.replace("La stratégie s’inscrit", "La stratégie nationale s’inscrit")
    edit = derived("Préciser.", wording, "§ 1.3, al. 1")
    assert edit is not None
    assert (edit.before, edit.after.strip(), edit.kind) == ("", "nationale", EditKind.INSERT)


def test_an_insertion_stands_behind_the_note_called_there() -> None:
    edit = derived("Après « relative à la cryptologie, » insérer « en vigueur, »")
    assert edit is not None
    ((_, after),) = changed(edit)
    assert re.search(r"relative à la cryptologie,[\U000f0000-\U0010fffd] en vigueur, la loi", after)


def test_cells_notes_and_boxes_are_edited_like_the_body() -> None:
    cell = derived("Remplacer « 3900 » par « 4200 »", reference="Tableau 4")
    assert cell is not None
    assert changed(cell) == [("3\u00a0900", "4200")]
    note = derived("Remplacer « 6 mai 2016 » par « 7 mai 2016 »", reference="note 7")
    assert note is not None
    assert (note.place.story, note.before, note.after) == ("footnote:7", "6", "7")
    box = derived("Remplacer « 4 axes, 12 objectifs » par « 5 axes, 12 objectifs »")
    assert box is not None
    assert "@" in box.place.story
    ((before, after),) = changed(box)
    assert before.replace("4 axes", "5 axes") == after


def test_a_new_measure_follows_the_last_one_and_takes_no_number_of_its_own() -> None:
    edit = derived("Ajouter une mesure 2.1.4 : Former les magistrats.", reference="Objectif 2.1")
    assert edit is not None
    assert changed(edit) == [("", "Former les magistrats.")]
    last = draft().clauses.by_id["sec_4__axe_2__objectif_2-1__p_4"]
    assert edit.place.block == last.block + 1


def test_what_is_derived_says_whose_it_is_and_that_it_is_derived() -> None:
    edit = derived("Remplacer « soixante-douze heures » par « vingt-quatre heures »")
    assert edit is not None
    assert edit.contributor == "MJDH (proposition)"
    assert edit.derived
    assert not edit.tracked
    assert (edit.person, edit.date) == ("Mme Keïta", "2025-06-19")
    assert (edit.before, edit.after) == ("soixante-douze", "vingt-quatre")
    assert [type(operation) for operation in edit.operations] == [Cut, Put]
    put = edit.operations[1]
    assert isinstance(put, Put)
    assert [type(item) for item in put.items] == [Typed]


EVERYWHERE = spots_of(draft())
SPOTS = [
    spot
    for spot in EVERYWHERE
    if len(spot.paragraph.text.split()) > 6 and not any(map(is_atom, spot.paragraph.text))
]
NEW = ["une autre formule", "vingt jours", "le comité national", "une agence dotée", "3 000 agents"]


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(SPOTS), st.sampled_from(NEW), st.data())
def test_replacing_unique_words_gives_exactly_the_text_with_them_replaced(
    spot: Spot, new: str, data: st.DataObject
) -> None:
    words = list(re.finditer(r"\d+(?:[.,]\d+)*|[^\W\d][^\W\d’'-]*", spot.paragraph.text))
    assume(len(words) > 3)
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first, min(first + 5, len(words) - 1)))
    old = spot.paragraph.text[words[first].start() : words[last].end()]
    assume(not re.search(r'[«»“”"\n\t]', old))
    assume([hit.spot for hit in exact(old, EVERYWHERE)] == [spot])
    edit = derived(f"Remplacer « {old} » par « {new} ».")
    assert edit is not None
    ((before, after),) = changed(edit)
    text = spot.paragraph.text
    assert before == text
    assert after == text[: words[first].start()] + new + text[words[last].end() :]


def test_the_consolidated_file_holds_what_was_derived_and_nothing_else() -> None:
    lines = [
        "Référence;Observation;Rédaction proposée",
        "Objectif 2.1;Ajouter une mesure;Former les magistrats à la preuve numérique.",
        "Objectif 1.2;Remplacer « soixante-douze heures » par « vingt-quatre heures ».;",
        "Conclusion, al. 3;Ajouter un alinéa ainsi rédigé : « Le rapport est public. »;",
        "§ 3.2;Supprimer l'alinéa 3;",
        "Tableau 4;Coût;Remplacer « 3900 » par « 4200 »",
        "note 7;Remplacer « 6 mai 2016 » par « 7 mai 2016 »;",
        "§ 2.1;Après « relative à la cryptologie, » insérer « en vigueur, »;",
    ]
    data = (SAMPLES / "dossier" / "avant-projet.docx").read_bytes()
    matrix = Received("m.csv", "\n".join(lines).encode("utf-8-sig"), Contributor(LABEL, LABEL))
    result = consolidate(Request(Source("projet.docx", data), [matrix]))
    edits = [o.edit for o in result.observations if o.edit is not None]
    assert len(edits) == len(lines) - 1
    expected = Weave(result.document, edits).project({f"{LABEL} (proposition)"})["body"]
    written = read_word(result.docx, "consolide.docx")
    assert bare(story_signature(written.body.on(Side.AFTER)) + MARK) == bare(expected)
    assert bare(story_signature(written.body.on(Side.BEFORE))) == bare(
        story_signature(result.document.stories["body"].blocks)
    )
    (beside_a_note,) = (
        text.getparent() for text in written.element.iter(W + "t") if text.text == " en vigueur,"
    )
    assert beside_a_note.find(f"{W}rPr/{W}rStyle") is None
    added = {c.text: c.number for c in Document(written).clauses.all if c.number == "2.1.4"}
    assert added == {"Former les magistrats à la preuve numérique.": "2.1.4"}


def bare(text: str) -> str:
    """Two files number their pictures and notes each in its own way."""
    return "".join("@" if is_atom(char) else char for char in text)
