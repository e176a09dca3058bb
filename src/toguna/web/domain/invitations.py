"""Inviting people to a seat, and taking it: once, with a link or a printed code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.entry import Actor
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.people import check_role, told_seat
from toguna.web.domain.secrets import digest, new_code, new_token, typed_code
from toguna.web.models import Dossier, Invitation, Membership, Organisation, User
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

DAYS = 14
"""For how long an invitation is good where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A seat that somebody is to be invited to."""

    role: str
    organisation: Organisation | None = None
    cleared: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with its secrets, which exist here and on paper alone."""

    invitation: Invitation
    token: str
    code: str


@transaction.atomic
def invite(seat: Seat, wanted: Sequence[Wanted], days: int = DAYS) -> list[Issued]:
    """Make invitations, all or none, and give their secrets.

    Raises:
        Refused: who asks may not, or a role needs an organisation.
    """
    _check_right(seat)
    return [_invited(seat, one, days) for one in wanted]


def _invited(seat: Seat, wanted: Wanted, days: int) -> Issued:
    check_role(wanted.role, wanted.organisation)
    token, code = new_token(), new_code()
    invitation = Invitation.objects.create(
        dossier=seat.dossier,
        role=wanted.role,
        organisation=wanted.organisation,
        cleared=wanted.cleared,
        name=wanted.name,
        token_digest=digest(token),
        code_digest=digest(code),
        invited_by=seat.user,
        expires=timezone.now() + timedelta(days=days),
    )
    _record(seat, invitation, Act.INVITED, "invitation")
    return Issued(invitation, token, code)


@transaction.atomic
def reissue(seat: Seat, invitation: Invitation, days: int = DAYS) -> Issued:
    """Give an invitation another link, code and term; the earlier ones no longer open.

    Raises:
        Refused: it was used already.
    """
    _check_right(seat)
    token, code = new_token(), new_code()
    done = _unused(invitation).update(
        token_digest=digest(token),
        code_digest=digest(code),
        expires=timezone.now() + timedelta(days=days),
        revoked=None,
    )
    if not done:
        raise _used()
    invitation.refresh_from_db()
    _record(seat, invitation, Act.INVITED, "reissued")
    return Issued(invitation, token, code)


@transaction.atomic
def revoke(seat: Seat, invitation: Invitation) -> None:
    """Take an invitation back: its link and code no longer open.

    Raises:
        Refused: it was used already.
    """
    _check_right(seat)
    if not _unused(invitation).update(revoked=timezone.now()):
        raise _used()
    _record(seat, invitation, Act.WITHDRAWN, "invitation")


def by_token(token: str) -> Invitation | None:
    """Give the invitation that a link's token opens, None where there is none (any longer)."""
    return _open().filter(token_digest=digest(token)).first()


def by_code(code: str) -> Invitation | None:
    """Give the invitation that a printed code opens, None where there is none (any longer)."""
    return _open().filter(code_digest=digest(typed_code(code))).first()


def by_digest(token_digest: str) -> Invitation | None:
    """Give the open invitation that a visitor has shown the secret of, by what is kept of it."""
    return _open().filter(token_digest=token_digest).first()


def with_secrets(dossier: Dossier, tokens: Sequence[str], codes: Sequence[str]) -> list[Issued]:
    """Give the open invitations of a dossier that secrets belong to, in the order of the secrets.

    Raises:
        Refused: one of them opens none.
    """
    found = {
        one.token_digest: one
        for one in _open().filter(dossier=dossier, token_digest__in=map(digest, tokens))
    }
    issued = []
    for token, code in zip(tokens, codes, strict=False):
        invitation = found.get(digest(token))
        if invitation is None or invitation.code_digest != digest(code):
            raise no_longer_open()
        issued.append(Issued(invitation, token, code))
    return issued


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Let somebody take the seat of an invitation; of two who come at once, one gets it.

    Raises:
        Refused: it is no longer open, or the person has a seat in the dossier.
    """
    now = timezone.now()
    # One statement decides: a second one, however close, finds nothing to update.
    same_secret = {"pk": invitation.pk, "token_digest": invitation.token_digest}
    if not _open().filter(**same_secret).update(used_at=now, used_by=user):
        raise no_longer_open()
    Dossier.objects.select_for_update(no_key=True).get(pk=invitation.dossier_id)
    if Membership.objects.filter(user=user, dossier_id=invitation.dossier_id).exists():
        raise Refused(
            say(
                "Vous avez déjà une place dans ce dossier : votre administrateur peut la changer. "
                "L'invitation reste valable pour quelqu'un d'autre."
            ),
            409,
        )
    invitation.refresh_from_db()
    place = Membership.objects.create(
        user=user,
        dossier=invitation.dossier,
        role=invitation.role,
        organisation=invitation.organisation,
        cleared=invitation.cleared,
    )
    organisation = invitation.organisation.label if invitation.organisation else "Toguna"
    record(
        invitation.dossier,
        Act.INVITED,
        Actor(organisation, invitation.role),
        f"invitation-{invitation.pk}",
        {**_told(invitation), "what": "accepted", "seat": place.pk},
    )
    return place


def pending(dossier: Dossier) -> QuerySet[Invitation]:
    """Give the invitations of a dossier that were neither used nor taken back, expired ones too."""
    return dossier.invitations.filter(used_at=None, revoked=None).select_related("organisation")


def no_longer_open() -> Refused:
    """Say that an invitation does not open: whether it ever did is not told."""
    return Refused(
        say(
            "Cette invitation n'est pas ou n'est plus valable : elle a servi, a expiré ou a été "
            "retirée. Demandez-en une autre à l'administrateur du dossier."
        ),
        410,
    )


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("dossier", "organisation").filter(
        used_at=None, revoked=None, expires__gt=timezone.now()
    )


def _unused(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(pk=invitation.pk, used_at=None)


def _told(invitation: Invitation) -> dict[str, str | bool]:
    return told_seat(invitation.role, invitation.organisation, cleared=invitation.cleared)


def _record(seat: Seat, invitation: Invitation, act: Act, what: str) -> None:
    payload = {**_told(invitation), "what": what}
    record(seat.dossier, act, actor_of(seat), f"invitation-{invitation.pk}", payload)


def _check_right(seat: Seat) -> None:
    if not seat.may(Right.PEOPLE):
        raise Refused(say("Seul un administrateur du dossier peut inviter."), 403)


def _used() -> Refused:
    return Refused(say("Cette invitation a déjà servi ; la place est sous « Places »."), 409)
