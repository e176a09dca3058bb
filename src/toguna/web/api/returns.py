"""What organisations send back: files deposited, sent, passed on by the authority, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from toguna.web.api.frame import eg, offers, round_of
from toguna.web.domain import returns
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.deposits import Arriving, deposit
from toguna.web.domain.returns import Sending
from toguna.web.models import Organisation, Return
from toguna.web.permissions import Right, Seat, visible_returns
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import dropped
from toguna.web.views.files import download

ROUTER = Router()
RETURNS = "/rounds/{int:number}/returns"
RETURN = "/rounds/{int:number}/returns/{int:key}"


class ReturnOut(Schema):
    """A return."""

    id: int = eg(12)
    filename: str = eg("MJDH.docx")
    sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    organisation: str | None = eg("MJDH", None)
    state: str = eg("read", description="deposited, waiting, sent back, sent, read, ...")
    restricted: bool = eg(False)
    problem: str = eg("")
    notes: list[str] = eg([])
    counts: dict[str, int] = eg({"observations": 14})
    sent_at: datetime = eg("2025-07-02T08:30:00Z")


class DepositedOut(Schema):
    """What became of files that were deposited."""

    kept: list[ReturnOut]
    refused: list[str] = eg(["notes.txt : ce n'est pas un retour."])


class SendingIn(Schema):
    """How a deposited file is sent; without organisation, as a common matrix."""

    organisation: str | None = eg("MJDH", None)
    restricted: bool = eg(False, False)
    replaces: int | None = eg(None, None)


class WordIn(Schema):
    """A word."""

    word: str = eg("Reprenez l'alinéa 3.")


def told(one: Return) -> dict[str, Any]:
    """Tell a return."""
    return {
        "id": one.pk,
        "filename": one.filename,
        "sha256": one.blob_id,
        "organisation": one.organisation.label if one.organisation else None,
        "state": one.state,
        "restricted": one.restricted,
        "problem": said(one.problem),
        "notes": [said(note) for note in one.notes],
        "counts": dict(one.counts),
        "sent_at": one.sent_at,
    }


def _return(seat: Seat, number: int, key: int) -> Return:
    found = visible_returns(seat, round_of(seat, number)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", RETURNS, Right.SEE, list[ReturnOut])
def list_returns(seat: Seat, number: int) -> Any:
    """List the returns that one may know of."""
    return [told(one) for one in visible_returns(seat, round_of(seat, number))]


@offers(ROUTER, "POST", RETURNS, Right.SEE, DepositedOut, status=201)
def deposit_files(
    request: HttpRequest,
    seat: Seat,
    number: int,
    files: File[list[UploadedFile]],
) -> Any:
    """Deposit files, to be sent afterwards."""

    def arriving() -> Iterator[Arriving]:
        for file in files:
            yield Arriving(file.name or "", file.read())

    problems = dropped(request)
    done = deposit(seat, round_of(seat, number), arriving())
    return {
        "kept": [told(one) for one in done.kept],
        "refused": [said(one) for one in (*problems, *done.refused)],
    }


@offers(ROUTER, "POST", f"{RETURN}/send", Right.SEE, ReturnOut)
def send_return(seat: Seat, number: int, key: int, body: SendingIn) -> Any:
    """Send a deposited file: it is received, or waits for the authority of its organisation."""
    organisation = None
    if body.organisation is not None:
        organisation = Organisation.objects.filter(label=body.organisation).first()
        if organisation is None:
            raise Http404
    replaced = None if body.replaces is None else _return(seat, number, body.replaces)
    one = _return(seat, number, key)
    return told(returns.send(seat, one, Sending(organisation, body.restricted, replaced)))


@offers(ROUTER, "POST", f"{RETURN}/pass-on", Right.TRANSMIT, ReturnOut)
def pass_on_return(seat: Seat, number: int, key: int) -> Any:
    """Send what a desk prepared, as the authority of its organisation."""
    return told(returns.pass_on(seat, _return(seat, number, key)))


@offers(ROUTER, "POST", f"{RETURN}/send-back", Right.TRANSMIT, ReturnOut)
def send_back_return(seat: Seat, number: int, key: int, body: WordIn) -> Any:
    """Give back to its desk what it prepared."""
    return told(returns.send_back(seat, _return(seat, number, key), body.word))


@offers(ROUTER, "POST", f"{RETURN}/withdraw", Right.SEE, list[ReturnOut])
def withdraw_return(seat: Seat, number: int, key: int) -> Any:
    """Take a return back; a file that was only deposited is thrown away."""
    returns.withdraw(seat, [_return(seat, number, key)])
    return [told(one) for one in visible_returns(seat, round_of(seat, number))]


@offers(ROUTER, "POST", f"{RETURN}/put-back", Right.SEE, ReturnOut)
def put_back_return(seat: Seat, number: int, key: int) -> Any:
    """Receive once more what was withdrawn."""
    return told(returns.put_back(seat, _return(seat, number, key)))


@offers(ROUTER, "GET", f"{RETURN}/file", Right.SEE, files=True)
def get_return_file(seat: Seat, number: int, key: int) -> HttpResponseBase:
    """Give the file of a return, to its organisation and to who leads the round."""
    one = _return(seat, number, key)
    if not returns.may_download(seat, one):
        raise Http404
    return download(bytes_of(one.blob_id), one.filename)


@offers(ROUTER, "GET", f"{RETURN}/receipt", Right.SEE, files=True)
def get_return_receipt(seat: Seat, number: int, key: int) -> HttpResponseBase:
    """Give the receipt of a return, to its organisation and to who leads the round."""
    one = _return(seat, number, key)
    if one.receipt_id is None or not returns.may_download(seat, one):
        raise Http404
    return download(bytes_of(one.receipt_id), f"recepisse-{one.pk}.json")


@offers(ROUTER, "GET", f"{RETURN}/opening", Right.SEE, files=True)
def get_return_opening(seat: Seat, number: int, key: int) -> HttpResponseBase:
    """Give what opens the commitment of a restricted return's entry, to who has the return."""
    one = _return(seat, number, key)
    told = None if one.entry is None else one.entry.opening
    if told is None or not returns.may_download(seat, one):
        raise Http404
    return download(str(told).encode(), f"ouverture-{one.pk}.json")
