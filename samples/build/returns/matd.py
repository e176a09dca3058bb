"""Territorial administration: a clean copy, edited without tracking by somebody in a hurry."""

from __future__ import annotations

from pathlib import Path

from ..tracking.moves import add_row, move_paragraph
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft


def write(path: Path) -> None:
    desk = copy_of_draft("matd")
    by = Reviewer(desk, "Adama KONÉ", "2025-06-17T09:00:00", tracked=False)
    _text(by)
    _tables(by)
    desk.save(path, "Adama KONÉ", "2025-06-17T16:22:00Z")


def _text(by: Reviewer) -> None:
    by.replace("Etat", "État", "composante du retour")
    by.insert(
        "et de la gendarmerie, et les services compétents de la Défense",
        ", sans compter les services de l'état civil",
    )
    by.join("Plus d'une personne sur trois déclare")
    move_paragraph(by, "Chaque ministère répond de ses propres systèmes", "Légalité et respect",
                   "unused")  # fmt: skip
    by.insert(
        "les griots et les associations de femmes et de jeunes", ", les autorités coutumières",
        "Des campagnes de radio",
    )  # fmt: skip
    by.delete(
        " L'usage d'une messagerie personnelle pour le service est interdit à compter du 1er "
        "janvier 2028."
    )
    by.replace("un parent sait où appeler", "neuf parents sur dix savent où appeler")
    by.insert("les gouvernorats", ", les préfectures", "Un réseau interministériel chiffré")
    by.replace("peut être retirer", "peut être retiré")
    by.replace(
        "placée sous la tutelle du ministre chargé de l'Économie numérique",
        "rattachée à la Primature",
    )
    by.replace("Un conseil d'orientation de onze membres, dont trois représentants du secteur "
               "privé et deux de la société civile,", "Un conseil d'orientation de treize membres, "
               "dont trois représentants du secteur privé, deux des collectivités territoriales et "
               "deux de la société civile,")  # fmt: skip
    by.split("Leurs besoins particuliers")
    by.add_paragraph(
        "Les avis du Forum sont publics.",
        "Un forum régional prépare chaque année le Forum national au chef-lieu de chaque région. "
        "Le gouverneur en assure l'organisation.",
    )
    by.replace(
        "les associations et les confessions religieuses",
        "les associations, les autorités coutumières et les confessions religieuses",
    )


def _tables(by: Reviewer) -> None:
    desk = by.desk
    last = desk.row("4.3.4")
    first = add_row(by, last, [
        "4.3.5", "Doter les gouvernorats et les préfectures d'une liaison de secours", "MATD",
        "AGETIC, MDAC", "Décembre 2028", "Un gouvernorat sur deux équipé", "650",
    ])  # fmt: skip
    add_row(by, first, [
        "4.3.6", "Protéger les registres d'état civil", "MATD", "AGETIC, APDP", "Juin 2029",
        "Copies de secours dans 8 régions", "300",
    ])  # fmt: skip
    by.fill(desk.cell("2.2.3", 4), "MSPC, MDAC, MATD, collectivités territoriales")
    by.fill(desk.cell("Insécurité sur les sites de travaux", 5), "MDAC, MATD")
    add_row(by, desk.row("APDP"), [
        "ANICT", "Agence nationale d'investissement des collectivités territoriales",
    ])  # fmt: skip


RETURN = Return(
    "Avant-projet SNC relu MATD propre.docx",
    "MATD",
    "Ministère de l'Administration territoriale et de la Décentralisation",
    write,
)
