"""The text with every change by contributor, and what was said of it beside each clause."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from toguna.consultation.model import Nature
from toguna.consultation.redline import Line, accepted, draft_alone, of_contributors
from toguna.web.domain.clause_history import known_versions
from toguna.web.domain.redlines import (
    ALL_ON_ONE,
    Section,
    beside,
    clauses_of,
    counted,
    labels_in,
    labels_of,
    places_of,
    redline_of,
    sections_of,
)
from toguna.web.models import Conflict, Group, Observation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible, visible_conflicts, visible_groups
from toguna.web.views.looking import Looking, looking

DRAFT, CHANGES, ACCEPTED = "projet", "changements", "tout"
"""What may be looked at: the draft alone, with the changes, with all of them accepted."""
FEW, MANY = 3, 12
"""So many observations are read beside a passage at once, and so many open; the rest of them is
in the table."""
T = TypeVar("T", Conflict, Group)
WHOLE = "texte"
"""The name of the one section of a text that is shown on one page."""


@dataclass(frozen=True)
class Shown:
    """One line as it is shown, and what stands beside it: `total` observations, the first ones
    of which are shown.
    """

    line: Line
    observations: Sequence[Observation]
    total: int
    conflicts: Sequence[Conflict]
    groups: Sequence[Group]
    changed: bool

    @property
    def first(self) -> Sequence[Observation]:
        """The observations that are read at once: all of them, where they are few."""
        return self.observations if len(self.observations) <= FEW + 1 else self.observations[:FEW]

    @property
    def others(self) -> Sequence[Observation]:
        """The observations that open."""
        return self.observations[len(self.first) :]

    @property
    def more(self) -> int:
        """How many are in the table alone."""
        return self.total - len(self.observations)

    @property
    def level(self) -> int:
        """The level of its heading on the page, whose own title is a first one."""
        return min(self.line.level + 1, 6)


@dataclass
class Reading:
    """How somebody reads the text: which section, whose changes, which natures."""

    look: Looking
    lines: list[Line]
    sections: list[Section]
    current: Section
    view: str
    chosen: list[str]
    nature: str
    ranks: Mapping[str, int]
    labels: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[Line]:
        """The lines of the section, as they are looked at."""
        if self.view == DRAFT:
            return draft_alone(self.current.lines)
        if self.view == ACCEPTED:
            return accepted(self.current.lines)
        return of_contributors(self.current.lines, self.chosen) if self.chosen \
            else list(self.current.lines)  # fmt: skip


@page(Right.SEE)
def text(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show one section of the text with every change, and the contents."""
    look = looking(request, seat)
    lines = [] if look is None else redline_of(seat, look.round)
    if look is None or not lines:
        return render(request, "toguna/text/none.html", {"look": look})
    reading = _reading(request, look, lines)
    found = _found(reading)
    places = places_of(found)
    counts = counted(reading.sections, places.values())
    number = reading.sections.index(reading.current)
    told = {
        "look": look,
        "reading": reading,
        "natures": [one.value for one in Nature],
        "rows": _rows(seat, reading, found, places),
        "counts": counts,
        "changes": {s.key: sum(bool(labels_of(line)) for line in s.lines)
                    for s in reading.sections},
        "before": reading.sections[number - 1] if number else None,
        "after": reading.sections[number + 1] if number + 1 < len(reading.sections) else None,
        "has_history": known_versions(seat).count() > 1,
        "writes": seat.may(Right.WRITE) and look.round.is_open,
    }  # fmt: skip
    return render(request, "toguna/text/text.html", told)


def _reading(request: HttpRequest, look: Looking, lines: list[Line]) -> Reading:
    asked = request.GET
    sections = sections_of(lines)
    if len(lines) <= ALL_ON_ONE:
        sections = [Section(WHOLE, "", "", lines)]
    labels = labels_in(lines)
    view = asked.get("vue", CHANGES)
    ranks = look.ranks
    others = [label for label in labels if label not in ranks]
    nature = asked.get("nature", "")
    return Reading(
        look,
        lines,
        sections,
        _section(sections, asked.get("partie", ""), asked.get("clause", "")),
        view if view in (DRAFT, ACCEPTED) else CHANGES,
        [label for label in asked.getlist("de") if label in labels],
        nature if nature in {one.value for one in Nature} else "",
        {**ranks, **{label: len(ranks) + number for number, label in enumerate(others)}},
        labels,
    )


def _section(sections: Sequence[Section], key: str, clause: str) -> Section:
    """Give the section that an address names, or the one of a clause; else the first one.

    Raises:
        Http404: there is no such section.
    """
    if clause:
        return next((one for one in sections if clause in one.clauses), sections[0])
    if not key:
        return sections[0]
    for one in sections:
        if one.key == key:
            return one
    raise Http404


def _found(reading: Reading) -> QuerySet[Observation]:
    """Give the observations that the filter leaves."""
    found = visible(reading.look.seat, reading.look.round)
    if reading.chosen:
        found = found.filter(contributor__in=reading.chosen)
    if reading.nature:
        found = found.filter(nature=reading.nature)
    return found


def _rows(
    seat: Seat,
    reading: Reading,
    found: QuerySet[Observation],
    places: Mapping[int, Sequence[str]],
) -> list[Shown]:
    """Give the lines of the section, and beside each the first observations, no more read."""
    lines = reading.shown
    placed = beside(lines, places)
    wanted = [pk for keys in placed.values() for pk in keys[:MANY]]
    told = found.select_related("answer").defer(
        "words", "before", "after", "replies", "source", "doubt", "clauses"
    )
    known = told.in_bulk(wanted)
    here = reading.current.clauses
    conflicts = _by_clause(visible_conflicts(seat, reading.look.round), here)
    groups = _by_clause(visible_groups(seat, reading.look.round), here)
    return [
        Shown(
            line,
            [known[pk] for pk in placed.get(number, ())[:MANY] if pk in known],
            len(placed.get(number, ())),
            _of(conflicts, clauses_of(line)),
            _of(groups, clauses_of(line)),
            bool(labels_of(line)),
        )
        for number, line in enumerate(lines)
    ]


def _by_clause(found: QuerySet[T], here: Collection[str]) -> dict[str, list[T]]:
    """Give what is on each clause: a group or conflict stands beside its first one."""
    places = {pk: clauses[0] for pk, clauses in places_of(found).items() if clauses}
    wanted = [pk for pk, clause in places.items() if clause in here]
    by_clause: dict[str, list[T]] = {}
    for one in found.filter(pk__in=wanted):
        by_clause.setdefault(places[one.pk], []).append(one)
    return by_clause


def _of(by_clause: Mapping[str, list[T]], clauses: Sequence[str]) -> list[T]:
    return [one for clause in clauses for one in by_clause.get(clause, ())]


URLS = [path("d/<slug:slug>/texte/", text, name="text")]
