"""A redline as JSON, so that a page shows it without reading a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from toguna.consultation.redline.model import STAYS, Cell, Fate, Line, Mark, Row, Segment

SCHEMA = "toguna/redline/1"


def write(lines: Iterable[Line]) -> bytes:
    """Write lines; what is empty is left out, and marks are short, since there are many."""
    told = {"schema": SCHEMA, "lines": [_line(line) for line in lines]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> list[Line]:
    """Read lines that `write` wrote."""
    return [_line_of(told) for told in json.loads(data)["lines"]]


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "c": line.clause,
        "k": line.kind,
        "n": line.number,
        "l": line.level,
        "s": _segments(line.segments),
        "e": _mark(line.end),
        "r": [[row.clause, _mark(row.mark), [_cell(cell) for cell in row.cells]]
              for row in line.rows],
        "f": list(line.look),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _cell(cell: Cell) -> list[Any]:
    return [cell.clause, _mark(cell.mark), _segments(cell.segments), cell.columns]


def _segments(segments: Sequence[Segment]) -> list[Any]:
    return [[one.text, *_mark(one.mark)] for one in segments]


def _mark(mark: Mark) -> list[Any]:
    return [] if mark == STAYS else [mark.fate.value, list(mark.who), mark.moved]


def _mark_of(told: Sequence[Any]) -> Mark:
    return Mark(Fate(told[0]), tuple(told[1]), told[2]) if told else STAYS


def _segments_of(told: Iterable[Sequence[Any]]) -> tuple[Segment, ...]:
    return tuple(Segment(one[0], _mark_of(one[1:])) for one in told)


def _line_of(told: dict[str, Any]) -> Line:
    return Line(
        told.get("c", ""),
        told.get("k", ""),
        told.get("n", ""),
        told.get("l", 0),
        _segments_of(told.get("s", ())),
        _mark_of(told.get("e", ())),
        tuple(
            Row(clause, tuple(Cell(c, _segments_of(s), _mark_of(m), n) for c, m, s, n in cells),
                _mark_of(mark))
            for clause, mark, cells in told.get("r", ())
        ),
        tuple(told.get("f", ())),
    )  # fmt: skip
