"""Letters of observations, as ministries write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consultation.word import Item, Table, word
from toguna.consultation.letter import LetterReading, looks_like_letter, read_letter
from toguna.consultation.letter.model import Role
from toguna.consultation.letter.parts import take_apart
from toguna.consultation.model import Statement

HEAD = (
    "MINISTÈRE DE LA JUSTICE",
    "République du Mali",
    "N° 0123/MJDH-SG",
    "Bamako, le 12 juin 2025",
    "À Monsieur le Ministre de la Communication",
    "Objet : observations sur l'avant-projet",
    "Monsieur le Ministre,",
    "J'ai l'honneur de vous transmettre les observations de mon département.",
)
TAIL = (
    "Je vous prie d'agréer, Monsieur le Ministre, l'expression de ma haute considération.",
    "Le Secrétaire général",
    "Mamadou KASSOGUÉ",
    "Ampliations :",
    "- Primature",
    "- Archives",
)


def letter(*body: str | Item | Table) -> LetterReading:
    return read_letter(word(*HEAD, *body, *TAIL), "lettre.docx")


def remarks(*body: str | Item | Table) -> list[Statement]:
    reading = letter(*body)
    assert sum(reading.counts.values()) == len(HEAD) + len(TAIL) + len(body)
    assert set(HEAD) <= set(reading.aside)
    assert set(TAIL) <= set(reading.aside)
    return reading.statements


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("1. ", "2. ", ("1", "2")),
        ("1) ", "2) ", ("1", "2")),
        ("1° ", "2° ", ("1", "2")),
        ("1- ", "2- ", ("1", "2")),
        ("(1) ", "(2) ", ("1", "2")),
        ("a) ", "b) ", ("a", "b")),
        ("Observation n° 1 : ", "Observation n° 2 : ", ("1", "2")),
        ("Remarque 1 – ", "Remarque 2 – ", ("1", "2")),
        ("Premièrement, ", "Deuxièmement, ", ("Premièrement", "Deuxièmement")),
        ("En premier lieu, ", "En second lieu, ", ("En premier lieu", "En second lieu")),
        ("- ", "- ", ("", "")),
        ("• ", "• ", ("", "")),
    ],
)
def test_numbers_written_by_hand_start_remarks(
    first: str, second: str, numbers: tuple[str, str]
) -> None:
    one, two = remarks(
        f"{first}Le délai prévu est beaucoup trop court.", f"{second}Le budget manque."
    )
    assert (one.number, two.number) == numbers
    assert one.observation == "Le délai prévu est beaucoup trop court."
    assert two.observation == "Le budget manque."


def test_words_own_numbers_start_remarks() -> None:
    one, two = remarks(Item("Le délai est trop court."), Item("Le budget manque."))
    assert (one.number, two.number) == ("1", "2")
    assert one.where == "remarque n° 1 (paragraphe 9)"


def test_bullets_of_word_start_remarks() -> None:
    one, two = remarks(Item("Le délai est court.", 2), Item("Le budget manque.", 2))
    assert (one.number, two.number) == ("", "")
    assert one.where == "paragraphe 9"


def test_a_remark_runs_to_the_next_number_with_its_points() -> None:
    one, two = remarks(
        Item("La liste des acteurs est incomplète. Il manque :"),
        Item("la gendarmerie", 2),
        Item("la police", 2),
        "Ces deux forces traitent les plaintes.",
        Item("Le budget manque."),
    )
    assert one.observation.split("\n")[1:] == [
        "– la gendarmerie",
        "– la police",
        "Ces deux forces traitent les plaintes.",
    ]
    assert one.where == "remarque n° 1 (paragraphes 9 à 12)"
    assert two.number == "2"


def test_titles_carry_their_place_down() -> None:
    one, two, three = remarks(
        "Sur l'axe 2",
        "1. Objectif 2.1 : le délai est trop court.",
        "2. Le budget manque.",
        "S'agissant de l'article 5 :",
        "1. La sanction est trop forte.",
    )
    assert one.reference == "axe 2, Objectif 2.1"
    assert two.reference == "axe 2"
    assert three.reference == "article 5"


def test_numbered_titles_hold_lists_of_remarks() -> None:
    one, two, three = remarks(
        "I. Sur l'axe 1",
        "a) Le délai est court.",
        "b) Le budget manque.",
        "II. Sur l'annexe B",
        "a) La liste est incomplète.",
    )
    assert [one.reference, two.reference, three.reference] == ["axe 1", "axe 1", "annexe B"]
    assert three.observation == "La liste est incomplète."


def test_a_title_of_nature_says_what_its_remarks_are_about() -> None:
    one, two = remarks(
        "Observations de fond",
        "1. Le délai est court.",
        "Observations de forme",
        "2. Une faute à corriger.",
    )
    assert (one.nature, two.nature) == ("fond", "forme")
    assert (one.reference, two.reference) == ("", "")


def test_a_remark_is_taken_apart() -> None:
    (one,) = remarks(
        "1. Page 12, Axe 2, objectif 2.1 : le délai est trop court.",
        "Rédaction proposée : « dans un délai de six mois ».",
        "Motif : la loi le prévoit.",
    )
    assert one.reference == "Page 12, Axe 2, objectif 2.1"
    assert one.observation == "le délai est trop court."
    assert one.proposed == "dans un délai de six mois"
    assert one.reason == "la loi le prévoit."
    assert one.date == "2025-06-12"


def test_the_same_place_again() -> None:
    _, two = remarks(
        "1. Page 21, mesure 4.3.1 : le plafond est trop bas.",
        "2. Même mesure : supprimer « sauf négligence ».",
    )
    assert two.reference == "Page 21, mesure 4.3.1"


def test_without_numbers_each_paragraph_that_speaks_of_the_text_is_a_remark() -> None:
    reading = letter(
        "Mon département salue la qualité du document.",
        "À la page 12, le délai de trois mois est trop court.",
        "Les mots « sans délai » sont à remplacer par « sous dix jours ».",
    )
    assert [statement.reference for statement in reading.statements] == ["page 12", ""]
    assert "Mon département salue la qualité du document." in reading.aside
    assert len(reading.notes) == 1
    assert "2 remarques lues ; 15 paragraphes laissés de côté" in str(reading.notes[0])


def test_remarks_in_an_annex_after_the_signature_are_read() -> None:
    document = word(
        *HEAD, *TAIL, "Annexe : observations", "1. Page 3 : une faute.", "2. Page 4 : idem."
    )
    one, two = read_letter(document, "lettre.docx").statements
    assert (one.reference, two.reference) == ("Page 3", "Page 4")


def test_a_table_in_a_letter_is_not_lost() -> None:
    reading = letter("1. Page 12 : voici le tableau voulu.", Table([["Année", "Montant"]]))
    assert reading.statements[0].observation.endswith("Année | Montant")


@pytest.mark.parametrize(
    ("text", "reference", "observation", "proposed", "reason"),
    [
        ("§ 3.2 al. 2 – Trop vague.", "§ 3.2 al. 2", "Trop vague.", "", ""),
        ("À l'axe 2, le délai est court.", "axe 2", "À l'axe 2, le délai est court.", "", ""),
        ("Le délai est court. En effet, il faut du temps.", "", "Le délai est court.", "",
         "En effet, il faut du temps."),
        ("Tableau 4\nMontant faux. Justification : la loi de finances.", "Tableau 4",
         "Montant faux.", "", "la loi de finances."),
        ("Remplacer « dix » par « vingt ».", "", "Remplacer « dix » par « vingt ».", "", ""),
        ("Trop court. Proposition : remplacer « dix » par « vingt ».", "",
         "Trop court.\nProposition : remplacer « dix » par « vingt ».", "", ""),
        ("Obscur. Nouvelle rédaction : « L'agence veille. En effet, elle le doit. »", "",
         "Obscur.", "L'agence veille. En effet, elle le doit.", ""),
        ("Obscur. Texte proposé : L'agence veille. Motif : clarté", "", "Obscur.",
         "L'agence veille.", "clarté"),
        ("Remplacer « à la page 5 » par rien.", "", "Remplacer « à la page 5 » par rien.", "", ""),
    ],
)  # fmt: skip
def test_parts(text: str, reference: str, observation: str, proposed: str, reason: str) -> None:
    parts = take_apart(text)
    assert parts[:4] == (reference, observation, proposed, reason)


def test_a_title_that_says_more_than_a_place_is_not_lost() -> None:
    one, two = remarks(
        "Sur l'axe 1, rien à redire", "Sur l'axe 2", "1. Le délai est court.", "Sur l'axe 3"
    )
    assert (one.reference, one.observation) == ("axe 1", "Sur l'axe 1, rien à redire")
    assert two.reference == "axe 2"


def _blocks(number: int, kind: str) -> str | Item | Table:
    said = f"dit{number}x"
    return {
        "number": f"{number}. Le délai {said} est trop court.",
        "auto": Item(f"Le délai {said} est trop court."),
        "bullet": f"- le délai {said} est trop court",
        "letter": f"a) le délai {said} est trop court",
        "title": f"Sur l'axe {number}",
        "title more": f"S'agissant de l'axe 2 : {said}",
        "roman": f"II. Observations de fond {said}",
        "free": f"Le ministère {said} salue le texte.",
        "quote": f"Les mots « {said} » sont de trop.",
        "proposed": f"Rédaction proposée : « {said} ». Motif : {said}y",
        "closing": f"Veuillez agréer {said}",
        "hello": "Monsieur le Ministre,",
        "table": Table([[said, "12"]]),
    }[kind]


KINDS = "number auto bullet letter title roman free quote proposed closing hello table".split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*KINDS, "title more"]), min_size=1, max_size=9))
def test_every_paragraph_of_any_letter_has_one_role(kinds: list[str]) -> None:
    blocks = [_blocks(number, kind) for number, kind in enumerate(kinds, start=1)]
    reading = read_letter(word(*blocks), "lettre.docx")
    assert sum(reading.counts.values()) == len(blocks)
    assert reading.counts[Role.ASIDE] == len(reading.aside)
    kept = "\n".join([*map(str, reading.statements), *reading.aside])
    for number, kind in enumerate(kinds, start=1):
        if kind not in ("title", "hello", "roman"):
            assert f"dit{number}x" in kept, kind


def test_letters_are_told_from_other_documents() -> None:
    assert looks_like_letter(word(*HEAD, "1. Page 3 : une faute.", *TAIL))
    assert looks_like_letter(word("Sur l'axe 2", "- page 3 : une faute", "- page 4 : une autre"))
    assert not looks_like_letter(word("Rapport annuel", "Les comptes sont arrêtés.", "Total : 12"))
    assert not looks_like_letter(word())
