"""Acronyms that are used and never explained."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from toguna.adoption.check.facts.acronyms import Use
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.rules.actors import unknown_actors
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say
from toguna.text.clauses import ClauseKind

ID = "acronym-unexplained"
FAMILIAR = Path(__file__).parents[1] / "facts" / "familiar.txt"
APART = frozenset({ClauseKind.NOTE, ClauseKind.MARGIN})
"""Notes cite other works, whose names are not the document's own."""


@cache
def familiar() -> frozenset[str]:
    """Give the acronyms that every reader knows."""
    lines = FAMILIAR.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _check(strategy: Strategy) -> Iterator[Finding]:
    acronyms = strategy.acronyms
    known = {word.upper() for word in acronyms.known} | familiar()
    parts = {part for word in known for part in word.replace("-", " ").split()}
    elsewhere = unknown_actors(strategy)
    uses: dict[str, list[Use]] = {}
    for use in acronyms.uses:
        apart = use.line.clause.kind in APART or use.acronym in elsewhere
        apart = apart or not acronyms.bare_words.isdisjoint(
            {use.acronym.lower(), use.acronym.capitalize()}
        )
        if not apart and _singular(use.acronym).upper() not in known | parts:
            uses.setdefault(use.acronym, []).append(use)
    for acronym, places in uses.items():
        first = places[0]
        yield at_words(
            ID,
            Severity.WARNING,
            say(
                "Le sigle « {acronym} » n'est expliqué nulle part (employé {count} fois).",
                acronym=acronym,
                count=len(places),
            ),
            say("Écrivez-le en toutes lettres la première fois, ou ajoutez-le à la table."),
            first.line,
            first.start,
            first.end,
            others=[(use.line, use.start, use.end) for use in places[1:]],
        )


def _singular(word: str) -> str:
    return word.removesuffix("s")


RULE = Rule(
    ID,
    say("sigles jamais expliqués"),
    say(
        "Tout sigle employé est expliqué dans la table des sigles ou dans le texte (« forme longue "
        "(SIGLE) »). Les sigles que tout lecteur connaît sont laissés de côté, ainsi que les notes."
    ),
    _check,
)
