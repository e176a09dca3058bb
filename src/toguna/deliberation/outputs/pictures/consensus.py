"""How near people are on each criterion, round after round."""

from __future__ import annotations

import math
from typing import Any

import altair as alt

from toguna.deliberation.outputs.pictures.model import (
    INK,
    LIGHT,
    Picture,
    Values,
    data,
    drawn,
)
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, joined

WIDTH, ROW = 430, 25
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross"]


def consensus(results: Results) -> Picture | None:
    """Draw the degree of consensus on each criterion: a sign a round, joined by a line."""
    rounds = results.agreeing.by_criterion[-len(SHAPES) :]
    numbers = [f"tour {one.round}" for one in results.rounds[-len(SHAPES) :]]
    points: Values = [
        {"criterion": criterion, "round": number, "level": level, "shown": figure(level, 2)}
        for number, levels in zip(numbers, rounds, strict=True)
        for criterion, level in levels.items()
        if not math.isnan(level)
    ]
    if not points:
        return None
    now = rounds[-1]
    order = sorted(now, key=lambda criterion: (now[criterion], criterion))
    y = alt.Y(
        "criterion:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, grid=True)
    )
    least = math.floor(min(point["level"] for point in points) * 10) / 10
    x = alt.X(
        "level:Q",
        title="Niveau de consensus (1 : tous disent la même chose)",
        scale=alt.Scale(domain=[least, 1]),
        axis=alt.Axis(format=".2f", tickCount=5),
    )
    shapes = alt.Shape("round:N", title=None, sort=numbers,
                       scale=alt.Scale(domain=numbers, range=SHAPES[: len(numbers)]),
                       legend=alt.Legend(orient="bottom"))  # fmt: skip
    fills = alt.Fill("round:N", sort=numbers, legend=None,
                     scale=alt.Scale(domain=numbers,
                                     range=["white"] * (len(numbers) - 1) + [INK]))  # fmt: skip
    base = alt.Chart(data(points)).encode(y=y)
    path = base.mark_line(color=LIGHT, strokeWidth=4).encode(x=x, detail="criterion:N")
    signs = base.mark_point(size=90, stroke=INK, strokeWidth=1.3, opacity=1).encode(
        x=x, shape=shapes, fill=fills
    )
    chart: Any = (path + signs).properties(width=WIDTH, height=ROW * len(order))
    last = joined([f"{criterion} {figure(now[criterion], 2)}" for criterion in order])
    return drawn(
        "consensus",
        "Le niveau de consensus sur chaque critère",
        f"Niveau de consensus au {numbers[-1]}, du plus disputé au plus partagé : {last}.",
        chart,
    )
