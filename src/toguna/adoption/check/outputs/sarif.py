"""The findings for machines: SARIF 2.1.0 (OASIS), one result a finding.

A DOCX has no lines: a region counts the document's paragraphs as lines and the signs of a
paragraph as columns, in the order in which `toguna check` reads them. The clause is the logical
location; the exact place is in the result's properties.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from toguna import __version__
from toguna.adoption.check.model import Finding, Report, Spot
from toguna.messages import Translate
from toguna.text.clauses import Clause
from toguna.text.document import Document

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Json = dict[str, Any]


def write(report: Report, document: Document, translate: Translate = str) -> bytes:
    """Write a report as SARIF."""
    return _Sarif(report, document, translate).write()


class _Sarif:
    def __init__(self, report: Report, document: Document, translate: Translate) -> None:
        self._report = report
        self._clauses = document.clauses
        self._translate = translate
        self._uri = quote(report.file)
        self._index = {rule.id: number for number, rule in enumerate(report.rules)}
        places = (
            (name, block)
            for name, story in document.stories.items()
            for block in range(len(story.blocks))
        )
        self._lines: Mapping[tuple[str, int], int] = {
            place: number for number, place in enumerate(places, start=1)
        }

    def write(self) -> bytes:
        run = {
            "tool": {"driver": {"name": "Toguna", "version": __version__, "rules": self._rules()}},
            "artifacts": [{"location": {"uri": self._uri}}],
            "columnKind": "unicodeCodePoints",
            "results": [self._result(finding) for finding in self._report.findings],
        }
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=False, indent=2).encode() + b"\n"

    def _rules(self) -> list[Json]:
        return [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.name.render(self._translate)},
                "fullDescription": {"text": rule.about.render(self._translate)},
            }
            for rule in self._report.rules
        ]

    def _result(self, finding: Finding) -> Json:
        result: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self._index[finding.rule],
            "level": finding.severity.value,
            "message": {
                "text": f"{finding.message.render(self._translate)} "
                f"{finding.advice.render(self._translate)}"
            },
            "locations": [self._location(finding)],
            "partialFingerprints": {"togunaWords/v1": _fingerprint(finding)},
        }
        if finding.others:
            result["relatedLocations"] = [
                {"id": number, "physicalLocation": self._physical(spot)}
                for number, spot in enumerate(finding.others, start=1)
            ]
        if finding.spot is not None:
            spot = finding.spot
            result["properties"] = {
                "story": spot.story, "block": spot.block, "start": spot.start, "end": spot.end,
            }  # fmt: skip
        return result

    def _location(self, finding: Finding) -> Json:
        location: Json = {"physicalLocation": self._physical(finding.spot, finding.words)}
        clauses = [
            clause for name in finding.clauses if (clause := self._clauses.by_id.get(name))
        ]  # fmt: skip
        if clauses:
            location["logicalLocations"] = [self._logical(clause) for clause in clauses[:1]]
        return location

    def _logical(self, clause: Clause) -> Json:
        return {
            "name": self._clauses.cite(clause),
            "fullyQualifiedName": clause.id,
            "kind": clause.kind.value,
        }

    def _physical(self, spot: Spot | None, words: str = "") -> Json:
        physical: Json = {"artifactLocation": {"uri": self._uri, "index": 0}}
        if spot is not None:
            physical["region"] = {
                "startLine": self._lines[spot.story, spot.block],
                "startColumn": spot.start + 1,
                "endColumn": spot.end + 1,
                **({"snippet": {"text": words}} if words else {}),
            }
        return physical


def _fingerprint(finding: Finding) -> str:
    """Give what stays the same when text elsewhere moves: the rule, the clause, the words."""
    told = "\0".join((finding.rule, *finding.clauses[:1], finding.words))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
