"""Who may do what: the one file that says it, tested as a table role by role and page by page.

A seat (a membership) gives a role in one dossier; a role gives rights; each page and each API
operation asks for one right. Which observations a seat sees is said here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.db.models import Q

from toguna.web.models import (
    Dossier,
    Membership,
    Organisation,
    ReturnState,
    Role,
    User,
    Variant,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toguna.web.models import Conflict, Group, Observation, Output, Return, Round, Version


class Right(Enum):
    """One thing that somebody may do in a dossier."""

    SEE = "see"
    """See the dossier, its text, its rounds and what became public in it."""
    SEE_REGISTER = "see register"
    """See the observations of all contributors while the round is open (restricted ones apart)."""
    PEOPLE = "people"
    """Invite people, give and take seats."""
    ROUND = "round"
    """Make, open and close rounds; take in files for any organisation; consolidate."""
    WRITE = "write"
    """Write and prepare returns for one's organisation."""
    TRANSMIT = "transmit"
    """Send what one's organisation has prepared."""
    REACT = "react"
    """Say what one's organisation thinks of the answers that it got."""
    ANSWER = "answer"
    """Propose answers to observations, assign them to desks."""
    VALIDATE = "validate"
    """Validate answers."""
    WORKSHOP = "workshop"
    """Run the workshop room: what is on screen, votes, decisions."""
    FOLLOW = "follow"
    """Follow the workshop room."""
    VOTE = "vote"
    """Show hands and judge options for one's delegation."""
    DELIBERATE = "deliberate"
    """Prepare deliberations: options, criteria, rule, rounds."""
    DECIDE = "decide"
    """Vote in the committee."""
    ADOPT = "adopt"
    """Freeze versions, collect approvals, make the file for the Council, sign, publish."""
    RESTRICT = "restrict"
    """Mark a return of any organisation as restricted, all its observations with it."""
    LEDGER = "ledger"
    """Read the ledger and export the dossier."""


_ALL = (Right.SEE, Right.FOLLOW, Right.LEDGER)
_ORGANISATION = (*_ALL, Right.WRITE, Right.VOTE)
RIGHTS: dict[str, frozenset[Right]] = {
    Role.RAPPORTEUR: frozenset({
        *_ALL, Right.SEE_REGISTER, Right.ROUND, Right.ANSWER, Right.VALIDATE, Right.WORKSHOP,
        Right.DELIBERATE, Right.ADOPT, Right.RESTRICT,
    }),
    Role.FACILITATOR: frozenset({
        *_ALL, Right.SEE_REGISTER, Right.ANSWER, Right.WORKSHOP, Right.DELIBERATE,
    }),
    Role.DESK: frozenset(_ORGANISATION),
    Role.AUTHORITY: frozenset({*_ORGANISATION, Right.TRANSMIT, Right.REACT}),
    Role.COMMITTEE: frozenset({*_ALL, Right.SEE_REGISTER, Right.DECIDE}),
    Role.AGENCY: frozenset({*_ALL, Right.SEE_REGISTER}),
    Role.READER: frozenset(_ALL),
    Role.ADMINISTRATOR: frozenset({*_ALL, Right.PEOPLE}),
}  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """Who acts, in which dossier, as what, for which organisation."""

    user: User
    dossier: Dossier
    role: str
    organisation: Organisation | None
    cleared: bool

    @classmethod
    def of(cls, membership: Membership) -> Seat:
        """Give the seat of a membership."""
        return cls(
            membership.user,
            membership.dossier,
            membership.role,
            membership.organisation,
            membership.cleared,
        )

    def may(self, right: Right) -> bool:
        """Tell whether it has a right. What speaks for an organisation needs to have one.

        The site's administrator keeps the people of a dossier, whatever the seat there: on one
        laptop the rapporteur is often that person too.
        """
        if right is Right.PEOPLE and self.user.is_superuser:
            return True
        speaks = right in (Right.WRITE, Right.TRANSMIT, Right.REACT, Right.VOTE)
        return right in RIGHTS[self.role] and not (speaks and self.organisation is None)

    @property
    def variant(self) -> str:
        """Which files it may have: those with or without restricted observations.

        A contributor has the open ones: its own restricted observations are in its own pages.
        """
        return Variant.FULL if self.cleared else Variant.OPEN


def seat_in(user: User, dossier: Dossier) -> Seat | None:
    """Give the seat of a user in a dossier, None where there is none."""
    membership = (
        Membership.objects.select_related("user", "dossier", "organisation")
        .filter(user=user, dossier=dossier)
        .first()
    )
    return None if membership is None else Seat.of(membership)


def visible(seat: Seat, round_: Round) -> QuerySet[Observation]:
    """Give the observations of a round that a seat may know of.

    One's own organisation's always; those of others once the round is closed, or at once for who
    handles the register; restricted ones of others with the clearance alone.
    """
    found = round_.observations.filter(gone=False)
    own = Q(organisation=seat.organisation) if seat.organisation else Q(pk__in=())
    open_to_all = seat.may(Right.SEE_REGISTER) or round_.closed is not None
    others = Q() if open_to_all else Q(pk__in=())
    if not seat.cleared:
        others &= Q(restricted=False)
    if not open_to_all:
        return found.filter(own)
    return found.filter(own | others) if not seat.cleared else found


def visible_returns(seat: Seat, round_: Round) -> QuerySet[Return]:
    """Give the returns of a round that a seat may know of.

    One's own organisation's at every stage, and what one has deposited oneself; those of others
    once they were received, for who handles the register; restricted ones of others with the
    clearance alone.
    """
    nothing = Q(pk__in=())
    own = Q(organisation=seat.organisation) if seat.may(Right.WRITE) else nothing
    deposited = Q(state=ReturnState.DEPOSITED)
    received = Q(state__in=(ReturnState.SENT, ReturnState.READ, ReturnState.UNREAD))
    received |= Q(state=ReturnState.WITHDRAWN, entry__isnull=False)
    if not seat.cleared:
        received &= Q(restricted=False)
    others = received if seat.may(Right.SEE_REGISTER) else nothing
    return round_.returns.filter(
        (own & ~deposited) | (deposited & Q(sent_by=seat.user)) | others
    ).select_related("organisation", "sent_by", "validated_by", "round")


def visible_groups(seat: Seat, round_: Round) -> QuerySet[Group]:
    """Give the groups of a round that a seat may know of, none while it sees only its own."""
    groups = round_.groups.filter(variant=seat.variant)
    return groups if sees_all(seat, round_) else groups.none()


def visible_conflicts(seat: Seat, round_: Round) -> QuerySet[Conflict]:
    """Give the conflicts of a round that a seat may know of, none while it sees only its own."""
    conflicts = round_.conflicts.filter(variant=seat.variant)
    return conflicts if sees_all(seat, round_) else conflicts.none()


def visible_outputs(seat: Seat, round_: Round) -> QuerySet[Output]:
    """Give the files made from a round that a seat may have, those for pages alone apart.

    What tells what all said goes to who sees it; a letter, and a matrix given back, to who sends
    them, and once they are released to the organisation to which they go: in full, since its own
    restricted observations are no secret to it.
    """
    files = round_.outputs.exclude(folder="web").select_related("organisation")
    found = files.none()
    if sees_all(seat, round_):
        found |= files.filter(variant=seat.variant, organisation=None)
    if seat.may(Right.ROUND):
        found |= files.filter(variant=seat.variant, organisation__isnull=False)
    elif seat.may(Right.WRITE) and round_.letters_released:
        found |= files.filter(variant=Variant.FULL, organisation=seat.organisation)
    return found


def visible_versions(seat: Seat) -> QuerySet[Version]:
    """Give the versions of a text that a seat may know of: those that were sent out or frozen.

    Who handles the register knows of all of them.
    """
    versions = seat.dossier.versions.all()
    if seat.may(Right.SEE_REGISTER):
        return versions
    return versions.filter(Q(frozen__isnull=False) | Q(rounds__opened__isnull=False)).distinct()


def sees_all(seat: Seat, round_: Round) -> bool:
    """Tell whether a seat sees what all contributors said in a round (restricted ones apart)."""
    return seat.may(Right.SEE_REGISTER) or round_.closed is not None
