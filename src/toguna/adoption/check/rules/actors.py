"""Leads and partners of measures that the table of acronyms does not know."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.acronyms import ACRONYM, ROMAN
from toguna.adoption.check.facts.columns import Role
from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "actors"


def unknown_actors(strategy: Strategy) -> dict[str, list[tuple[Line, int, int]]]:
    """Give the acronyms of leads and partners that are explained nowhere, and where they stand.

    There are none where the document has no table of acronyms: nothing says who is known.
    """
    acronyms = strategy.acronyms
    if not acronyms.listed:
        return {}
    known = {meaning.acronym.upper() for meaning in (*acronyms.listed, *acronyms.explained)}
    found: dict[str, list[tuple[Line, int, int]]] = {}
    for line in _actor_lines(strategy):
        for match in ACRONYM.finditer(line.text):
            word = match.group()
            if word.upper() not in known and not ROMAN.fullmatch(word):
                found.setdefault(word, []).append((line, *match.span()))
    return found


def _actor_lines(strategy: Strategy) -> Iterator[Line]:
    for row in strategy.plan.rows:
        for role in (Role.LEAD, Role.PARTNER):
            for column in row.table.roles.get(role, []):
                cell = row.row.at(column)
                if cell is not None and not cell.continues:
                    yield from row.table.grid.lines.get(cell.story, [])


def _check(strategy: Strategy) -> Iterator[Finding]:
    for word, places in unknown_actors(strategy).items():
        line, start, end = places[0]
        yield at_words(
            ID,
            Severity.WARNING,
            say(
                "« {word} » répond de mesures ({count} fois), mais la table des sigles ne le "
                "connaît pas.",
                word=word,
                count=len(places),
            ),
            say("Ajoutez-le à la table des sigles, ou corrigez-le."),
            line,
            start,
            end,
            others=places[1:],
        )


RULE = Rule(
    ID,
    say("structures inconnues"),
    say(
        "Les chefs de file et les structures associées du plan d'action sont connus de la table "
        "des sigles."
    ),
    _check,
)
