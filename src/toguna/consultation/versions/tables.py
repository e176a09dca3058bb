"""Comparing a table in two versions: rows, then the cells of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toguna.consultation.versions.lines import line_of, only_typography, plain, redline
from toguna.consultation.versions.model import ClauseDiff, Fate
from toguna.consultation.versions.pairing import alike, pair
from toguna.text.align import Unit
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document

NOTHING = plain("")


class TableDiffs:
    """Compares tables; `forward` receives which row and cell became which."""

    def __init__(self, old: Document, new: Document, forward: dict[str, str]) -> None:
        self._old = old
        self._new = new
        self._forward = forward
        self._children = _children(old), _children(new)

    def diff(self, old: Clause, new: Clause, *, moved: bool) -> ClauseDiff:
        """Compare a table with what it became."""
        inner = self._rows(self._children[0][old.id], self._children[1][new.id])
        changed = any(row.fate is not Fate.SAME for row in inner)
        if moved:
            fate = Fate.MOVED_AND_CHANGED if changed else Fate.MOVED
        else:
            fate = Fate.CHANGED if changed else Fate.SAME
        return ClauseDiff(fate, (old,), (new,), (), tuple(inner))

    def rows_that_moved(self, diffs: list[ClauseDiff]) -> list[ClauseDiff]:
        """Find the rows that went from one table and came into another."""
        rows = [row for diff in diffs for row in diff.inner]
        gone = [row for row in rows if row.fate is Fate.DELETED]
        come = [row for row in rows if row.fate is Fate.INSERTED]
        units = [[Unit("r", row.clause.text) for row in some] for some in (gone, come)]
        arrived: dict[str, ClauseDiff] = {}
        left: set[str] = set()
        for i, j in alike(*units):
            old, new = gone[i].old[0], come[j].new[0]
            arrived[new.id] = self._row(old, new, moved=True)
            left.add(old.id)
        return [_with(diff, arrived, left) for diff in diffs] if left else diffs

    def _rows(self, old: Sequence[Clause], new: Sequence[Clause]) -> list[ClauseDiff]:
        units = [[Unit("r", row.text) for row in rows] for rows in (old, new)]
        pairs = pair(*units)
        by_old = {group.start: group for group in pairs.groups}
        by_new = {group.other: group for group in pairs.groups}
        placed: list[tuple[tuple[int, int, int], ClauseDiff]] = []
        for j, row in enumerate(new):
            group = by_new.get(j)
            if group is None:
                diff = _came(row)
            else:
                diff = self._row(old[group.start], row, moved=group in pairs.moved)
            placed.append(((j, 1, 0), diff))
        last = -1
        for i, row in enumerate(old):
            group = by_old.get(i)
            if group is None:
                placed.append(((last, 2, i), _went(row)))
            elif group not in pairs.moved:
                last = group.other
        return [diff for _, diff in sorted(placed, key=lambda one: one[0])]

    def _row(self, old: Clause, new: Clause, *, moved: bool) -> ClauseDiff:
        self._forward[old.id] = new.id
        cells = self._cells(self._children[0][old.id], self._children[1][new.id])
        changed = any(cell.fate is not Fate.SAME for cell in cells)
        if moved:
            fate = Fate.MOVED_AND_CHANGED if changed else Fate.MOVED
        else:
            fate = Fate.CHANGED if changed else Fate.SAME
        return ClauseDiff(fate, (old,), (new,), (), tuple(cells))

    def _cells(self, old: Sequence[Clause], new: Sequence[Clause]) -> list[ClauseDiff]:
        """Compare cells by their place, or by their words where a column came or went."""
        if len(old) == len(new):
            return [self._cell(mine, theirs) for mine, theirs in zip(old, new, strict=True)]
        units = [[Unit("c", cell.text) for cell in cells] for cells in (old, new)]
        by_new = {group.other: group.start for group in pair(*units).groups}
        kept = set(by_new.values())
        found = [
            self._cell(old[by_new[j]], cell) if j in by_new else _came(cell)
            for j, cell in enumerate(new)
        ]
        return [*found, *(_went(cell) for i, cell in enumerate(old) if i not in kept)]

    def _cell(self, old: Clause, new: Clause) -> ClauseDiff:
        self._forward[old.id] = new.id
        before, after = line_of(self._old, old), line_of(self._new, new)
        if before.says_the_same(after):
            return ClauseDiff(Fate.SAME, (old,), (new,), redline(after, after))
        typographic = only_typography(before, after)
        segments = redline(before, after)
        return ClauseDiff(Fate.CHANGED, (old,), (new,), segments, typographic=typographic)


def _came(clause: Clause) -> ClauseDiff:
    return ClauseDiff(Fate.INSERTED, (), (clause,), redline(NOTHING, plain(clause.text)))


def _went(clause: Clause) -> ClauseDiff:
    return ClauseDiff(Fate.DELETED, (clause,), (), redline(plain(clause.text), NOTHING))


def _with(diff: ClauseDiff, arrived: dict[str, ClauseDiff], left: set[str]) -> ClauseDiff:
    """Put in the rows that came from another table, and take out those that left."""
    inner = tuple(
        arrived.get(row.clause.id, row) if row.fate is Fate.INSERTED else row
        for row in diff.inner
        if not (row.fate is Fate.DELETED and row.clause.id in left)
    )
    return replace(diff, inner=inner)


def _children(document: Document) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = {clause.id: [] for clause in document.clauses.all}
    for clause in document.clauses.all:
        if clause.kind in (ClauseKind.ROW, ClauseKind.CELL) and clause.parent is not None:
            found[clause.parent].append(clause)
    return found
