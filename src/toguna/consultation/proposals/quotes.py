"""Telling what a sentence quotes from what it says: each quotation becomes one sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.consultation.folding import Traced, fold

FIRST_SIGN, LAST_SIGN = 0xE000, 0xEFFF
QUOTE = f"[{chr(FIRST_SIGN)}-{chr(LAST_SIGN)}]"
"""One quotation in a skeleton, as part of a regular expression."""
LINE = "\x00"
"""The end of a line in a skeleton: no words without quotation marks go over it."""
SPACES = " \t\n\u00a0\u202f\u2009"

QUOTATION = re.compile(
    r"«(?P<french>[^«»]*(?:«[^«»]*»[^«»]*)*)»"
    r"|<<(?P<typed>.+?)>>"
    r"|“(?P<curly>[^“”]+)”|„(?P<low>[^„“”]+)[“”]"
    r'|"(?P<straight>[^"]+)"'
    r"|(?<!\w)['‘’](?P<single>.+?)['’](?!\w)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text folded, with one sign for each quotation."""

    traced: Traced
    masked: str
    quoted: tuple[str, ...]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.traced.text

    def words(self, start: int, end: int) -> str:
        """Give the words between two positions as they were written, a lone quotation bare."""
        written = self.masked[slice(*self.traced.span(start, end))].replace(LINE, "\n")
        written = written.strip(SPACES)
        if len(written) == 1 and written in self.signs:
            return self.quoted[self.signs.index(written)]
        return "".join(
            f"« {self.quoted[self.signs.index(char)]} »" if char in self.signs else char
            for char in written
        )

    @property
    def signs(self) -> str:
        """The signs that stand for the quotations, in order."""
        return "".join(chr(FIRST_SIGN + index) for index in range(len(self.quoted)))


def skeleton(text: str) -> Skeleton:
    """Give a text's skeleton."""
    quoted: list[str] = []

    def mask(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None).strip(SPACES)
        if not any(char.isalnum() for char in words) or len(quoted) > LAST_SIGN - FIRST_SIGN:
            return match.group()
        quoted.append(words)
        return chr(FIRST_SIGN + len(quoted) - 1)

    masked = QUOTATION.sub(mask, text).replace("\n", LINE)
    return Skeleton(fold(masked), masked, tuple(quoted))


def said(text: str) -> str:
    """Give a text without what it quotes."""
    masked = skeleton(text).masked.replace(LINE, "\n")
    return "".join(" … " if FIRST_SIGN <= ord(char) <= LAST_SIGN else char for char in masked)


def quotations(text: str) -> tuple[str, ...]:
    """Give what a text quotes, in order."""
    return skeleton(text).quoted
