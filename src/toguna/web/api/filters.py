"""The filters of the table of observations that somebody keeps under a name."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.web.api.frame import eg, offers
from toguna.web.models import SavedFilter
from toguna.web.permissions import Right, Seat

ROUTER = Router()
FILTERS = "/filters"


class FilterIn(Schema):
    """A filter: its name, and what the address of the table asks for."""

    name: str = Field(min_length=1, max_length=80, examples=["Sans suite, MJDH"])
    query: str = Field("", max_length=1000, examples=["disposition=aucune&contributor=MJDH"])


class FilterOut(FilterIn):
    """A filter that is kept."""

    id: int = eg(3)


def _filters(seat: Seat) -> list[dict[str, Any]]:
    rows = SavedFilter.objects.filter(user=seat.user, dossier=seat.dossier).order_by("name")
    return [{"id": one.pk, "name": one.name, "query": one.query} for one in rows]


@offers(ROUTER, "GET", FILTERS, Right.SEE, list[FilterOut])
def list_filters(seat: Seat) -> Any:
    """List one's own filters."""
    return _filters(seat)


@offers(ROUTER, "POST", FILTERS, Right.SEE, list[FilterOut], status=201)
def keep_filter(seat: Seat, body: FilterIn) -> Any:
    """Keep a filter under a name, in place of one of that name."""
    SavedFilter.objects.update_or_create(
        user=seat.user, dossier=seat.dossier, name=body.name, defaults={"query": body.query}
    )
    return _filters(seat)


@offers(ROUTER, "DELETE", f"{FILTERS}/{{int:key}}", Right.SEE, list[FilterOut])
def drop_filter(seat: Seat, key: int) -> Any:
    """Drop one's own filter."""
    found = SavedFilter.objects.filter(pk=key, user=seat.user, dossier=seat.dossier).first()
    if found is None:
        raise Http404
    found.delete()
    return _filters(seat)
