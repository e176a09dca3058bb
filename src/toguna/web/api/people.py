"""Organisations, seats, invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.web.api.frame import eg, offers
from toguna.web.domain import invitations, people
from toguna.web.domain.invitations import DAYS, Wanted
from toguna.web.models import Invitation, Membership, Organisation, Role
from toguna.web.permissions import Right, Seat

ROUTER = Router()


class OrganisationIO(Schema):
    """An organisation."""

    label: str = eg("MJDH")
    name: str = eg("Ministère de la Justice et des Droits de l'Homme")


class SeatIn(Schema):
    """What somebody is to be."""

    role: Role = eg("desk")
    organisation: str | None = eg("MJDH", None)
    cleared: bool = eg(False, False)


class SeatOut(SeatIn):
    """A seat."""

    id: int = eg(4)
    username: str = eg("moussa")
    name: str = eg("Moussa Coulibaly")


class WantedIn(SeatIn):
    """Somebody who is to be invited."""

    name: str = eg("Moussa Coulibaly", "")


class InviteIn(Schema):
    """Who is to be invited, all or none."""

    people: list[WantedIn] = Field(min_length=1, max_length=500)
    days: int = Field(DAYS, ge=1, le=90, examples=[14])


class InvitationOut(Schema):
    """An invitation."""

    id: int = eg(9)
    role: str = eg("desk")
    organisation: str | None = eg("MJDH", None)
    name: str = eg("Moussa Coulibaly")
    expires: datetime = eg("2025-07-15T09:00:00Z")


class IssuedOut(InvitationOut):
    """An invitation with its secrets, which are told this once."""

    token: str = eg("k3v…", description="The end of the link: /invitation/TOKEN/.")
    code: str = eg("7KQM-2XWT")


def _organisation(label: str | None) -> Organisation | None:
    if label is None:
        return None
    found = Organisation.objects.filter(label=label).first()
    if found is None:
        raise Http404
    return found


def _told(one: Membership) -> dict[str, Any]:
    return {
        "id": one.pk,
        "username": one.user.username,
        "name": str(one.user),
        "role": one.role,
        "organisation": one.organisation.label if one.organisation else None,
        "cleared": one.cleared,
    }


def _invitation(one: Invitation) -> dict[str, Any]:
    return {
        "id": one.pk,
        "role": one.role,
        "organisation": one.organisation.label if one.organisation else None,
        "name": one.name,
        "expires": one.expires,
    }


def _seats(seat: Seat) -> list[dict[str, Any]]:
    rows = seat.dossier.memberships.select_related("user", "organisation").order_by("pk")
    return [_told(one) for one in rows]


def _place(seat: Seat, key: int) -> Membership:
    rows = seat.dossier.memberships.select_related("user", "organisation")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", "/people", Right.PEOPLE, list[SeatOut])
def list_people(seat: Seat) -> Any:
    """List the seats of the dossier."""
    return _seats(seat)


@offers(ROUTER, "PUT", "/people/{int:key}", Right.PEOPLE, SeatOut)
def change_person(seat: Seat, key: int, body: SeatIn) -> Any:
    """Give somebody another role, organisation or clearance."""
    place = _place(seat, key)
    organisation = _organisation(body.organisation)
    people.change_seat(seat, place, body.role, organisation, cleared=body.cleared)
    return _told(place)


@offers(ROUTER, "DELETE", "/people/{int:key}", Right.PEOPLE, list[SeatOut])
def remove_person(seat: Seat, key: int) -> Any:
    """Take somebody's seat in the dossier."""
    people.remove_seat(seat, _place(seat, key))
    return _seats(seat)


@offers(ROUTER, "GET", "/organisations", Right.PEOPLE, list[OrganisationIO])
def list_organisations(seat: Seat) -> Any:
    """List the organisations of the site."""
    return [{"label": one.label, "name": one.name} for one in Organisation.objects.all()]


@offers(ROUTER, "POST", "/organisations", Right.PEOPLE, OrganisationIO, status=201)
def add_organisation(seat: Seat, body: OrganisationIO) -> Any:
    """Add an organisation."""
    made = people.add_organisation(seat, body.label, body.name)
    return {"label": made.label, "name": made.name}


@offers(ROUTER, "GET", "/invitations", Right.PEOPLE, list[InvitationOut])
def list_invitations(seat: Seat) -> Any:
    """List the invitations that were neither used nor taken back."""
    return [_invitation(one) for one in invitations.pending(seat.dossier)]


@offers(ROUTER, "POST", "/invitations", Right.PEOPLE, list[IssuedOut], status=201)
def invite_people(seat: Seat, body: InviteIn) -> Any:
    """Invite people, all or none; their links and codes are told this once."""
    wanted = [
        Wanted(one.role, _organisation(one.organisation), one.cleared, one.name)
        for one in body.people
    ]
    issued = invitations.invite(seat, wanted, body.days)
    return [{**_invitation(one.invitation), "token": one.token, "code": one.code} for one in issued]


@offers(ROUTER, "DELETE", "/invitations/{int:key}", Right.PEOPLE, list[InvitationOut])
def revoke_invitation(seat: Seat, key: int) -> Any:
    """Take an invitation back."""
    found = invitations.pending(seat.dossier).filter(pk=key).first()
    if found is None:
        raise Http404
    invitations.revoke(seat, found)
    return [_invitation(one) for one in invitations.pending(seat.dossier)]
