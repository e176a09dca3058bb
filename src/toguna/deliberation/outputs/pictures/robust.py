"""How robust: how often each option is first, and where the leader's weights may move."""

from __future__ import annotations

from typing import Any

import altair as alt

from toguna.deliberation.outputs.pictures.model import (
    INK,
    LIGHT,
    MID,
    PALE,
    Picture,
    Values,
    data,
    drawn,
)
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import joined, listed, percent
from toguna.deliberation.robustness.results import Interval

WIDTH = 360
BAR = 13
ROW = 26
DRAWN = {
    "weighted_sum": "somme pondérée",
    "topsis": "TOPSIS",
    "promethee": "PROMETHEE",
    "smaa": "SMAA",
}
"""The methods by which weightings are drawn, as they are named here."""
FILLS = [INK, MID, LIGHT, "white"]


def first_ranks(results: Results) -> Picture:
    """Draw how often each option comes first by each method, with the interval of confidence."""
    options = ever_first(results)
    values: Values = [
        {
            "option": option,
            "method": DRAWN[key],
            "share": share.share,
            "low": share.low,
            "high": share.high,
            "shown": f"{percent(share.share)}",
        }
        for key, found in results.robustness.group.items()
        for option in options
        if (share := found.first(option))
    ]
    names = list(DRAWN.values())
    y = alt.Y(
        "option:N",
        sort=list(results.table.options),
        title=None,
        axis=alt.Axis(domain=False, ticks=False),
        scale=alt.Scale(paddingInner=0.18),
    )
    inner = alt.YOffset("method:N", sort=names, scale=alt.Scale(paddingInner=0.12))
    x = alt.X("share:Q", title="Part des pondérations où l'option est première",
              scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", tickCount=5))  # fmt: skip
    base = alt.Chart(data(values)).encode(y=y, yOffset=inner)
    fills = alt.Color("method:N", sort=names, title=None,
                      scale=alt.Scale(domain=names, range=FILLS),
                      legend=alt.Legend(orient="bottom", symbolStrokeColor=INK))  # fmt: skip
    bars = base.mark_bar(stroke=INK, strokeWidth=0.7).encode(x=x, color=fills)
    spans = base.mark_rule(color="black", strokeWidth=1.4).encode(x="low:Q", x2="high:Q")
    words = base.mark_text(align="left", dx=5, fontSize=10).encode(x="high:Q", text="shown:N")
    height = BAR * len(names) * len(options)
    chart: Any = (bars + spans + words).properties(width=WIDTH, height=height)
    return drawn("solidite", "Quelle option est première, et à quelle fréquence",
                 _first_words(results), chart)  # fmt: skip


def ever_first(results: Results) -> tuple[str, ...]:
    """Give the options that come first in some weighting, by some method."""
    drawn_by = results.robustness.group.values()
    return tuple(
        option
        for option in results.table.options
        if any(found.first(option).share > 0 for found in drawn_by)
    )


def _first_words(results: Results) -> str:
    told = []
    for option in results.table.options:
        shares = [
            f"{DRAWN[key]} {percent(found.first(option).share)}"
            for key, found in results.robustness.group.items()
        ]
        told.append(f"{option} : {listed(shares)}")
    return "Part des pondérations où chaque option est première. " + ". ".join(told) + "."


def intervals(results: Results) -> Picture | None:
    """Draw between which weights the first option of the weighted sum stays first.

    None where there is only one criterion.
    """
    hold = results.robustness.holds["weighted_sum"]
    values: Values = [
        {
            "criterion": criterion,
            "low": interval.low,
            "high": interval.high,
            "weight": interval.weight,
            "told": _beyond(interval),
        }
        for criterion, interval in hold.intervals.items()
    ]
    if not values:
        return None
    y = alt.Y("criterion:N", sort=list(results.table.criteria), title=None,
              axis=alt.Axis(domain=False, ticks=False))  # fmt: skip
    x = alt.X("low:Q", title="Poids du critère", scale=alt.Scale(domain=[0, 1]),
              axis=alt.Axis(format=".0%", tickCount=6))  # fmt: skip
    base = alt.Chart(data(values)).encode(y=y)
    whole = base.mark_bar(color=PALE, height=12).encode(x=alt.value(0), x2=alt.value(WIDTH))
    kept = base.mark_bar(color=LIGHT, stroke=INK, strokeWidth=0.8, height=12).encode(
        x=x, x2="high:Q"
    )
    now = base.mark_tick(color="black", thickness=2.5, height=19).encode(x="weight:Q")
    told = base.mark_text(align="left", fontSize=11).encode(x=alt.value(WIDTH + 8), text="told:N")
    chart: Any = (whole + kept + now + told).properties(width=WIDTH, height=ROW * len(values))
    leader = joined(hold.order[0])
    words = listed(
        [
            f"{criterion} pèse {percent(interval.weight)}"
            + (f" ({_beyond(interval)})" if _beyond(interval) else " (rien ne change)")
            for criterion, interval in hold.intervals.items()
        ]
    )
    return drawn(
        "intervalles",
        f"Entre quels poids « {leader} » reste en tête de la somme pondérée",
        f"Poids de chaque critère entre lesquels « {leader} » reste en tête. {words}.",
        chart,
    )


def _beyond(interval: Interval) -> str:
    """Say from which weights on another option comes first."""
    sides = [
        (interval.below, "sous", interval.low),
        (interval.above, "au-dessus de", interval.high),
    ]
    return ", ".join(f"{side} {percent(end)} : {joined(by)}" for by, side, end in sides if by)
