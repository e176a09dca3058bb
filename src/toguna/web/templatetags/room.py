"""What the pages of the workshop room say."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format

from toguna.web.permissions import Right, Seat

register = template.Library()


@register.filter
def minutes(seconds: int) -> str:
    """Give a number of seconds as a clock has it (4:05)."""
    whole, rest = divmod(max(0, seconds), 60)
    return f"{whole}:{rest:02}"


@register.filter
def leads(seat: Seat) -> bool:
    """Tell whether a seat leads the room."""
    return seat.may(Right.WORKSHOP)


@register.filter
def day(told: str) -> str:
    """Give a day as people write it, from its ISO form."""
    return date_format(date.fromisoformat(told), "DATE_FORMAT")


@register.filter
def days(told: list[str]) -> str:
    """Give the first and the last of some days."""
    ends = [day(one) for one in (told[:1] + told[1:][-1:])]
    return " – ".join(ends)
