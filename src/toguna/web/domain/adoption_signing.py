"""Signing a piece in its PDF: with a certificate that is given, or the dossier's own.

A given key and its passphrase are used and forgotten: they are written nowhere. The dossier's own
key is kept enciphered with the site's secret.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.signature.certificates import (
    Credentials,
    fingerprint,
    make_certificate,
    new_key,
    read_certificates,
    read_pem,
    to_pem,
)
from toguna.adoption.signature.checking import Signature, check_pdf, signers_of
from toguna.adoption.signature.signing import Signing, sign_pdf
from toguna.messages import say
from toguna.web.domain.adoption import check_adopts, hold
from toguna.web.domain.adoption_council import data_of_piece
from toguna.web.domain.adoption_events import MINUTES
from toguna.web.domain.blobs import keep
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.paths import filed, piece_path
from toguna.web.domain.sealed import cipher
from toguna.web.models import CouncilPiece, Dossier, SigningCertificate
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

NO_PASSWORD = ""
"""The key stands in the database without one of its own: the site's secret enciphers it."""


@dataclass(frozen=True)
class Own:
    """The certificate that a dossier made for itself: whose it is, and its fingerprint."""

    name: str
    fingerprint: str
    pem: bytes


def own_certificate(dossier: Dossier) -> Own | None:
    """Give the dossier's own certificate, None where none was made."""
    certificate = _certificate(dossier)
    if certificate is None:
        return None
    (attribute, *_) = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return Own(str(attribute.value), fingerprint(certificate), to_pem(certificate))


@transaction.atomic
def make_own(seat: Seat, name: str, organisation: str, country: str) -> None:
    """Make the dossier's own certificate, once.

    Raises:
        Refused: the seat may not, or there is one.
        UnreadableFile: a name is not one that a certificate can bear.
    """
    check_adopts(seat)
    hold(seat.dossier)
    if SigningCertificate.objects.filter(dossier=seat.dossier).exists():
        raise Refused(say("Le certificat de ce dossier existe déjà."), 409)
    made = make_certificate(name, organisation, country, new_key(), timezone.now())
    pem = to_pem(made.certificate)
    secret = made.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    SigningCertificate.objects.create(
        dossier=seat.dossier,
        certificate=pem.decode(),
        private_key=cipher("signing").encrypt(secret),
        by=seat.user,
    )
    kept = keep(pem)
    record(
        seat.dossier, Act.SEALED, actor_of(seat), "certificat",
        {"name": name, "organisation": organisation,
         "fingerprint": fingerprint(made.certificate)},
        {filed("certificat", kept.sha256, "certificat.pem"): kept.sha256},
    )  # fmt: skip


def own_credentials(dossier: Dossier) -> Credentials:
    """Give what the dossier signs with.

    Raises:
        Refused: it has made no certificate.
    """
    row = SigningCertificate.objects.filter(dossier=dossier).first()
    if row is None:
        raise Refused(say("Ce dossier n'a pas encore de certificat : faites-le d'abord."))
    secret = cipher("signing").decrypt(bytes(row.private_key))
    return read_pem(secret + row.certificate.encode(), NO_PASSWORD, "certificat")


def sign(
    seat: Seat, piece: CouncilPiece, credentials: Credentials, reason: str, place: str
) -> None:
    """Sign a piece, which then has one signature more; what it was before stays in it.

    Raises:
        Refused: the seat may not, or it is a procès-verbal, which is kept as it was filed.
        UnreadableFile: it is no PDF that can be signed.
    """
    check_adopts(seat)
    if piece.kind == MINUTES:
        raise Refused(
            say(
                "Un procès-verbal se garde tel qu'il a été versé : faites-le signer avant de le "
                "verser, ou dites qui l'a signé sur papier."
            )
        )
    before = data_of_piece(piece)
    number = len(check_pdf(before, (), piece.filename)) + 1
    told = Signing(reason, place, timezone.localtime(), f"Signature{number}")
    after = sign_pdf(before, credentials, told, piece.filename)
    with transaction.atomic():
        locked = CouncilPiece.objects.select_for_update().get(pk=piece.pk)
        if locked.blob_id != piece.blob_id:
            raise Refused(
                say("Cette pièce a changé pendant que vous la signiez : relisez-la."), 409
            )
        piece.blob = locked.blob = keep(after)
        locked.signed_by = list(dict.fromkeys([*locked.signed_by, *_signers(after, piece)]))
        locked.save(update_fields=["blob", "signed_by"])
        piece.signed_by = locked.signed_by
        record(
            seat.dossier, Act.SIGNED, actor_of(seat), f"piece-{piece.kind}",
            {"file": piece.filename, "by": credentials.name, "how": "PAdES",
             "fingerprint": fingerprint(credentials.certificate)},
            {piece_path(locked): locked.blob_id},
        )  # fmt: skip


def signatures_of(piece: CouncilPiece) -> list[Signature]:
    """Give the signatures of a piece, the dossier's own certificate being trusted.

    Raises:
        UnreadableFile: it is no PDF, or is damaged.
    """
    own = _certificate(piece.dossier)
    return check_pdf(data_of_piece(piece), () if own is None else (own,), piece.filename)


def _signers(data: bytes, piece: CouncilPiece) -> tuple[str, ...]:
    return signers_of(check_pdf(data, (), piece.filename))


def _certificate(dossier: Dossier) -> x509.Certificate | None:
    row = SigningCertificate.objects.filter(dossier=dossier).first()
    if row is None:
        return None
    return read_certificates(row.certificate.encode(), "certificat")[0]
