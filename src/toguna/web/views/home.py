"""The first pages: one's dossiers, what is going on in one of them, the language."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from toguna.web.domain.adoption_clock import due
from toguna.web.domain.overview import overview_of
from toguna.web.domain.waiting import waiting_for
from toguna.web.models import Role, User
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.views.steps import steps


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show one's dossiers; who has one only goes there."""
    user = cast("User", request.user)
    seats = list(user.memberships.select_related("dossier", "organisation"))
    if len(seats) == 1 and not user.is_superuser:
        return redirect("overview", seats[0].dossier.slug)
    return render(request, "toguna/home.html", {"seats": seats})


@page(Right.SEE)
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show where a dossier stands, and what waits for who reads."""
    found = overview_of(seat)
    told = {
        "overview": found,
        "steps": steps(seat.dossier, waiting_for(seat, found)),
        "role": Role(seat.role).label,
        "due": due(seat.dossier),
    }
    return render(request, "toguna/overview.html", told)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language, and come back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = redirect(target)
    remember_language(response, request.POST.get("language", ""))
    return response


def remember_language(response: HttpResponse, wanted: str) -> None:
    """Keep the chosen language in the browser, where it is one of the site's."""
    if wanted in {code for code, _ in settings.LANGUAGES}:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )


URLS = [
    path("", home, name="home"),
    path("langue/", language, name="language"),
    path("d/<slug:slug>/", overview, name="overview"),
]
