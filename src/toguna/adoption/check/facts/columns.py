"""What the columns of a plan's tables say, by the words of their headings."""

from __future__ import annotations

import re
from enum import Enum

from toguna.adoption.check.facts.tables import Grid
from toguna.messages import say


class Role(Enum):
    """What a column of a plan says of its measures."""

    NUMBER = "number"
    MEASURE = "measure"
    LEAD = "lead"
    PARTNER = "partner"
    DEADLINE = "deadline"
    INDICATOR = "indicator"
    BASELINE = "baseline"
    TARGET = "target"
    BUDGET = "budget"
    SOURCE = "source"


ROLE_NAMES = {
    Role.LEAD: say("le chef de file"),
    Role.PARTNER: say("les structures associées"),
    Role.DEADLINE: say("l'échéance"),
    Role.INDICATOR: say("l'indicateur"),
    Role.BASELINE: say("la valeur de référence"),
    Role.TARGET: say("la cible"),
    Role.BUDGET: say("le coût"),
    Role.SOURCE: say("la source de vérification"),
}

HEADINGS = (
    (Role.NUMBER, r"^(?:n°?|no\.?|num(?:ero)?|code|ref\.?|#)$"),
    (Role.SOURCE, r"sources? de verification|moyens? de verification|means of verification"),
    (Role.PARTNER, r"associe|partenaire|partner|appui|co-?responsable|contribut|support(?:ing)?\b"),
    (Role.LEAD, r"chefs? de file|responsable|pilote|porteur|\blead\b|owner|responsible|"
                r"structures? (?:en charge|charge)|institution(?:s)? en charge|acteurs? principa"),
    (Role.BASELINE, r"reference|baseline|situation (?:de depart|initiale)|valeur initiale"),
    (Role.TARGET, r"^cible|\bcibles?\b|target|valeur cible"),
    (Role.INDICATOR, r"indicateur|indicator|\biov\b|kpi"),
    (Role.DEADLINE, r"echeance|echeancier|delai|calendrier|periode|chronogramme|deadline|timeline|"
                    r"timeframe|date (?:limite|prevue|de fin)|^annees?$|horizon"),
    (Role.BUDGET, r"\bcouts?\b|budget|montant|financement|\bcost|amount"),
    (Role.MEASURE, r"^(?:mesure|action|activite|initiative|measure|activity|projet|intitule|"
                   r"libelle|designation)s?\b(?! d'attenuation| prise)"),
)  # fmt: skip
"""The words of a heading that tell what its column says, the surest first."""

ANSWERS = frozenset({Role.LEAD, Role.DEADLINE, Role.INDICATOR, Role.BUDGET})


def roles_of(grid: Grid) -> dict[Role, list[int]]:
    """Give the columns of each role."""
    roles: dict[Role, list[int]] = {}
    for column, heading in enumerate(grid.headings):
        for role, words in HEADINGS:
            if re.search(words, heading):
                roles.setdefault(role, []).append(column)
                break
    return roles


def is_plan(roles: dict[Role, list[int]]) -> bool:
    """Tell whether columns are those of a plan of measures: what is done, and two answers more."""
    return Role.MEASURE in roles and len(ANSWERS & roles.keys()) >= 2
