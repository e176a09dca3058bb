"""Finding what an address names, as far as a seat may know of it."""

from __future__ import annotations

from django.http import Http404

from toguna.web.domain.rounds import rounds_of
from toguna.web.models import Round
from toguna.web.permissions import Seat


def round_of(seat: Seat, number: int) -> Round:
    """Give the round with a number.

    Raises:
        Http404: there is none that the seat may know of.
    """
    found = next((one for one in rounds_of(seat) if one.number == number), None)
    if found is None:
        raise Http404
    return found
