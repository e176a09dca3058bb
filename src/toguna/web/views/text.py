"""The text with every change by contributor, and what was said of it beside each clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    redline_of,
    sections_of,
)
from toguna.web.models import Conflict, Group, Observation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible, visible_conflicts, visible_groups
from toguna.web.views.looking import Looking, looking

DRAFT, CHANGES, ACCEPTED = "projet", "changements", "tout"
"""What may be looked at: the draft alone, with the changes, with all of them accepted."""
FEW = 3
"""So many observations are read beside a passage at once; the others open."""
T = TypeVar("T", Conflict, Group)
WHOLE = "texte"
"""The name of the one section of a text that is shown on one page."""


@dataclass(frozen=True)
class Shown:
    """One line as it is shown, and what stands beside it."""

    line: Line
    observations: Sequence[Observation]
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
    places = dict(found.values_list("pk", "clauses"))
    counts = counted(reading.sections, places.values())
    number = reading.sections.index(reading.current)
    told = {
        "look": look,
        "reading": reading,
        "natures": [one.value for one in Nature],
        "rows": _rows(seat, reading, _in_section(reading, found, places)),
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


def _in_section(
    reading: Reading, found: QuerySet[Observation], places: Mapping[int, Sequence[str]]
) -> list[Observation]:
    """Give the observations of the section, with no more of each than is shown."""
    here = reading.current.clauses
    wanted = [pk for pk, clauses in places.items() if not here.isdisjoint(clauses)]
    told = found.filter(pk__in=wanted).select_related("answer")
    return list(told.defer("words", "before", "after", "replies", "source", "doubt"))


def _rows(seat: Seat, reading: Reading, observations: Sequence[Observation]) -> list[Shown]:
    lines = reading.shown
    placed = beside(lines, observations)
    conflicts = _by_clause(list(visible_conflicts(seat, reading.look.round).defer("wordings")))
    groups = _by_clause(list(visible_groups(seat, reading.look.round)))
    return [
        Shown(
            line,
            placed.get(number, ()),
            _of(conflicts, clauses_of(line)),
            _of(groups, clauses_of(line)),
            bool(labels_of(line)),
        )
        for number, line in enumerate(lines)
    ]


def _by_clause(found: Sequence[T]) -> dict[str, list[T]]:
    """Give what is on each clause: a group or conflict stands beside its first one."""
    by_clause: dict[str, list[T]] = {}
    for one in found:
        if one.clauses:
            by_clause.setdefault(one.clauses[0], []).append(one)
    return by_clause


def _of(by_clause: Mapping[str, list[T]], clauses: Sequence[str]) -> list[T]:
    return [one for clause in clauses for one in by_clause.get(clause, ())]


URLS = [path("d/<slug:slug>/texte/", text, name="text")]
