"""What the pages of the workshop room say."""

from __future__ import annotations

from django import template

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
