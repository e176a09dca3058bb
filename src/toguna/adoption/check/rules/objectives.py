"""Objectives that no measure serves, and measures that serve no objective, by their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.references.labels import components
from toguna.messages import say

ID = "objectives"


def _check(strategy: Strategy) -> Iterator[Finding]:
    objectives = {part.number: part.line for part in strategy.plan.objectives}
    measures = _measures(strategy)
    served = {number[:-1] for number in measures}
    if len(served & objectives.keys()) < 2:
        return  # the numbers of the measures do not follow those of the objectives
    for number, line in objectives.items():
        if number not in served:
            yield at_words(
                ID,
                Severity.ERROR,
                say("Aucune mesure ne sert l'objectif {number}.", number=".".join(number)),
                say("Ajoutez une mesure, ou renoncez à l'objectif."),
                line,
            )
    for number, line in measures.items():
        if number[:-1] not in objectives and len(number) > 1:
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "La mesure {number} ne sert aucun objectif : l'objectif {objective} n'existe "
                    "pas.",
                    number=".".join(number),
                    objective=".".join(number[:-1]),
                ),
                say("Rattachez-la à un objectif."),
                line,
            )


def _measures(strategy: Strategy) -> dict[tuple[str, ...], Line]:
    plan = strategy.plan
    found = {
        tuple(components(row.number)): row.line
        for row in plan.rows
        if row.number and row.line is not None
    }
    return {**found, **{part.number: part.line for part in plan.measures}}


RULE = Rule(
    ID,
    say("objectifs et mesures"),
    say(
        "Chaque objectif numéroté est servi par une mesure au moins, chaque mesure numérotée sert "
        "un objectif qui existe (la mesure 2.1.3 sert l'objectif 2.1)."
    ),
    _check,
)
