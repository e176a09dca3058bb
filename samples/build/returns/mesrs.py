"""Higher education: tracked changes, but on last year's version that was still in a drawer."""

from __future__ import annotations

from pathlib import Path

from ..editions import VERSION_2024
from ..tracking.moves import add_row
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of

PERSON = "Pr Moussa SIDIBÉ"


def write(path: Path) -> None:
    desk = copy_of(VERSION_2024, "mesrs")
    by = Reviewer(desk, PERSON, "2025-06-19T11:00:00")
    by.replace(
        "trois établissements publics et cinq établissements privés",
        "quatre établissements publics et sept établissements privés",
    )
    by.insert("dans des conditions réalistes", ", faute de locaux et de matériel")
    by.replace(
        "Deux licences professionnelles", "Trois licences professionnelles, deux masters",
        "sont ouverts à la rentrée",
    )  # fmt: skip
    by.insert("Chaque promotion compte au moins trente étudiants", ", dont dix étudiantes")
    by.insert("aux étudiants", ", aux enseignants-chercheurs", "Le centre offre")
    by.add_paragraph(
        "Soutenir la recherche appliquée.",
        "**Créer une école doctorale de cybersécurité.** Elle accueille dix doctorants par an, en "
        "cotutelle avec les universités de l'AES.",
    )
    by.delete(", sauf motif de sécurité")
    by.replace("deux équipes de recherche publient", "quatre équipes de recherche publient")
    by.replace("1 bulletin par an", "2 bulletins par an")
    by.replace("quatre-vingt-seize", "soixante-douze", "déclarent tout incident grave")
    add_row(by, desk.row("3.3.2"), [
        "3.3.3", "Créer une école doctorale de cybersécurité", "MESRS", "ANSI", "Octobre 2028",
        "10 doctorants inscrits par an", "600",
    ])  # fmt: skip
    desk.save(path, PERSON, "2025-06-19T13:37:00Z")


RETURN = Return(
    "SNC_2025-2029_MESRS_suivi.docx",
    "MESRS",
    "Ministère de l'Enseignement supérieur et de la Recherche scientifique",
    write,
)
