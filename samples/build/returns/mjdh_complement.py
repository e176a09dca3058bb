"""Justice again: another service of the ministry sends its own copy a few days later."""

from __future__ import annotations

from pathlib import Path

from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft
from .mjdh import RETURN as FIRST


def write(path: Path) -> None:
    desk = copy_of_draft("mjdh complement")
    by = Reviewer(desk, "Seydou MAÏGA", "2025-06-18T10:14:00")
    by.insert("qu'un juge ne peut contrôler", " à tout moment")
    by.replace("soixante-douze heures", "vingt-quatre heures", "déclarent tout incident grave")
    by.insert(
        "le secret des correspondances",
        ", ainsi que les droits de l'enfant",
        "Toute mesure de sécurité respecte",
    )
    by.replace("six mois", "trois mois", "Aucun historique d'usage")
    by.insert(
        "au contenu des correspondances privées",
        " ni aux données de connexion, sauf réquisition judiciaire",
    )
    by.add_paragraph(
        "ne peut accéder au contenu",
        "L'ANSI rend compte chaque année à la Commission nationale des droits de l'homme de "
        "l'usage qu'elle a fait de ses pouvoirs.",
    )
    desk.save(path, "Seydou MAÏGA", "2025-06-18T11:02:00Z")


RETURN = Return("MJDH_complement_droits_humains.docx", FIRST.label, FIRST.name, write)
