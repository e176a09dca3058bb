"""Titles under which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import ViewParagraph

ID = "empty-sections"


def _check(strategy: Strategy) -> Iterator[Finding]:
    clauses = [clause for clause in strategy.document.clauses.all if clause.story == "body"]
    lines = {(line.story, line.block): line for line in strategy.lines}
    for clause, following in zip_longest(clauses, clauses[1:]):
        line = lines.get((clause.story, clause.block))
        if line is None or clause.kind is not ClauseKind.HEADING:
            continue
        if _ends(clause, following) and not _has_things(strategy, clause, following):
            yield _empty(line)


def _ends(clause: Clause, following: Clause | None) -> bool:
    return following is None or (
        following.kind is ClauseKind.HEADING and following.level <= clause.level
    )


def _has_things(strategy: Strategy, clause: Clause, following: Clause | None) -> bool:
    """Tell whether blocks without words of their own (a picture, a field) stand in between."""
    blocks = strategy.document.stories["body"].blocks
    end = len(blocks) if following is None else following.block
    return any(
        not isinstance(block, ViewParagraph) or block.text.strip()
        for block in blocks[clause.block + 1 : end]
    )


def _empty(line: Line) -> Finding:
    return at_words(
        ID,
        Severity.WARNING,
        say("Rien ne se trouve sous le titre « {title} ».", title=line.text.strip()),
        say("Écrivez la section, ou retirez le titre."),
        line,
    )


RULE = Rule(
    ID,
    say("sections vides"),
    say("Sous chaque titre, il y a un texte, un tableau, une image ou un titre de rang inférieur."),
    _check,
)
