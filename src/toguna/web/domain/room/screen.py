"""What is on screen, as values that a page shows; and whether anything is newer than what it has.

Two hundred telephones ask every second and a half: the answer "nothing new" costs one query, and
what all see alike is put together once for each version.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from toguna.consultation.outputs.wordings import Segment, against
from toguna.web.domain.room.deciding import DONE
from toguna.web.domain.room.opening import seconds_left
from toguna.web.domain.room.voting import Counted, count
from toguna.web.models import Cast, Decision, Item, Organisation, Vote, Workshop
from toguna.web.permissions import Seat


@dataclass(frozen=True)
class Option:
    """One wording on screen: its key, who is for it, and its words held against the draft's."""

    key: str
    who: list[str]
    label: str
    segments: list[Segment]
    chosen: bool = False


@dataclass(frozen=True)
class Screen:
    """What is on screen: at most one item, with its vote and its decision if there are."""

    item: Item | None
    number: int
    total: int
    left: int
    options: list[Option]
    live: list[Segment]
    vote: Vote | None
    counted: Counted | None
    decision: Decision | None
    timer_ends: int
    timer_left: int

    @property
    def shows_counts(self) -> bool:
        """Whether how many took what may be seen yet."""
        return self.vote is not None and (self.vote.closed is not None or self.vote.shown)


def screen_of(workshop: Workshop) -> Screen:
    """Give what is on screen now."""
    items = list(workshop.items.values_list("pk", "state"))
    left = sum(state not in DONE for _, state in items)
    ends = int(workshop.timer_ends.timestamp() * 1000) if workshop.timer_ends else 0
    current = workshop.current_id
    item = None if current is None else workshop.items.filter(pk=current).first()
    if item is None:
        return Screen(
            None, 0, len(items), left, [], [], None, None, None, ends, workshop.timer_left
        )
    vote = item.votes.last()
    decision = item.decisions.last() if item.state in DONE else None
    return Screen(
        item,
        [pk for pk, _ in items].index(item.pk) + 1,
        len(items),
        left,
        options_of(item, decision),
        against(item.draft, item.live) if item.live.strip() else [],
        vote,
        None if vote is None else count(vote),
        decision,
        ends,
        workshop.timer_left if not ends else seconds_left(workshop),
    )


def options_of(item: Item, decision: Decision | None = None) -> list[Option]:
    """Give the rival wordings of an item, each as a redline of the draft."""
    return [
        Option(
            f"w{at}",
            one["who"],
            ", ".join(one["who"]),
            against(item.draft, one["text"]),
            decision is not None and bool(one["text"]) and decision.wording == one["text"].strip(),
        )
        for at, one in enumerate(item.wordings)
    ]


# Following


@dataclass(frozen=True)
class Newest:
    """How new what a page shows is: the workshop's version, its tally, its delegation's vote."""

    version: int
    tally: int
    own: int

    def key(self, *, counts: bool) -> str:
        """Give the name of this state; telephones do not follow each vote that comes in."""
        return f"{self.version}.{self.tally}" if counts else f"{self.version}-{self.own}"


def newest(workshop: UUID, dossier: int, organisation: int | None) -> Newest | None:
    """Tell how new a workshop's room is, in one query; None where there is none."""
    own = Cast.objects.filter(
        vote__item=OuterRef("current_id"), organisation=organisation
    ).order_by("-vote__opened", "-vote")
    found = (
        Workshop.objects.filter(pk=workshop, dossier=dossier)
        .annotate(own=Coalesce(Subquery(own.values("revision")[:1]), 0))
        .values_list("version", "tally", "own")
        .first()
    )
    return None if found is None else Newest(*found)


def newest_for(seat: Seat, workshop: UUID) -> Newest | None:
    """Tell how new a room is for who has a seat."""
    return newest(workshop, seat.dossier.pk, getattr(seat.organisation, "pk", None))


def own_cast(vote: Vote | None, organisation: Organisation | None) -> Cast | None:
    """Give what a delegation cast in a vote."""
    if vote is None or organisation is None:
        return None
    return Cast.objects.filter(vote=vote, organisation=organisation).select_related("by").first()


class Shared:
    """What all see alike, made once for each state: the first who asks makes it, others wait."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: dict[tuple[object, ...], object] = {}

    def get(self, state: tuple[object, ...], make: Callable[[], object]) -> object:
        """Give what was made for a state."""
        with self._lock:
            if state not in self._made:
                while len(self._made) >= self._most:
                    del self._made[next(iter(self._made))]
                self._made[state] = make()
            return self._made[state]
