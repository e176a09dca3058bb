"""A horizon that varies: the plan is said to cover other years than its own."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.horizon import periods
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "horizon"


def _check(strategy: Strategy) -> Iterator[Finding]:
    if strategy.horizon is None:
        return
    first, last = strategy.horizon
    for years in periods(strategy.lines):
        if years.own and (years.first, years.last) != (first, last) and years.last > first:
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "Le plan couvre ici « {words} » ; le document dit ailleurs {first}-{last}.",
                    words=years.line.text[years.start : years.end],
                    first=first,
                    last=last,
                ),
                say("Donnez partout les mêmes années."),
                years.line,
                years.start,
                years.end,
            )


RULE = Rule(
    ID,
    say("horizon du plan"),
    say(
        "Les années que couvre la stratégie sont partout les mêmes. Les périodes d'autres plans, "
        "et des versions antérieures que le texte nomme comme telles, ne comptent pas."
    ),
    _check,
)
