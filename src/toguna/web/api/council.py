"""The file for the Council, signatures, and what is made public."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from toguna.web.api.adoption import AdoptionOut, told_adoption, version_of
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, offers
from toguna.web.domain import (
    adoption_council,
    adoption_drafts,
    adoption_publishing,
    adoption_signing,
)
from toguna.web.domain.adoption_filing import take_in
from toguna.web.models import CouncilPiece
from toguna.web.permissions import Right, Seat

ROUTER = Router()
PIECE = "/council/pieces/{int:key}"


class PieceOut(Schema):
    """A piece of the file for the Council."""

    id: int = eg(4)
    kind: str = eg("communication")
    step: str = eg("")
    filename: str = eg("communication.docx")
    validated_by: str = eg("")
    signed_by: list[str] = eg([])


class WhoIn(Schema):
    """Somebody."""

    who: str = eg("Le secrétaire général")


class SignIn(Schema):
    """With what words a piece is signed."""

    reason: str = eg("Bon pour transmission", "")
    place: str = eg("Bamako", "")


class PublishIn(Schema):
    """What is to be published."""

    label: str = eg("Stratégie nationale de cybersécurité")
    publisher: str = eg("Ministère de la Communication")
    past: list[int] = eg([], [], "Numbers of earlier versions that are shown.")
    pieces: list[int] = eg([], [], "Pieces that can be downloaded.")


def _piece(seat: Seat, key: int) -> CouncilPiece:
    found = seat.dossier.council_pieces.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _told_piece(one: CouncilPiece) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "step": one.step,
        "filename": one.filename,
        "validated_by": one.validated_by,
        "signed_by": list(one.signed_by),
    }


@offers(ROUTER, "GET", "/council/pieces", Right.SEE_REGISTER, list[PieceOut])
def list_pieces(seat: Seat) -> Any:
    """List the pieces of the file for the Council."""
    return [_told_piece(one) for one in seat.dossier.council_pieces.all()]


@offers(ROUTER, "POST", "/council/pieces/{kind}", Right.ADOPT, PieceOut, status=201)
def add_piece(seat: Seat, kind: str, file: File[UploadedFile]) -> Any:
    """Put a piece in its place; what stood there stays in the ledger."""
    return _told_piece(
        adoption_council.add_piece(seat, kind, take_in(file.name or "", file.read()))
    )


@offers(ROUTER, "POST", "/council/pieces/{kind}/draft", Right.ADOPT, JobOut, status=202)
def draft_piece(seat: Seat, kind: str) -> Any:
    """Have a piece drafted from the frozen version."""
    return told_job(adoption_drafts.ask_draft(seat, kind))


@offers(ROUTER, "POST", f"{PIECE}/validate", Right.ADOPT, PieceOut)
def validate_piece(seat: Seat, key: int, body: WhoIn) -> Any:
    """Note who completed and validated a piece."""
    piece = _piece(seat, key)
    adoption_council.validate(seat, piece, body.who)
    return _told_piece(piece)


@offers(ROUTER, "POST", f"{PIECE}/sign", Right.ADOPT, PieceOut)
def sign_piece(seat: Seat, key: int, body: SignIn) -> Any:
    """Sign a PDF with the dossier's own certificate (PAdES)."""
    piece = _piece(seat, key)
    credentials = adoption_signing.own_credentials(seat.dossier)
    adoption_signing.sign(seat, piece, credentials, body.reason, body.place)
    return _told_piece(_piece(seat, key))


@offers(ROUTER, "GET", "/council/file", Right.SEE_REGISTER, files=True)
def get_council_file(seat: Seat) -> HttpResponseBase:
    """Give the whole file for the Council, with its bordereau."""
    data = adoption_council.whole_file(seat.dossier)
    return HttpResponse(data, content_type="application/zip")


@offers(ROUTER, "POST", "/council/submit", Right.ADOPT, AdoptionOut)
def submit_file(seat: Seat) -> Any:
    """Note that the file went to the Council, as it is: complete."""
    adoption_council.submit(seat)
    return told_adoption(seat)


@offers(ROUTER, "POST", "/publication", Right.ADOPT, JobOut, status=202)
def publish(seat: Seat, body: PublishIn) -> Any:
    """Ask for the frozen version to be published."""
    wanted = adoption_publishing.Wanted(
        body.label[:200],
        body.publisher[:300],
        [version_of(seat, number) for number in body.past],
        [_piece(seat, key) for key in body.pieces],
    )
    return told_job(adoption_publishing.ask_publication(seat, wanted))


@offers(ROUTER, "DELETE", "/publication", Right.ADOPT, AdoptionOut)
def withdraw_publication(seat: Seat) -> Any:
    """Take the public site down; that it was public stays in the ledger."""
    adoption_publishing.withdraw(seat)
    return told_adoption(seat)
