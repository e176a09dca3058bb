"""Acronyms of the table that the text never uses."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "acronym-unused"


def _check(strategy: Strategy) -> Iterator[Finding]:
    acronyms = strategy.acronyms
    used = {word.upper() for word in acronyms.bare_words}
    for meaning in acronyms.listed:
        word = meaning.acronym.upper()
        if word in used or f"{word}S" in used or any(part in word for part in " /,()"):
            continue
        yield at_words(
            ID,
            Severity.NOTE,
            say("Le sigle « {acronym} » n'est jamais employé.", acronym=meaning.acronym),
            say("Retirez-le de la table des sigles."),
            meaning.line,
            meaning.start,
            meaning.end,
        )


RULE = Rule(
    ID,
    say("sigles jamais employés"),
    say("Tout sigle de la table des sigles sert au moins une fois dans le texte."),
    _check,
)
