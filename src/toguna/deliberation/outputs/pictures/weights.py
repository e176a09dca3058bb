"""What weighs: each person's weights, criterion by criterion, and the group's."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np

from toguna.deliberation.outputs.pictures.model import INK, LIGHT, Picture, Values, data, drawn
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import listed, percent

WIDTH, ROW = 460, 30
ROOM = 0.07
"""Before zero, for the name of who weighs a criterion least."""
TICKS = [tenth / 10 for tenth in range(11)]


def weights(results: Results) -> Picture:
    """Draw a circle a person, a diamond for the group, who weighs least and most by name."""
    points, ends, words = _lines(results)
    y = alt.Y("criterion:N", sort=list(results.table.criteria), title=None,
              axis=alt.Axis(domain=False, ticks=False, grid=True))  # fmt: skip
    x = alt.X("weight:Q", title="Part du poids total", scale=alt.Scale(domainMin=-ROOM),
              axis=alt.Axis(format=".0%", values=TICKS))  # fmt: skip
    people = alt.Chart(data([p for p in points if p["who"] != "groupe"])).mark_point(
        shape="circle", filled=False, stroke=INK, size=52, strokeWidth=1.4, opacity=1
    )
    group = alt.Chart(data([p for p in points if p["who"] == "groupe"])).mark_point(
        shape="diamond", filled=True, fill=INK, size=130, opacity=1
    )
    span = alt.Chart(data(ends)).mark_rule(strokeWidth=5, color=LIGHT)
    least = alt.Chart(data(ends)).mark_text(align="right", dx=-7, fontSize=11)
    most = alt.Chart(data(ends)).mark_text(align="left", dx=7, fontSize=11)
    chart: Any = (
        span.encode(y=y, x=alt.X("low:Q"), x2="high:Q")
        + people.encode(y=y, x=x)
        + group.encode(y=y, x=x)
        + least.encode(y=y, x="low:Q", text="least:N")
        + most.encode(y=y, x="high:Q", text="most:N")
    )
    chart = chart.properties(width=WIDTH, height=ROW * len(results.table.criteria))
    return drawn("poids", "Ce que pèse chaque critère", words, chart)


def _lines(results: Results) -> tuple[Values, Values, str]:
    points: Values = []
    ends: Values = []
    told = []
    heard = ~np.isnan(results.individual).any(axis=1)
    people = np.array(results.said.people)[heard]
    for column, criterion in enumerate(results.table.criteria):
        own = results.individual[heard, column]
        group = float(results.weights[column])
        for person, weight in zip(people, own, strict=True):
            points.append({"criterion": criterion, "who": str(person), "weight": float(weight)})
        points.append({"criterion": criterion, "who": "groupe", "weight": group})
        low, high = int(np.argmin(own)), int(np.argmax(own))
        ends.append(
            {
                "criterion": criterion,
                "low": float(own[low]),
                "high": float(own[high]),
                "least": str(people[low]),
                "most": str(people[high]),
            }
        )
        told.append(
            f"{criterion} {percent(group)}, de {percent(float(own[low]))} ({people[low]}) à "
            f"{percent(float(own[high]))} ({people[high]})"
        )
    return points, ends, "Poids du groupe, le plus faible et le plus fort. " + listed(told) + "."
