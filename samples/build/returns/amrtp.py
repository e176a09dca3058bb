"""The regulator: the ISO commenting form that its engineers use elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ..typography import typo
from .base import Return
from .sheets import FICTION, look, workbook, write_row

HEADINGS = [
    "MB/NC¹",
    "Line number (e.g. 17)",
    "Clause/ Subclause (e.g. 3.1)",
    "Paragraph/ Figure/ Table (e.g. Table 1)",
    "Type of comment²",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
]
WIDTHS = [9, 10, 13, 16, 10, 52, 52, 28]
LINES = [
    ("", "", "", "ge", "Texte clair et bien construit. L'Autorité souhaite que la répartition avec "
     "la régulation sectorielle soit dite une fois pour toutes.", ""),
    ("1.2", "Tableau 1", "", "te", "Les chiffres de 2024 ne comprennent pas les signalements reçus "
     "par les opérateurs.", "Ajouter une note : « hors signalements reçus par les opérateurs »."),
    ("2.4", "alinéa 3", "", "ed", "Employer le terme officiel.", "Remplacer « bureaux "
     "d'enregistrement » par « bureaux d'enregistrement accrédités »"),
    ("1.2.2", "", "", "te", "Le délai doit courir de la qualification et non de la découverte, "
     "souvent incertaine.",
     "Remplacer « à compter de sa découverte » par « à compter de sa qualification »"),
    ("1.2.3", "a)", "", "te", "Le niveau 1 est hors de portée des petites communes.",
     "Remplacer « toute administration et collectivité » par « toute administration et toute "
     "collectivité de plus de 20 000 habitants »"),
    ("2.1.3", "", "", "te", "Un RSSI rattaché au secrétaire général n'aura pas de prise sur la "
     "direction informatique.", "Remplacer « rattaché au secrétaire général » par « placé auprès "
     "du secrétaire général »"),
    ("2.3.4", "", "12", "te", "L'observatoire devrait s'appuyer sur celui de l'Autorité.",
     "Ajouter après « Il tient à jour les statistiques du Tableau 1 » : « avec le concours de "
     "l'AMRTP »"),
    ("4.2.1", "", "", "ed", "Mot répété.", "Remplacer « sont sont accrédités » par « sont "
     "accrédités »"),
    ("4.3.1", "", "", "te", "Dix jours : délai trop court pour instruire une réclamation entre "
     "opérateurs.", "Remplacer « dix jours » par « trente jours »"),
    ("4.3.2", "", "", "te", "", "Ajouter à la fin : « L'AMRTP publie chaque année le taux de "
     "trafic échangé localement. »"),
    ("5.3", "(2)", "", "te", "L'Autorité dispose des ingénieurs, des locaux et de l'autonomie "
     "financière.", "L'ANSI est constituée au sein de l'AMRTP, dont elle partage les moyens."),
    ("5.6", "(1)", "", "te", "Les redevances de régulation financent déjà le service universel.",
     "Supprimer « par une fraction des redevances de régulation »"),
    ("Annexe B", "Tableau 10", "", "te", "Le seuil de 20 000 usagers retient presque tous les "
     "fournisseurs d'accès.", "50 000"),
    ("7.9", "", "41", "te", "Référence d'une version antérieure, à rapprocher par le secrétariat.",
     ""),
]  # fmt: skip


def write(path: Path) -> None:
    with workbook(path, "AMRTP", datetime(2025, 6, 17, 15, 0)) as book:
        sheet = book.add_worksheet("Comments")
        head = look(book, bold=True, align="center")
        for column, (words, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, words, head)
        sheet.set_row(2, 40)
        sheet.write_string(0, 0, "Template for comments and secretariat observations")
        sheet.write_string(0, 5, "Date: 2025-06-17")
        sheet.write_string(0, 6, "Document: Stratégie nationale de cybersécurité, avant-projet")
        sheet.write_string(1, 0, FICTION)
        plain = look(book)
        for row, (clause, part, number, kind, comment, change) in enumerate(LINES, start=3):
            cells = ["ML/AMRTP", number, clause, part, kind, comment, change, ""]
            write_row(sheet, row, [typo(words) for words in cells], WIDTHS, plain)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        foot = len(LINES) + 4
        sheet.write_string(foot, 0, "1  MB = Member body / NC = National Committee")
        sheet.write_string(foot + 1, 0, "2  Type of comment: ge = general, te = technical, "
                           "ed = editorial")  # fmt: skip


RETURN = Return(
    "AMRTP_commentaires_ISO.xlsx",
    "AMRTP",
    "Autorité malienne de régulation des télécommunications, des technologies de l'information "
    "et de la communication et des postes",
    write,
)
