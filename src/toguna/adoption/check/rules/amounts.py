"""Amounts of the text against the tables: the whole cost, said in words and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from toguna.adoption.check.facts.amounts import Amount, amounts, figure
from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.folding import fold
from toguna.messages import say

ID = "amounts"
WHOLE = re.compile(
    r"\b(?:cout|budget|montant|enveloppe|cost)s? (?:global|total|globale|totale|previsionnel|"
    r"previsionnelle)s?\b|\btotal (?:cost|budget)\b"
)
PART = re.compile(r"\b(?:axe|objectif|mesure|composante|annee|dont|projet de|fonds|par an)\b")
BUDGET = re.compile(r"\b(?:budget|cout|financement|plan d'action|cost)")
NEAR = 80


def _check(strategy: Strategy) -> Iterator[Finding]:
    told = [amount for line in strategy.lines for amount in _whole(line)]
    totals = _totals(strategy)
    for amount in told:
        if totals and not any(_agree(amount, total) for total in totals):
            nearest = min(totals, key=lambda total: abs(total - amount.value))
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "Le texte dit « {words} » ; le total des tableaux est de {total} millions.",
                    words=amount.line.text[amount.start : amount.end],
                    total=f"{nearest / 1e6:,.1f}".replace(",", " ").replace(".", ","),
                ),
                say("Accordez le texte et les tableaux."),
                amount.line,
                amount.start,
                amount.end,
            )
    for before, amount in pairwise(told):
        if not totals and abs(before.value - amount.value) > before.rounding + amount.rounding:
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "Le coût total est de « {words} » ici, de « {before} » ailleurs.",
                    words=amount.line.text[amount.start : amount.end],
                    before=before.line.text[before.start : before.end],
                ),
                say("Gardez un seul montant."),
                amount.line,
                amount.start,
                amount.end,
                others=[(before.line, before.start, before.end)],
            )


def _whole(line: Line) -> Iterator[Amount]:
    """Give the amounts that a line says to be the whole cost."""
    if line.story != "body" and "@" not in line.story:
        return
    text = line.folded.text
    for start in (match.end() for match in WHOLE.finditer(text)):
        for amount in amounts(line):
            at = fold(line.text[: amount.start]).text
            between = text[start : len(at)]
            if 0 <= len(at) - start <= NEAR and not PART.search(between) and "." not in between:
                yield amount
                break


def _totals(strategy: Strategy) -> list[float]:
    """Give the totals of the tables of costs whose unit is told."""
    found: list[float] = []
    for grid in strategy.tables:
        if grid.unit is None or not BUDGET.search(fold(grid.caption).text):
            continue
        for row in grid.data:
            if row.is_total:
                figures = [figure(cell.text) for cell in row.cells]
                found += [f.value * grid.unit for f in figures if f is not None and not f.percent]
    return found


def _agree(amount: Amount, total: float) -> bool:
    return abs(amount.value - total) <= amount.rounding + 1e-6 * total


RULE = Rule(
    ID,
    say("montants du texte et des tableaux"),
    say(
        "Le coût global que le texte annonce est le total d'un tableau de coûts (dans son unité, "
        "aux arrondis près), et le même partout."
    ),
    _check,
)
