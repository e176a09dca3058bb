"""Grids of ranks: who, or which rule, puts which option where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from toguna.deliberation.orders import Order
from toguna.deliberation.outputs.pictures.model import INK, LIGHT, MID, data

CELL_HEIGHT = 23
WIDTH = 470
LOOKS = ("premier", "deuxième", "suivant")
FILLS = [INK, LIGHT, "white"]
LETTER, LINE = 6.4, 14
"""About how wide a letter of a heading is, and how high a line."""


def rank_grid(orders: Mapping[str, Order], options: Sequence[str]) -> Any:
    """Draw one line an order, one column an option, the place in each cell; firsts are filled.

    Options of one place have the same number, the first that they take together. An option that
    an order leaves out has a dash.
    """
    values = [
        {
            "row": row,
            "option": option,
            "shown": str(place) if place else "–",
            "look": LOOKS[(min(place, len(LOOKS)) or len(LOOKS)) - 1],
        }
        for row, order in orders.items()
        for option, place in (dict.fromkeys(options, 0) | places(order)).items()
    ]
    base = alt.Chart(data(values)).encode(x=heads("option", options, WIDTH), y=rows("row", orders))
    cells = base.mark_rect(stroke=MID, strokeWidth=0.6).encode(
        color=alt.Color("look:N", scale=alt.Scale(domain=list(LOOKS), range=FILLS), legend=None)
    )
    words = base.mark_text(fontSize=13).encode(
        text="shown:N",
        color=alt.condition("datum.shown == '1'", alt.value("white"), alt.value("black")),
    )
    return (cells + words).properties(width=WIDTH, height=CELL_HEIGHT * len(orders))


def heads(field: str, names: Sequence[str], width: int) -> Any:
    """Give the columns of a grid with their names above, a word a line; aslant if too long."""
    room = width / max(len(names), 1) / LETTER
    words = [name.split() for name in names]
    slanted = any(len(word) > room for name in words for word in name)
    lines = 1 if slanted else max(map(len, words), default=1)
    axis = alt.Axis(
        orient="top",
        labelAngle=-30 if slanted else 0,
        labelExpr="datum.label" if slanted else "split(datum.label, ' ')",
        labelPadding=6 + LINE * (lines - 1),
        domain=False,
        ticks=False,
    )
    return alt.X(f"{field}:N", sort=list(names), title=None, axis=axis)


def rows(field: str, names: Iterable[str]) -> Any:
    """Give the lines of a grid with their names before."""
    axis = alt.Axis(domain=False, ticks=False, labelPadding=6)
    return alt.Y(f"{field}:N", sort=list(names), title=None, axis=axis)


def places(order: Order) -> dict[str, int]:
    """Give the place of each option; tied ones share the first that they take together."""
    found: dict[str, int] = {}
    for tied in order:
        found |= dict.fromkeys(tied, len(found) + 1)
    return found
