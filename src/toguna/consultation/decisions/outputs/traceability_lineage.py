"""Which clauses of the draft became which clauses of the final text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toguna.consultation.decisions.model import Final
from toguna.text.align import Unit, align
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document

PROSE = frozenset({ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM})
"""A paragraph may become an item or a heading: they are compared with one another."""


class Lineage:
    """The clauses of two documents, paired by their order and their words."""

    def __init__(self, draft: Document, final: Document) -> None:
        old, new = draft.clauses.all, final.clauses.all
        self._before: dict[str, list[Clause]] = defaultdict(list)
        self._after: dict[str, list[Clause]] = defaultdict(list)
        for group in align(_units(old), _units(new)):
            for clause in old[group.start : group.end]:
                self._after[clause.id] += new[group.other : group.other_end]
            for clause in new[group.other : group.other_end]:
                self._before[clause.id] += old[group.start : group.end]
        self._pair_cells(old, new)

    def _pair_cells(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        """Pair the cells of rows that are paired and as long, whatever their words became."""
        old_cells, new_cells = _cells_by_row(old), _cells_by_row(new)
        for row, cells in new_cells.items():
            rows = self._before.get(row, [])
            before = old_cells.get(rows[0].id, []) if len(rows) == 1 else []
            if len(before) != len(cells):
                continue
            for one, other in zip(before, cells, strict=True):
                if one.id not in self._after and other.id not in self._before:
                    self._after[one.id], self._before[other.id] = [other], [one]

    def before(self, clause: str) -> list[Clause]:
        """Give the clauses of the draft that a clause of the final text comes from, if any."""
        return self._before.get(clause, [])

    def after(self, clause: str) -> list[Clause]:
        """Give the clauses of the final text that a clause of the draft became, if any."""
        return self._after.get(clause, [])


def lineage_of(final: Final) -> Lineage:
    """Pair the clauses of the draft with those of the final text."""
    return Lineage(final.consolidation.document, final.document)


def _cells_by_row(clauses: Sequence[Clause]) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.kind is ClauseKind.CELL and clause.parent is not None:
            found[clause.parent].append(clause)
    return found


def _units(clauses: Sequence[Clause]) -> list[Unit]:
    return [Unit("p" if c.kind in PROSE else c.kind.value, c.text) for c in clauses]


def outermost(clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out what stands in another one of some clauses: the cells of a row that is there."""
    ids = {clause.id for clause in clauses}
    return [clause for clause in clauses if clause.parent not in ids or clause.kind in PROSE]


def words_of(clauses: Sequence[Clause]) -> str:
    """Give the words of some clauses, one a line."""
    return "\n".join(clause.text for clause in clauses)
