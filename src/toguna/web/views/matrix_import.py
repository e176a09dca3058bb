"""Importing a matrix that was filled in elsewhere: what it would change, then changing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.imported import Preview, preview, take_in
from toguna.web.models import Round
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.uploads import clean_name, dropped
from toguna.web.views.looking import required


@page(Right.ANSWER)
def matrix_import(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for a matrix; show what the one that came would change."""
    round_ = required(request, seat).round
    if request.method != "POST":
        return _show(request, round_)
    refused = dropped(request)
    file = request.FILES.get("matrix")
    if refused or file is None:
        problem = refused[0] if refused else say("Choisissez le fichier de la matrice.")
        return _show(request, round_, problem)
    try:
        found = preview(seat, round_, file.read(), clean_name(file.name or ""))
    except UnreadableFile as error:
        return _show(request, round_, error.message)
    return _show(request, round_, found=found)


def _show(
    request: HttpRequest,
    round_: Round,
    problem: Message | None = None,
    found: Preview | None = None,
) -> HttpResponse:
    told = {"round": round_, "problem": problem, "found": found}
    status = 422 if problem is not None else 200
    return render(request, "toguna/documents/matrix.html", told, status=status)


@require_POST
@page(Right.ANSWER)
def matrix_take_in(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the answers that were shown."""
    round_ = required(request, seat).round
    done = take_in(seat, round_, request.POST.get("token", ""))
    messages.success(
        request,
        ngettext(
            "{count} suite est reprise de la matrice ; l'historique permet d'annuler.",
            "{count} suites sont reprises de la matrice ; l'historique permet de les annuler.",
            done.count,
        ).format(count=done.count),
    )
    history = reverse("observations_history", args=(seat.dossier.slug,))
    return redirect(f"{history}?round={round_.number}")


BASE = "d/<slug:slug>/documents/matrice/"
URLS = [
    path(BASE, matrix_import, name="matrix_import"),
    path(f"{BASE}reprendre/", matrix_take_in, name="matrix_take_in"),
]
