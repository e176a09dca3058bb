"""The findings in print, to be archived (PDF/A-2a) and read aloud (PDF/UA-1); in French."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toguna.adoption.check.model import SEVERITY_NAMES, Finding, Report, Severity
from toguna.adoption.check.outputs.text import place_of, summary
from toguna.consultation.outputs.words import EPOCH, long_date
from toguna.text.document import Document
from toguna.text.pdf.printable import printable

FOLDER = Path(__file__).parent
Data = dict[str, Any]
TITLES = {
    Severity.ERROR: "Erreurs",
    Severity.WARNING: "Avertissements",
    Severity.NOTE: "Remarques",
}


def write(report: Report, document: Document, title: str, date: str | None = None) -> bytes:
    """Write a report as a PDF; `title` is the document's, `date` the day that the report bears.

    What the document says reaches the template as data alone, never as typst code; only the
    fonts that come with typst are used, so that the bytes are the same on every machine.
    """
    import typst

    moment = EPOCH if date is None else datetime.fromisoformat(date).replace(tzinfo=UTC)
    return typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(report_data(report, document, title, date))},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment,
    )


def report_data(report: Report, document: Document, title: str, date: str | None) -> Data:
    """Give everything that the report shows, in words that can be printed."""
    counts = Counter(finding.rule for finding in report.findings)
    data: Data = _printable({
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
    })  # fmt: skip
    return data


def _finding(finding: Finding, document: Document) -> Data:
    message = finding.message.render()
    return {
        "place": place_of(finding, document.clauses).render(),
        "severity": SEVERITY_NAMES[finding.severity].render(),
        "message": message,
        "words": "" if finding.words in message else finding.words,
        "advice": finding.advice.render(),
    }


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    return value
