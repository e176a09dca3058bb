"""The signed head of a ledger: how many entries it had at a moment, and their root."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toguna.adoption.ledger.canonical import Json, decode, encode
from toguna.adoption.ledger.fields import Fields, check_time, wrong
from toguna.adoption.ledger.hashing import HASH_BYTES
from toguna.adoption.ledger.keys import SIGNATURE_BYTES, PublicKey, SigningKey
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/head/1"
NAMES = ("schema", "dossier", "size", "root", "at", "key", "signature")
MAX_HEAD_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a dossier's ledger, signed.

    `size` is the number of entries, `root` the 32 bytes of their root, `at` the moment of signing,
    `key` the fingerprint of the key that signed.
    """

    dossier: str
    size: int
    root: bytes
    at: str
    key: str
    signature: bytes = b""

    @property
    def told(self) -> dict[str, Json]:
        """The head as JSON."""
        return {**self._statement(), "signature": self.signature.hex()}

    @property
    def signed_bytes(self) -> bytes:
        """What the signature is over: the canonical form of all but the signature."""
        return encode(self._statement())

    def is_signed_by(self, key: PublicKey) -> bool:
        """Tell whether the signature is this key's."""
        return self.key == key.fingerprint and key.verifies(self.signature, self.signed_bytes)

    def _statement(self) -> dict[str, Json]:
        return {
            "schema": SCHEMA,
            "dossier": self.dossier,
            "size": self.size,
            "root": self.root.hex(),
            "at": self.at,
            "key": self.key,
        }


def sign_head(key: SigningKey, dossier: str, size: int, root: bytes, at: str) -> Head:
    """Sign the state of a ledger: `size` entries with `root`, at a moment (2025-07-03T14:00:00Z).

    Raises:
        UnreadableFile: `at` is no such moment.
    """
    check_time("at", at)
    head = Head(dossier, size, root, at, key.public.fingerprint)
    return replace(head, signature=key.sign(head.signed_bytes))


def head_bytes(head: Head) -> bytes:
    """Write a head in its canonical form, on one line."""
    return encode(head.told)


def read_head(data: bytes) -> Head:
    """Read a head from its canonical bytes, with or without a line's end.

    Raises:
        UnreadableFile: they are something else; the sentence says what, without a full stop.
    """
    try:
        return head_of(decode(data[:MAX_HEAD_BYTES].removesuffix(b"\n")))
    except ValueError as error:
        raise UnreadableFile(say("ce n'est pas du JSON sous sa forme canonique")) from error


def head_of(value: Json) -> Head:
    """Take a head out of JSON.

    Raises:
        UnreadableFile: it is something else.
    """
    fields = Fields(value, NAMES)
    fields.schema(SCHEMA)
    head = Head(
        fields.text("dossier"),
        fields.number("size"),
        fields.unhex("root", HASH_BYTES),
        fields.text("at"),
        fields.unhex("key", HASH_BYTES).hex(),
        fields.unhex("signature", SIGNATURE_BYTES),
    )
    if not head.dossier:
        raise wrong("dossier")
    check_time("at", head.at)
    return head
