"""Signing a PDF (PAdES B-B, offline), so that what it was before stays in it byte for byte."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from toguna.adoption.signature.certificates import Credentials
from toguna.adoption.signature.stamp import Spot, stamp_style
from toguna.messages import say
from toguna.text.errors import UnreadableFile

FIELD = "Signature1"


@dataclass(frozen=True, slots=True)
class Signing:
    """What a signature says: why, where, and when (an aware time, that of the signer's clock).

    `field` is its name in the file, another for each signature; `spot` is where it is seen on
    the page, None where it is in the file alone.
    """

    reason: str
    place: str
    when: datetime
    field: str = FIELD
    spot: Spot | None = None


def sign_pdf(pdf: bytes, credentials: Credentials, signing: Signing, filename: str) -> bytes:
    """Sign a PDF; further signatures may follow. Nothing of the file is written again.

    With an RSA key the same arguments give the same bytes.

    Raises:
        UnreadableFile: it is no PDF, is encrypted, or has a signature field of that name.
    """
    try:
        writer = _Writer(pdf, signing.when)
        signer = _Signer(credentials, signing)
        signed = signer.sign_pdf(writer)
    except (PdfError, SigningError, ValueError, KeyError, NotImplementedError) as error:
        raise UnreadableFile(
            say(
                "{file} : ce fichier ne peut pas être signé ({why}) ; donnez un PDF entier, non "
                "chiffré, et un nom de champ qui n'a pas encore de signature.",
                file=filename,
                why=str(error),
            )
        ) from error
    data: bytes = signed.getvalue()
    return data


class _Writer(IncrementalPdfFileWriter):
    """Appends to a PDF what a signature needs and nothing more.

    The metadata stays as the document's maker wrote it: written again, it would tell the time of
    this machine and no longer say the same in its two places, as PDF/A wants. The file's new
    identifier is drawn from its content, not at random.
    """

    def __init__(self, pdf: bytes, when: datetime) -> None:
        super().__init__(io.BytesIO(pdf))
        seed = hashlib.sha256(pdf + when.isoformat().encode()).digest()
        self._document_id[1] = generic.ByteStringObject(seed[:16])

    def _update_meta(self) -> None:
        """Leave the metadata alone."""


class _Signer(PdfSigner):
    """Signs with the time that it was given, not that of this machine."""

    def __init__(self, credentials: Credentials, signing: Signing) -> None:
        self._when = signing.when
        metadata = PdfSignatureMetadata(
            field_name=signing.field,
            md_algorithm="sha256",
            reason=signing.reason or None,
            location=signing.place or None,
            name=credentials.name,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        style = None
        if signing.spot is not None:
            style = stamp_style(credentials.name, signing.reason, signing.place, signing.when)
        super().__init__(
            metadata,
            _simple_signer(credentials),
            stamp_style=style,
            new_field_spec=_field(signing),
        )

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        """Begin to sign."""
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self._when
        return session


def _field(signing: Signing) -> fields.SigFieldSpec:
    """Describe the field of a signature.

    One that is not seen lies outside the page: an archivable PDF allows no hidden field, an
    accessible one none on the page that is not read aloud.
    """
    if signing.spot is None:
        outside = fields.InvisSigSettings(box_out_of_bounds=True)
        return fields.SigFieldSpec(signing.field, invis_sig_settings=outside)
    return fields.SigFieldSpec(
        signing.field,
        on_page=signing.spot.page,
        box=signing.spot.box,
        readable_field_name=f"Signature : {signing.reason}" if signing.reason else "Signature",
    )


def _simple_signer(credentials: Credentials) -> SimpleSigner:
    key = credentials.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (certificate,) = as_pyhanko([credentials.certificate])
    registry: Any = SimpleCertificateStore
    store = registry.from_certs(as_pyhanko(credentials.chain))
    return SimpleSigner(certificate, load_private_key_from_pemder_data(key, None), store)


def as_pyhanko(certificates: Sequence[x509.Certificate]) -> list[Any]:
    """Give certificates as pyHanko wants them."""
    return [
        read
        for certificate in certificates
        for read in load_certs_from_pemder_data(
            certificate.public_bytes(serialization.Encoding.DER)
        )
    ]
