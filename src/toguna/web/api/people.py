"""Organisations, seats, invitations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from toguna.web.addresses import password_link, site_address
from toguna.web.api.frame import eg, not_taken, offers
from toguna.web.domain import accounts, invitations, people, people_lists
from toguna.web.domain.accounts import LINK_HOURS
from toguna.web.domain.cards import cards_of
from toguna.web.domain.invitations import DAYS, Issued, Wanted
from toguna.web.domain.people_lists import ListRefused, read_upload
from toguna.web.models import Invitation, Membership, Organisation, Role
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said
from toguna.web.views.files import download

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


class SecretsIn(Schema):
    """The secrets of an invitation."""

    token: str = eg("k3v…")
    code: str = eg("7KQM-2XWT")


class IssuedOut(InvitationOut):
    """An invitation with its secrets, which are told this once."""

    token: str = eg("k3v…", description="The end of the link: /invitation/TOKEN/.")
    code: str = eg("7KQM-2XWT")


class ListIn(Schema):
    """For how long the invitations of a list are good."""

    days: int = Field(DAYS, ge=1, le=90, examples=[14])


class AddedOut(Schema):
    """How many organisations of a list were added, and how many were there."""

    added: int = eg(12)
    known: int = eg(3)


class CardsIn(Schema):
    """The secrets of invitations, as they were told when they were made."""

    issued: list[SecretsIn] = Field(min_length=1, max_length=500)


class LinkIn(Schema):
    """What a link to choose a password opens."""

    without_second_factor: bool = eg(False, False, "Whether it takes the second factor away too.")


class LinkOut(Schema):
    """A link with which somebody chooses a new password; it is told this once."""

    link: str = eg("http://192.0.2.7:8000/mot-de-passe/k3v…/")
    hours: int = eg(LINK_HOURS, description="For how long it is good.")


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


@offers(ROUTER, "POST", "/people/{int:key}/password-link", Right.PEOPLE, LinkOut, status=201)
def give_password_link(request: HttpRequest, seat: Seat, key: int, body: LinkIn) -> Any:
    """Give a link with which somebody chooses a new password; the ledger says that it was."""
    place, without = _place(seat, key), body.without_second_factor
    token = accounts.give_password_link(seat, place, without_second_factor=without)
    return {"link": password_link(site_address(request), token), "hours": LINK_HOURS}


@offers(ROUTER, "GET", "/organisations", Right.PEOPLE, list[OrganisationIO])
def list_organisations(seat: Seat) -> Any:
    """List the organisations of the site."""
    return [{"label": one.label, "name": one.name} for one in Organisation.objects.all()]


@offers(ROUTER, "POST", "/organisations", Right.PEOPLE, OrganisationIO, status=201)
def add_organisation(seat: Seat, body: OrganisationIO) -> Any:
    """Add an organisation."""
    made = people.add_organisation(seat, body.label, body.name)
    return {"label": made.label, "name": made.name}


@offers(ROUTER, "PUT", "/organisations/{label}", Right.PEOPLE, OrganisationIO)
def rename_organisation(seat: Seat, label: str, body: OrganisationIO) -> Any:
    """Give an organisation another label and name."""
    found = _organisation(label)
    assert found is not None, "a label is given"
    people.rename_organisation(seat, found, body.label, body.name)
    return {"label": found.label, "name": found.name}


@offers(ROUTER, "POST", "/organisation-lists", Right.PEOPLE, AddedOut)
def add_organisation_list(seat: Seat, file: File[UploadedFile]) -> Any:
    """Add the organisations of a spreadsheet, or tell all that is wrong with it."""
    with _whole_list():
        added, known = people_lists.add_organisations(seat, read_upload(file), file.name or "")
    return {"added": added, "known": known}


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
    return [_issued(one) for one in invitations.invite(seat, wanted, body.days)]


def _issued(one: Issued) -> dict[str, Any]:
    return {**_invitation(one.invitation), "token": one.token, "code": one.code}


@offers(ROUTER, "POST", "/invitation-lists", Right.PEOPLE, list[IssuedOut], status=201)
def invite_list(seat: Seat, file: File[UploadedFile], told: Form[ListIn]) -> Any:
    """Invite everybody of a spreadsheet, or tell all that is wrong with it."""
    with _whole_list():
        issued = people_lists.invite_list(seat, read_upload(file), file.name or "", told.days)
    return [_issued(one) for one in issued]


@offers(ROUTER, "POST", "/invitations/{int:key}/reissue", Right.PEOPLE, IssuedOut)
def reissue_invitation(seat: Seat, key: int) -> Any:
    """Give an invitation another link and code; those that it had no longer open."""
    return _issued(invitations.reissue(seat, _invited(seat, key)))


@offers(ROUTER, "POST", "/invitations/cards", Right.PEOPLE, files=True)
def print_cards(request: HttpRequest, seat: Seat, body: CardsIn) -> HttpResponseBase:
    """Give the cards of invitations whose secrets one has, as a PDF to print."""
    tokens, codes = [one.token for one in body.issued], [one.code for one in body.issued]
    issued = invitations.with_secrets(seat.dossier, tokens, codes)
    return download(cards_of(seat.dossier, site_address(request), issued), "cartes.pdf")


@offers(ROUTER, "DELETE", "/invitations/{int:key}", Right.PEOPLE, list[InvitationOut])
def revoke_invitation(seat: Seat, key: int) -> Any:
    """Take an invitation back."""
    invitations.revoke(seat, _invited(seat, key))
    return [_invitation(one) for one in invitations.pending(seat.dossier)]


def _invited(seat: Seat, key: int) -> Invitation:
    found = seat.dossier.invitations.select_related("organisation").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@contextmanager
def _whole_list() -> Iterator[None]:
    """Tell what is wrong with a list, line by line."""
    try:
        yield
    except ListRefused as refused:
        raise not_taken(("file", said(one)) for one in refused.problems) from refused
