"""The people of a dossier: their seats, and a password link for who lost the other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.addresses import opens_elsewhere, password_link, site_address
from toguna.web.domain.accounts import LINK_HOURS, give_password_link
from toguna.web.domain.invitations import pending
from toguna.web.domain.people import change_seat, delegations, remove_seat
from toguna.web.forms.people import SeatForm
from toguna.web.models import Membership
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat


@page(Right.PEOPLE)
def people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show who has a seat, and who was invited and has not come."""
    places = seat.dossier.memberships.select_related("user", "organisation")
    told = {
        "places": places.order_by("organisation__label", "role", "user__full_name"),
        "invitations": pending(seat.dossier).order_by("-created", "-id"),
        "now": timezone.now(),
        "incomplete": [one for one in delegations(seat.dossier) if one.missing],
    }
    return render(request, "toguna/people/people.html", told)


@page(Right.ROUND)
def directory(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the rapporteur who speaks for which organisation, and which have nobody to."""
    others = seat.dossier.memberships.filter(organisation=None).select_related("user")
    told = {
        "delegations": delegations(seat.dossier),
        "others": others.order_by("role", "user__full_name"),
    }
    return render(request, "toguna/people/directory.html", told)


@page(Right.PEOPLE)
def place(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Show somebody's seat, and change it."""
    found = _place(seat, pk)
    form = SeatForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        change_seat(seat, found, told["role"], told["organisation"], cleared=told["cleared"])
        messages.success(request, _("La place de {name} est changée.").format(name=found.user))
        return redirect("people", seat.dossier.slug)
    return render(
        request, "toguna/people/place.html", {"place": found, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
@page(Right.PEOPLE)
def place_remove(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take somebody's seat."""
    found = _place(seat, pk)
    remove_seat(seat, found)
    messages.success(
        request, _("{name} n'a plus de place dans ce dossier.").format(name=found.user)
    )
    mine = found.user == seat.user
    return redirect("home") if mine else redirect("people", seat.dossier.slug)


@require_POST
@page(Right.PEOPLE)
def place_password(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Give a link with which somebody chooses a new password; it is shown this once."""
    found = _place(seat, pk)
    without = request.POST.get("without_second_factor") == "on"
    token = give_password_link(seat, found, without_second_factor=without)
    address = site_address(request)
    told = {
        "place": found,
        "link": password_link(address, token),
        "hours": LINK_HOURS,
        "elsewhere": opens_elsewhere(address),
    }
    response = render(request, "toguna/people/password_link.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def _place(seat: Seat, pk: int) -> Membership:
    places = seat.dossier.memberships.select_related("user", "organisation", "dossier")
    return get_object_or_404(places, pk=pk)


BASE = "d/<slug:slug>/personnes/"
URLS = [
    path(BASE, people, name="people"),
    path("d/<slug:slug>/annuaire/", directory, name="directory"),
    path(f"{BASE}places/<int:pk>/", place, name="place"),
    path(f"{BASE}places/<int:pk>/retirer/", place_remove, name="place_remove"),
    path(f"{BASE}places/<int:pk>/mot-de-passe/", place_password, name="place_password"),
]
