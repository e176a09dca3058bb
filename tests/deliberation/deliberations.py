"""Small deliberations for tests, as a secretary writes them."""

from __future__ import annotations

from tests.conftest import SAMPLES

SAMPLE = SAMPLES / "deliberation" / "ancrage.toml"
WORKBOOK = SAMPLES / "deliberation" / "ancrage.xlsx"

SMALL = """
question = "Où placer l'agence ?"
date = "2025-07-03"
grades = ["À rejeter", "Passable", "Bien"]

[[options]]
key = "Primature"
facts = [{ text = "Un fait.", source = "Une source, p. 2" }]
[[options]]
key = "Défense"

[[criteria]]
key = "Autorité"
low = 1
high = 5
words = { "faible" = 1, "fort" = 4 }
[[criteria]]
key = "Délai"
direction = "moins"
low = 0
high = 36
unit = "mois"

[[people]]
key = "MEF"
organisation = "Finances"
[[people]]
key = "MJDH"
organisation = "Justice"

[[judgements]]
person = "MEF"
[judgements.options]
"Primature" = { "Autorité" = "fort", "Délai" = "6 à 9" }
"Défense" = { "Autorité" = 3, "Délai" = "?" }
[[judgements]]
person = "MJDH"
[judgements.options]
"Primature" = { "Autorité" = 5, "Délai" = "12 mois" }
"Défense" = { "Autorité" = "faible à fort", "Délai" = "au moins 12" }

[[weights]]
person = "MEF"
way = "direct"
values = { "Autorité" = 3, "Délai" = 1 }
[[comparisons]]
person = "MJDH"
pairs = [["Autorité", "1/3", "Délai"]]

[[ballots]]
voter = "Finances"
ranking = [["Primature"], ["Défense"]]
approved = ["Primature"]
grades = { "Primature" = "Bien", "Défense" = "Passable" }
"""


def changed(before: str, after: str, text: str = SMALL) -> str:
    """Give a text with one thing changed in it, once."""
    assert before in text
    return text.replace(before, after, 1)
