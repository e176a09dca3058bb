"""Leading the workshop room: order, timer, what nobody opposes, recommendations, presence."""

from __future__ import annotations

from enum import Enum
from typing import Any
from uuid import UUID

from ninja import Field, Router, Schema

from toguna.web.api.frame import eg, offers
from toguna.web.api.workshop import (
    ITEM,
    ROOM,
    ItemOut,
    PresenceIO,
    ScreenOut,
    item_of,
    room_of,
    told_item,
    told_presence,
    told_screen,
)
from toguna.web.domain.room import attendance, deciding, groups, opening
from toguna.web.models import Workshop
from toguna.web.permissions import Right, Seat

ROUTER = Router()


class MoveIn(Schema):
    """By how many places an item is moved: down, or up where it is negative."""

    by: int = Field(ge=-10_000, le=10_000, examples=[-1])


class Timing(Enum):
    """What is done with the timer."""

    START = "start"
    ADD = "add"
    STOP = "stop"
    CLEAR = "clear"


class TimerIn(Schema):
    """What is done with the timer; `seconds` are for starting it and for adding to it."""

    act: Timing = eg("start")
    seconds: int = Field(0, ge=0, le=opening.LONGEST_TIMER, examples=[300])


class UnopposedOut(Schema):
    """An item that nobody opposes, with the wording that it would be settled with."""

    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    title: str = eg("Divergence D-01")
    wording: str = eg("L'agence est placée auprès de la Présidence.")


class AdoptIn(Schema):
    """Which of the unopposed items are adopted."""

    items: list[UUID] = eg(["6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11"])


class RecommendationIO(Schema):
    """A recommendation of the workshop."""

    text: str = eg("Que le décret d'application soit pris dans les six mois.")
    addressee: str = Field("", max_length=200, examples=["Le Gouvernement"])


class DaysIn(Schema):
    """The days of everybody on the list, by line; who is left out is taken off."""

    days: dict[int, list[str]] = eg({"4": ["2025-07-01"]})


def _items(room: Workshop) -> list[dict[str, Any]]:
    return [told_item(one) for one in room.items.all()]


@offers(ROUTER, "POST", f"{ITEM}/move", Right.WORKSHOP, list[ItemOut])
def move_item(seat: Seat, workshop: UUID, item: UUID, body: MoveIn) -> Any:
    """Move an item on the list."""
    room = room_of(seat, workshop)
    opening.move(seat, room, item_of(room, item), body.by)
    return _items(room)


@offers(ROUTER, "POST", f"{ROOM}/refresh", Right.WORKSHOP, list[ItemOut])
def refresh_items(seat: Seat, workshop: UUID) -> Any:
    """Put the divergences that are not on the list yet at its end."""
    room = room_of(seat, workshop)
    opening.add_conflicts(seat, room)
    return _items(room)


@offers(ROUTER, "POST", f"{ROOM}/timer", Right.WORKSHOP, ScreenOut)
def set_timer(seat: Seat, workshop: UUID, body: TimerIn) -> Any:
    """Start the timer, give more time, stop it where it is, or take it off the screen."""
    room = room_of(seat, workshop)
    match body.act:
        case Timing.START:
            opening.start_timer(seat, room, body.seconds)
        case Timing.ADD:
            opening.add_time(seat, room, body.seconds)
        case Timing.STOP:
            opening.stop_timer(seat, room)
        case Timing.CLEAR:
            opening.clear_timer(seat, room)
    return told_screen(room)


@offers(ROUTER, "GET", f"{ROOM}/unopposed", Right.WORKSHOP, list[UnopposedOut])
def list_unopposed(seat: Seat, workshop: UUID) -> Any:
    """List the items that can be adopted at once."""
    rows = deciding.unopposed(room_of(seat, workshop))
    return [{"item": one.pk, "title": one.title, "wording": wording} for one, wording in rows]


@offers(ROUTER, "POST", f"{ROOM}/unopposed", Right.WORKSHOP, list[ItemOut])
def adopt_unopposed(seat: Seat, workshop: UUID, body: AdoptIn) -> Any:
    """Adopt at once those of the unopposed items that are named."""
    room = room_of(seat, workshop)
    deciding.adopt_unopposed(seat, room, [str(one) for one in body.items])
    return _items(room)


@offers(ROUTER, "GET", f"{ROOM}/recommendations", Right.FOLLOW, list[RecommendationIO])
def list_recommendations(seat: Seat, workshop: UUID) -> Any:
    """List the recommendations of the workshop and its groups."""
    rows = room_of(seat, workshop).recommendations.all()
    return [{"text": one.text, "addressee": one.addressee} for one in rows]


@offers(ROUTER, "POST", f"{ROOM}/recommendations", Right.WORKSHOP, RecommendationIO, status=201)
def recommend(seat: Seat, workshop: UUID, body: RecommendationIO) -> Any:
    """Add a recommendation of the workshop."""
    made = groups.recommend(seat, room_of(seat, workshop), body.text, body.addressee)
    return {"text": made.text, "addressee": made.addressee}


@offers(ROUTER, "POST", f"{ROOM}/presences/own", Right.FOLLOW, PresenceIO, status=201)
def sign_in(seat: Seat, workshop: UUID) -> Any:
    """Note oneself as present today."""
    return told_presence(attendance.sign_in(seat, room_of(seat, workshop)))


@offers(ROUTER, "PUT", f"{ROOM}/presences/days", Right.WORKSHOP, list[PresenceIO])
def set_days(seat: Seat, workshop: UUID, body: DaysIn) -> Any:
    """Put the days of everybody right; a line without a day is taken off the list."""
    room = room_of(seat, workshop)
    attendance.set_days(seat, room, body.days)
    return [told_presence(one) for one in room.presences.select_related("organisation")]
