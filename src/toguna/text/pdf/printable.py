"""Words that can be set in print: what the report's fonts have no sign for is shown as a box.

An archivable PDF must not hold a character without a sign. The full text of everything is in
the data file (`dossier.json`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toguna.text.rendering.inline import clean

COVERED = (
    "\n\x20-\x7e\xa0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u0531-\u0556\u05d0-\u05ea\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652"
    "\u0660-\u066d\u06f0-\u06f9\u1e00-\u1eff\u2000-\u200b\u2010-\u2027\u202f-\u203f\u2044-\u2052"
    "\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126-\u2151\u2153-\u2184"
    "\u2190-\u23ff\u2460-\u25ff\u27e6-\u27e9\u2c60-\u2c7f\ufb00-\ufb06\ufffd"
)
"""What the three fonts that come with typst cover together; a test holds this true."""

UNCOVERED = re.compile(f"[^{COVERED}]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Signs without a shape; some of them would print words in another order than they are written."""

BOX = "\u25a1"
LONG_WORD = re.compile(r"[^\s\u00a0\u202f]{24,}")
PLACE_TO_BREAK = "\u200b"
AFTER_SIGN = re.compile(r"(?<=[_./?&=-])(?=\w)")
TOO_LONG = re.compile("[^\u200b]{16}(?=[^\u200b]{4})")
SPACE_BEFORE = re.compile(r" (?=[:;?!»%])")
SPACE_AFTER = re.compile(r"(?<=«) ")


def printable(text: str) -> str:
    """Give a text that can be set: signs that exist, French spaces, no word that cannot break."""
    shown = UNCOVERED.sub(BOX, INVISIBLE.sub("", clean(text).replace("\t", " ")))
    return LONG_WORD.sub(_breakable, french_spaces(shown))


def french_spaces(text: str) -> str:
    """Give a text whose high signs (: ; ? ! % and « ») cannot be parted from their words."""
    return SPACE_AFTER.sub("\u00a0", SPACE_BEFORE.sub("\u00a0", text))


def printable_data(value: Any) -> Any:
    """Give data (mappings, lists, words and numbers) with every word in it printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: printable_data(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable_data(inner) for inner in value]
    return value


def _breakable(match: re.Match[str]) -> str:
    """Let a long word break after its signs, else anywhere."""
    word = AFTER_SIGN.sub(PLACE_TO_BREAK, match.group())
    return TOO_LONG.sub(lambda piece: piece.group() + PLACE_TO_BREAK, word)
