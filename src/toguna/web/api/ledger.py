"""The ledger: its entries, signed heads, receipts, the export."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from ninja import Query, Router, Schema

from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import Page, Paging, eg, offers, paged
from toguna.web.domain import export
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.ledger import fingerprint, head_of, receipt_for
from toguna.web.domain.ledger_entries import Asked, entries_of, lines, may_have_receipt, root_of
from toguna.web.models import LedgerEntry
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said
from toguna.web.views.files import download

ROUTER = Router()


class LedgerOut(Schema):
    """The ledger as it stands."""

    size: int = eg(16)
    root: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    public_key: str = eg("-----BEGIN PUBLIC KEY-----\n…")
    fingerprint: str = eg("e7531604bab84269396bd50476fc1c156da6345c31796e16a8f74cae013801a2")


class EntryOut(Schema):
    """One entry; one that is wholly restricted shows its hash alone."""

    index: int = eg(3)
    at: datetime = eg("2025-07-02T08:30:00Z")
    leaf_hash: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    act: str = eg("reçu")
    sentence: str = eg("MJDH a envoyé MJDH.docx.")
    commitment: str = eg("")


class EntriesAsked(Paging):
    """Which entries are looked for."""

    act: str = eg("reçu", "")
    subject: str = eg("tour-1", "")


@offers(ROUTER, "GET", "/ledger", Right.LEDGER, LedgerOut)
def get_ledger(seat: Seat) -> Any:
    """Tell where the ledger stands, and the key that signs its heads."""
    return {
        "size": seat.dossier.ledger.size,
        "root": root_of(seat.dossier),
        "public_key": seat.dossier.ledger.public_key,
        "fingerprint": fingerprint(seat.dossier),
    }


@offers(ROUTER, "GET", "/ledger/entries", Right.LEDGER, Page[EntryOut])
def list_entries(seat: Seat, looked: Query[EntriesAsked]) -> Any:
    """List the entries, the newest first."""
    found = entries_of(seat, Asked(looked.act, looked.subject))
    return paged(found, looked, lambda rows: _told(seat, rows))


def _told(seat: Seat, rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "index": one.index,
            "at": one.at,
            "leaf_hash": one.digest,
            "act": one.act,
            "sentence": said(one.sentence) if one.sentence else "",
            "commitment": one.commitment,
        }
        for one in lines(seat, rows)
    ]


@offers(ROUTER, "POST", "/ledger/heads", Right.LEDGER, dict[str, Any])
def sign_head(seat: Seat) -> Any:
    """Have the ledger signed as it is now, and give the signed head."""
    return json.loads(bytes(head_of(seat.dossier).signed))


@offers(ROUTER, "GET", "/ledger/heads", Right.LEDGER, list[dict[str, Any]])
def list_heads(seat: Seat) -> Any:
    """List all signed heads, to be kept and held against the ledger later."""
    return [json.loads(bytes(one.signed)) for one in seat.dossier.ledger.heads.order_by("size")]


@offers(ROUTER, "POST", "/ledger/entries/{int:index}/receipt", Right.LEDGER, dict[str, Any])
def make_receipt(seat: Seat, index: int) -> Any:
    """Give the receipt of an entry, against a head of all entries so far."""
    rows = LedgerEntry.objects.select_related("ledger__dossier")
    found = rows.filter(ledger__dossier=seat.dossier, index=index).first()
    if found is None or not may_have_receipt(seat, found):
        raise Http404
    return json.loads(receipt_for(found))


@offers(ROUTER, "POST", "/ledger/export", Right.SEE_REGISTER, JobOut, status=202)
def ask_export(seat: Seat) -> Any:
    """Have the dossier exported with its ledger, as one may see it."""
    return told_job(export.ask_export(seat))


@offers(ROUTER, "GET", "/ledger/export", Right.SEE_REGISTER, files=True)
def get_export(seat: Seat) -> HttpResponseBase:
    """Give the last export."""
    found = next(iter(export.exports_of(seat)), None)
    if found is None:
        raise Http404
    return download(bytes_of(found.blob_id), f"{seat.dossier.slug}-{found.size}-ecritures.zip")
