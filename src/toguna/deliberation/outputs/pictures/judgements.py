"""What was said: the group's judgements, and which option each person's answers put first."""

from __future__ import annotations

import altair as alt
import numpy as np

from toguna.deliberation.methods.weighted_sum import utilities
from toguna.deliberation.outputs.pictures.grids import heads, rank_grid, rows
from toguna.deliberation.outputs.pictures.model import MID, SHADES, Picture, data, drawn
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, listed, order_words

ROW, COLUMNS = 28, 624


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
    """Draw the order of the options by each person's own judgements and weights."""
    orders = results.people_orders
    words = [f"{person} : {order_words(order)}" for person, order in orders.items()]
    return drawn(
        "positions",
        "L'ordre des options d'après les réponses de chacun",
        "Ordre des options d'après les jugements et les poids de chacun. " + ". ".join(words) + ".",
        rank_grid(orders, results.table.options),
    )
