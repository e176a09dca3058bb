"""The votes of the workshop room: questions put to the delegations, one voice each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.web.api.frame import eg, offers
from toguna.web.api.workshop import ITEM, ROOM, item_of, room_of
from toguna.web.domain.room import voting
from toguna.web.models import Vote
from toguna.web.permissions import Right, Seat

ROUTER = Router()
VOTE = f"{ROOM}/votes/{{int:vote}}"


class QuestionIn(Schema):
    """A question that is put to the delegations."""

    question: str = Field(max_length=500, examples=["Retenez-vous cette rédaction ?"])
    wording: str = eg("L'agence est placée auprès de la Présidence.", "")
    block: bool = eg(False, False, "Whether one of all the wordings is taken.")
    secret: bool = eg(False, False)
    shown: bool = eg(False, False, "Whether counts are seen before the vote is closed.")


class ChoiceOut(Schema):
    """A choice of a vote; its number is told once it may be seen."""

    key: str = eg("for")
    label: str = eg("Pour")
    number: int | None = eg(5, None)
    delegations: list[str] = eg(["MJDH", "MDAC"])


class VoteOut(Schema):
    """A vote."""

    id: int = eg(3)
    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    question: str = eg("Retenez-vous cette rédaction ?")
    secret: bool = eg(False)
    opened: datetime = eg("2025-07-01T10:00:00Z")
    closed: datetime | None = eg(None, None)
    cast: int = eg(7)
    expected: int = eg(9)
    choices: list[ChoiceOut]


class CastIn(Schema):
    """The voice of one's delegation; the same key again is the same vote."""

    choice: str = eg("for")
    key: str = Field(min_length=1, max_length=64, examples=["3f2b4a57"])
    salt: str = eg("", "", "In a secret vote: 32 hexadecimal figures that the voter keeps.")


class CastOut(Schema):
    """What was cast; in a secret vote, that it was."""

    vote: int = eg(3)
    choice: str = eg("for")
    revision: int = eg(1)


def _vote(one: Vote) -> dict[str, Any]:
    """Tell a vote; how many took what is told once it may be seen, and who where it is open."""
    counted, seen = voting.count(one), one.closed is not None or one.shown
    return {
        "id": one.pk,
        "item": one.item_id,
        "question": one.question,
        "secret": one.secret,
        "opened": one.opened,
        "closed": one.closed,
        "cast": counted.cast,
        "expected": counted.expected,
        "choices": [
            {
                "key": key,
                "label": label,
                "number": number if seen else None,
                "delegations": who if seen and not one.secret else [],
            }
            for key, label, number, who in counted.rows
        ],
    }


def _found_vote(seat: Seat, workshop: UUID, vote: int) -> Vote:
    rows = Vote.objects.select_related("workshop__dossier", "item")
    found = rows.filter(pk=vote, workshop=room_of(seat, workshop)).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", f"{ROOM}/votes", Right.FOLLOW, list[VoteOut])
def list_votes(seat: Seat, workshop: UUID) -> Any:
    """List the votes."""
    return [_vote(one) for one in room_of(seat, workshop).votes.all()]


@offers(ROUTER, "POST", f"{ITEM}/votes", Right.WORKSHOP, VoteOut, status=201)
def open_vote(seat: Seat, workshop: UUID, item: UUID, body: QuestionIn) -> Any:
    """Put a question about an item to the delegations."""
    room = room_of(seat, workshop)
    asked = voting.Asked(**body.dict())
    return _vote(voting.open_vote(seat, room, item_of(room, item), asked))


@offers(ROUTER, "POST", f"{VOTE}/cast", Right.VOTE, CastOut)
def cast_vote(seat: Seat, workshop: UUID, vote: int, body: CastIn) -> Any:
    """Give the voice of one's delegation."""
    found = _found_vote(seat, workshop, vote)
    done = voting.cast(seat, found, body.choice, body.key, body.salt)
    return {"vote": found.pk, "choice": done.choice, "revision": done.revision}


@offers(ROUTER, "POST", f"{VOTE}/close", Right.WORKSHOP, VoteOut)
def close_vote(seat: Seat, workshop: UUID, vote: int) -> Any:
    """Close a vote; its count goes into the ledger."""
    voting.close_vote(seat, _found_vote(seat, workshop, vote))
    return _vote(_found_vote(seat, workshop, vote))
