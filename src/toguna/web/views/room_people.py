"""The list of those present, and signing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.domain.room import attendance
from toguna.web.models import Organisation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.views.room import found


@page(Right.FOLLOW)
def people(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show who is there; one signs for oneself, the facilitator notes anybody."""
    room = found(seat, workshop)
    presences = list(room.presences.select_related("organisation"))
    told = {
        "workshop": room,
        "presences": presences,
        "today": attendance.today(room),
        "signed": any(
            one.user_id == seat.user.pk and attendance.today(room) in one.days for one in presences
        ),
        "leads": seat.may(Right.WORKSHOP),
        "organisations": Organisation.objects.all(),
    }
    return render(request, "toguna/room/people.html", told)


@require_POST
@page(Right.FOLLOW)
def sign(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Sign for oneself, today."""
    attendance.sign_in(seat, found(seat, workshop))
    messages.success(request, _("Votre présence est notée."))
    return redirect("room_people", seat.dossier.slug, workshop)


@require_POST
@page(Right.WORKSHOP)
def note(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Note somebody."""
    organisation = get_object_or_404(Organisation, label=request.POST.get("organisation", ""))
    attendance.note(
        seat,
        found(seat, workshop),
        organisation,
        request.POST.get("name", "")[:200],
        request.POST.get("role", "")[:200],
        request.POST.getlist("days"),
    )
    return redirect("room_people", seat.dossier.slug, workshop)


@require_POST
@page(Right.WORKSHOP)
def days(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Put the days of everybody right."""
    room = found(seat, workshop)
    ticked = {one.pk: request.POST.getlist(f"days-{one.pk}") for one in room.presences.all()}
    attendance.set_days(seat, room, ticked)
    messages.success(request, _("La liste de présence est enregistrée."))
    return redirect("room_people", seat.dossier.slug, workshop)


ROOM = "d/<slug:slug>/atelier/<uuid:workshop>/presence"
URLS = [
    path(f"{ROOM}/", people, name="room_people"),
    path(f"{ROOM}/signer/", sign, name="room_sign"),
    path(f"{ROOM}/noter/", note, name="room_note"),
    path(f"{ROOM}/jours/", days, name="room_days"),
]
