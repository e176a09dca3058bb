"""Security: tracked changes by two officers, with comments, replies and a closed thread."""

from __future__ import annotations

from pathlib import Path

from ..tracking.comments import Margin, Remark
from ..tracking.moves import add_row, move_paragraph
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft

POLICE = "Oumar TRAORÉ"
GENDARMERIE = "Lt-col. Aminata COULIBALY"
LABORATORY = "Équiper un laboratoire d'investigation numérique."


def write(path: Path) -> None:
    desk = copy_of_draft("mspc")
    police = Reviewer(desk, POLICE, "2025-06-12T09:03:00")
    gendarmerie = Reviewer(desk, GENDARMERIE, "2025-06-16T14:20:00")
    margin = Margin(desk)
    _discuss(margin, police)
    _investigate(police)
    _prepare_crises(gendarmerie)
    margin.write()
    desk.save(path, GENDARMERIE, "2025-06-16T17:45:00Z")


def _discuss(margin: Margin, by: Reviewer) -> None:
    margin.comment(
        by.find("Sept structures au moins"),
        Remark(POLICE, "2025-06-12T08:31:00Z", "Police et gendarmerie comptent-elles pour une ou "
               "pour deux ? La liste qui suit n'en donne que six si on les réunit."),
        Remark(GENDARMERIE, "2025-06-16T14:05:00Z", "Pour deux. Le compte est bon, on laisse."),
        resolved=True,
    )  # fmt: skip
    margin.comment(
        by.find("dans un délai de trente jours", LABORATORY),
        Remark(POLICE, "2025-06-12T08:44:00Z", "Tenable seulement si le laboratoire reçoit les six "
               "analystes demandés. Le coût de 540 millions les comprend-il ?"),
    )  # fmt: skip
    margin.comment(
        by.find("la tutelle du ministre chargé de l'Économie numérique", "L'ANSI est placée"),
        Remark(POLICE, "2025-06-12T08:50:00Z", "Une agence qui donne des consignes à tous les "
               "départements ne peut dépendre de l'un d'eux."),
        Remark(GENDARMERIE, "2025-06-16T14:09:00Z", "D'accord. L'état-major particulier de la "
               "Présidence a déjà la permanence et les liaisons chiffrées."),
        Remark(POLICE, "2025-06-16T15:12:00Z", "Je propose donc la rédaction en suivi ci-contre."),
    )  # fmt: skip
    margin.comment(
        by.find("il peut être recouru à l'entente directe"),
        Remark(GENDARMERIE, "2025-06-16T14:16:00Z", "À maintenir : en pleine crise, un appel "
               "d'offres de quarante-cinq jours n'a pas de sens."),
    )  # fmt: skip
    margin.comment(
        by.find("Cellule provisoire auprès de l'AGETIC"),
        Remark(GENDARMERIE, "2025-06-16T14:18:00Z", "Qui paie cette cellule, et depuis quand ?"),
    )


def _investigate(by: Reviewer) -> None:
    by.replace("24 heures pour alerter le CSIRT national", "24 heures pour déclarer un incident")
    by.replace("cinq ans", "dix ans", "L'escroquerie en bande organisée")
    by.replace(
        "dans un délai de soixante-douze heures", "dans un délai de vingt-quatre heures",
        "déclarent tout incident grave",
    )  # fmt: skip
    by.replace(
        "trente jours", "vingt et un jours", "Équiper un laboratoire d'investigation numérique."
    )
    add_row(
        by,
        by.desk.row("1.3.3"),
        ["1.3.4", "Ouvrir une plateforme de plainte en ligne", "MSPC", "MJDH, AGETIC",
         "Juin 2028", "30 % des plaintes déposées en ligne", "380"],
    )  # fmt: skip
    by.replace("10 %", "15 %", "du budget de tout projet numérique")
    by.insert("par un numéro court gratuit", ", commun à la police et à la gendarmerie")
    by.replace("sont sont accrédités", "sont accrédités")
    by.fill(by.desk.cell("3.2.3", 4), "AMRTP, MJDH, MEN")


def _prepare_crises(by: Reviewer) -> None:
    by.join("Cette dispersion a trois conséquences.")
    by.align("À l'horizon 2030, le Mali dispose", "center")
    by.replace(
        "placée sous la tutelle du ministre chargé de l'Économie numérique",
        "rattachée à la Présidence de la République",
    )
    by.replace("1er janvier 2028", "1er janvier 2027", "L'usage d'une messagerie personnelle")
    by.replace(
        "désignée par le Premier ministre", "désignée par le Président de la République",
        "En cas de crise majeure",
    )  # fmt: skip
    by.insert("le rôle de chacun", ", y compris pour la communication au public")
    move_paragraph(
        by,
        "Les agents de liaison de la Défense et de la Sécurité",
        "Les informations classifiées échangées",
        "move201",
    )
    by.delete_paragraph("un parent sait où appeler.")
    by.insert("Un exercice national est organisé chaque année", " dans une région différente")


RETURN = Return(
    "Stratégie cyber - retour MSPC v2.docx",
    "MSPC",
    "Ministère de la Sécurité et de la Protection civile",
    write,
)
