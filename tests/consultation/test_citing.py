"""The words that name a place, recognised in what people write."""

from __future__ import annotations

import pytest

from toguna.consultation.citing import (
    from_place,
    join_places,
    names_only_places,
    opens_with_place,
    places_in,
    units,
)
from toguna.consultation.dates import iso_date
from toguna.consultation.references.words import KINDS


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("À la page 12, le délai de 3 mois est court.", ["page 12"]),
        ("Voir l'axe 2 et l'objectif stratégique n° 2.1", ["axe 2", "objectif stratégique n° 2.1"]),
        ("le deuxième alinéa du § 3.2", ["deuxième alinéa", "§ 3.2"]),
        ("Annexe B, section B.1, point c)", ["Annexe B", "section B.1", "point c)"]),
        ("pages 12 à 14", ["pages 12 à 14"]),
        ("p. 12, tableau 4", ["p. 12", "tableau 4"]),
        ("§ 5.3 (5)", ["§ 5.3 (5)"]),
        ("AXE II", ["AXE II"]),
        ("Une action à mener en 2026 avec 3 agents", []),
        ("le point à revoir, l’action a réussi", []),
        ("de la page 2 et à l’axe B", ["page 2", "axe B"]),
    ],
)
def test_places_are_found_as_they_are_written(text: str, places: list[str]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize(
    "text",
    ["Page 12, Axe 2, objectif 2.1", "À l'axe 2", "Sur le § 3.2 (page 4)", "Introduction",
     "Dernier alinéa de l'article 5"],
)  # fmt: skip
def test_texts_that_only_name_places(text: str) -> None:
    assert names_only_places(text)
    assert opens_with_place(text)


@pytest.mark.parametrize("text", ["Page 12 trop longue", "Axe 2 : LE DROIT", "Le délai", ""])
def test_texts_that_say_more(text: str) -> None:
    assert not names_only_places(text)


def test_a_title_is_taken_from_its_place_on() -> None:
    assert from_place("S'agissant de l'article 5 :") == "article 5 :"
    assert from_place("Le cadre juridique") == "Le cadre juridique"


def test_every_known_word_has_a_depth() -> None:
    for word in KINDS:
        assert all(depth >= 0 for _, depth in units(f"{word} 2"))


@pytest.mark.parametrize(
    ("outer", "inner", "joined"),
    [
        ("Axe 2", "objectif 2.1", "Axe 2, objectif 2.1"),
        ("Axe 2", "Axe 3", "Axe 3"),
        ("Axe 2", "page 4", "Axe 2, page 4"),
        ("Axe 2", "axe 2, objectif 2.1", "axe 2, objectif 2.1"),
        ("Axe 2", "", "Axe 2"),
        ("", "page 4", "page 4"),
    ],
)
def test_a_titles_place_and_a_lines_place(outer: str, inner: str, joined: str) -> None:
    assert join_places(outer, inner) == joined


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("le 10 juin 2025", "2025-06-10"), ("1er août 2025", "2025-08-01"),
        ("10/06/2025", "2025-06-10"), ("10.6.25", "2025-06-10"), ("2025-06-10", "2025-06-10"),
        ("2025-06-10 09:30", "2025-06-10"), ("12 June 2025", "2025-06-12"),
        ("lundi 3 févr. 2025", "2025-02-03"), ("31/02/2025", ""), ("sans date", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date
