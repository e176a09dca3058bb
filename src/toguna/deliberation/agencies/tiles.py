"""A picture of where agencies stand now: a line a kind of body, a tile a country."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.deliberation.agencies.drawing import GREY, INK, Sheet, Style
from toguna.deliberation.agencies.model import Agency, Basis, Kind
from toguna.deliberation.agencies.picture import LOOKS
from toguna.messages import Translate, say

WIDTH, LEFT, TOP = 640.0, 150.0, 26.0
HEIGHT, ROW, GAP = 15.0, 19.0, 4.0
LETTER = 5.3
"""How wide a letter of a country's name is, near enough for its tile."""


def tiles(agencies: Sequence[Agency], translate: Translate = str) -> Sheet:
    """Draw the agencies under the kind of body where each stands now, the most crowded first.

    A tile is filled where a text says so, hollow where it is so in practice alone; a country
    that law and practice, or sources, put under several kinds has a tile on each line.
    """
    standing = {kind: _under(agencies, kind) for kind in Kind}
    kinds = sorted((kind for kind in Kind if standing[kind]), key=lambda k: -len(standing[k]))
    sheet = Sheet(WIDTH, 0, say("Où sont les agences nationales").render(translate))
    _head(sheet, translate)
    y = TOP
    for kind in kinds:
        label = f"{kind.message.render(translate)} · {len(standing[kind])}"
        label_style = Style(9.5, bold=True, align="right")
        sheet.write((LEFT - 8, y + HEIGHT / 2 + 0.5), label, label_style)
        y = _line(sheet, y, kind, standing[kind]) + ROW + GAP
    sheet.height = y
    return sheet


def _under(agencies: Sequence[Agency], kind: Kind) -> list[tuple[str, bool]]:
    """Give the countries under a kind of body, and whether by law; those first."""
    found = []
    for agency in agencies:
        bases = [basis for basis in Basis for step in agency.now(basis) if step.kind is kind]
        if bases:
            found.append((agency.country, Basis.LAW in bases))
    return sorted(found, key=lambda tile: not tile[1])


def _line(sheet: Sheet, y: float, kind: Kind, countries: Sequence[tuple[str, bool]]) -> float:
    """Draw a kind's tiles, over several lines where need be; give where the last line stands."""
    x = LEFT
    for country, by_law in countries:
        width = len(country) * LETTER + 10
        if x + width > WIDTH:
            x, y = LEFT, y + ROW
        _tile(sheet, (x, y), width, kind, country, filled=by_law)
        x += width + GAP
    return y


def _head(sheet: Sheet, translate: Translate) -> None:
    signs = (
        (LEFT, True, say("un texte le dit (droit)")),
        (LEFT + 160, False, say("constaté, sans texte lu (pratique)")),
    )
    for x, filled, message in signs:
        _tile(sheet, (x, 3), 22, Kind.OTHER_MINISTRY, "", filled=filled)
        sheet.write(
            (x + 28, 3 + HEIGHT / 2 + 0.5), message.render(translate), Style(9, colour=GREY)
        )


def _tile(
    sheet: Sheet, at: tuple[float, float], width: float, kind: Kind, name: str, *, filled: bool
) -> None:
    look = LOOKS[kind]
    sheet.box(at, (width, HEIGHT), look.colour if filled else "#ffffff", look.colour)
    style = Style(9, bold=True, colour=look.on_it if filled else INK, align="center")
    sheet.write((at[0] + width / 2, at[1] + HEIGHT / 2 + 0.5), name, style)
