"""Counts that the text announces: "quatre axes, douze objectifs et trente-huit mesures"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.facts.amounts import number_in_words
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "counts"
COUNT = re.compile(
    r"(?<![\w,.-])(?P<number>\d{1,3}|[a-z]+(?:-[a-z]+)*)\s+(?:grands? )?(?P<what>axes|objectifs|"
    r"mesures|actions)"
    r"(?P<kind> (?:strategiques|specifiques|generaux|operationnels|prioritaires))?\b"
)
EACH = re.compile(r"\b(?:chacun|chacune|chaque|par axe|par objectif|respectivement|dont)\b")
WHAT = {"axes": "axis", "objectifs": "objective", "mesures": "measure", "actions": "measure"}


def _check(strategy: Strategy) -> Iterator[Finding]:
    actual = _actual(strategy)
    for line in strategy.lines:
        text = line.folded.text
        found = [match for match in COUNT.finditer(text) if number_in_words(match["number"])]
        kinds = {WHAT[match["what"]] for match in found}
        if len(kinds) < 2 or EACH.search(text):
            continue  # one count alone may be of a part of the plan
        for match in found:
            number, kind = number_in_words(match["number"]), WHAT[match["what"]]
            right = actual.get(kind, 0)
            if not right or number == right or _speaks_of_less(match):
                continue
            start, end = line.folded_span(*match.span())
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "Le texte annonce « {words} » ; le document en compte {number}.",
                    words=line.text[start:end],
                    number=right,
                ),
                say("Corrigez le nombre, ou la liste."),
                line,
                start,
                end,
            )


def _speaks_of_less(match: re.Match[str]) -> bool:
    """Tell whether a count is of some kind of objectives only."""
    return bool(match["kind"]) and match["what"] != "axes"


def _actual(strategy: Strategy) -> dict[str, int]:
    plan = strategy.plan
    rows = {row.number for row in plan.rows if row.number}
    measures = len({part.number for part in plan.measures}) or len(rows)
    return {
        "axis": len({part.number for part in plan.axes}),
        "objective": len({part.number for part in plan.objectives}),
        "measure": measures,
    }


RULE = Rule(
    ID,
    say("nombres annoncés"),
    say(
        "Quand une phrase annonce ensemble des nombres d'axes, d'objectifs et de mesures, ce sont "
        "ceux du document."
    ),
    _check,
)
