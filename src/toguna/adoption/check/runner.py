"""Checking a document: every rule asked once, its findings in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.adoption.canevas.model import Canevas
from toguna.adoption.check.model import Finding, Report, Rule
from toguna.adoption.check.strategy import Strategy
from toguna.text.document import Document


def check(document: Document, canevas: Canevas, rules: Sequence[Rule]) -> Report:
    """Give what `rules` find in a document."""
    strategy = Strategy(document, canevas)
    findings = [finding for rule in rules for finding in rule.check(strategy)]
    order = {name: story.order for name, story in document.stories.items()}
    rank = {clause.id: number for number, clause in enumerate(document.clauses.all)}

    def place(finding: Finding) -> tuple[int, int, int, int, str]:
        clause = rank.get(finding.clauses[0], -1) if finding.clauses else -1
        spot = finding.spot
        if spot is None:
            return clause, -1, 0, 0, finding.rule
        return clause, order[spot.story], spot.block, spot.start, finding.rule

    return Report(document.word.filename, sorted(findings, key=place), rules)
