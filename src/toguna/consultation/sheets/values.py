"""Cell values as text: numbers as they are shown, dates in ISO 8601."""

from __future__ import annotations

import datetime
import math
import re

FIXED = re.compile(r"^#?(?:,##)?0(?:\.(?P<decimals>0+))?(?P<percent>%?)$")
"""The formats that fix the decimals: a section number 2.10 is shown so and not as 2.1."""
MAX_EXACT = 1e15


def number_text(value: float, number_format: str = "General") -> str:
    """Give a number as it is shown, with a decimal point: 3.0 is "3", 0.05 as `0%` is "5 %"."""
    if not math.isfinite(value):
        return ""
    fixed = FIXED.match(number_format)
    if fixed:
        decimals = len(fixed["decimals"] or "")
        if fixed["percent"]:
            return f"{value * 100:.{decimals}f} %"
        return f"{value:.{decimals}f}"
    if value == int(value) and abs(value) < MAX_EXACT:
        return str(int(value))
    return f"{value:.15g}"


def date_text(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    """Give a date, a time or a duration in ISO form; a date at midnight is a plain date."""
    if isinstance(value, datetime.timedelta):
        return str(value)
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes")
    return value.isoformat()


def value_text(value: object) -> str:
    """Give any cell value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return date_text(value)
    return str(value)
