"""What is on screen, as values that a page shows; and whether anything is newer than what it has.

Two hundred telephones ask every second and a half: the answer "nothing new" costs one small query
(two while a vote is open), and what all see alike is put together once for each version.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

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
    asked: list[Segment]
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
            None, 0, len(items), left, [], [], None, [], None, None, ends, workshop.timer_left
        )
    vote = item.votes.last()
    if vote is not None:
        vote.workshop = workshop
    decision = item.decisions.last() if item.state in DONE else None
    return Screen(
        item,
        [pk for pk, _ in items].index(item.pk) + 1,
        len(items),
        left,
        options_of(item, decision),
        against(item.draft, item.live) if item.live.strip() else [],
        vote,
        against(item.draft, vote.wording) if vote is not None and vote.wording else [],
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
    """How new what a page shows is: the workshop's version, and its tally of votes."""

    version: int
    tally: int

    @property
    def key(self) -> str:
        """The name of this state, for pages on which counts are seen."""
        return f"{self.version}.{self.tally}"

    def key_of(self, own: int) -> str:
        """Give the name of this state for a telephone, which follows its delegation's vote only."""
        return f"{self.version}-{own}"


def newest(seat: Seat, workshop: UUID) -> Newest | None:
    """Tell how new a room of a seat's dossier is; None where there is none."""
    known = Workshop.objects.filter(pk=workshop, dossier=seat.dossier)
    found = known.values_list("version", "tally").first()
    return None if found is None else Newest(*found)


def own_cast(vote: Vote | None, organisation: Organisation | None) -> Cast | None:
    """Give what a delegation cast in a vote."""
    if vote is None or organisation is None:
        return None
    return Cast.objects.filter(vote=vote, organisation=organisation).select_related("by").first()


def own_revision(vote: Vote | None, organisation: Organisation | None) -> int:
    """Tell how often a delegation voted in an open vote, 0 where it did not."""
    if vote is None or vote.closed is not None or organisation is None:
        return 0
    known = Cast.objects.filter(vote=vote, organisation=organisation)
    return known.values_list("revision", flat=True).first() or 0
