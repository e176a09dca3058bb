"""The central bank: a letter whose remarks are numbered by hand."""

from __future__ import annotations

from pathlib import Path

from .base import Return
from .letters import Letter, write_letter

LETTER = Letter(
    head=[
        "BANQUE CENTRALE DES ÉTATS DE L'AFRIQUE DE L'OUEST",
        "Direction nationale pour le Mali",
        "Service de la stabilité et de la sécurité des systèmes de paiement",
        "(lettre fictive, écrite pour essayer un logiciel)",
    ],
    place_and_date="Bamako, le 19 juin 2025",
    to="À l'attention du Secrétariat du comité de rédaction",
    subject="observations sur l'avant-projet de Stratégie nationale de cybersécurité 2026-2030",
    opening=[
        "Monsieur le Secrétaire,",
        "Par courrier du 2 juin 2025, vous avez bien voulu nous transmettre l'avant-projet cité en "
        "objet. Il appelle de notre part les observations suivantes.",
    ],
    remarks=[
        "Page 11, § 2.2 : la cellule d'alerte des opérateurs mérite mieux qu'une ligne ; il "
        "conviendrait de développer.",
        "Page 16, Axe 1, objectif 1.2, mesure 1.2.2 : remplacer « soixante-douze heures » par "
        "« vingt-quatre heures », par cohérence avec les instructions applicables aux "
        "établissements de crédit.",
        "Page 17, Axe 2, objectif 2.2, mesure 2.2.2 : ajouter après « selon une convention type » "
        "les mots « soumise à l'avis de la BCEAO pour le secteur financier ».",
        "Page 21, mesure 4.3.1 : remplacer « un plafond de précaution pour les nouveaux "
        "bénéficiaires » par « un plafond de précaution de 100 000 FCFA pour les nouveaux "
        "bénéficiaires ».",
        "Même mesure : supprimer « , sauf négligence grave de sa part ». La preuve de la "
        "négligence incombe déjà à l'émetteur.",
        "Tableau 4, mesure 4.3.1 : la BCEAO demande à être chef de file.",
        "Page 23, § 5.3 : l'agence devrait, à tout le moins, ne pas relever d'un régulateur "
        "sectoriel.",
        "Page 28, § 7.2 : d'une manière générale, le recours aux partenaires paraît optimiste.",
        "Annexe B, section B.1, point c) : remplacer « banques, assurances et paiements » par "
        "« banques, systèmes financiers décentralisés, assurances et paiements ».",
    ],
    closing="Je vous prie d'agréer, Monsieur le Secrétaire, l'expression de ma considération "
    "distinguée.",
    signature=["Pour le Directeur national,", "le chef de service", "Awa N'DIAYE"],
    automatic=False,
    date="2025-06-19T10:05:00Z",
)


def write(path: Path) -> None:
    write_letter(path, LETTER)


RETURN = Return(
    "Lettre BCEAO du 19 juin 2025.docx",
    "BCEAO",
    "Banque centrale des États de l'Afrique de l'Ouest",
    write,
)
