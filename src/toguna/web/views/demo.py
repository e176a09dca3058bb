"""Coming into the demonstration as one of its people, on this machine only."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from toguna.web.domain.sample import PEOPLE, SLUG
from toguna.web.models import Membership, User

PASSED_ON = {"X-Forwarded-For", "Forwarded", "Via"}
"""What a proxy adds to a request."""


def people(request: HttpRequest) -> HttpResponse:
    """Show who there is in the demonstration."""
    _check(request)
    seats = Membership.objects.filter(dossier__slug=SLUG).select_related("user", "organisation")
    return render(request, "toguna/demo.html", {"seats": seats.order_by("id")})


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Come in as somebody."""
    _check(request)
    names = {person.name for person in PEOPLE}
    user = get_object_or_404(User, username=request.POST.get("name"), username__in=names)
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    return redirect("overview", SLUG)


def _check(request: HttpRequest) -> None:
    """Refuse where the site is no demonstration, or who asks is on another machine.

    Behind a proxy of this machine everybody comes from it: what a proxy passes on is refused.
    """
    address = ip_address(request.META.get("REMOTE_ADDR", "192.0.2.1"))
    is_here = address.is_loopback and not PASSED_ON & set(request.headers)
    if not settings.TOGUNA.demo or not is_here:
        raise Http404


URLS = [
    path("demonstration/", people, name="demo"),
    path("demonstration/entrer/", enter, name="demo_enter"),
]
