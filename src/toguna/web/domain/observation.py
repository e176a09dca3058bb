"""Everything about one observation: its place, its kin, its rivals and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from toguna.consultation.outputs.wordings import Segment, against
from toguna.messages import Message
from toguna.web.domain.rivals import Case, cases_of
from toguna.web.domain.table import Row, in_words, rows_of
from toguna.web.models import AnswerChange, Group, Observation, Round, User
from toguna.web.permissions import Seat, visible, visible_conflicts, visible_groups

AROUND = 1
"""Clauses shown on each side of the one that an observation is about."""
LIKE_CLAUSE = 40.0
"""A wording that is less like its clause (Indel ratio, %) is of some words in it."""


@dataclass(frozen=True)
class Passage:
    """A clause of the draft, as a page shows it; `concerned` tells that it is what is spoken of.

    `pieces` are its words, those that the observation names marked as `True`.
    """

    clause: Mapping[str, Any]
    concerned: bool
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Change:
    """One change of an observation's answer, or of its desk."""

    change: AnswerChange
    desk: User | None


@dataclass(frozen=True)
class Detail:
    """One observation and everything that is told beside it, as far as a seat may know it.

    `wording` is what the adopted wording is written from, and `base` what it is held against.
    """

    observation: Observation
    segments: Sequence[Segment]
    words: Message | None
    passages: Sequence[Passage]
    mates: Sequence[Row]
    cases: Sequence[Case]
    history: Sequence[Change]
    wording: str
    base: str


def detail_of(seat: Seat, round_: Round, observation: Observation) -> Detail:
    """Tell everything about an observation that a seat may know of."""
    groups = visible_groups(seat, round_).filter(observations=observation)
    members = Group.observations.through.objects.filter(group__in=groups).values("observation")
    mates = visible(seat, round_).filter(pk__in=members).exclude(pk=observation.pk)
    conflicts = visible_conflicts(seat, round_).filter(observations=observation)
    clauses = round_.draft.clauses
    own = _own_clause(observation, clauses)
    wording = observation.after or observation.before or own
    return Detail(
        observation,
        against(observation.before, observation.after),
        in_words(observation),
        _passages(observation, clauses),
        rows_of(seat, round_, mates.order_by("rank")),
        cases_of(seat, round_, conflicts),
        changes_of(observation),
        wording,
        base_of(observation, own, wording),
    )


def _own_clause(observation: Observation, clauses: Sequence[Mapping[str, Any]]) -> str:
    """Give the words of the first clause that an observation is about, "" where there is none."""
    first = observation.clauses[:1]
    return next((str(clause["text"]) for clause in clauses if clause["id"] in first), "")


def base_of(observation: Observation, clause: str, wording: str) -> str:
    """Give what a wording is held against: the words concerned, or the whole clause.

    It is the one that it is more like, much as the decided text takes it.
    """
    short = observation.after or observation.before
    like_clause = fuzz.ratio(wording, clause)
    is_clause = like_clause >= LIKE_CLAUSE and like_clause > fuzz.ratio(wording, short)
    return clause if is_clause or not short else observation.before


def redlined(round_: Round, observation: Observation, wording: str) -> list[Segment]:
    """Give a wording as a redline of what it takes the place of."""
    base = base_of(observation, _own_clause(observation, round_.draft.clauses), wording)
    return against(base, wording)


def _passages(observation: Observation, clauses: Sequence[Mapping[str, Any]]) -> list[Passage]:
    concerned = {n for n, clause in enumerate(clauses) if clause["id"] in observation.clauses}
    if not concerned:
        return []
    first, last = min(concerned), max(concerned)
    if last - first > len(concerned) + 2:  # several places: only they are shown
        shown = sorted(concerned)
    else:
        shown = list(range(max(0, first - AROUND), min(len(clauses), last + AROUND + 1)))
    return [
        Passage(clauses[n], n in concerned, _pieces(observation, clauses[n], n in concerned))
        for n in shown
        if clauses[n]["text"].strip() or n in concerned
    ]


def _pieces(
    observation: Observation, clause: Mapping[str, Any], concerned: bool
) -> list[tuple[str, bool]]:
    words, named = str(clause["text"]), observation.before.strip()
    if not concerned or not named or words.count(named) != 1:
        return [(words, False)]
    before, _, after = words.partition(named)
    return [(before, False), (named, True), (after, False)]


def changes_of(observation: Observation) -> list[Change]:
    """Give what was done to the answer of an observation, the last change first."""
    changes = list(observation.answer_changes.select_related("by").order_by("-id"))
    desks = User.objects.in_bulk({c.after["desk"] for c in changes if c.after.get("desk")})
    return [Change(change, desks.get(change.after.get("desk", 0))) for change in changes]
