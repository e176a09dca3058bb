"""A clause through the versions of a text."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from toguna.web.domain.clause_history import history_of, known_versions
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat


@page(Right.SEE)
def clause(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Show a clause in each version, the last one first, and what was said of it.

    `version` is the number of the version that has a clause of that name, the last one if none
    is given.
    """
    versions = known_versions(seat)
    wanted = request.GET.get("version", "")
    chosen = [one for one in versions if not wanted or str(one.number) == wanted]
    steps = history_of(seat, chosen[-1], identifier) if chosen else []
    if not steps:
        raise Http404
    told = {"steps": steps[::-1], "version": chosen[-1], "identifier": identifier}
    return render(request, "toguna/text/clause.html", told)


URLS = [path("d/<slug:slug>/texte/clause/<str:identifier>/", clause, name="clause")]
