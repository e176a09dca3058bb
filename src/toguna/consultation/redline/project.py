"""The text as some see it: with the changes of some contributors, with none, with all accepted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from toguna.consultation.redline.model import (
    STAYS,
    Cell,
    Fate,
    Line,
    Mark,
    Row,
    Segment,
    joined,
    without_blanks,
)

Settle = Callable[[Mark], Mark | None]
"""What becomes of a mark: another, or None where what it marks is not there at all."""


def of_contributors(lines: Sequence[Line], labels: Collection[str]) -> list[Line]:
    """Give the draft with the changes of some contributors alone; of others not even the names."""
    chosen = frozenset(labels)

    def settle(mark: Mark) -> Mark | None:
        if mark.fate in (Fate.SAME, Fate.GONE):
            return mark
        who = tuple(label for label in mark.who if label in chosen)
        if who:
            return replace(mark, who=who)
        return None if mark.fate is Fate.INSERTED else STAYS

    found = _settled(lines, settle)
    return [replace(one, look=tuple(w for w in one.look if w in chosen)) for one in found]


def draft_alone(lines: Sequence[Line]) -> list[Line]:
    """Give the draft without any change."""
    return of_contributors(lines, ())


def accepted(lines: Sequence[Line]) -> list[Line]:
    """Give the text with every change in it, none of them marked."""

    def settle(mark: Mark) -> Mark | None:
        if mark.fate is Fate.GONE:
            return mark
        return None if mark.fate is Fate.DELETED else STAYS

    return [replace(one, look=()) for one in _settled(lines, settle)]


def _settled(lines: Sequence[Line], settle: Settle) -> list[Line]:
    found: list[Line] = []
    begun: Line | None = None
    for line in lines:
        whole = _line(line, settle)
        whole = whole if begun is None else _one(begun, whole)
        end = settle(line.end)
        if end is None:
            begun = replace(whole, end=STAYS)
            continue
        begun = None
        found.append(replace(whole, end=end))
    if begun is not None:
        found.append(begun)
    return [
        line
        for line in without_blanks(found)
        if line.kind != "table" or line.rows
    ]  # fmt: skip


def _one(first: Line, second: Line) -> Line:
    """Make one line of two halves: it is the clause of the half that has words of the draft."""
    known = first if first.clause or (first.segments and not second.clause) else second
    return replace(
        known,
        segments=joined([*first.segments, *second.segments]),
        rows=(*first.rows, *second.rows),
        look=tuple(dict.fromkeys((*first.look, *second.look))),
    )


def _line(line: Line, settle: Settle) -> Line:
    rows = (_row(row, settle) for row in line.rows)
    return replace(
        line,
        segments=_segments(line.segments, settle),
        rows=tuple(row for row in rows if row is not None),
    )


def _row(row: Row, settle: Settle) -> Row | None:
    mark = settle(row.mark)
    if mark is None:
        return None
    cells = (_cell(cell, settle) for cell in row.cells)
    return replace(row, mark=mark, cells=tuple(cell for cell in cells if cell is not None))


def _cell(cell: Cell, settle: Settle) -> Cell | None:
    mark = settle(cell.mark)
    if mark is None:
        return None
    return replace(cell, mark=mark, segments=_segments(cell.segments, settle))


def _segments(segments: Sequence[Segment], settle: Settle) -> tuple[Segment, ...]:
    marks = [(one, settle(one.mark)) for one in segments]
    return joined([replace(one, mark=mark) for one, mark in marks if mark is not None])
