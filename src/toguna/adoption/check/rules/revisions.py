"""Tracked changes and comments that were left in."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import Message, say
from toguna.text.ooxml import W

ID = "revisions"


def _check(strategy: Strategy) -> Iterator[Finding]:
    word = strategy.document.word
    changes = sum(1 for _ in word.changes)
    if changes:
        yield _finding(
            next((line for line in strategy.lines if _is_changed(line)), None),
            say("{count} modification(s) suivie(s) sont restées dans le document.", count=changes),
            say("Acceptez-les ou refusez-les avant de transmettre le texte."),
        )
    if word.comments:
        yield _finding(
            next((line for line in strategy.lines if _is_commented(line)), None),
            say("{count} commentaire(s) sont restés dans le document.", count=len(word.comments)),
            say("Répondez-y, puis supprimez-les."),
        )


def _is_changed(line: Line) -> bool:
    return any(raw.tracked or raw.format_change for raw in line.paragraph.raws)


def _is_commented(line: Line) -> bool:
    return any(
        next(raw.element.iter(W + "commentReference"), None) is not None
        for raw in line.paragraph.raws
    )


def _finding(line: Line | None, message: Message, advice: Message) -> Finding:
    if line is None:
        return Finding(ID, Severity.WARNING, message, advice)
    return at_words(ID, Severity.WARNING, message, advice, line)


RULE = Rule(
    ID,
    say("modifications et commentaires"),
    say("Aucune modification suivie et aucun commentaire ne reste dans un texte transmis."),
    _check,
)
