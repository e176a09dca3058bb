"""Words folded for matching, each folded character knowing where it stands in the draft.

What a person types in a matrix never has the draft's own accents, capitals, quotation marks and
spaces. Both are folded to the same plain words; what is found in them is then said in offsets of
the draft's paragraph, as it is compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from toguna.text.content import ViewParagraph, is_atom

SAME_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛`´′", "'"),
        **dict.fromkeys("«»“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff",
        "…": "...", "×": "x",
    }
)  # fmt: skip
CLOSING = frozenset(":;?!%")
"""Signs that French sets a space before, and other hands do not."""
OPENING_QUOTES, CLOSING_QUOTES = frozenset("«“"), frozenset("»”")
HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
"""Soft hyphens, joiners and marks of direction: nobody sees them."""
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Traced:
    """A text whose characters each stand for the characters `starts` to `ends` of another."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the other text that `start` to `end` of this one stands for."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start < len(self.starts):
            return self.starts[start], self.starts[start]
        last = self.ends[-1] if self.ends else 0
        return last, last

    def through(self, inner: Traced) -> Traced:
        """Give this text traced to what `inner`, from which it was made, is traced to."""
        starts = tuple(inner.starts[start] for start in self.starts)
        return Traced(self.text, starts, tuple(inner.ends[end - 1] for end in self.ends))


def reading(block: ViewParagraph) -> Traced:
    """Give the words of a paragraph as they are read, traced to its `text`.

    A field is read as the words that it shows, all of them standing for its one character;
    notes, pictures and other things without words are left out.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    offset = 0
    for leaf in block.leaves:
        is_thing = len(leaf.text) == 1 and is_atom(leaf.text)
        if not is_thing:
            words.append(leaf.text)
            starts += range(offset, offset + len(leaf.text))
            ends += range(offset + 1, offset + len(leaf.text) + 1)
        elif not leaf.shown.startswith("["):
            words.append(leaf.shown)
            starts += [offset] * len(leaf.shown)
            ends += [offset + 1] * len(leaf.shown)
        offset += len(leaf.text)
    return Traced("".join(words), tuple(starts), tuple(ends))


def fold(text: str) -> Traced:
    """Fold case, accents, quotation marks, dashes, ligatures, spaces and hidden signs."""
    return _without_thousands_spaces(_folded(text, _plain))


def even(text: str) -> Traced:
    """Fold typography alone: case and accents stay, since a change of those is a change."""
    return _folded(text, _typeset)


def _folded(text: str, plain: Callable[[str], str]) -> Traced:
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last, opened = " ", False  # the last sign; whether it opens a quotation
    for index, char in enumerate(text):
        folded = plain(char)
        if not folded:
            if signs and unicodedata.combining(char):
                ends[-1] = index + 1
            continue
        if folded == " " and (last == " " or opened):
            continue
        if signs and last == " " and (folded in CLOSING or char in CLOSING_QUOTES):
            del signs[-1], starts[-1], ends[-1]
        signs += folded
        starts += [index] * len(folded)
        ends += [index + 1] * len(folded)
        last, opened = folded[-1], char in OPENING_QUOTES
    if signs and last == " ":
        del signs[-1], starts[-1], ends[-1]
    return Traced("".join(signs), tuple(starts), tuple(ends))


def _without_thousands_spaces(traced: Traced) -> Traced:
    """Write "3 900" and "3900" the same way."""
    gaps = {match.start() for match in THOUSANDS.finditer(traced.text)}
    if not gaps:
        return traced
    kept = [index for index in range(len(traced.text)) if index not in gaps]
    return Traced(
        "".join(traced.text[index] for index in kept),
        tuple(traced.starts[index] for index in kept),
        tuple(traced.ends[index] for index in kept),
    )


@lru_cache(maxsize=4096)
def _typeset(char: str) -> str:
    """Give a character without what typography alone decides."""
    if is_atom(char) or char in HIDDEN:
        return ""
    return " " if char.isspace() else char.translate(SAME_SIGNS)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Give a character without case, accents and what typography decides."""
    decomposed = unicodedata.normalize("NFKD", _typeset(char)).casefold()
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " " if plain and plain.isspace() else plain
