"""What is known of a workshop: who came, what was worked on, decided, recommended, left open.

Days are in ISO form ("2026-07-01"), hours as people write them ("9 h 30"). Clauses are given as
they are cited ("Axe 2, Objectif 2.1, al. 3"); a workshop is a value, from whatever store it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from toguna.consultation.decisions.outputs.letters_settings import Settings


class Position(Enum):
    """What a delegation says of a wording."""

    FOR = "pour"
    CAN_LIVE_WITH = "peut l'accepter"
    AGAINST = "contre"
    ABSTAIN = "abstention"


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a delegation; `days` are those on which presence was recorded."""

    name: str
    role: str = ""
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delegation:
    """A contributor's people at the workshop."""

    label: str
    name: str
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the agenda."""

    day: str
    hour: str
    subject: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """How the delegations voted.

    `counts` has a number for each position; `named` says who took which, empty where the vote
    was secret.
    """

    counts: Mapping[Position, int]
    secret: bool = False
    named: Mapping[str, Position] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A wording that was decided on: the clause, its words before and after, and why."""

    cited: str
    before: str
    wording: str
    reason: str
    vote: Vote | None = None
    proposed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the workshop recommends, and to whom ("" where to all)."""

    text: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """A point that is sent to arbitration: the rival wordings, each with who is for it."""

    cited: str
    question: str
    wordings: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str
    body: str = "comité interministériel"


@dataclass(frozen=True, slots=True)
class Session:
    """A session in plenary: what was said, as the rapporteur sums it up."""

    day: str
    title: str
    chair: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """A group, what it was given to work on, and what came of it."""

    name: str
    clauses: tuple[str, ...]
    chair: str = ""
    rapporteur: str = ""
    delegations: tuple[str, ...] = ()
    summary: str = ""
    decisions: tuple[Decision, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    referrals: tuple[Referral, ...] = ()


@dataclass(frozen=True, slots=True)
class Workshop:
    """A whole workshop.

    `text` is the title of the text that was worked on; `decisions`, `recommendations` and
    `referrals` are those of the plenary, which include what it took over from the groups.
    `letterhead` says in whose name the papers are; nothing in them comes from a clock.
    """

    title: str
    text: str
    place: str
    days: tuple[str, ...]
    opened_by: str = ""
    chair: str = ""
    rapporteur: str = ""
    context: str = ""
    objectives: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    sessions: tuple[Session, ...] = ()
    groups: tuple[WorkingGroup, ...] = ()
    decisions: tuple[Decision, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    referrals: tuple[Referral, ...] = ()
    letterhead: Settings = field(default_factory=Settings)

    @property
    def present(self) -> int:
        """How many people were there on one day at least."""
        return sum(bool(m.days) for d in self.delegations for m in d.members)

    @property
    def delegations_present(self) -> int:
        """How many delegations had somebody there."""
        return sum(any(m.days for m in d.members) for d in self.delegations)
