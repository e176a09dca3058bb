"""Receipts of a secret ballot: a commitment that its voter alone can open.

The ledger keeps the commitment, the voter keeps the salt. Whoever has both can check that the
ballot was counted as it was cast; whoever has the commitment alone learns nothing. A voter can
also show the salt to somebody else: such a receipt does not protect from pressure.
"""

from __future__ import annotations

import hashlib
import hmac
import json

from toguna.deliberation.model import Ballot

LEAST_SALT = 16
"""In bytes: fewer, and the few possible ballots could be tried one by one."""


def commitment(ballot: Ballot, salt: bytes) -> str:
    """Commit to a ballot: an HMAC-SHA-256 of it under the salt, in hexadecimal.

    Raises:
        ValueError: the salt is shorter than `LEAST_SALT`.
    """
    if len(salt) < LEAST_SALT:
        raise ValueError(f"a salt has at least {LEAST_SALT} bytes")
    return hmac.new(salt, _ballot(ballot), hashlib.sha256).hexdigest()


def opens(committed: str, ballot: Ballot, salt: bytes) -> bool:
    """Say whether a commitment is to this ballot.

    Raises:
        ValueError: see `commitment`.
    """
    return hmac.compare_digest(committed, commitment(ballot, salt))


def _ballot(ballot: Ballot) -> bytes:
    """Give the ballot as canonical bytes; the order within a place does not matter."""
    plain = {
        "form": "toguna/ballot/1",
        "voter": ballot.voter,
        "ranking": [sorted(place) for place in ballot.ranking],
        "approved": sorted(ballot.approved),
        "grades": dict(ballot.grades),
        "voices": float(ballot.voices),
    }
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
