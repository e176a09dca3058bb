"""The text of a round with every change by contributor, as far as a seat may know of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from toguna.consultation.redline import Line, kept, of_contributors
from toguna.consultation.redline.model import Row
from toguna.text.clauses import ClauseKind
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.consolidation import REDLINE, REDLINE_FOLDER
from toguna.web.models import Conflict, Group, Observation, Round
from toguna.web.permissions import Seat, sees_all, visible

Placed = TypeVar("Placed", Observation, Group, Conflict)
ALL_ON_ONE = 60
"""A text of so few lines is shown on one page."""
MARGINS = "margins"


@dataclass(frozen=True)
class Section:
    """What stands under one heading of the first level: its name in addresses, and its lines.

    The first one may have no heading; headers and footers are the last one.
    """

    key: str
    heading: str
    number: str
    lines: Sequence[Line]

    @property
    def clauses(self) -> frozenset[str]:
        """The ids of the draft's clauses that stand in it."""
        return frozenset(clause for line in self.lines for clause in clauses_of(line))

    @property
    def headings(self) -> list[Line]:
        """The headings below its own, those of the draft alone."""
        return [one for one in self.lines if one.kind == HEADING and one.level > 1 and one.clause]


@dataclass(frozen=True)
class Counts:
    """How many observations each section has, by its name, and how many have no place."""

    by_section: dict[str, int]
    nowhere: int


HEADING = ClauseKind.HEADING.value


def clauses_of(line: Line) -> list[str]:
    """Give the ids of a line's own clause, and of the rows and cells of a table."""
    inside = [clause for row in line.rows for clause in (row.clause, *_cells(row))]
    return [clause for clause in (line.clause, *inside) if clause]


def _cells(row: Row) -> list[str]:
    return [cell.clause for cell in row.cells]


def redline_of(seat: Seat, round_: Round) -> list[Line]:
    """Give the text of a round as a seat may see it: where it sees its own organisation's
    observations alone, with those changes alone. Nothing where nothing was consolidated yet.
    """
    found = round_.outputs.filter(variant=seat.variant, folder=REDLINE_FOLDER, path=REDLINE).first()
    if found is None:
        return []
    lines = list(_kept(found.blob_id))
    if sees_all(seat, round_):
        return lines
    return of_contributors(lines, own_labels(seat, round_))


@lru_cache(maxsize=8)
def _kept(sha256: str) -> tuple[Line, ...]:
    """Read a kept text once for all its readers: what has this digest never changes."""
    return tuple(kept.read(bytes_of(sha256)))


def own_labels(seat: Seat, round_: Round) -> set[str]:
    """Give the labels under which a seat may know of changes."""
    return set(visible(seat, round_).values_list("contributor", flat=True))


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Part a text at its headings of the first level."""
    parts: list[list[Line]] = [[]]
    margins: list[Line] = []
    for line in lines:
        if line.kind == ClauseKind.MARGIN.value:
            margins.append(line)
            continue
        if line.kind == HEADING and line.level == 1 and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    found = [_section(number, part) for number, part in enumerate(parts, 1) if part]
    if margins:
        found.append(Section(MARGINS, "", "", margins))
    return found


def _section(number: int, lines: Sequence[Line]) -> Section:
    first = lines[0]
    is_headed = first.kind == HEADING
    return Section(
        str(number),
        first.text if is_headed else "",
        first.number if is_headed else "",
        lines,
    )


def labels_in(lines: Iterable[Line]) -> list[str]:
    """Give the contributors who change something, in the order of their labels."""
    return sorted({label for line in lines for label in labels_of(line)})


def labels_of(line: Line) -> set[str]:
    """Give the contributors who change something in a line; none where nobody does."""
    marks = [line.end, *(one.mark for one in line.segments)]
    for row in line.rows:
        for cell in row.cells:
            marks += [row.mark, cell.mark, *(one.mark for one in cell.segments)]
    return {label for mark in marks for label in mark.who} | set(line.look)


def counted(sections: Sequence[Section], places: Iterable[Sequence[str]]) -> Counts:
    """Count the observations of each section, by the clauses on which each is."""
    where = {clause: one.key for one in sections for clause in one.clauses}
    counts: Counter[str] = Counter()
    nowhere = 0
    for clauses in places:
        keys = {where[clause] for clause in clauses if clause in where}
        counts.update(keys)
        nowhere += not keys
    return Counts(dict(counts), nowhere)


def places_of(found: QuerySet[Placed]) -> dict[int, list[str]]:
    """Give the clauses on which each of some observations, groups or conflicts is, by its key.

    They are read as one text: thousands of small ones take ten times as long.
    """
    rows = list(found.annotate(on=Cast("clauses", TextField())).values_list("pk", "on"))
    clauses = json.loads("[" + ",".join(row[1] for row in rows) + "]")
    return {pk: told for (pk, _), told in zip(rows, clauses, strict=True)}


def beside(lines: Sequence[Line], places: Mapping[int, Sequence[str]]) -> dict[int, list[int]]:
    """Give the observations (keys in the database) that stand beside each line, by the line's
    place among `lines`; `places` are the clauses on which each is.

    One on several clauses stands beside the first of them that is there.
    """
    at: dict[str, int] = {}
    for number, line in enumerate(lines):
        for clause in clauses_of(line):
            at.setdefault(clause, number)
    found: dict[int, list[int]] = {}
    for observation, clauses in places.items():
        place = next((at[clause] for clause in clauses if clause in at), None)
        if place is not None:
            found.setdefault(place, []).append(observation)
    return found
