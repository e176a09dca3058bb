"""The table of the observations of a round: what is looked for, in which order, how many are left.

Everything is had through `visible`: what a seat may not know of is in no row and no count. The
number of queries does not grow with the number of observations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Contains

from toguna.consultation.folding import fold
from toguna.consultation.model import Placing
from toguna.consultation.outputs.wordings import Segment, against
from toguna.consultation.outputs.words import quoted
from toguna.messages import Message, say
from toguna.web.domain.answer_rules import revision_of
from toguna.web.models import Conflict, Group, Observation, Round
from toguna.web.permissions import Seat, visible, visible_conflicts, visible_groups

PAGE = 50
NONE, ANY, MINE = "aucune", "toutes", "moi"
"""What a filter may say instead of a value: without any, with some, my own."""
SORTS = {
    "place": ("rank",),
    "contributor": ("contributor", "rank"),
    "identifier": ("identifier",),
}
SHOWN, AROUND = 320, 60
"""Characters of a redline in the table, and those of unchanged words beside a change."""


@dataclass(frozen=True)
class Criteria:
    """What is looked for, each as the page's address says it; empty for anything."""

    contributor: str = ""
    nature: str = ""
    origin: str = ""
    disposition: str = ""
    stage: str = ""
    group: str = ""
    conflict: str = ""
    desk: str = ""
    placed: str = ""
    restricted: str = ""
    clause: str = ""
    q: str = ""
    sort: str = "place"


@dataclass(frozen=True)
class Progress:
    """How many observations there are, and how many have an answer."""

    total: int
    answered: int

    @property
    def left(self) -> int:
        return self.total - self.answered


@dataclass(frozen=True)
class Found:
    """How many observations a filter finds, and what tells whether it still finds the same.

    `stamp` changes when one comes in or goes out, or when the answer of one changes.
    """

    count: int
    stamp: str


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `segments` is what it asks for, as a short redline; `words` say what no redline can show.
    """

    observation: Observation
    segments: Sequence[Segment]
    words: Message | None = None
    groups: Sequence[Group] = field(default=())
    conflicts: Sequence[Conflict] = field(default=())

    @property
    def revision(self) -> int:
        """The revision of the answer that is shown."""
        return revision_of(self.observation)

    @property
    def tick(self) -> str:
        """What ticking the line says: the observation, and the revision that was seen."""
        return f"{self.observation.pk}:{self.revision}"


def filtered(seat: Seat, round_: Round, criteria: Criteria) -> QuerySet[Observation]:
    """Give the observations that a seat may know of and that meet some criteria, in their order."""
    found = visible(seat, round_)
    for name, narrow in NARROWING.items():
        value = getattr(criteria, name)
        if value:
            found = found.filter(narrow(value, seat, round_))
    for word in fold(criteria.q).text.split():
        found = found.filter(words__contains=word)
    return found.order_by(*SORTS[criteria.sort])


def _plain(column: str) -> Callable[[str, Seat, Round], Q]:
    return lambda value, seat, round_: Q(**{column: value})


def _disposition(value: str, seat: Seat, round_: Round) -> Q:
    unanswered = Q(answer=None) | Q(answer__disposition="")
    if value == NONE:
        return unanswered
    return ~unanswered if value == ANY else Q(answer__disposition=value)


def _group(value: str, seat: Seat, round_: Round) -> Q:
    return _linked(value, visible_groups(seat, round_))


def _conflict(value: str, seat: Seat, round_: Round) -> Q:
    return _linked(value, visible_conflicts(seat, round_))


def _linked(value: str, links: QuerySet[Group] | QuerySet[Conflict]) -> Q:
    if value not in (NONE, ANY):
        links = links.filter(identifier=value)
    inside = Q(pk__in=links.values("observations"))
    return ~inside if value == NONE else inside


def _desk(value: str, seat: Seat, round_: Round) -> Q:
    if value == NONE:
        return Q(desk=None)
    return Q(desk=seat.user) if value == MINE else Q(desk__username=value)


def _placed(value: str, seat: Seat, round_: Round) -> Q:
    unplaced = Q(placing=Placing.NONE.value)
    return unplaced if value == NONE else ~unplaced


def _restricted(value: str, seat: Seat, round_: Round) -> Q:
    return Q(restricted=value == ANY)


def _clause(value: str, seat: Seat, round_: Round) -> Q:
    """Look for a clause in a list of ids kept as JSON, as every database can."""
    return Q(Contains(Cast("clauses", TextField()), f'"{value}"'))


NARROWING: Mapping[str, Callable[[str, Seat, Round], Q]] = {
    "contributor": _plain("contributor"),
    "nature": _plain("nature"),
    "origin": _plain("origin"),
    "disposition": _disposition,
    "stage": _plain("answer__stage"),
    "group": _group,
    "conflict": _conflict,
    "desk": _desk,
    "placed": _placed,
    "restricted": _restricted,
    "clause": _clause,
}


def progress_of(seat: Seat, round_: Round) -> Progress:
    """Tell how many observations have an answer, of those that a seat may know of."""
    answered = Q(answer__isnull=False) & ~Q(answer__disposition="")
    counted = visible(seat, round_).aggregate(
        total=Count("pk"), answered=Count("pk", filter=answered)
    )
    return Progress(counted["total"], counted["answered"])


def found_in(observations: QuerySet[Observation]) -> Found:
    """Count what a filter finds, and stamp it."""
    counted = observations.order_by().aggregate(
        count=Count("pk"), keys=Sum("pk"), revisions=Sum(Coalesce(F("answer__revision"), 0))
    )
    stamp = f"{counted['count']}.{counted['keys'] or 0}.{counted['revisions'] or 0}"
    return Found(counted["count"], stamp)


def rows_of(seat: Seat, round_: Round, observations: QuerySet[Observation]) -> list[Row]:
    """Give the lines of some observations (a page of them), with their groups and conflicts."""
    groups = visible_groups(seat, round_).only("round", "identifier", "identical")
    conflicts = visible_conflicts(seat, round_).only("round", "identifier", "tier")
    shown = (
        observations.select_related("answer", "desk")
        .defer("words", "replies", "reason", "source", "doubt")
        .prefetch_related(
            Prefetch("groups", groups, to_attr="shown_groups"),
            Prefetch("conflicts", conflicts, to_attr="shown_conflicts"),
        )
    )
    return [
        Row(
            observation,
            shortened(against(observation.before, observation.after)),
            in_words(observation),
            observation.shown_groups,
            observation.shown_conflicts,
        )
        for observation in shown
    ]


def in_words(observation: Observation) -> Message | None:
    """Say what a change does that a redline cannot show: blanks, places and forms."""
    before, after = observation.before, observation.after
    if before.strip() and before == after:
        return say("Déplacer ces mots ou en changer la mise en forme :")
    if before.strip() or after.strip() or observation.text:
        return None
    if before and after:
        return say("Remplacer {what} par {other}", what=quoted(before), other=quoted(after))
    if before or after:
        what = quoted(before or after)
        return say("Supprimer {what}", what=what) if before else say("Ajouter {what}", what=what)
    return say("Changer les fins de paragraphe ou la mise en forme")


def shortened(segments: Sequence[Segment]) -> list[Segment]:
    """Give a redline cut to what a line of the table can hold, changes before unchanged words."""
    kept: list[Segment] = []
    left = SHOWN
    for segment in segments:
        text = segment.text
        if segment.kind == "keep" and len(text) > 2 * AROUND:
            text = f"{text[:AROUND].rstrip()} […] {text[-AROUND:].lstrip()}"
        if len(text) > left:
            kept.append(Segment(segment.kind, text[:left].rsplit(" ", 1)[0] + " […]"))
            break
        left -= len(text)
        kept.append(Segment(segment.kind, text))
    return kept


def contributors_of(seat: Seat, round_: Round) -> list[str]:
    """Give the labels of the contributors whose observations a seat may know of, in order."""
    labels = visible(seat, round_).order_by("contributor").values_list("contributor", flat=True)
    return list(labels.distinct())


def identifiers_of(observations: QuerySet[Observation]) -> list[str]:
    """Give the identifiers of what a filter finds, in its order."""
    return list(observations.values_list("identifier", flat=True))
