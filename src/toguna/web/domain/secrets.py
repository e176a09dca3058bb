"""What opens a door once: tokens of links, printed codes, keys of programs; only digests are kept.

A printed code has 8 signs out of 30, 39 bits: few enough to type on a telephone, and too few to
keep a plain digest of, which could be tried out on the database by who stole it. Digests are
therefore keyed with the site's secret, which is not in the database.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without 0 and O, 1, I and L, and U, which is read as V."""
CODE_SIGNS = 8
SALT = "toguna/door"
MEANT = str.maketrans({"U": "V"})


def new_token() -> str:
    """Make the token of a link: 256 bits, so that no limit of tries is needed."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Make a code to print: XXXX-XXXX."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
    return f"{signs[:4]}-{signs[4:]}"


def typed_code(text: str) -> str:
    """Give the code that somebody typed, whatever its case, spaces and dashes."""
    signs = "".join(sign for sign in text.upper().translate(MEANT) if sign.isalnum())
    return f"{signs[:4]}-{signs[4:]}"


def digest(secret: str) -> str:
    """Give what is kept of a secret."""
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()
