"""French typography as Word applies it while one types."""

from __future__ import annotations

import hashlib
import re

NBSP = "\u00a0"
_RULES = [
    (re.compile(r"'"), "\u2019"),
    (re.compile(r" (?=[:;?!»%])"), NBSP),
    (re.compile(r"« "), "«" + NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
    (re.compile(r"\bn° "), "n°" + NBSP),
]


def typo(text: str) -> str:
    """Curly apostrophes and non-breaking spaces where a French typist gets them."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def paragraph_id(key: str) -> str:
    """A `w14:paraId`: eight hexadecimal digits below 0x80000000, the same for the same key."""
    number = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) & 0x7FFFFFFF
    return f"{max(number, 1):08X}"


def rsid(key: str) -> str:
    """A revision save id, as Word spreads them."""
    return "00" + hashlib.sha256(f"rsid {key}".encode()).hexdigest()[:6].upper()
