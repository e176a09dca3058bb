"""Dates as people write them: "le 10 juin 2025", "10/06/2025", "2025-06-10"."""

from __future__ import annotations

import datetime
import re

from toguna.consultation.folding import fold
from toguna.messages import Message, say

MONTHS = (
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
)
ENGLISH = (
    "january february march april may june july august september october november december".split()
)
_ISO = re.compile(r"^(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})")
_FIGURES = re.compile(r"^(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{2,4})$")
_WORDS = re.compile(r"\b(?P<day>[0-9]{1,2})(?:er)? (?P<month>[a-z]{3,9})\.? (?P<year>20[0-9]{2})\b")


def iso_date(text: str) -> str:
    """Give the date that a text names as YYYY-MM-DD, the day before the month; "" where none."""
    folded = fold(text).text
    match = _ISO.match(folded) or _FIGURES.match(folded) or _WORDS.search(folded)
    if match is None:
        return ""
    year = int(match["year"])
    try:
        date = datetime.date(
            year + 2000 if year < 100 else year, _month(match["month"]), int(match["day"])
        )
    except ValueError:
        return ""
    return date.isoformat()


def day_refusal(date: str | None) -> Message | None:
    """Say why a text is not a day as the program takes it (YYYY-MM-DD); None where it is one.

    No text at all is no day that could be wrong.
    """
    try:
        if date is None or datetime.date.fromisoformat(date).isoformat() == date:
            return None
    except ValueError:
        pass
    return say("Date « {date} » : écrivez-la sous la forme année-mois-jour, 2025-07-03.", date=date)


def _month(text: str) -> int:
    """Give the number of a month, 0 where the text is none."""
    if text.isdecimal():
        return int(text)
    for names in (MONTHS, ENGLISH):
        for number, name in enumerate(names, start=1):
            if name == text or (len(text) >= 3 and name.startswith(text) and text != "jui"):
                return number
    return 0
