"""Dates that do not exist, and periods that end before they begin."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import Message, say

ID = "dates"
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
WRITTEN = re.compile(
    rf"(?:(?P<name>{'|'.join(DAYS)}) )?(?<![\d,.])(?P<day>\d{{1,2}})(?:er)? "
    rf"(?P<month>{'|'.join(MONTHS)})(?: (?P<year>(?:19|20)\d\d))?\b"
)
FIGURES = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"
)
PERIOD = re.compile(
    r"(?:periode|plan|strategie|entre|de|annees|horizon) (?P<first>20\d\d) ?(?:-|a|et|to) ?"
    r"(?P<last>20\d\d)(?![\d/-])"
)
LEAP_YEAR = 2024


def _check(strategy: Strategy) -> Iterator[Finding]:
    for line in strategy.lines:
        text = line.folded.text
        for match in WRITTEN.finditer(text):
            month = MONTHS.index(match["month"]) + 1
            year = int(match["year"]) if match["year"] else None
            yield from _date(line, match, month, year, match["name"])
        for match in FIGURES.finditer(text):
            yield from _date(line, match, int(match["month"]), int(match["year"]), None)
        for match in PERIOD.finditer(text):
            if int(match["last"]) < int(match["first"]):
                yield _finding(
                    line, match, say("« {words} » finit avant de commencer.", words=match.group())
                )


def _date(
    line: Line, match: re.Match[str], month: int, year: int | None, weekday: str | None
) -> Iterator[Finding]:
    words = line.text[slice(*line.folded_span(*match.span()))]
    try:
        day = datetime.date(year or LEAP_YEAR, month, int(match["day"]))
    except ValueError:
        if month > 12 >= int(match["day"]) and int(month) <= 31:
            return  # the month written first, as in the United States
        yield _finding(line, match, say("Le « {words} » n'existe pas.", words=words))
        return
    if weekday is not None and year is not None and DAYS[day.weekday()] != weekday:
        yield _finding(
            line,
            match,
            say("Le « {words} » est un {day}.", words=words, day=DAYS[day.weekday()]),
        )


def _finding(line: Line, match: re.Match[str], message: Message) -> Finding:
    start, end = line.folded_span(*match.span())
    return at_words(ID, Severity.ERROR, message, say("Corrigez la date."), line, start, end)


RULE = Rule(
    ID,
    say("dates impossibles"),
    say(
        "« 31 juin », « 29 février 2027 », « 32/01/2026 », un jour de semaine qui n'est pas le "
        "bon, une période qui finit avant de commencer."
    ),
    _check,
)
