"""Measures in the plan's tables against measures in the text: same numbers, same titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from toguna.adoption.check.facts.acronyms import telling_words
from toguna.adoption.check.facts.plan import Part, PlanRow
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.references.labels import components
from toguna.messages import say

ID = "plan-numbers"
SAME_TITLE = 50
"""From so much likeness (of 100) on, two titles name one measure."""
TITLE_LENGTH = 160
HEAD = re.compile(r"^[\d.\s]+")


def _check(strategy: Strategy) -> Iterator[Finding]:
    rows = [row for row in strategy.plan.rows if row.number and row.line is not None]
    yield from _repeated(rows)
    measures = strategy.plan.measures
    if not rows or not measures:
        return
    in_table: dict[tuple[str, ...], list[PlanRow]] = {}
    for row in rows:
        in_table.setdefault(tuple(components(row.number)), []).append(row)
    in_text = {part.number: part for part in measures}
    if len(in_table.keys() & in_text.keys()) * 2 < max(len(in_table), len(in_text)):
        return  # the text and the tables do not share one numbering
    for part in measures:
        same = in_table.get(part.number, [])
        if not same:
            yield _missing_in_table(part)
        elif all(fuzz.token_set_ratio(*_titles(part, row)) < SAME_TITLE for row in same):
            yield _other_title(part, same[0])
    for row in rows:
        if tuple(components(row.number)) not in in_text and row.line is not None:
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "La mesure {number} est au plan d'action, mais pas dans le texte.",
                    number=row.number,
                ),
                say("Ajoutez-la sous son objectif, ou retirez-la du plan."),
                row.line,
            )


def _titles(part: Part, row: PlanRow) -> tuple[str, str]:
    """Give the telling words of a measure's title in the text and in the table."""
    title = HEAD.sub("", part.line.text[:TITLE_LENGTH])
    title = re.split(r"(?<=\D)[.:](?:\s|$)", title)[0]
    return " ".join(telling_words(title)), " ".join(telling_words(row.words))


def _repeated(rows: list[PlanRow]) -> Iterator[Finding]:
    first: dict[tuple[int, str], PlanRow] = {}
    for row in rows:
        twin = first.setdefault((id(row.table), row.number), row)
        if twin is not row and twin.words != row.words and row.line and twin.line:
            yield at_words(
                ID,
                Severity.ERROR,
                say("Deux mesures du plan portent le numéro {number}.", number=row.number),
                say("Renumérotez l'une des deux."),
                row.line,
                others=[(twin.line, 0, len(twin.line.text))],
            )


def _missing_in_table(part: Part) -> Finding:
    return at_words(
        ID,
        Severity.ERROR,
        say("La mesure {number} n'est pas reprise au plan d'action.", number=part.shown),
        say("Ajoutez-lui une ligne, avec son chef de file, son échéance et son coût."),
        part.line,
        0,
        min(TITLE_LENGTH, len(part.line.text)),
    )


def _other_title(part: Part, row: PlanRow) -> Finding:
    others = [] if row.line is None else [(row.line, 0, len(row.line.text))]
    return at_words(
        ID,
        Severity.WARNING,
        say(
            "La mesure {number} a un autre intitulé au plan d'action : « {title} ».",
            number=part.shown,
            title=row.words,
        ),
        say("Vérifiez que c'est la même mesure, et donnez-lui un seul intitulé."),
        part.line,
        0,
        min(TITLE_LENGTH, len(part.line.text)),
        others=others,
    )


RULE = Rule(
    ID,
    say("mesures du texte et du plan"),
    say(
        "Chaque mesure numérotée du texte est reprise au plan d'action, sous le même numéro et le "
        "même intitulé, et inversement ; aucun numéro n'y sert deux fois."
    ),
    _check,
)
