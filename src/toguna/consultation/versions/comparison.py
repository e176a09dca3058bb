"""Comparing two versions clause by clause: body, tables by rows and cells, notes, margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toguna.consultation.drafters import Drafters
from toguna.consultation.options import DraftChanges
from toguna.consultation.versions.lines import Line, joined, line_of, only_typography, redline
from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.consultation.versions.pairing import HEADING, PARAGRAPH, Pairs, best_of, pair
from toguna.consultation.versions.tables import TableDiffs
from toguna.text.align import Group, Unit
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import Atoms
from toguna.text.document import Document

FLOWING = (ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM)
KINDS = {
    **dict.fromkeys(FLOWING, PARAGRAPH),
    ClauseKind.HEADING: HEADING,
    ClauseKind.TABLE: "t",
    ClauseKind.FIELD: "o",
    ClauseKind.NOTE: "n",
    ClauseKind.BOX: "b",
    ClauseKind.MARGIN: "m",
}


def read_version(data: bytes, filename: str, atoms: Atoms) -> Document:
    """Read a version as it reads once its own tracked changes are accepted.

    `atoms` are shared by versions that are to be compared.

    Raises:
        UnreadableFile: it cannot be read.
    """
    return Document(Drafters(DraftChanges.ACCEPT, atoms).draft(data, filename))


def compare_versions(old: Document, new: Document) -> Comparison:
    """Tell what became of every clause."""
    return _Comparer(old, new).run()


class _Comparer:
    def __init__(self, old: Document, new: Document) -> None:
        self._old = old
        self._new = new
        self._forward: dict[str, str] = {}
        self._tables = TableDiffs(old, new, self._forward)

    def run(self) -> Comparison:
        diffs = self._flow(_body(self._old), _body(self._new))
        moved = frozenset(diff.new[0].id for diff in diffs if diff.moved)
        diffs = [self._following(diff, moved) for diff in diffs]
        for kind in (ClauseKind.NOTE, ClauseKind.BOX, ClauseKind.MARGIN):
            diffs += [_in_place(diff) for diff in self._flow(*self._aside(kind))]
        diffs = self._tables.rows_that_moved(diffs)
        return Comparison(self._old, self._new, diffs, dict(self._forward))

    def _aside(self, kind: ClauseKind) -> tuple[list[Clause], list[Clause]]:
        """Give the notes, boxes or margins of both versions, those without words left out.

        The same header on first, left and right pages, or in several sections, is one: programs
        repeat it as they like.
        """
        return _with_words(self._old, kind), _with_words(self._new, kind)

    def _flow(self, old: Sequence[Clause], new: Sequence[Clause]) -> list[ClauseDiff]:
        """Compare the clauses of one flow, in the new version's order."""
        lines = [line_of(self._old, c) for c in old], [line_of(self._new, c) for c in new]
        units = _units(old, lines[0]), _units(new, lines[1])
        pairs = pair(*units)
        placed: list[tuple[tuple[int, int, int], ClauseDiff]] = []
        for group in pairs.groups:
            i, j = best_of(group, *units)
            self._forward[old[i].id] = new[j].id
        for group in pairs.groups:
            diff = self._diff(group, pairs, old, new, lines)
            placed.append(((group.other, 1, 0), diff))
        come = set(range(len(new))) - {j for g in pairs.groups for j in range(g.other, g.other_end)}
        for j in come:
            inserted = ClauseDiff(Fate.INSERTED, (), (new[j],), redline(_NOTHING, lines[1][j]))
            placed.append(((j, 1, 0), inserted))
        placed += self._gone(pairs, old, lines[0])
        return [diff for _, diff in sorted(placed, key=lambda one: one[0])]

    def _gone(
        self, pairs: Pairs, old: Sequence[Clause], lines: Sequence[Line]
    ) -> list[tuple[tuple[int, int, int], ClauseDiff]]:
        """Give what went, each behind what stood before it and stayed."""
        paired = {i: g for g in pairs.groups for i in range(g.start, g.end)}
        found: list[tuple[tuple[int, int, int], ClauseDiff]] = []
        last = -1
        for i, clause in enumerate(old):
            group = paired.get(i)
            if group is None:
                deleted = ClauseDiff(Fate.DELETED, (clause,), (), redline(lines[i], _NOTHING))
                found.append(((last, 2, i), deleted))
            elif group not in pairs.moved:
                last = group.other_end - 1
        return found

    def _diff(
        self,
        group: Group,
        pairs: Pairs,
        old: Sequence[Clause],
        new: Sequence[Clause],
        lines: tuple[list[Line], list[Line]],
    ) -> ClauseDiff:
        olds, news = tuple(old[group.start : group.end]), tuple(new[group.other : group.other_end])
        if len(olds) == len(news) == 1 and olds[0].kind is news[0].kind is ClauseKind.TABLE:
            return self._tables.diff(olds[0], news[0], moved=group in pairs.moved)
        before = joined(lines[0][group.start : group.end])
        after = joined(lines[1][group.other : group.other_end])
        fate = _fate(olds, news, before.says_the_same(after), group in pairs.moved)
        changed = fate not in (Fate.SAME, Fate.MOVED, Fate.RENUMBERED)
        return ClauseDiff(
            fate,
            olds,
            news,
            redline(before, after) if changed else redline(after, after),
            typographic=changed and only_typography(before, after),
        )

    def _following(self, diff: ClauseDiff, moved: frozenset[str]) -> ClauseDiff:
        """Note that a clause moved because the heading that it stands under did."""
        if not diff.moved:
            return diff
        before, after = diff.old[0].parent, diff.new[0].parent
        together = before is not None and self._forward.get(before) == after
        return replace(diff, follows=True) if together and after in moved else diff


_NOTHING = Line("", ())


def _body(document: Document) -> list[Clause]:
    return [c for c in document.clauses.all if c.story == "body" and c.kind in KINDS]


def _with_words(document: Document, kind: ClauseKind) -> list[Clause]:
    found = [clause for clause in document.clauses.all if clause.kind is kind and clause.text]
    if kind is not ClauseKind.MARGIN:
        return found
    distinct = {line_of(document, clause).text: clause for clause in reversed(found)}
    return [clause for clause in found if clause in distinct.values()]


def _units(clauses: Sequence[Clause], lines: Sequence[Line]) -> list[Unit]:
    return [
        Unit(KINDS[clause.kind], line.text) for clause, line in zip(clauses, lines, strict=True)
    ]


def _fate(olds: Sequence[Clause], news: Sequence[Clause], same: bool, moved: bool) -> Fate:
    if len(news) > 1:
        return Fate.SPLIT
    if len(olds) > 1:
        return Fate.JOINED
    if moved:
        return Fate.MOVED if same else Fate.MOVED_AND_CHANGED
    if not same:
        return Fate.CHANGED
    return Fate.RENUMBERED if _renumbered(olds[0], news[0]) else Fate.SAME


def _renumbered(old: Clause, new: Clause) -> bool:
    """Tell whether the number that a reader sees is another; bullets are no numbers."""
    numbered = any(char.isalnum() for clause in (old, new) for char in clause.number)
    return old.kind in FLOWING and numbered and old.number != new.number


def _in_place(diff: ClauseDiff) -> ClauseDiff:
    """Notes and margins stand where they are called: they do not move by themselves."""
    stays = {Fate.MOVED: Fate.SAME, Fate.MOVED_AND_CHANGED: Fate.CHANGED}
    return replace(diff, fate=stays.get(diff.fate, diff.fate))
