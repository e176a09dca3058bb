"""Health: tracked changes and comments, in an OpenDocument file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..office import convert
from ..tracking.comments import Margin, Remark
from ..tracking.moves import add_row
from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft

PERSON = "Dr Fatoumata DIARRA"


def write(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tracked = Path(folder, "msds.docx")
        write_tracked(tracked)
        convert(tracked, path, "odt")


def write_tracked(path: Path) -> None:
    """The copy as it was before it became an ODT."""
    desk = copy_of_draft("msds")
    by = Reviewer(desk, PERSON, "2025-06-16T10:30:00")
    margin = Margin(desk)
    margin.comment(
        by.find("L'usage d'une messagerie personnelle pour le service est interdit"),
        Remark(PERSON, "2025-06-16T10:05:00Z", "À maintenir. Des résultats d'analyses circulent "
               "aujourd'hui par messagerie privée."),
    )  # fmt: skip
    margin.comment(
        by.find("22 hôpitaux équipés", desk.cell("4.3.3", 6)),
        Remark(PERSON, "2025-06-16T10:11:00Z", "Le pays compte aussi des centres de santé de "
               "référence. Sont-ils couverts par le montant de 1 100 millions ?"),
    )  # fmt: skip
    _care(by)
    _other(by)
    margin.write()
    desk.save(path, PERSON, "2025-06-16T12:18:00Z")


def _care(by: Reviewer) -> None:
    by.insert(
        "pendant plus de quatre heures un service essentiel",
        " ou pendant plus d'une heure un service de soins",
    )
    by.replace(
        "Les hôpitaux nationaux et régionaux disposent",
        "Les hôpitaux nationaux et régionaux et les centres de santé de référence disposent",
    )
    by.add_paragraph(
        "Sécuriser les systèmes de santé.",
        "**Protéger le dossier du patient.** Toute consultation du dossier laisse une trace que le "
        "patient peut demander.",
    )
    by.insert("22 hôpitaux", " et 30 centres", by.desk.cell("4.3.3", 6))
    by.replace("finances, télécommunications, énergie et santé", "santé, finances, "
               "télécommunications et énergie")  # fmt: skip


def _other(by: Reviewer) -> None:
    by.replace("sont sont accrédités", "sont accrédités")
    by.insert(
        "les griots et les associations de femmes et de jeunes", ", ainsi que les relais "
        "communautaires de santé", "Des campagnes de radio",
    )  # fmt: skip
    by.delete_paragraph("un parent sait où appeler.")
    add_row(by, by.desk.row("Difficultés d'approvisionnement en matériel"), [
        "Arrêt d'un hôpital à la suite d'un rançongiciel", "Moyenne", "Élevée",
        "Mode papier éprouvé deux fois par an", "MSDS",
    ])  # fmt: skip


RETURN = Return(
    "MSDS - Stratégie cybersécurité (annotée).odt",
    "MSDS",
    "Ministère de la Santé et du Développement social",
    write,
    needs_office=True,
)
