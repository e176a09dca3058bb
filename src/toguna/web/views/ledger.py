"""The ledger: its entries in plain sentences, receipts, signed heads, the key, the export."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from toguna.web.domain import export
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.ledger import fingerprint, head_of, receipt_for
from toguna.web.domain.ledger_entries import (
    Asked,
    acts_of,
    entries_of,
    line,
    lines,
    may_have_receipt,
    root_of,
    subjects_of,
)
from toguna.web.models import Dossier, LedgerEntry
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.views.adoption import running
from toguna.web.views.files import download

A_PAGE = 50
HEADS = 10
"""Signed heads that a page shows, the last ones first."""


@page(Right.LEDGER)
def ledger(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the entries, the newest first, and how to check them."""
    asked = Asked(request.GET.get("act", ""), request.GET.get("subject", ""))
    paginator = Paginator(entries_of(seat, asked), A_PAGE)
    found = paginator.get_page(request.GET.get("page"))
    told = {
        "page": found,
        "lines": lines(seat, found),
        "asked": asked,
        "acts": acts_of(seat),
        "subjects": subjects_of(seat),
        "ledger": seat.dossier.ledger,
        "root": root_of(seat.dossier),
        "fingerprint": fingerprint(seat.dossier),
        "heads": seat.dossier.ledger.heads.order_by("-size")[:HEADS],
        "may_export": export.may_export(seat),
        "exports": export.exports_of(seat),
        **(running(seat, "export_dossier") if export.may_export(seat) else {}),
    }
    return render(request, "toguna/ledger/ledger.html", told)


@page(Right.LEDGER)
def entry(request: HttpRequest, seat: Seat, index: int) -> HttpResponse:
    """Show one entry."""
    row = _entry(seat, index)
    told = {
        "line": line(seat, row),
        "ledger": seat.dossier.ledger,
        "may_have_receipt": may_have_receipt(seat, row),
        "before": index - 1,
        "after": index + 1,
    }
    return render(request, "toguna/ledger/entry.html", told)


@require_POST
@page(Right.LEDGER)
def receipt(request: HttpRequest, seat: Seat, index: int) -> FileResponse:
    """Give the receipt of an entry, against a head of all entries so far."""
    row = _entry(seat, index)
    if not may_have_receipt(seat, row):
        raise Http404
    return download(receipt_for(row), f"recepisse-{seat.dossier.slug}-{index}.json")


@require_POST
@page(Right.LEDGER)
def sign_head(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Have the ledger signed as it is now."""
    head_of(seat.dossier)
    return redirect("ledger", seat.dossier.slug)


@page(Right.LEDGER)
def heads(request: HttpRequest, seat: Seat) -> FileResponse:
    """Give all signed heads, to be kept and held against the ledger later."""
    signed = seat.dossier.ledger.heads.order_by("size")
    data = b"".join(bytes(one.signed) + b"\n" for one in signed)
    return download(data, f"tetes-{seat.dossier.slug}.jsonl")


@page(Right.LEDGER)
def key(request: HttpRequest, seat: Seat) -> FileResponse:
    """Give the public key that checks the heads."""
    return download(seat.dossier.ledger.public_key.encode(), f"cle-{seat.dossier.slug}.pub.pem")


@require_POST
@page(Right.SEE_REGISTER)
def ask_export(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Have the dossier exported."""
    export.ask_export(seat)
    return redirect("ledger", seat.dossier.slug)


@page(Right.SEE_REGISTER)
def exported(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give an export, in the variant that a seat may have."""
    found = get_object_or_404(seat.dossier.exports.filter(variant=seat.variant), pk=pk)
    return download(bytes_of(found.blob_id), f"{seat.dossier.slug}-{found.size}-ecritures.zip")


def _entry(seat: Seat, index: int) -> LedgerEntry:
    dossier: Dossier = seat.dossier
    found = LedgerEntry.objects.select_related("ledger__dossier")
    return get_object_or_404(found, ledger__dossier=dossier, index=index)


LEDGER = "d/<slug:slug>/registre/"
URLS = [
    path(LEDGER, ledger, name="ledger"),
    path(f"{LEDGER}<int:index>/", entry, name="ledger_entry"),
    path(f"{LEDGER}<int:index>/recepisse/", receipt, name="ledger_receipt"),
    path(f"{LEDGER}signer/", sign_head, name="ledger_sign"),
    path(f"{LEDGER}tetes/", heads, name="ledger_heads"),
    path(f"{LEDGER}cle/", key, name="ledger_key"),
    path(f"{LEDGER}exporter/", ask_export, name="ledger_export"),
    path(f"{LEDGER}export/<int:pk>/", exported, name="ledger_exported"),
]
