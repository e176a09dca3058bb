"""What was said: the group's judgements, and which option each person's answers put first."""

from __future__ import annotations

from collections import Counter

import altair as alt
import numpy as np

from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.orders import Order
from toguna.deliberation.outputs.pictures.grids import heads, places, rank_grid, rows
from toguna.deliberation.outputs.pictures.model import MID, SHADES, Picture, data, drawn
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, listed, order_words

ROW, COLUMNS = 28, 624
MOST_LINES = 20
"""More people than this are counted, not shown one by one."""


def profile(results: Results) -> Picture:
    """Draw the mean judgement of each option on each criterion, the darker the more in favour."""
    table, leaves = results.table, results.deliberation.leaves
    shades = utilities(table)
    values = [
        {
            "option": option,
            "criterion": leaf.key,
            "shown": figure(table.values[row, column]),
            "shade": float(np.round(shades[row, column], 6)),
        }
        for row, option in enumerate(table.options)
        for column, leaf in enumerate(leaves)
    ]
    base = alt.Chart(data(values)).encode(
        x=heads("criterion", table.criteria, COLUMNS), y=rows("option", table.options)
    )
    cells = base.mark_rect(stroke=MID, strokeWidth=0.6).encode(
        color=alt.Color("shade:Q", scale=alt.Scale(domain=[0, 1], range=SHADES), legend=None)
    )
    words = base.mark_text(fontSize=13).encode(
        text="shown:N",
        color=alt.condition("datum.shade > 0.62", alt.value("white"), alt.value("black")),
    )
    chart = (cells + words).properties(width=COLUMNS, height=ROW * len(table.options))
    return drawn("profil", "Ce que le groupe dit de chaque option", _profile_words(results), chart)


def _profile_words(results: Results) -> str:
    rows = [
        f"{option} : "
        + listed(
            [
                f"{leaf.key} {figure(value)}{' ' + leaf.scale.unit if leaf.scale.unit else ''}"
                for leaf, value in zip(results.deliberation.leaves, row, strict=True)
            ]
        )
        for option, row in zip(results.table.options, results.table.values, strict=True)
    ]
    return "Moyenne des jugements de chaque option, critère par critère. " + ". ".join(rows) + "."


def positions(results: Results) -> Picture:
    """Draw the order of the options by each person's own judgements and weights.

    Of many people, how many put each option at each place is drawn.
    """
    orders = results.people_orders
    if len(orders) > MOST_LINES:
        return _places_taken(orders, results)
    words = [f"{person} : {order_words(order)}" for person, order in orders.items()]
    return drawn(
        "positions",
        "L'ordre des options d'après les jugements et les poids de chacun (1 : en tête)",
        "Ordre des options d'après les jugements et les poids de chacun. " + ". ".join(words) + ".",
        rank_grid(orders, results.table.options),
    )


def _places_taken(orders: dict[str, Order], results: Results) -> Picture:
    options = results.table.options
    taken = Counter((key, at) for order in orders.values() for key, at in places(order).items())
    numbers = [str(place + 1) for place in range(len(options))]
    values = [
        {"option": option, "place": number, "people": taken[option, int(number)]}
        for option in options
        for number in numbers
    ]
    base = alt.Chart(data(values)).encode(
        x=heads("place", numbers, COLUMNS), y=rows("option", options)
    )
    cells = base.mark_rect(stroke=MID, strokeWidth=0.6).encode(
        color=alt.Color("people:Q", scale=alt.Scale(domain=[0, len(orders)], range=SHADES),
                        legend=None)
    )  # fmt: skip
    half = len(orders) / 2
    shown = base.mark_text(fontSize=13).encode(
        text="people:Q",
        color=alt.condition(f"datum.people > {half}", alt.value("white"), alt.value("black")),
    )
    words = [
        f"{option} : " + listed([f"{taken[option, int(n)]} au rang {n}" for n in numbers])
        for option in options
    ]
    return drawn(
        "positions",
        "Combien de personnes, d'après leurs réponses, mettent chaque option à chaque rang",
        "Nombre de personnes qui mettent chaque option à chaque rang. " + ". ".join(words) + ".",
        (cells + shown).properties(width=COLUMNS, height=ROW * len(options)),
    )
