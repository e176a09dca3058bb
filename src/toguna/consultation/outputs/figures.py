"""The figures of the report: what is drawn, and the words for who cannot see it."""

from __future__ import annotations

from typing import Any

from toguna.consultation.outputs.counts import Counts
from toguna.consultation.outputs.words import UNPLACED, number_of

MOST_BARS = 24
LONGEST_LABEL = 18


def bars(counts: Counts) -> dict[str, Any] | None:
    """Give the bars of observations by contributor, split by nature; None without any.

    Of many contributors, those with the most observations are drawn.
    """
    tally = counts.by_nature
    natures = [column for column in tally.columns if tally.column_total(column)]
    labels = [row for row in tally.rows if tally.row_total(row)]
    if not labels:
        return None
    ranked = sorted(labels, key=lambda row: -tally.row_total(row))[:MOST_BARS]
    drawn = [label for label in labels if label in ranked]
    return {
        "natures": natures,
        "styles": [tally.columns.index(nature) for nature in natures],
        "rows": [
            {
                "label": label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…",
                "total": tally.row_total(label),
                "values": [tally.at(label, nature) for nature in natures],
            }
            for label in drawn
        ],
        "most": max(tally.row_total(label) for label in drawn),
        "left_out": len(labels) - len(drawn),
        "alt": "Observations par contributeur et par nature. "
        + " ; ".join(_spoken(label, counts, natures) for label in drawn),
    }


def _spoken(label: str, counts: Counts, natures: list[str]) -> str:
    tally = counts.by_nature
    split = ", ".join(f"{tally.at(label, n)} {n}" for n in natures if tally.at(label, n))
    return f"{label} : {tally.row_total(label)} ({split})"


def strip(counts: Counts) -> dict[str, Any] | None:
    """Give the strip of the draft's parts, the darker the more observations; None without any."""
    parts = [part for part in counts.parts if part.name != UNPLACED]
    most = max((part.observations for part in parts), default=0)
    if not most:
        return None
    return {
        "cells": [
            {
                "number": number,
                "observations": part.observations,
                "conflicts": part.conflicts,
                "shade": round(100 * part.observations / most),
            }
            for number, part in enumerate(parts, 1)
        ],
        "alt": "Observations et divergences par partie du projet, dans l'ordre du texte. "
        + " ; ".join(
            f"{part.name} : {number_of(part.observations, 'observation')}, "
            f"{number_of(part.conflicts, 'divergence')}"
            for part in parts
            if part.observations or part.conflicts
        ),
    }
