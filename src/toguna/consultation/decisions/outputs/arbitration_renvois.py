"""Cross-references inside a document: which clauses speak of which others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from toguna.consultation.references import Resolver, parse
from toguna.text.clauses import Clause, ClauseKind, Clauses

CITED = re.compile(
    r"\b(?i:axes?|objectifs?|mesures?|actions?|sections?|chapitres?|articles?|points?|tableaux?|"
    r"annexes?|figures?|notes?)\s+(?:n°\s*)?(?:[0-9]+(?:[.-][0-9]+)*|[A-Z](?:\.[0-9]+)*|[IVX]+)\b"
    r"(?:[,\s]+(?:alinéa|al\.)\s*[0-9]+)?|§\s*[0-9]+(?:\.[0-9]+)*"
)
PASSED_OVER = frozenset({ClauseKind.FIELD, ClauseKind.TABLE, ClauseKind.ROW})
"""A table of contents names everything; the words of tables and rows are those of their cells."""
NUMBERED = frozenset({ClauseKind.ITEM, ClauseKind.HEADING})


class CrossReferences:
    """The references of a document, found once."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._order = {clause.id: rank for rank, clause in enumerate(clauses.all)}
        self._sources: dict[str, list[Clause]] = defaultdict(list)
        self._find_cited()
        self._find_rows()

    def _find_cited(self) -> None:
        resolver = Resolver(self._clauses)
        resolved: dict[str, list[str]] = {}
        for clause in self._clauses.all:
            cited = [] if clause.kind in PASSED_OVER else CITED.findall(clause.text)
            for words in dict.fromkeys(cited):
                if words not in resolved:
                    found = resolver.find(parse(words))
                    resolved[words] = [] if found.unknown else [c.id for c in found.clauses]
                for target in resolved[words]:
                    self._sources[target].append(clause)

    def _find_rows(self) -> None:
        """Find the rows of plans and budgets: they start with the number of what they are about."""
        numbered: dict[str, list[str]] = defaultdict(list)
        for clause in self._clauses.all:
            if clause.kind in NUMBERED and "." in clause.number:
                numbered[clause.number].append(clause.id)
        for clause in self._clauses.all:
            if clause.kind is ClauseKind.ROW:
                for target in numbered.get(clause.text.partition(" | ")[0].strip(), ()):
                    self._sources[target].append(clause)

    def to(self, targets: Sequence[Clause]) -> list[Clause]:
        """Give the clauses that refer to some others, or to what these stand directly in."""
        around = {step.id for target in targets for step in self._clauses.path(target)}
        wanted = {target.id for target in targets} | {t.parent for t in targets if t.parent}
        found = {clause.id: clause for key in wanted for clause in self._sources.get(key, ())}
        outside = [clause for clause in found.values() if clause.id not in around]
        return sorted(outside, key=lambda clause: self._order[clause.id])
