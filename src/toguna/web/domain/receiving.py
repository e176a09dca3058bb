"""Receiving a return and taking it back: what the ledger says of it, and its receipt.

Of a restricted return the ledger says nothing but that something was done: who sent it and what
it is are committed to.
"""

from __future__ import annotations

from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.web.domain.blobs import keep
from toguna.web.domain.ledger import SITE, actor_of, receipt_for, record
from toguna.web.domain.paths import return_path
from toguna.web.domain.rounds import RECEIVED, subject
from toguna.web.jobs.queue import enqueue
from toguna.web.models import LedgerEntry, Return, ReturnState
from toguna.web.permissions import Seat

LIVE = (*RECEIVED, ReturnState.WAITING, ReturnState.SENT_BACK)


def receive(seat: Seat, one: Return) -> Return:
    """Receive a return, within the transaction of who sends it.

    What it replaces is taken back, its receipt is made, and the round is consolidated again.
    """
    if one.replaces_id is not None:
        held = Return.objects.select_for_update()
        for replaced in held.filter(pk=one.replaces_id, state__in=RECEIVED):
            unmake(seat, replaced)
    one.state, one.word, one.problem = ReturnState.SENT, "", {}
    one.validated_by, one.validated_at = seat.user, timezone.now()
    one.withdrawn_by = one.withdrawn_at = None
    one.entry = _enter(seat, one, Act.RECEIVED, {})
    one.receipt = keep(receipt_for(one.entry))
    one.save()
    _consolidate(seat, one)
    return one


def unmake(seat: Seat, one: Return) -> None:
    """Take a return back, within the transaction of who does: a deposited file is thrown away.

    The ledger tells of it where it told that it was received; what was received stays there.
    """
    one.remarks.update(sent=None)
    if one.state == ReturnState.DEPOSITED:
        one.delete()
        return
    received = one.state in RECEIVED
    one.state = ReturnState.WITHDRAWN
    one.withdrawn_by, one.withdrawn_at = seat.user, timezone.now()
    one.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])
    if received:
        entry: dict[str, Json] = {} if one.entry is None else {"received": one.entry.index}
        _enter(seat, one, Act.WITHDRAWN, entry)
        _consolidate(seat, one)


def _enter(seat: Seat, one: Return, act: Act, more: dict[str, Json]) -> LedgerEntry:
    label = one.organisation.label if one.organisation else ""
    told: dict[str, Json] = {
        "contributor": label,
        "file": one.filename,
        "sha256": one.blob_id,
        **more,
    }
    name = subject(one.round)
    if not one.restricted:
        files = {return_path(one): one.blob_id} if act is Act.RECEIVED else {}
        return record(one.round.dossier, act, actor_of(seat), name, told, files)
    by = actor_of(seat)
    told["by"] = {"organisation": by.organisation, "role": by.role, "person": by.person}
    return record(one.round.dossier, act, SITE, name, restricted=told)


def _consolidate(seat: Seat, one: Return) -> None:
    """Have the round consolidated again soon."""
    one.round.stale = True
    one.round.save(update_fields=["stale"])
    enqueue(one.round.dossier, "consolidate", seat.user, round=one.round_id)
