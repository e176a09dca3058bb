"""Justice: a copy in tracked changes by two people of the ministry."""

from __future__ import annotations

from pathlib import Path

from ..tracking.moves import add_row, move_paragraph
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft


def write(path: Path) -> None:
    desk = copy_of_draft("mjdh")
    _judge(Reviewer(desk, "Kadidia SANGARÉ (MJDH)", "2025-06-11T08:52:00"))
    _lawyer(Reviewer(desk, "Bréhima DEMBÉLÉ", "2025-06-13T15:06:00"))
    desk.save(path, "Bréhima DEMBÉLÉ", "2025-06-13T17:31:00Z")


def _judge(by: Reviewer) -> None:
    """The judicial affairs: incriminations, the specialised court, the evidence."""
    by.replace("dix-neuf", "vingt", "L'inventaire des systèmes d'information", "footnotes.xml")
    by.replace("Etat", "État", "composante du retour")
    by.delete(
        " L'escroquerie en bande organisée commise au moyen d'un réseau de communications "
        "électroniques est punie de cinq ans d'emprisonnement au moins."
    )
    by.replace("soixante-douze", "quarante-huit", "déclarent tout incident grave")
    by.insert("des greffiers et des assistants spécialisés", ", recrutés sur contrat")
    by.replace("dans la mesure ou le", "dans la mesure où le", "Fluidifier l'entraide judiciaire.")
    by.add_paragraph(
        "Fluidifier l'entraide judiciaire.",
        "**Former les magistrats et les greffiers à la preuve numérique.** Un module de quarante "
        "heures est dispensé à l'institut de formation judiciaire à compter de 2027. Il porte sur "
        "la saisie, la conservation et la discussion contradictoire de la preuve.",
    )
    add_row(
        by,
        by.desk.row("1.3.3"),
        ["1.3.4", "Former les magistrats et les greffiers à la preuve numérique", "MJDH", "MSPC",
         "Décembre 2028", "180 magistrats et greffiers formés", "240"],
    )  # fmt: skip
    by.replace("transmet sans délai", "transmet dans les vingt-quatre heures")
    by.replace(
        "placée sous la tutelle du ministre chargé de l'Économie numérique",
        "rattachée à la Primature",
    )


def _lawyer(by: Reviewer) -> None:
    """The legal adviser reads the same copy after her."""
    by.insert("version du 2 juin 2025", " – avis MJDH", part="header1.xml")
    by.split("L'obligation de notifier un incident")
    move_paragraph(
        by, "Les incidents graves qui touchent le public", "Légalité et respect des droits.", "m1"
    )
    by.insert("qu'un juge ne peut contrôler", " avant ou après coup")
    by.delete("recrutés sur contrat", "des assistants spécialisés")
    by.replace("révisée tous les deux ans", "révisée chaque année", "La liste des opérateurs")
    by.format("de bonne foi", "w:b", "déclarent tout incident grave")
    by.delete(
        " Toutefois, en cas d'urgence impérieuse constatée par le directeur général de l'ANSI, il "
        "peut être recouru à l'entente directe."
    )
    by.replace("la juridiction administrative", "le tribunal administratif compétent")
    by.replace("Statistiques du MJDH", "Annuaire statistique de la justice")


RETURN = Return(
    "MJDH_observations_strategie_cyber.docx",
    "MJDH",
    "Ministère de la Justice et des Droits de l'Homme",
    write,
)
