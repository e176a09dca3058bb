"""The sheets of a deliberation's workbook and their columns; the same fields stand in TOML.

One list serves the reading, the empty workbook and the page that explains it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toguna.deliberation.agencies.model import Kind


class Field(NamedTuple):
    """A column: its key (as in TOML), its heading, how wide it is and what to write there."""

    key: str
    heading: str
    width: float
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    """The form whose first column lists what may be written."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet. After its `fields`, one with `by_criterion` has a column for each criterion."""

    key: str
    sheet: str
    about: str
    fields: tuple[Field, ...]
    required: bool = False
    by_criterion: str = ""

    def field(self, key: str) -> Field:
        """Give a field by its key."""
        return next(field for field in self.fields if field.key == key)


YES_NO = ("oui", "non")
WAYS = {
    "directs": "direct",
    "points": "swing",
    "rangs": "ranking",
}
"""The ways to weigh that a line of the sheet of weights may have, in French and in TOML."""

QUESTION = Form(
    "question",
    "Question",
    "La question posée, en une phrase, et ce qu'il faut savoir pour y répondre.",
    (
        Field("question", "Question", 70, "Une phrase, avec son point d'interrogation.", True),
        Field("context", "Contexte", 70, "Quelques phrases : pourquoi la question se pose."),
        Field("date", "Date", 70, "Le jour que portent les documents : 2025-07-03."),
        Field("fictitious", "Fictif", 70, "oui pour un exemple inventé.", choices=YES_NO),
        Field("grades", "Mentions", 70,
              "Celles du jugement majoritaire, de la plus basse à la plus haute, avec « ; »."),
        Field("method", "Règle", 70, "Par quoi l'on tranchera : méthode de Schulze, TOPSIS..."),
        Field("tie_break", "Départage", 70, "Ce que l'on fait d'une égalité."),
        Field("formula", "Version de la formule", 70, "Vide : celle de ce programme."),
        Field("parameters", "Paramètres", 70, "nom = valeur, séparés par « ; »."),
    ),
    required=True,
)  # fmt: skip
OPTIONS = Form(
    "options",
    "Options",
    "Les réponses possibles à la question, une par ligne.",
    (
        Field("key", "Nom court", 24, "Celui des images et des tableaux.", True),
        Field("name", "Nom complet", 40, "Le nom en toutes lettres."),
        Field("kind", "Tutelle", 24,
              "Le genre de tutelle, pour montrer les agences de même genre à côté de l'option "
              "(plusieurs avec « ; »).", choices=tuple(kind.value for kind in Kind)),
        Field("description", "Description", 70, "Une ou deux phrases, sans opinion."),
    ),
    required=True,
)  # fmt: skip
FACTS = Form(
    "facts",
    "Faits",
    "Ce que l'on sait de chaque option, avec sa source.",
    (
        Field("option", "Option", 24, "Le nom court de l'option.", True, refers="options"),
        Field("text", "Fait", 70, "Une phrase.", True),
        Field("source", "Source", 44, "Le texte, la page ; vide si aucune source n'est connue."),
        Field("date", "Date", 14, "Quand la source a été consultée, ou sa date."),
    ),
)
CRITERIA = Form(
    "criteria",
    "Critères",
    "Ce qui compte, un critère par ligne. Un critère détaillé par d'autres n'est jugé que par eux.",
    (
        Field("key", "Nom court", 24, "Celui des images et des tableaux.", True),
        Field("name", "Nom complet", 40, "Le nom en toutes lettres."),
        Field("description", "Description", 50, "Ce que l'on regarde pour juger."),
        Field("parent", "Détaille", 24, "Le critère plus large dont il fait partie.",
              refers="criteria"),
        Field("direction", "Sens", 9, "plus : mieux vaut plus ; moins : mieux vaut moins.",
              choices=("plus", "moins")),
        Field("low", "Du", 7, "Le bas de l'échelle."),
        Field("high", "Au", 7, "Le haut de l'échelle."),
        Field("unit", "Unité", 12, "L'unité de l'échelle : mois, millions de francs..."),
        Field("words", "Mots", 46,
              "Les mots que l'on peut écrire au lieu d'un nombre : faible = 1 ; fort = 5."),
        Field("indifference", "Seuil d'égalité", 10,
              "Jusqu'à cet écart, deux options sont à égalité."),
        Field("preference", "Seuil de préférence", 11,
              "À partir de cet écart, l'une est tout à fait préférée."),
        Field("veto", "Veto", 8,
              "À partir de ce retard, une option ne peut plus en surclasser une autre."),
    ),
    required=True,
)  # fmt: skip
CONSTRAINTS = Form(
    "constraints",
    "Contraintes",
    "Ce qui écarte une option, quoi que l'on préfère : une loi, la constitution.",
    (
        Field("key", "Nom court", 24, "Un nom pour la citer.", True),
        Field("name", "Contrainte", 50, "Ce qu'elle dit.", True),
        Field("rules_out", "Écarte", 30, "Les options écartées, séparées par « ; ».", True),
        Field("source", "Texte", 44, "La loi, l'article."),
        Field("reason", "Motif", 50, "En quoi l'option s'y heurte."),
    ),
)
PEOPLE = Form(
    "people",
    "Personnes",
    "Qui juge, et pour quelle structure.",
    (
        Field("key", "Nom court", 24, "Le sigle ou le nom, comme dans les tableaux.", True),
        Field("name", "Nom complet", 36, "Le nom de la personne."),
        Field("organisation", "Structure", 36, "Le ministère ou l'organisme.", True),
        Field("voices", "Voix", 8, "Son poids, si les voix sont comptées ; 1 si rien n'est dit."),
    ),
    required=True,
)
JUDGEMENTS = Form(
    "judgements",
    "Jugements",
    "Ce que chacun dit de chaque option : un nombre (4), un intervalle (3 à 4), un mot (fort), ou "
    "« ? » pour « ne sait pas ». Une case vide ne dit rien.",
    (
        Field("round", "Tour", 7, "1 pour le premier tour ; seul ce qui change est redit au 2."),
        Field("person", "Personne", 24, "Le nom court de la personne.", True, refers="people"),
        Field("option", "Option", 24, "Le nom court de l'option.", True, refers="options"),
    ),
    required=True,
    by_criterion="4, 3 à 4, fort, ?",
)
WEIGHTS = Form(
    "weights",
    "Poids",
    "Ce que pèse chaque critère pour chacun : par des poids directs, par des points de 0 à 100 "
    "(de combien compte le passage du pire au mieux), ou par des rangs (1 : le premier critère).",
    (
        Field("round", "Tour", 7, "1 pour le premier tour ; seul ce qui change est redit au 2."),
        Field("person", "Personne", 24, "Le nom court de la personne.", True, refers="people"),
        Field("way", "Manière", 14, "directs, points ou rangs.", True, tuple(WAYS)),
    ),
    by_criterion="Un nombre",
)
COMPARISONS = Form(
    "comparisons",
    "Comparaisons",
    "L'autre manière de peser : comparer deux à deux les critères d'un même niveau.",
    (
        Field("round", "Tour", 7, "1 pour le premier tour ; seul ce qui change est redit au 2."),
        Field("person", "Personne", 24, "Le nom court de la personne.", True, refers="people"),
        Field("first", "Ce critère", 30, "Le premier des deux.", True, refers="criteria"),
        Field("ratio", "compte", 12,
              "Combien de fois plus que l'autre : de 1 (autant) à 9 ; 1/3 si moins.", True),
        Field("second", "fois plus que", 30, "Le second des deux.", True, refers="criteria"),
    ),
)  # fmt: skip
BALLOTS = Form(
    "ballots",
    "Bulletins",
    "Le vote du comité : une ligne par votant et par option. Le rang, l'approbation et la mention "
    "servent chacun à des règles différentes.",
    (
        Field("voter", "Votant", 30, "Le membre du comité, ou sa délégation.", True),
        Field("voices", "Voix", 8, "1 si rien n'est dit."),
        Field("option", "Option", 24, "Le nom court de l'option.", True, refers="options"),
        Field("place", "Rang", 8, "1 pour la préférée ; un même rang pour une égalité."),
        Field("approved", "Approuvée", 12, "oui si l'option est acceptable.", choices=YES_NO),
        Field("grade", "Mention", 18, "Une des mentions de la feuille « Question »."),
    ),
)

FORMS = (
    QUESTION, OPTIONS, FACTS, CRITERIA, CONSTRAINTS, PEOPLE, JUDGEMENTS, WEIGHTS, COMPARISONS,
    BALLOTS,
)  # fmt: skip
BY_KEY = {form.key: form for form in FORMS}
GUIDE = "Mode d'emploi"
"""The first sheet, which explains the others and is not read."""
EXAMPLE = "exemple"
"""A line whose first written cell begins so is there to show how, and is not read."""
