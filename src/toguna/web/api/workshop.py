"""The workshop room: its items, what is on screen, decisions, presence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.web.api.frame import eg, offers, round_of
from toguna.web.domain.room import attendance, deciding, opening
from toguna.web.domain.room.screen import screen_of
from toguna.web.models import Item, Organisation, Presence, Workshop
from toguna.web.permissions import Right, Seat

ROUTER = Router()
ROOM = "/workshops/{uuid:workshop}"
ITEM = f"{ROOM}/items/{{uuid:item}}"


class WorkshopIn(Schema):
    """A workshop that is to be opened on a round."""

    round: int = eg(1)
    title: str = Field(max_length=300, examples=["Atelier de finalisation"])
    place: str = Field(max_length=200, examples=["Bamako"])
    days: list[str] = Field(min_length=1, max_length=30, examples=[["2025-07-01"]])
    opened_by: str = Field("", max_length=300, examples=["Le ministre"])
    chair: str = Field("", max_length=200, examples=["Le directeur"])
    rapporteur: str = Field("", max_length=200, examples=["Awa Sissoko"])
    context: str = eg("", "")
    objectives: str = eg("", "")


class WorkshopOut(Schema):
    """A workshop."""

    id: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    title: str = eg("Atelier de finalisation")
    place: str = eg("Bamako")
    days: list[str] = eg(["2025-07-01"])
    items: int = eg(9)
    version: int = eg(12, description="Grows with all that people in the room see change.")


class WordingOfItemOut(Schema):
    """One of the wordings of an item."""

    who: list[str] = eg(["MJDH"])
    text: str = eg("L'agence est placée sous l'autorité du Président.")


class ItemOut(Schema):
    """A contested passage on the list."""

    id: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    order: int = eg(1)
    title: str = eg("Divergence D-01")
    place: str = eg("al. 2")
    draft: str = eg("L'agence est placée sous l'autorité du Premier ministre.")
    wordings: list[WordingOfItemOut]
    state: str = eg("waiting", description="waiting, open, settled, referred or deferred.")
    live: str = eg("", description="The compromise as it is being written.")
    revision: int = eg(0)


class NewItemIn(Schema):
    """A clause that is put on the list by hand."""

    clause: str = eg("al_3")
    title: str = Field("", max_length=300, examples=["Le délai de signalement"])
    wording: str = eg("", "")


class ScreenOut(Schema):
    """What is on screen, as all see it."""

    version: int = eg(12)
    item: ItemOut | None = None
    number: int = eg(1)
    total: int = eg(9)
    left: int = eg(8)
    timer_ends: int = eg(0, description="Milliseconds since 1970, 0 where the timer stands.")
    timer_left: int = eg(0)
    vote: int | None = eg(3, None)


class ShowIn(Schema):
    """Which item is put on screen; none clears it."""

    item: UUID | None = eg(None, None)


class LiveIn(Schema):
    """The compromise as it is being written, and the revision that was seen."""

    words: str = eg("L'agence est placée auprès de la Présidence.")
    revision: int = eg(0)


class DecisionIn(Schema):
    """What is decided of an item."""

    disposition: Item.State = eg("settled")
    wording: str = eg("L'agence est placée auprès de la Présidence.", "")
    reason: str = eg("Compromis de la plénière.", "")


class PresenceIO(Schema):
    """Somebody who is there."""

    id: int | None = eg(4, None, "The line of the list; not said of somebody new.")
    organisation: str = eg("MJDH")
    name: str = Field(max_length=200, examples=["Moussa Coulibaly"])
    role: str = Field("", max_length=200, examples=["Conseiller"])
    days: list[str] = eg(["2025-07-01"])


def room_of(seat: Seat, workshop: UUID) -> Workshop:
    """Give a workshop of the dossier.

    Raises:
        Http404: there is none.
    """
    try:
        return opening.workshop_of(seat.dossier, workshop)
    except Workshop.DoesNotExist:
        raise Http404 from None


def item_of(room: Workshop, item: UUID) -> Item:
    """Give an item of a workshop.

    Raises:
        Http404: there is none.
    """
    found = room.items.filter(pk=item).first()
    if found is None:
        raise Http404
    return found


def _room(one: Workshop) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": one.title,
        "place": one.place,
        "days": one.days,
        "items": one.items.count(),
        "version": one.version,
    }


def told_item(one: Item) -> dict[str, Any]:
    """Tell an item."""
    names = ("order", "title", "place", "draft", "wordings", "state", "live", "revision")
    return {"id": one.pk, **{name: getattr(one, name) for name in names}}


@offers(ROUTER, "GET", "/workshops", Right.FOLLOW, list[WorkshopOut])
def list_workshops(seat: Seat) -> Any:
    """List the workshops."""
    return [_room(one) for one in Workshop.objects.filter(dossier=seat.dossier)]


@offers(ROUTER, "POST", "/workshops", Right.WORKSHOP, WorkshopOut, status=201)
def open_workshop(seat: Seat, body: WorkshopIn) -> Any:
    """Open a workshop on a round; the divergences of its register are its items."""
    told = body.dict(exclude={"round"})
    return _room(opening.open_workshop(seat, round_of(seat, body.round), told))


@offers(ROUTER, "GET", f"{ROOM}/items", Right.FOLLOW, list[ItemOut])
def list_items(seat: Seat, workshop: UUID) -> Any:
    """List the items in order."""
    return [told_item(one) for one in room_of(seat, workshop).items.all()]


@offers(ROUTER, "POST", f"{ROOM}/items", Right.WORKSHOP, ItemOut, status=201)
def add_item(seat: Seat, workshop: UUID, body: NewItemIn) -> Any:
    """Put a clause on the list by hand."""
    room = room_of(seat, workshop)
    return told_item(opening.add_item(seat, room, body.clause, body.title.strip(), body.wording))


@offers(ROUTER, "GET", f"{ROOM}/screen", Right.FOLLOW, ScreenOut)
def get_screen(seat: Seat, workshop: UUID) -> Any:
    """Tell what is on screen."""
    room = room_of(seat, workshop)
    return told_screen(room)


def told_screen(room: Workshop) -> dict[str, Any]:
    """Tell what is on screen."""
    room.refresh_from_db()
    screen = screen_of(room)
    return {
        "version": room.version,
        "item": told_item(screen.item) if screen.item else None,
        "number": screen.number,
        "total": screen.total,
        "left": screen.left,
        "timer_ends": screen.timer_ends,
        "timer_left": screen.timer_left,
        "vote": screen.vote.pk if screen.vote else None,
    }


@offers(ROUTER, "POST", f"{ROOM}/screen", Right.WORKSHOP, ScreenOut)
def show_item(seat: Seat, workshop: UUID, body: ShowIn) -> Any:
    """Put an item on screen, or none."""
    room = room_of(seat, workshop)
    opening.show(seat, room, None if body.item is None else item_of(room, body.item))
    return told_screen(room)


@offers(ROUTER, "PUT", f"{ITEM}/live", Right.WORKSHOP, ItemOut)
def write_live(seat: Seat, workshop: UUID, item: UUID, body: LiveIn) -> Any:
    """Keep the compromise as it is being written."""
    room = room_of(seat, workshop)
    deciding.write_live(seat, room, item_of(room, item), body.words, body.revision)
    return told_item(item_of(room, item))


@offers(ROUTER, "POST", f"{ITEM}/decide", Right.WORKSHOP, ItemOut)
def decide_item(seat: Seat, workshop: UUID, item: UUID, body: DecisionIn) -> Any:
    """Decide an item; the observations that it is about get their answers."""
    room = room_of(seat, workshop)
    decided = deciding.Decided(body.disposition, body.wording, body.reason)
    deciding.decide(seat, room, item_of(room, item), decided)
    return told_item(item_of(room, item))


@offers(ROUTER, "POST", f"{ITEM}/reopen", Right.WORKSHOP, ItemOut)
def reopen_item(seat: Seat, workshop: UUID, item: UUID) -> Any:
    """Take an item up again."""
    room = room_of(seat, workshop)
    deciding.reopen(seat, room, item_of(room, item))
    return told_item(item_of(room, item))


@offers(ROUTER, "GET", f"{ROOM}/presences", Right.WORKSHOP, list[PresenceIO])
def list_presences(seat: Seat, workshop: UUID) -> Any:
    """List who was there."""
    rows = room_of(seat, workshop).presences.select_related("organisation")
    return [told_presence(one) for one in rows]


@offers(ROUTER, "POST", f"{ROOM}/presences", Right.WORKSHOP, PresenceIO, status=201)
def note_presence(seat: Seat, workshop: UUID, body: PresenceIO) -> Any:
    """Note somebody as present."""
    room = room_of(seat, workshop)
    organisation = Organisation.objects.filter(label=body.organisation).first()
    if organisation is None:
        raise Http404
    return told_presence(attendance.note(seat, room, organisation, body.name, body.role, body.days))


def told_presence(one: Presence) -> dict[str, Any]:
    """Tell somebody who is there."""
    return {
        "id": one.pk,
        "organisation": one.organisation.label,
        "name": one.name,
        "role": one.role,
        "days": one.days,
    }
