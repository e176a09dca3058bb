"""What an organisation writes clause by clause, and sends as one return."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from toguna.consultation.form import Action
from toguna.web.api.frame import eg, offers, round_of
from toguna.web.api.returns import ReturnOut, told
from toguna.web.domain import remarks
from toguna.web.domain.remarks import Written
from toguna.web.models import Remark
from toguna.web.permissions import Right, Seat

ROUTER = Router()
REMARKS = "/rounds/{int:number}/remarks"
REMARK = "/rounds/{int:number}/remarks/{int:key}"


class RemarkIn(Schema):
    """A remark as somebody writes it."""

    action: Action = eg("reword", Action.REWORD)
    proposed: str = eg("Les incidents graves sont signalés sous deux jours.", "")
    observation: str = eg("Trois jours sont trop longs.", "")
    nature: str = eg("fond", "fond")
    reason: str = eg("Pratique de la région.", "")
    seen: int = eg(
        0,
        description="The revision that was seen; for a new one, how many of ours on the clause.",
    )

    def written(self) -> Written:
        """Give it as the domain takes it."""
        return Written(self.action, self.proposed, self.observation, self.nature, self.reason)


class NewRemarkIn(RemarkIn):
    """A remark on a clause; no clause is the whole text."""

    clause: str = eg("al_3", "")


class RemarkOut(Schema):
    """A remark."""

    id: int = eg(5)
    clause: str = eg("al_3")
    action: str = eg("reword")
    proposed: str = eg("Les incidents graves sont signalés sous deux jours.")
    observation: str = eg("Trois jours sont trop longs.")
    nature: str = eg("fond")
    reason: str = eg("Pratique de la région.")
    author: str = eg("Moussa Coulibaly")
    updated: datetime = eg("2025-07-02T08:30:00Z")
    revision: int = eg(1)
    sent: bool = eg(False)


class RevisionIn(Schema):
    """What was seen."""

    seen: int = eg(1)


class SendIn(Schema):
    """How all that is written is sent."""

    restricted: bool = eg(False, False)


def _told(one: Remark) -> dict[str, Any]:
    return {
        "id": one.pk,
        "clause": one.clause,
        "action": one.action,
        "proposed": one.proposed,
        "observation": one.observation,
        "nature": one.nature,
        "reason": one.reason,
        "author": str(one.author or ""),
        "updated": one.updated,
        "revision": one.revision,
        "sent": one.sent_id is not None,
    }


def _remark(seat: Seat, number: int, key: int) -> Remark:
    found = remarks.remarks_of(seat, round_of(seat, number)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", REMARKS, Right.WRITE, list[RemarkOut])
def list_remarks(seat: Seat, number: int) -> Any:
    """List what one's organisation has written."""
    return [_told(one) for one in remarks.remarks_of(seat, round_of(seat, number))]


@offers(ROUTER, "POST", REMARKS, Right.WRITE, RemarkOut, status=201)
def write_remark(seat: Seat, number: int, body: NewRemarkIn) -> Any:
    """Write a remark on a clause."""
    made = remarks.begin(seat, round_of(seat, number), body.clause, body.written(), body.seen)
    return _told(made)


@offers(ROUTER, "PUT", REMARK, Right.WRITE, RemarkOut)
def change_remark(seat: Seat, number: int, key: int, body: RemarkIn) -> Any:
    """Write a remark otherwise."""
    return _told(remarks.change(seat, _remark(seat, number, key), body.written(), body.seen))


@offers(ROUTER, "POST", f"{REMARK}/drop", Right.WRITE, list[RemarkOut])
def drop_remark(seat: Seat, number: int, key: int, body: RevisionIn) -> Any:
    """Throw a remark away."""
    remarks.drop(seat, _remark(seat, number, key), body.seen)
    return [_told(one) for one in remarks.remarks_of(seat, round_of(seat, number))]


@offers(ROUTER, "POST", f"{REMARKS}/send", Right.WRITE, ReturnOut, status=201)
def send_remarks(seat: Seat, number: int, body: SendIn) -> Any:
    """Send all that one's organisation has written, as one return."""
    sent = remarks.send_all(seat, round_of(seat, number), restricted=body.restricted)
    return told(sent)
