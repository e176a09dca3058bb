"""The keys that sign a ledger's heads: Ed25519 (RFC 8032), in PEM files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from toguna.messages import say
from toguna.text.errors import UnreadableFile

PEM = serialization.Encoding.PEM
MAX_PEM_BYTES = 10_000
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checks signatures: its 32 bytes."""

    raw: bytes

    @classmethod
    def read(cls, pem: bytes) -> PublicKey:
        """Read a public key from PEM ("BEGIN PUBLIC KEY").

        Raises:
            UnreadableFile: it is something else.
        """
        try:
            key = serialization.load_pem_public_key(pem[:MAX_PEM_BYTES])
        except (ValueError, UnsupportedAlgorithm) as error:
            raise _no_public_key() from error
        if not isinstance(key, Ed25519PublicKey):
            raise _no_public_key()
        return cls(key.public_bytes_raw())

    def write(self) -> bytes:
        """Give the key as PEM."""
        return self._key.public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key's DER form (SubjectPublicKeyInfo), 64 hexadecimal figures."""
        der = self._key.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return hashlib.sha256(der).hexdigest()

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Tell whether a signature is this key's over these bytes."""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    @property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)


class SigningKey:
    """A key that signs; whoever has it can speak for the ledger."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new key, from the machine's source of chance."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, pem: bytes, passphrase: str | None = None) -> SigningKey:
        """Read a private key from PEM, with the passphrase that closes it.

        Raises:
            UnreadableFile: it is something else, or the passphrase is missing or wrong.
        """
        secret = None if passphrase is None else passphrase.encode()
        try:
            key = serialization.load_pem_private_key(pem[:MAX_PEM_BYTES], secret)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise _no_signing_key() from error
        if not isinstance(key, Ed25519PrivateKey):
            raise _no_signing_key()
        return cls(key)

    def write(self, passphrase: str | None = None) -> bytes:
        """Give the key as PEM (PKCS #8), closed with the passphrase if there is one."""
        closed: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase:
            closed = serialization.BestAvailableEncryption(passphrase.encode())
        return self._key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, closed)

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Sign bytes: 64 bytes, the same each time."""
        return self._key.sign(data)


def _no_public_key() -> UnreadableFile:
    return UnreadableFile(say("ce n'est pas une clé publique Ed25519 au format PEM"))


def _no_signing_key() -> UnreadableFile:
    return UnreadableFile(
        say(
            "ce n'est pas une clé privée Ed25519 au format PEM, ou la phrase de passe n'est pas "
            "la sienne"
        )
    )
