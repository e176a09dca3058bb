"""Keys and certificates: given as PKCS#12 or PEM, or made by the project for itself.

Keys are RSA of 3072 bits: every PDF reader in use checks them, and with PKCS#1 v1.5 padding the
same key, file and time give the same bytes (see the record of the decision).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier

from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

KEY_BITS = 3072
EXPONENT = 65_537
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""What the key is for: signing documents (RFC 9336)."""
SERIAL_BYTES = 19
"""A serial number is positive and has 20 bytes at most (RFC 5280)."""
CLOCKS_DIFFER = timedelta(days=1)

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Credentials:
    """What somebody signs with: the key, its certificate, and those above it up to a root."""

    key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """The name that the certificate gives."""
        return common_name(self.certificate)


def new_key() -> rsa.RSAPrivateKey:
    """Make a key, by the machine's random numbers."""
    return rsa.generate_private_key(EXPONENT, KEY_BITS)


def make_certificate(
    name: str,
    organisation: str,
    country: str,
    key: rsa.RSAPrivateKey,
    made: datetime,
    years: int = 10,
) -> Credentials:
    """Make a certificate that the project signs for itself.

    `country` has two letters ("ML"); `made` is an aware time, from which it is valid for `years`.
    Who checks a signature must be given the certificate by a sure way: nobody vouches for it.

    Raises:
        UnreadableFile: a name is empty or too long for a certificate.
    """
    try:
        subject = x509.Name([
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ])  # fmt: skip
    except ValueError as error:
        raise UnreadableFile(
            say(
                "Le certificat ne peut pas porter ces noms ({why}) : donnez un nom et un organisme "
                "de 64 signes au plus et un pays de deux lettres.",
                why=str(error),
            )
        ) from error
    public = key.public_key()
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(_serial(public, made))
        .not_valid_before(made - CLOCKS_DIFFER)
        .not_valid_after(made + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return Credentials(key, builder.sign(key, hashes.SHA256()))


def _serial(key: rsa.RSAPublicKey, made: datetime) -> int:
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    digest = hashlib.sha256(der + made.isoformat().encode()).digest()
    return int.from_bytes(digest[:SERIAL_BYTES], "big")


# Given credentials


def read_pkcs12(data: bytes, password: str, filename: str) -> Credentials:
    """Read a PKCS#12 file (.p12, .pfx).

    Raises:
        UnreadableFile: the password is wrong, or it holds no key that can sign a PDF.
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnreadableFile(
            say(
                "{file} : ce fichier de clés ne s'ouvre pas ; vérifiez le mot de passe et que "
                "c'est un fichier PKCS#12 (.p12, .pfx).",
                file=filename,
            )
        ) from error
    if key is None or certificate is None:
        raise UnreadableFile(
            say("{file} : il n'y a pas de clé avec son certificat dans ce fichier.", file=filename)
        )
    return _credentials(key, certificate, tuple(others), filename)


def read_pem(data: bytes, password: str, filename: str) -> Credentials:
    """Read a PEM text: a private key, its certificate, then those above it.

    Raises:
        UnreadableFile: one of them is missing, or the password is wrong.
    """
    try:
        key = serialization.load_pem_private_key(data, password.encode() or None)
        certificate, *others = x509.load_pem_x509_certificates(data)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnreadableFile(
            say(
                "{file} : il faut une clé privée et son certificat au format PEM, et le mot de "
                "passe de la clé si elle en a un.",
                file=filename,
            )
        ) from error
    return _credentials(key, certificate, tuple(others), filename)


def _credentials(
    key: object, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...], filename: str
) -> Credentials:
    """Put a key and its certificate together; they must belong together."""
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UnreadableFile(
            say("{file} : la clé doit être RSA ou à courbe elliptique (ECDSA).", file=filename)
        )
    if key.public_key() != certificate.public_key():
        raise UnreadableFile(
            say("{file} : le certificat n'est pas celui de la clé.", file=filename)
        )
    return Credentials(key, certificate, chain)


def to_pkcs12(credentials: Credentials, password: str) -> bytes:
    """Write credentials to be kept, enciphered with a password.

    Raises:
        ValueError: the password is empty.
    """
    return pkcs12.serialize_key_and_certificates(
        credentials.name.encode(),
        credentials.key,
        credentials.certificate,
        credentials.chain or None,
        serialization.BestAvailableEncryption(password.encode()),
    )


def read_certificates(data: bytes, filename: str) -> tuple[x509.Certificate, ...]:
    """Read certificates, PEM or DER: those that a checker trusts.

    Raises:
        UnreadableFile: there is none.
    """
    readers: tuple[Callable[[bytes], list[x509.Certificate]], ...] = (
        x509.load_pem_x509_certificates,
        lambda der: [x509.load_der_x509_certificate(der)],
    )
    for reader in readers:
        try:
            return tuple(reader(data))
        except ValueError:
            continue
    raise UnreadableFile(say("{file} : ce n'est pas un certificat (PEM ou DER).", file=filename))


def to_pem(certificate: x509.Certificate) -> bytes:
    """Write a certificate to be handed to those who check."""
    return certificate.public_bytes(serialization.Encoding.PEM)


# What a certificate says


def common_name(certificate: x509.Certificate) -> str:
    """Give the name that a certificate gives, its whole subject where it gives none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return cast(str, names[0].value) if names else certificate.subject.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of a certificate, in groups that can be read out over the telephone."""
    digest = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def vouched_by_itself(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is signed by its own key, so that nobody else vouches for it."""
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def how_to_trust(certificate: x509.Certificate) -> Message:
    """Say what a certificate is worth, and how to make sure of it."""
    if vouched_by_itself(certificate):
        return say(
            "Certificat fait par le projet lui-même : comparez son empreinte, par un moyen sûr, "
            "avec celle du signataire : {fingerprint}",
            fingerprint=fingerprint(certificate),
        )
    return say("Certificat délivré par {issuer}.", issuer=certificate.issuer.rfc4514_string())
