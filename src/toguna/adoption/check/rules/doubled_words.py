"""A word written twice in a row: "les clés sont sont détenues"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "doubled-words"
DOUBLED = re.compile(r"(?<![\w’'-])([^\W\d_]{2,})\s+\1(?![\w’'-])", re.IGNORECASE)
RIGHT = frozenset("nous vous faire tout très trop bien non had that yes no die der das sie".split())
"""Words that a sentence may rightly hold twice in a row."""


def _check(strategy: Strategy) -> Iterator[Finding]:
    for line in strategy.lines:
        for match in DOUBLED.finditer(line.text):
            first, second = match.group().split()
            if first.lower() in RIGHT or second[0].isupper() or first.isupper():
                continue  # a name may follow the word that it begins with, "IS" may go before "is"
            yield at_words(
                ID,
                Severity.WARNING,
                say("Un mot est écrit deux fois de suite : « {words} ».", words=match.group()),
                say("Retirez-en un."),
                line,
                *match.span(),
            )


RULE = Rule(
    ID,
    say("mots doublés"),
    say("Un mot écrit deux fois de suite, hors les tours où il se redouble (« nous nous »)."),
    _check,
)
