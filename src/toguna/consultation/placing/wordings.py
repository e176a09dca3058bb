"""Finding what a whole new wording is meant to replace: a paragraph, or sentences of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from toguna.consultation.folding import Traced, fold, reading
from toguna.consultation.placing.spots import CLEARLY_BEST, Spot
from toguna.text.content import ViewParagraph
from toguna.text.shown import shown

SENTENCE_GAP = re.compile(r"(?<=[.;:!?…])[\s\u00a0]+(?=[«A-ZÀ-ÖØ-Þ0-9])")
ALIKE = 65
"""So alike (of 100) must words be to a wording that is said to replace them."""
ALIKE_ANYWHERE = 80
"""So alike must they be where nothing says which clause the wording is for."""
ALIKE_IN_PLACE = 45
"""So alike at least where the very paragraph is named and the wording opens with its words."""
OPENING_WORDS, SHORTEST_SENTENCE = 2, 8
PART_OF, SURELY_PART = 0.75, 90
"""A wording longer than so much of a paragraph is meant for the whole of it, unless it is so much
like some of its sentences that the others were surely left out because they stay."""


class Target(NamedTuple):
    """The characters `start` to `end` of a paragraph that a wording is like."""

    score: float
    start: int
    end: int


def target_of(paragraph: ViewParagraph, wording: str, least: float = ALIKE) -> Target | None:
    """Find what a wording is meant to replace in a paragraph, None where nothing is like it."""
    return _target(reading(paragraph), wording, least)


def rival_of(paragraph: ViewParagraph, wording: str) -> Target | None:
    """Find the sentences of a named paragraph that a wording says otherwise ("L'agence est...")."""
    target = target_of(paragraph, wording, ALIKE_IN_PLACE)
    if target is None:
        return None
    words = fold(wording).text.split()
    others = fold(shown(paragraph, target.start, target.end)).text.split()
    opens_alike = words[:OPENING_WORDS] == others[:OPENING_WORDS]
    is_rival = opens_alike and min(len(words), len(others)) >= SHORTEST_SENTENCE
    return target if is_rival or target.score >= ALIKE else None


def _target(read: Traced, wording: str, least: float) -> Target | None:
    needle = fold(wording).text
    if not read.text or not needle:
        return None
    scored = [
        (fuzz.ratio(needle, fold(read.text[low:high]).text, score_cutoff=least), -low, high)
        for low, high in sentence_runs(read.text)
    ]
    score, start, end = max(scored)
    if len(needle) >= PART_OF * len(read.text) and score < SURELY_PART:
        score, start, end = fuzz.ratio(needle, fold(read.text).text), 0, len(read.text)
    return Target(score, *read.span(-start, end)) if score >= least else None


def sentence_runs(text: str) -> list[tuple[int, int]]:
    """Give every run of sentences of a text."""
    gaps = list(SENTENCE_GAP.finditer(text))
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    return [(low, high) for index, low in enumerate(starts) for high in ends[index:]]


def best_fit(
    wording: str, spots: Iterable[Spot], least: float = ALIKE
) -> tuple[Spot, Target] | None:
    """Find the paragraph that a wording is meant for, None where that is not clear."""
    fits = [
        (target, spot)
        for spot in spots
        if (target := target_of(spot.paragraph, wording, least)) is not None
    ]
    fits.sort(key=lambda fit: -fit[0].score)
    if not fits or (len(fits) > 1 and fits[0][0].score - fits[1][0].score < CLEARLY_BEST):
        return None
    target, spot = fits[0]
    return spot, target
