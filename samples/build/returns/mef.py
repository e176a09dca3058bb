"""Finance: tracked changes on the money, saved by LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..office import convert
from ..tracking.comments import Margin, Remark
from ..tracking.moves import add_row, delete_row
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft

PERSON = "Ibrahim TOGO"


def write(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tracked = Path(folder, "mef.docx")
        write_tracked(tracked)
        convert(tracked, path, "docx:MS Word 2007 XML")


def write_tracked(path: Path) -> None:
    """The copy as it was before LibreOffice saved it."""
    desk = copy_of_draft("mef")
    by = Reviewer(desk, PERSON, "2025-06-18T08:15:00")
    margin = Margin(desk)
    margin.comment(
        by.find("La moitié de cette somme va aux infrastructures"),
        Remark(PERSON, "2025-06-18T08:02:00Z", "Le cadrage à moyen terme transmis en mai ne "
               "prévoit que 19 milliards sur le budget de l'État. Prière de hiérarchiser."),
    )  # fmt: skip
    margin.comment(
        by.find("prêts d'honneur"),
        Remark(PERSON, "2025-06-18T08:06:00Z", "Quel établissement ? Le fonds de garantie existant "
               "peut ouvrir un guichet, sans structure nouvelle."),
    )  # fmt: skip
    _rules(by)
    _figures(by)
    margin.write()
    desk.save(path, PERSON, "2025-06-18T12:40:00Z")


def _rules(by: Reviewer) -> None:
    by.replace("Etat", "État", "composante du retour")
    by.replace("10 %", "5 %", "du budget de tout projet numérique")
    by.delete(" Les deux sites sont alimentés pour moitié par l'énergie solaire.")
    by.replace("peut être retirer", "peut être retiré")
    by.insert(
        "du ministre chargé de l'Économie numérique",
        " et sous la tutelle financière du ministre chargé des Finances",
        "L'ANSI est placée",
    )
    by.replace(
        "par le directeur général de l'ANSI", "par le ministre chargé des Finances",
        "en cas d'urgence impérieuse",
    )  # fmt: skip
    by.replace("2 % du produit", "1 % du produit")
    by.replace("Les autres attendent.", "Les autres sont reportées d'un exercice.")
    by.add_paragraph(
        "Si les contributions extérieures tardent",
        "Aucun recrutement n'est engagé avant l'ouverture des crédits correspondants.",
    )


def _figures(by: Reviewer) -> None:
    desk = by.desk
    by.fill(desk.cell("2.1.1", 7), "3 400")
    by.fill(desk.cell("Pilotage et suivi-évaluation", 7), "1 350")
    by.fill(desk.cell("3.3.1", 6), "15 entreprises soutenues")
    delete_row(by, desk.row("4.2.3"))
    add_row(by, desk.row("Difficultés d'approvisionnement en matériel"), [
        "Variation du coût des équipements importés", "Moyenne", "Moyenne",
        "Commandes pluriannuelles à prix fermes", "MEF",
    ])  # fmt: skip


RETURN = Return(
    "observations MEF_DGB.docx",
    "MEF",
    "Ministère de l'Économie et des Finances",
    write,
    needs_office=True,
)
