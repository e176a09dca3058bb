"""What every page of a dossier does first: find the dossier, the seat, and check the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from toguna.web.models import Dossier, User
from toguna.web.permissions import Right, Seat, seat_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Seat, P], HttpResponseBase]
RIGHT_OF: dict[str, Right] = {}
"""The right that each page asks for, by the view's name: the table that tests go through."""


def page(right: Right) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Make a view of one dossier, given the seat of who asks.

    Who has no seat is told that there is no such dossier; who lacks the right is refused.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        RIGHT_OF[f"{view.__module__}.{view.__name__}"] = right

        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            seat = required_seat(request, slug)
            if not seat.may(right):
                raise PermissionDenied
            request.seat = seat  # type: ignore[attr-defined]  # for the page's frame
            return view(request, seat, *args, **kwargs)

        return cast("Callable[..., HttpResponseBase]", login_required(wrapped))

    return decorate


def required_seat(request: HttpRequest, slug: str) -> Seat:
    """Give the seat of who asks in a dossier.

    Raises:
        Http404: there is no such dossier, or who asks has no seat in it: both look the same.
    """
    dossier = Dossier.objects.filter(slug=slug).first()
    seat = None if dossier is None else seat_in(cast("User", request.user), dossier)
    if seat is None:
        raise Http404
    return seat
