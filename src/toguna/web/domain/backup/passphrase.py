"""What a backup keeps secret, enciphered under a passphrase: signing keys and passwords' hashes.

AES-SIV (RFC 5297) needs no chance: the same dossier under the same passphrase gives the same
bytes, and nothing more is told by that. What a secret belongs to is part of what is checked, so
that none can be put in another's place.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from toguna.messages import say
from toguna.web.refusal import Refused

SHORTEST = 12
COST = {"length": 64, "n": 2**15, "r": 8, "p": 1}
"""Half a second and 32 MB for each guess."""


class Passphrase:
    """Enciphers and deciphers the secrets of one dossier, told by its ledger's public key."""

    def __init__(self, words: str, public_key: str) -> None:
        if len(words) < SHORTEST:
            raise Refused(
                say("La phrase de passe doit avoir au moins {least} signes.", least=SHORTEST)
            )
        salt = hashlib.sha256(b"toguna/backup\0" + public_key.encode()).digest()
        self._cipher = AESSIV(Scrypt(salt=salt, **COST).derive(words.encode()))

    def close(self, secret: bytes, whose: str) -> str:
        """Encipher a secret."""
        return base64.b64encode(self._cipher.encrypt(secret, [whose.encode()])).decode()

    def open(self, closed: str, whose: str) -> bytes:
        """Decipher a secret.

        Raises:
            Refused: the passphrase is another, or the secret was changed.
        """
        try:
            return self._cipher.decrypt(base64.b64decode(closed, validate=True), [whose.encode()])
        except (InvalidTag, ValueError, TypeError) as error:
            raise Refused(
                say("La phrase de passe n'est pas celle de cette sauvegarde ; rien n'a été fait.")
            ) from error
