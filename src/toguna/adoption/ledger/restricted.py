"""Content that may not be shown: an entry commits to it, its opening is kept apart.

The commitment is SHA-256 over a fixed prefix, a salt of 32 bytes and the content. Without the
salt nobody can try out contents that they think likely; with it, nobody can open the commitment
to any other content.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from toguna.adoption.ledger.canonical import parse
from toguna.adoption.ledger.fields import Fields, wrong
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/opening/1"
PREFIX = b"toguna/commitment/1\x00"
SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: 32 random bytes that are used once, and the content."""

    salt: bytes
    content: bytes

    @property
    def commitment(self) -> str:
        """The commitment, as 64 hexadecimal figures.

        Raises:
            ValueError: the salt has another size.
        """
        if len(self.salt) != SALT_BYTES:
            raise ValueError(f"a salt has {SALT_BYTES} bytes")
        return hashlib.sha256(PREFIX + self.salt + self.content).hexdigest()

    def write(self) -> bytes:
        """Write it as a file, to be kept where the content may be kept."""
        told = {
            "schema": SCHEMA,
            "salt": self.salt.hex(),
            "content": base64.b64encode(self.content).decode(),
        }
        return json.dumps(told, indent=2).encode() + b"\n"

    @classmethod
    def read(cls, data: bytes) -> Opening:
        """Read what `write` gave.

        Raises:
            UnreadableFile: it is something else.
        """
        try:
            fields = Fields(parse(data), ("schema", "salt", "content"))
        except ValueError as error:
            raise UnreadableFile(say("ce n'est pas du JSON")) from error
        fields.schema(SCHEMA)
        try:
            content = base64.b64decode(fields.text("content"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise wrong("content") from error
        return cls(fields.unhex("salt", SALT_BYTES), content)
