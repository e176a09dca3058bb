"""The signatures of a PDF, each told in words: whose, whether it holds, what it covers."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from toguna.adoption.signature.certificates import common_name, how_to_trust
from toguna.adoption.signature.signing import as_pyhanko
from toguna.consultation.outputs.words import long_date
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

logging.getLogger("pyhanko.sign.validation.generic_cms").setLevel(logging.CRITICAL)
# It prints a traceback for a certificate that nobody vouches for, which is told in the result.

LONG_FORM, LONG_LENGTH = 2, 0x80
"""Where the length of a DER value stands that is too long for one byte, and its first mark."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a PDF.

    `intact`: what it covers is as it was signed. `valid`: it was made by the certificate's key.
    `trusted`: the certificate is, or is vouched for by, one that the checker trusts. `in_time`:
    the certificate was valid on the day. `covers_all`: nothing was added after it but signatures.
    `when` is what the signer's clock said, which nobody else vouches for.
    """

    field: str
    who: str
    when: datetime | None
    reason: str
    place: str
    intact: bool
    valid: bool
    trusted: bool
    in_time: bool
    covers_all: bool
    is_last: bool
    certificate: x509.Certificate

    @property
    def holds(self) -> bool:
        """Whether the signature may be relied on."""
        return self.intact and self.valid and self.trusted and self.in_time and self.covers_all

    def told(self) -> list[Message]:
        """Say what the signature is worth, the verdict first."""
        return [self._verdict(), *self._facts(), how_to_trust(self.certificate)]

    def _verdict(self) -> Message:
        if not self.intact:
            return say(
                "{who} : signature ROMPUE, le document a été modifié depuis ; redemandez "
                "l'original au signataire.",
                who=self.who,
            )
        if not self.valid:
            return say(
                "{who} : signature FAUSSE, elle n'est pas de la clé du certificat.", who=self.who
            )
        if not self.covers_all:
            return say(
                "{who} : signature d'un état antérieur ; le document a été modifié ensuite.",
                who=self.who,
            )
        if not self.in_time:
            return say(
                "{who} : le document est intact, mais le certificat n'est valable que du {start} "
                "au {end}.",
                who=self.who,
                start=long_date(self.certificate.not_valid_before_utc.date().isoformat()),
                end=long_date(self.certificate.not_valid_after_utc.date().isoformat()),
            )
        if not self.trusted:
            return say(
                "{who} : le document est intact, mais rien ne prouve encore que le certificat est "
                "le sien.",
                who=self.who,
            )
        return say("{who} : signature valable, document intact.", who=self.who)

    def _facts(self) -> Iterator[Message]:
        if self.reason:
            yield say("Motif : {reason}", reason=self.reason)
        if self.when is not None:
            day = long_date(self.when.date().isoformat())
            time = f"{self.when:%H:%M} ({self.when:%Z})"
            yield say("Date déclarée par le signataire : {day} à {time}", day=day, time=time)
        if self.place:
            yield say("Lieu : {place}", place=self.place)
        if self.intact and self.covers_all:
            if self.is_last:
                yield say("Elle couvre tout le document.")
            else:
                yield say(
                    "Elle couvre tout le document ; seules des signatures y ont été ajoutées."
                )


def check_pdf(
    pdf: bytes, trusted: Sequence[x509.Certificate], filename: str, at: datetime | None = None
) -> list[Signature]:
    """Give the signatures of a PDF in the order in which they were made.

    A certificate is looked at as of `at` (an aware time), or of the time that its signature
    claims where none is given. Nothing is asked of the network: whether a certificate was revoked
    is not known.

    Raises:
        UnreadableFile: it is not a PDF, or is damaged.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return [_signature(embedded, trusted, at) for embedded in reader.embedded_signatures]
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            say(
                "{file} : les signatures de ce fichier ne peuvent pas être lues ({why}) ; "
                "redemandez le PDF à qui l'a signé.",
                file=filename,
                why=str(error),
            )
        ) from error


def signers_of(signatures: Sequence[Signature]) -> tuple[str, ...]:
    """Name who signed the document as it stands; whether a name is true is another question."""
    standing = (one for one in signatures if one.intact and one.valid and one.covers_all)
    return tuple(dict.fromkeys(one.who for one in standing))


def _signature(
    embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate], at: datetime | None
) -> Signature:
    claimed = embedded.self_reported_timestamp
    status = _status(embedded, as_pyhanko(trusted), at or claimed)
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    moment = at or claimed
    last = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    added = status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    return Signature(
        field=embedded.field_name,
        who=common_name(certificate),
        when=claimed,
        reason=str(embedded.sig_object.get("/Reason", "")),
        place=str(embedded.sig_object.get("/Location", "")),
        intact=status.intact and not _hides_something(embedded.pkcs7_content),
        valid=status.valid,
        trusted=status.trusted,
        in_time=moment is None or start <= moment <= end,
        covers_all=last or added or _only_signed_on(status),
        is_last=last,
        certificate=certificate,
    )


def _hides_something(contents: bytes) -> bool:
    """Tell whether the room kept for a signature holds more than the signature.

    That room is the one place of the file that no signature covers; what it does not need is
    zeros.
    """
    if len(contents) < LONG_FORM or contents[1] <= LONG_LENGTH:
        return False
    figures = contents[1] & ~LONG_LENGTH
    start = LONG_FORM + figures
    length = int.from_bytes(contents[LONG_FORM:start], "big")
    return any(contents[start + length :])


def _only_signed_on(status: PdfSignatureStatus) -> bool:
    """Tell whether what came after a signature is nothing but further signatures."""
    return (
        status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level == ModificationLevel.FORM_FILLING
    )


def _status(
    embedded: EmbeddedPdfSignature, roots: list[Any], moment: datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return validate_pdf_signature(embedded, context, key_usage_settings=usage)
