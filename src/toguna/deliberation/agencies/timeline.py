"""A picture of where agencies have stood: a line a country, a bar a step, law above practice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby

from toguna.deliberation.agencies.drawing import GREY, INK, Sheet, Style
from toguna.deliberation.agencies.model import (
    SOURCELESS,
    Agency,
    Anchoring,
    Basis,
    Confidence,
    Kind,
)
from toguna.deliberation.agencies.picture import COLUMN, LOOKS, SIGN, bar, legend
from toguna.messages import Message, Translate, say

WIDTH, LEFT, RIGHT = 640.0, 118.0, 405.0
"""The years stand between `LEFT` and `RIGHT`; names before, present bodies after."""
LANE, GAP, GROUP = 13.0, 5.0, 20.0
FIRST_YEAR = 2002
EVERY = 4
"""Years between two marks of the scale."""


def timeline(agencies: Sequence[Agency], translate: Translate = str) -> Sheet:
    """Draw the anchorings of the agencies, in their order, under the names of their groups.

    The scale ends on the last day that anything was looked up.
    """
    rows = [(agency, _lanes(agency)) for agency in agencies]
    drawn = [step for agency in agencies for step in agency.anchorings]
    sheet = Sheet(WIDTH, 0, say("Où ont été ancrées les agences nationales").render(translate))
    top = _head(sheet, drawn, translate) + 18
    scale = _Scale(max((agency.looked_up for agency in agencies), default="2026-01-01"))
    y = top
    for name, members in groupby(rows, lambda row: row[0].group):
        sheet.write((0, y + GROUP / 2 + 2), name, Style(9.5, bold=True, colour=GREY))
        y += GROUP
        for agency, lanes in members:
            _row(sheet, scale, y, agency, lanes, translate)
            y += max(len(lanes), 1) * LANE + GAP
    _years(sheet, scale, top, y)
    sheet.height = y + 16
    return sheet


class _Scale:
    """From a day to its place on the sheet; what is before the first year stands at its edge."""

    def __init__(self, last: str) -> None:
        self.last = datetime.date.fromisoformat(last)
        self._first = datetime.date(FIRST_YEAR, 1, 1)
        self._day = (RIGHT - LEFT) / (self.last - self._first).days

    def place(self, day: datetime.date) -> float:
        return LEFT + self._day * max(0, (min(day, self.last) - self._first).days)


def _lanes(agency: Agency) -> list[list[Anchoring]]:
    """Give the steps as lanes: the law's first, and one more where steps overlap."""
    lanes: list[list[Anchoring]] = []
    for basis in Basis:
        first = len(lanes)
        for step in agency.on(basis):
            free = (lane for lane in lanes[first:] if not any(map(step.overlaps, lane)))
            lane = next(free, None)
            if lane is None:
                lanes.append([step])
            else:
                lane.append(step)
    return lanes


def _head(sheet: Sheet, drawn: Sequence[Anchoring], translate: Translate) -> float:
    """Draw what the signs mean; give where that ends."""
    kinds = {step.kind for step in drawn}
    top = legend(sheet, 4, (kind for kind in Kind if kind in kinds), translate) + 6
    bar(sheet, (0, top), SIGN[0], Kind.OTHER_MINISTRY, Basis.LAW, "")
    bar(sheet, (COLUMN, top), SIGN[0], Kind.OTHER_MINISTRY, Basis.PRACTICE, "")
    sheet.line((2 * COLUMN, top + 6), (2 * COLUMN + SIGN[0], top + 6), GREY, dotted=True)
    signs: tuple[tuple[str, Message], ...] = (
        ("", say("un texte le dit (droit)")),
        ("", say("constaté, sans texte lu (pratique)")),
        ("", say("on ne sait jusqu'à quand")),
        ("≤", say("à cette date au plus tard")),
        ("?", say("une seule source, indirecte")),
        ("≠", say("les sources ne concordent pas")),
    )
    if any(step.since.first.year < FIRST_YEAR for step in drawn):
        signs += (("◂", say("depuis avant {year}", year=FIRST_YEAR)),)
    for index, (letters, message) in enumerate(signs):
        x, middle = index % 3 * COLUMN, top + index // 3 * 15 + 6
        sheet.write((x + SIGN[0] / 2, middle), letters, Style(9, bold=True, align="center"))
        sheet.write((x + SIGN[0] + 6, middle), message.render(translate), Style(9))
    return top + (len(signs) + 2) // 3 * 15


def _years(sheet: Sheet, scale: _Scale, top: float, bottom: float) -> None:
    for year in range(FIRST_YEAR, scale.last.year + 1, EVERY):
        x = scale.place(datetime.date(year, 1, 1))
        sheet.line((x, top - 2), (x, bottom), "#dcdcdc", dotted=False)
        for y in (top - 9, bottom + 9):
            sheet.write((x, y), str(year), Style(8.5, colour=GREY, align="center"))


def _row(
    sheet: Sheet,
    scale: _Scale,
    y: float,
    agency: Agency,
    lanes: Sequence[Sequence[Anchoring]],
    translate: Translate,
) -> None:
    sheet.line((0, y), (WIDTH, y), "#e9e9e9", dotted=False)
    middle = y + GAP / 2 + SIGN[1] / 2 + 0.5
    sheet.write((0, middle), agency.country, Style(9.5, bold=True))
    acronym = Style(8, colour=GREY, align="right")
    sheet.write((LEFT - 7, middle), agency.acronym, acronym)
    if not lanes:
        words = say("tutelle : {missing}", missing=SOURCELESS).render(translate)
        sheet.write((RIGHT + 8, middle), words, Style(8.5, italic=True, colour=GREY))
    for index, lane in enumerate(lanes):
        top = y + GAP / 2 + index * LANE
        for step in lane:
            _step(sheet, scale, top, step)
        _present(sheet, top + SIGN[1] / 2 + 0.5, agency, lane)


def _step(sheet: Sheet, scale: _Scale, top: float, step: Anchoring) -> None:
    if step.until is not None and step.until.first.year < FIRST_YEAR:
        return
    start = scale.place(step.since.first)
    end = scale.place(step.until.first if step.until else scale.last)
    if step.ended and step.until is None:
        sheet.line((start, top + SIGN[1] / 2), (end, top + SIGN[1] / 2), GREY, dotted=True)
        end = start + 30
    letters = "".join(
        (
            "◂" if step.since.first.year < FIRST_YEAR else "",
            "≤" if step.since.at_latest else "",
            LOOKS[step.kind].letters,
            "?" if step.confidence is Confidence.LOW else "",
        )
    )
    bar(sheet, (start, top), max(end - start - 1, 7), step.kind, step.basis, letters)


def _present(sheet: Sheet, middle: float, agency: Agency, lane: Iterable[Anchoring]) -> None:
    """Write the body where the lane's agency stands now, after its bar."""
    step = next((step for step in lane if step.in_force), None)
    if step is None:
        return
    sign = "≠ " if step in agency.disputed else ""
    words = f"{sign}{'≤' if step.since.at_latest else ''}{step.since.year} · {step.body}"
    style = Style(8.5, italic=step.basis is Basis.PRACTICE, colour=INK, limit=WIDTH - RIGHT - 8)
    sheet.write((RIGHT + 8, middle), words, style)
