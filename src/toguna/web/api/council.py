"""The file for the Council: its pieces, their signatures, the whole handed over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from ninja import Field, File, Form, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile

from toguna.adoption.council.completeness import gaps
from toguna.adoption.signature.certificates import read_pkcs12
from toguna.web.api.adoption import AdoptionOut, told_adoption
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, offers
from toguna.web.domain import adoption_council, adoption_drafts, adoption_signing
from toguna.web.domain.adoption_filing import take_in
from toguna.web.forms.adoption import MOST_KEY_BYTES
from toguna.web.models import CouncilPiece
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said
from toguna.web.views.files import download

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


class GapOut(Schema):
    """One thing that the file lacks, and what to do."""

    piece: str = eg("Communication")
    why: str = eg("La communication n'est pas au dossier.")
    advice: str = eg("Déposez-la, ou faites-la préparer.")


class SignatureOut(Schema):
    """One signature of a piece."""

    who: str = eg("Secrétariat général")
    holds: bool = eg(True, description="Whether it may be relied on.")
    told: list[str] = eg(["Secrétariat général : signature valable."])


class WhoIn(Schema):
    """Somebody."""

    who: str = eg("Le secrétaire général")


class SignIn(Schema):
    """With what words a piece is signed."""

    reason: str = eg("Bon pour transmission", "")
    place: str = eg("Bamako", "")


class ValidatedIn(Schema):
    """Who completed and validated a piece that comes; nobody while it is a draft."""

    validated_by: str = Field("", max_length=200, examples=["Le secrétaire général"])


class GivenKeyIn(SignIn):
    """With which passphrase a key is opened; key and passphrase are used and forgotten."""

    passphrase: str = eg("secret", "")


class CertificateIn(Schema):
    """The names in the certificate that a dossier makes for itself."""

    name: str = Field(min_length=1, max_length=64, examples=["Secrétariat général"])
    organisation: str = Field(min_length=1, max_length=64, examples=["Gouvernement (fictif)"])
    country: str = Field(pattern="^[A-Za-z]{2}$", examples=["ML"])


class CertificateOut(Schema):
    """The dossier's own certificate."""

    name: str = eg("Secrétariat général")
    fingerprint: str = eg("e7531604bab84269396bd50476fc1c156da6345c31796e16a8f74cae013801a2")


def piece_of(seat: Seat, key: int) -> CouncilPiece:
    """Give a piece of the file for the Council.

    Raises:
        Http404: there is none.
    """
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
def add_piece(seat: Seat, kind: str, file: File[UploadedFile], body: Form[ValidatedIn]) -> Any:
    """Put a piece in its place; what stood there stays in the ledger."""
    filed = take_in(file.name or "", file.read())
    made = adoption_council.add_piece(seat, kind, filed, validated_by=body.validated_by)
    return _told_piece(made)


@offers(ROUTER, "GET", f"{PIECE}/file", Right.SEE_REGISTER, files=True)
def get_piece_file(seat: Seat, key: int) -> HttpResponseBase:
    """Give the file of a piece."""
    piece = piece_of(seat, key)
    return download(adoption_council.data_of_piece(piece), piece.filename)


@offers(ROUTER, "GET", f"{PIECE}/signatures", Right.SEE_REGISTER, list[SignatureOut])
def list_signatures(seat: Seat, key: int) -> Any:
    """List the signatures in a piece's PDF, and what each is worth."""
    found = adoption_signing.signatures_of(piece_of(seat, key))
    return [
        {"who": one.who, "holds": one.holds, "told": [said(words) for words in one.told()]}
        for one in found
    ]


@offers(ROUTER, "GET", "/council/gaps", Right.SEE_REGISTER, list[GapOut])
def list_gaps(seat: Seat) -> Any:
    """List what the file for the Council lacks."""
    return [
        {"piece": one.piece, "why": said(one.message), "advice": said(one.advice)}
        for one in gaps(adoption_council.council_file(seat.dossier))
    ]


@offers(ROUTER, "POST", f"{PIECE}/remove", Right.ADOPT, list[PieceOut])
def remove_piece(seat: Seat, key: int) -> Any:
    """Take a piece out of the file; what it was stays in the ledger."""
    adoption_council.remove(seat, piece_of(seat, key))
    return [_told_piece(one) for one in seat.dossier.council_pieces.all()]


@offers(ROUTER, "POST", "/council/pieces/{kind}/draft", Right.ADOPT, JobOut, status=202)
def draft_piece(seat: Seat, kind: str) -> Any:
    """Have a piece drafted from the frozen version."""
    return told_job(adoption_drafts.ask_draft(seat, kind))


@offers(ROUTER, "POST", f"{PIECE}/validate", Right.ADOPT, PieceOut)
def validate_piece(seat: Seat, key: int, body: WhoIn) -> Any:
    """Note who completed and validated a piece."""
    piece = piece_of(seat, key)
    adoption_council.validate(seat, piece, body.who)
    return _told_piece(piece)


@offers(ROUTER, "POST", f"{PIECE}/sign", Right.ADOPT, PieceOut)
def sign_piece(seat: Seat, key: int, body: SignIn) -> Any:
    """Sign a PDF with the dossier's own certificate (PAdES)."""
    piece = piece_of(seat, key)
    credentials = adoption_signing.own_credentials(seat.dossier)
    adoption_signing.sign(seat, piece, credentials, body.reason, body.place)
    return _told_piece(piece_of(seat, key))


@offers(ROUTER, "POST", f"{PIECE}/sign-with-key", Right.ADOPT, PieceOut)
def sign_piece_with_key(
    seat: Seat, key: int, p12: File[UploadedFile], body: Form[GivenKeyIn]
) -> Any:
    """Sign a PDF with a key that is given (PKCS#12), and kept nowhere (PAdES)."""
    piece = piece_of(seat, key)
    if (p12.size or 0) > MOST_KEY_BYTES:
        raise HttpError(413, "")
    credentials = read_pkcs12(p12.read(), body.passphrase, p12.name or "")
    adoption_signing.sign(seat, piece, credentials, body.reason, body.place)
    return _told_piece(piece_of(seat, key))


@offers(ROUTER, "POST", f"{PIECE}/signed-on-paper", Right.ADOPT, PieceOut)
def note_signed_on_paper(seat: Seat, key: int, body: WhoIn) -> Any:
    """Note who signed a piece by hand."""
    piece = piece_of(seat, key)
    adoption_council.signed_on_paper(seat, piece, body.who)
    return _told_piece(piece)


@offers(ROUTER, "POST", "/council/certificate", Right.ADOPT, CertificateOut, status=201)
def make_certificate(seat: Seat, body: CertificateIn) -> Any:
    """Make the dossier's own certificate, once."""
    adoption_signing.make_own(seat, body.name, body.organisation, body.country.upper())
    return _own(seat)


def _own(seat: Seat) -> adoption_signing.Own:
    own = adoption_signing.own_certificate(seat.dossier)
    if own is None:
        raise Http404
    return own


@offers(ROUTER, "GET", "/council/certificate", Right.SEE, files=True)
def get_certificate(seat: Seat) -> HttpResponseBase:
    """Give the dossier's own certificate to who checks signatures."""
    return download(_own(seat).pem, "certificat.pem")


@offers(ROUTER, "GET", "/council/file", Right.SEE_REGISTER, files=True)
def get_council_file(seat: Seat) -> HttpResponseBase:
    """Give the whole file for the Council, with its bordereau."""
    return download(adoption_council.whole_file(seat.dossier), adoption_council.WHOLE)


@offers(ROUTER, "POST", "/council/submit", Right.ADOPT, AdoptionOut)
def submit_file(seat: Seat) -> Any:
    """Note that the file went to the Council, as it is: complete."""
    adoption_council.submit(seat)
    return told_adoption(seat)
