"""Defence: a workbook in columns of its own, with a title block and merged cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..typography import typo
from .base import Return
from .sheets import FICTION, look, workbook, write_row

HEADINGS = ["N° d'ordre", "Département", "Officier rédacteur", "Partie du document", "Pg.", "Type",
            "Constat", "Nouvelle rédaction souhaitée", "Motif", "Date"]  # fmt: skip
WIDTHS = [7, 12, 16, 24, 6, 11, 44, 44, 36, 13]
BLOCK = [
    "MINISTÈRE DE LA DÉFENSE ET DES ANCIENS COMBATTANTS",
    "Direction des transmissions et des télécommunications des armées",
    "Objet : observations sur l'avant-projet de Stratégie nationale de cybersécurité 2026-2030",
    FICTION,
]
COLONEL, COMMANDANT = "Col. Yacouba DIALLO", "Cdt Mariam TOURÉ"


@dataclass(frozen=True)
class Line:
    """A line of the matrix; an empty `where` continues the part named above."""

    person: str
    where: str
    page: str
    kind: str
    remark: str
    wording: str = ""
    reason: str = ""
    date: str = "le 10 juin 2025"


GENERAL = [
    Line(COLONEL, "Ensemble du document", "", "Forme",
         "Le texte emploie tantôt « cybersécurité », tantôt « sécurité numérique ». Définir les "
         "deux termes ou n'en garder qu'un."),
    Line(COLONEL, "", "", "Question",
         "Quel est le statut de la stratégie au regard de la loi de programmation militaire ?"),
]  # fmt: skip
PARTICULAR = [
    Line(COMMANDANT, "3.4 Périmètre et définitions", "14", "Fond",
         "La coopération avec les systèmes militaires ne peut être organisée par un texte civil.",
         "Remplacer « la présente stratégie organise seulement la coopération avec eux » par « la "
         "présente stratégie ne s'y applique pas »",
         "Secret de la défense nationale"),
    Line(COMMANDANT, "Axe 1, objectif 1.2", "16", "Juridique",
         "Mesure 1.2.1 : la liste des opérateurs d'importance vitale touche à la défense du "
         "territoire.",
         "Remplacer « arrêtée par le Premier ministre » par « arrêtée par le Premier ministre sur "
         "proposition conjointe des ministres chargés de la Défense et de la Sécurité »",
         "Compétence du Haut Commandement"),
    Line(COMMANDANT, "", "16", "Fond",
         "Mesure 1.2.2 : le délai de soixante-douze heures est trop long pour une attaque en "
         "cours.",
         "Remplacer « soixante-douze heures » par « vingt-quatre heures »",
         "Une attaque se propage en quelques heures", "10/06/2025"),
    Line(COLONEL, "5.3 Ancrage institutionnel de l'ANSI, alinéa 2", "23", "Fond",
         "La cybersécurité relève de la défense nationale. Les moyens existent déjà.",
         "L'ANSI est placée sous la tutelle du ministre chargé de la Défense.",
         "Continuité en temps de crise", "11/06/2025"),
    Line(COLONEL, "", "23", "Fond",
         "Alinéa 4 : à maintenir sans changement, la décision appartient au Comité "
         "interministériel.", "", "", "11/06/2025"),
    Line(COMMANDANT, "5.4 Coordination avec la Défense et la sécurité", "23", "Fond",
         "Alinéa 2 : deux agents de liaison suffisent.",
         "Les agents de liaison de la Défense et de la Sécurité, au nombre de quatre au plus, sont "
         "accueillis en permanence au CSIRT national.",
         "Effectifs comptés", "11/06/2025"),
    Line(COMMANDANT, "5.6, alinéa 3", "24", "Budgétaire",
         "L'entente directe doit rester possible en temps de crise. À maintenir.", "",
         "Urgence opérationnelle", "11/06/2025"),
    Line(COMMANDANT, "Mesure 4.1.2", "20", "Fond",
         "Le SOC de l'État ne peut être confié à un prestataire étranger.",
         "Ajouter après « confié à un prestataire qualifié » : « de droit malien »",
         "Souveraineté", "12 juin 2025"),
    Line(COMMANDANT, "Tableau 8", "30", "Forme",
         "Risque « Insécurité sur les sites de travaux » : la gravité devrait être élevée.",
         "Élevée", "", "12 juin 2025"),
    Line(COLONEL, "Annexe D", "", "Forme",
         "L'annexe D citée lors de l'atelier ne figure pas dans le document.", "", "",
         "sans date"),
]  # fmt: skip


def write(path: Path) -> None:
    with workbook(path, COLONEL, datetime(2025, 6, 12, 9, 30)) as book:
        sheet = book.add_worksheet("Obs. MDAC")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        row = _block(book, sheet)
        head = look(book, bold=True, bg_color="#D9D9D9", align="center")
        for column, words in enumerate(HEADINGS):
            sheet.write_string(row, column, typo(words), head)
        row = _band(book, sheet, row + 1, "I. OBSERVATIONS GÉNÉRALES")
        row = _lines(book, sheet, row, GENERAL, 1)
        row = _band(book, sheet, row, "II. OBSERVATIONS PARTICULIÈRES")
        _lines(book, sheet, row, PARTICULAR, len(GENERAL) + 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _block(book: Any, sheet: Any) -> int:
    """The title above the table, each line merged over all columns."""
    title = book.add_format({"bold": True, "align": "center", "font_name": "Arial"})
    for row, words in enumerate(BLOCK):
        sheet.merge_range(row, 0, row, len(HEADINGS) - 1, typo(words), title)
    return len(BLOCK) + 1


def _band(book: Any, sheet: Any, row: int, words: str) -> int:
    """A merged line that only announces what follows."""
    band = look(book, bold=True, bg_color="#F3ECE2")
    sheet.merge_range(row, 0, row, len(HEADINGS) - 1, typo(words), band)
    return row + 1


def _lines(book: Any, sheet: Any, row: int, lines: list[Line], number: int) -> int:
    plain = look(book)
    for offset, line in enumerate(lines):
        cells = [str(number + offset), "", line.person, line.where, line.page, line.kind,
                 line.remark, line.wording, line.reason, line.date]  # fmt: skip
        write_row(sheet, row + offset, [typo(words) for words in cells], WIDTHS, plain)
    _merge(sheet, plain, row, row + len(lines) - 1, 1, "MDAC")
    starts = [n for n, line in enumerate(lines) if line.where] + [len(lines)]
    for start, end in pairwise(starts):
        _merge(sheet, plain, row + start, row + end - 1, 3, typo(lines[start].where))
    return row + len(lines)


def _merge(sheet: Any, plain: Any, first: int, last: int, column: int, words: str) -> None:
    """One cell over several rows."""
    if last > first:
        sheet.merge_range(first, column, last, column, words, plain)
    else:
        sheet.write_string(first, column, words, plain)


RETURN = Return(
    "MDAC_matrice_obs.xlsx", "MDAC", "Ministère de la Défense et des Anciens Combattants", write
)
