"""How kinds of bodies are drawn: a colour, and a letter for who does not see the colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toguna.deliberation.agencies.drawing import INK, Sheet, Style
from toguna.deliberation.agencies.model import Basis, Kind
from toguna.messages import Translate


class Look(NamedTuple):
    """A kind's sign: its letters, its colour, and that of letters on it."""

    letters: str
    colour: str
    on_it: str = "#ffffff"


LOOKS = {
    Kind.PRESIDENCY: Look("P", "#0a4f8f"),
    Kind.PRIME_MINISTER: Look("PM", "#7cc4ee", INK),
    Kind.DIGITAL: Look("N", "#128a66"),
    Kind.REGULATOR: Look("R", "#f2e36b", INK),
    Kind.SECURITY: Look("S", "#b8460e"),
    Kind.DEFENCE: Look("D", "#3d2a6d"),
    Kind.OTHER_MINISTRY: Look("A", "#b3b3b3", INK),
    Kind.INDEPENDENT: Look("I", "#e0a3c6", INK),
    Kind.MIXED: Look("X", "#f0ab2e", INK),
    Kind.UNDECIDED: Look("…", "#8a8a8a"),
}
"""Told apart by who sees colours differently, and by their lightness as far as so many can be."""

SIGN = (20.0, 11.0)
COLUMN = 212.0
LETTER = 6.2
"""How wide a letter in a bar is, near enough to tell whether letters fit in it."""


def bar(
    sheet: Sheet,
    at: tuple[float, float],
    width: float,
    kind: Kind,
    basis: Basis,
    letters: str,
) -> None:
    """Draw a bar of a kind, filled in law, hollow in practice.

    Its letters stand at its left end, or before it where it is too short for them.
    """
    look = LOOKS[kind]
    filled = basis is Basis.LAW
    sheet.box(at, (width, SIGN[1]), look.colour if filled else "#ffffff", look.colour)
    middle = at[1] + SIGN[1] / 2 + 0.5
    if len(letters) * LETTER + 4 <= width:
        on_it = look.on_it if filled else INK
        sheet.write((at[0] + 3, middle), letters, Style(8, bold=True, colour=on_it))
    else:
        sheet.write((at[0] - 3, middle), letters, Style(8, bold=True, align="right"))


def legend(sheet: Sheet, top: float, kinds: Iterable[Kind], translate: Translate) -> float:
    """Draw the sign and the name of these kinds, three a line; give where the legend ends."""
    bottom = top
    for index, kind in enumerate(kinds):
        at = (index % 3 * COLUMN, top + index // 3 * 15)
        bar(sheet, at, SIGN[0], kind, Basis.LAW, LOOKS[kind].letters)
        words = (at[0] + SIGN[0] + 6, at[1] + SIGN[1] / 2 + 0.5)
        sheet.write(words, kind.message.render(translate), Style(9))
        bottom = at[1] + 15
    return bottom
