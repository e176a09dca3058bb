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
    ranks: dict[str, int]


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
    def ranks(self) -> dict[str, int]:
        """The marks of the contributors on screen, each another one."""
        return self.options[0].ranks if self.options else {}


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
        options_of(item),
        against(item.draft, item.live) if item.live.strip() else [],
        vote,
        against(item.draft, vote.wording) if vote is not None and vote.wording else [],
        None if vote is None else count(vote),
        decision,
        ends,
        workshop.timer_left if not ends else seconds_left(workshop),
    )


def options_of(item: Item) -> list[Option]:
    """Give the rival wordings of an item, each as a redline of the draft."""
    labels = dict.fromkeys(who for one in item.wordings for who in one["who"])
    ranks = {label: rank for rank, label in enumerate(labels)}
    return [
        Option(
            f"w{at}",
            one["who"],
            ", ".join(one["who"]),
            against(item.draft, one["text"]),
            ranks,
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


@dataclass(frozen=True)
class Own:
    """What one's own delegation cast: its choice ("" where it is secret), and by whom."""

    revision: int
    choice: str
    by: str

    @classmethod
    def of(cls, cast: Cast) -> Own:
        """Tell of a vote that was just taken."""
        return cls(cast.revision, cast.choice, "" if cast.by is None else str(cast.by))


def own_vote(vote: Vote | None, organisation: Organisation | None) -> Own | None:
    """Give what a delegation cast in a vote, None where it did not."""
    if vote is None or organisation is None:
        return None
    known = Cast.objects.filter(vote=vote, organisation=organisation)
    found = known.values_list("revision", "choice", "by__full_name", "by__username").first()
    return None if found is None else Own(found[0], found[1], found[2] or found[3] or "")
