"""The banks' association: a letter whose remarks Word numbers."""

from __future__ import annotations

from pathlib import Path

from .base import Return
from .letters import Letter, write_letter

LETTER = Letter(
    head=[
        "ASSOCIATION PROFESSIONNELLE DES BANQUES ET ÉTABLISSEMENTS FINANCIERS",
        "Commission des systèmes d'information",
        "(lettre fictive, écrite pour essayer un logiciel)",
    ],
    place_and_date="Bamako, le 20 juin 2025",
    to="Secrétariat du comité de rédaction",
    subject="Stratégie nationale de cybersécurité, avis de la profession",
    opening=["La profession salue la qualité du texte et formule cinq remarques."],
    remarks=[
        "Mesure 1.2.2 : une déclaration complète en moins de soixante-douze heures est hors de "
        "portée. Le délai actuel est à maintenir.",
        "Mesure 2.3.2 : ajouter après « contre celui qui les a fournies » : « ni communiquées à "
        "un concurrent ».",
        "Mesure 4.3.4 : remplacer « Chaque opérateur est audité tous les deux ans » par « Chaque "
        "opérateur est audité tous les trois ans ».",
        "§ 5.3 (5) : remplacer « trois représentants du secteur privé » par « quatre représentants "
        "du secteur privé, dont un des banques ».",
        "Conclusion : la profession demande que son nom figure parmi les structures consultées.",
    ],
    closing="Veuillez agréer l'expression de nos salutations distinguées.",
    signature=["La présidente de la commission,", "Ramata CISSÉ"],
    automatic=True,
    date="2025-06-20T09:15:00Z",
)


def write(path: Path) -> None:
    write_letter(path, LETTER)


RETURN = Return(
    "courrier_APBEF_20-06-2025.docx",
    "APBEF",
    "Association professionnelle des banques et établissements financiers",
    write,
)
