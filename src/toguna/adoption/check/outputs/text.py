"""The findings on a terminal: by severity, then by clause, with the words concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toguna.adoption.check.model import Finding, Report, Rule, Severity
from toguna.messages import Message, Translate, say
from toguna.text.clauses import Clauses

HEADINGS = {
    Severity.ERROR: say("ERREURS"),
    Severity.WARNING: say("AVERTISSEMENTS"),
    Severity.NOTE: say("REMARQUES"),
}
WHOLE = say("Document entier")


def place_of(finding: Finding, clauses: Clauses) -> Message:
    """Give where a finding stands, as a civil servant cites it, with the page where it is known."""
    clause = clauses.by_id.get(finding.clauses[0]) if finding.clauses else None
    if clause is None:
        return WHOLE
    cited = clauses.cite(clause)
    if clause.page is None:
        return say("{place}", place=cited)
    return say("{place} (p. {page})", place=cited, page=clause.page)


def summary(report: Report) -> Message:
    """Give the counts in a sentence."""
    if not report.findings:
        return say("{file} : rien à signaler ({rules} règle(s)).",
                   file=report.file, rules=len(report.rules))  # fmt: skip
    return say(
        "{file} : {total} constat(s), dont {errors} erreur(s), {warnings} avertissement(s) et "
        "{notes} remarque(s).",
        file=report.file,
        total=len(report.findings),
        errors=len(report.of(Severity.ERROR)),
        warnings=len(report.of(Severity.WARNING)),
        notes=len(report.of(Severity.NOTE)),
    )


def lines(report: Report, clauses: Clauses, translate: Translate = str) -> Iterator[str]:
    """Give the findings line by line."""
    for severity in Severity:
        found = report.of(severity)
        if not found:
            continue
        yield HEADINGS[severity].render(translate)
        places = groupby(found, lambda finding: place_of(finding, clauses).render(translate))
        for place, group in places:
            yield f"  {place}"
            for finding in group:
                yield from _finding(finding, translate)
        yield ""
    yield summary(report).render(translate)


def _finding(finding: Finding, translate: Translate) -> Iterator[str]:
    yield f"    {finding.message.render(translate)} [{finding.rule}]"
    if finding.words and finding.words not in finding.message.render(translate):
        yield f"      « {finding.words} »"
    yield f"      → {finding.advice.render(translate)}"


def rules_lines(rules: Sequence[Rule], translate: Translate = str) -> Iterator[str]:
    """Give what each rule looks at."""
    for rule in rules:
        yield f"{rule.id} : {rule.name.render(translate)}"
        yield f"    {rule.about.render(translate)}"
