"""The findings in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1); in French."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from toguna.adoption.check.model import SEVERITY_NAMES, Finding, Report, Severity
from toguna.adoption.check.outputs.text import place_of, summary
from toguna.consultation.outputs.words import long_date, midnight
from toguna.text.document import Document
from toguna.text.pdf.typeset import typeset

TEMPLATE = Path(__file__).with_name("report.typ")
Data = dict[str, Any]
TITLES = {
    Severity.ERROR: "Erreurs",
    Severity.WARNING: "Avertissements",
    Severity.NOTE: "Remarques",
}


def write(report: Report, document: Document, title: str, date: str | None = None) -> bytes:
    """Write a report as a PDF; `title` is the document's, `date` the day that the report bears."""
    return typeset(TEMPLATE, report_data(report, document, title, date), midnight(date))


def report_data(report: Report, document: Document, title: str, date: str | None) -> Data:
    """Give everything that the report shows."""
    counts = Counter(finding.rule for finding in report.findings)
    return {
        "title": title or report.file,
        "file": report.file,
        "date": long_date(date) if date else "",
        "summary": summary(report).render(),
        "tiles": [[str(len(report.of(s))), TITLES[s].lower()] for s in Severity],
        "parts": [
            {"title": TITLES[severity], "findings": [_finding(f, document) for f in found]}
            for severity in Severity
            if (found := report.of(severity))
        ],
        "rules": [
            [rule.name.render(), rule.about.render(), str(counts[rule.id])]
            for rule in report.rules
        ],
    }  # fmt: skip


def _finding(finding: Finding, document: Document) -> Data:
    message = finding.message.render()
    return {
        "place": place_of(finding, document.clauses).render(),
        "severity": SEVERITY_NAMES[finding.severity].render(),
        "message": message,
        "words": "" if finding.words in message else finding.words,
        "advice": finding.advice.render(),
    }
