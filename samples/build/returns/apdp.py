"""Data protection: a list saved as CSV by an old spreadsheet, in the Windows code page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..typography import typo
from .base import Return

HEADINGS = ["N°", "Structure", "Représentant", "Axe ou §", "Page", "Nature", "Observation",
            "Rédaction proposée", "Justification"]  # fmt: skip
PERSON = "Me Rokia CAMARA"
LINES = [
    ("§ 3.2, alinéa 6", "14", "fond", "Un « délai raisonnable » ne se contrôle pas.",
     "Remplacer « dans un délai raisonnable » par « dans un délai de sept jours »",
     "Un délai chiffré se vérifie"),
    ("Mesure 1.1.3", "15", "forme", "Vérifier l'intitulé officiel de la loi.", "", ""),
    ("Mesure 1.1.3", "15", "juridique", "Le texte oublie les transferts vers l'étranger.",
     "Ajouter après « le pouvoir de sanction de l'APDP » : « , ainsi que les transferts de "
     "données hors du territoire »", "Lacune signalée à l'atelier"),
    ("Mesure 1.2.2", "16", "fond", "Le délai de soixante-douze heures est à maintenir : c'est "
     "celui qui vaut pour les violations de données personnelles.", "",
     "Un seul délai pour deux déclarations"),
    ("Axe 4, objectif 4.2", "21", "fond", "Mesure 4.2.2 : la conservation est trop longue.",
     "Remplacer « six mois » par « trois mois »", "Principe de minimisation"),
    ("Mesure 4.2.3", "21", "forme", "Faute d'orthographe.",
     "Remplacer « peut être retirer » par « peut être retiré »", ""),
    ("§ 5.2, alinéa 3", "23", "juridique", "L'interdiction doit couvrir les données de connexion.",
     "L'ANSI ne peut accéder ni au contenu des correspondances privées ni aux données de "
     "connexion.", "Jurisprudence constante de l'Autorité"),
    ("Annexe C", "34", "question", "Qui reçoit la fiche quand l'incident porte sur des données "
     "personnelles ? La victime doit-elle la remplir deux fois ?", "", ""),
    ("", "", "information", "L'APDP met à disposition ses modèles de notification.", "", ""),
]  # fmt: skip


def write(path: Path) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for number, line in enumerate(LINES, start=1):
        writer.writerow([number, "APDP", PERSON, *map(typo, line)])
    fiction = "(document fictif, exemple pour Toguna)"
    writer.writerow([len(LINES) + 1, "APDP", PERSON, "", "", "information", fiction, "", ""])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(table.getvalue().encode("cp1252"))


RETURN = Return(
    "apdp obs.csv",
    "APDP",
    "Autorité de protection des données à caractère personnel",
    write,
)
