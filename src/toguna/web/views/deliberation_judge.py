"""A delegation judges on its telephone: one criterion a screen, then the weights."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.domain.deliberation.judging import (
    Desk,
    desk_of,
    finish,
    save_judged,
    save_weighed,
)
from toguna.web.forms.judging import RATIOS, cell_of, judged_rows, posted_rows, weighed_rows
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.deliberations import ONE, found


@page(Right.VOTE)
def judge(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show how far the delegation is: every screen, what is left, and the end."""
    desk = desk_of(seat, found(seat, key))
    screens = [(n, c.name, desk.is_done(n)) for n, c in enumerate(desk.criteria, 1)]
    screens.append((desk.screens, _("Ce qui compte le plus"), desk.is_done(desk.screens)))
    told = {"one": desk.deliberation, "desk": desk, "screens": screens}
    return render(request, "toguna/deliberation/judge.html", told)


@page(Right.VOTE)
def screen(request: HttpRequest, seat: Seat, key: UUID, number: int) -> HttpResponse:
    """Show one screen, and keep what it says."""
    desk = desk_of(seat, found(seat, key))
    if not 1 <= number <= desk.screens:
        raise Http404
    if number == desk.screens:
        return _weights(request, seat, desk)
    criterion = desk.criteria[number - 1]
    rows, problem, status = judged_rows(desk, criterion), "", 200
    if request.method == "POST":
        rows = posted_rows(desk, criterion, request.POST)
        if not any(row.problem for row in rows):
            judged = {row.option.key: cell_of(row) for row in rows if cell_of(row)}
            try:
                save_judged(seat, desk, criterion, judged, _revision(request))
                return _onward(seat, desk, number)
            except Refused as refused:
                desk = desk_of(seat, desk.deliberation)
                rows, problem, status = judged_rows(desk, criterion), said(refused.message), 409
        else:
            problem, status = _("Une réponse est à corriger."), 422
    told = {
        "one": desk.deliberation,
        "desk": desk,
        "number": number,
        "criterion": criterion,
        "rows": rows,
        "problem": problem,
    }
    return render(request, "toguna/deliberation/criterion.html", told, status=status)


def _weights(request: HttpRequest, seat: Seat, desk: Desk) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    weighed, problem, status = weighed_rows(desk, posted), "", 200
    if posted is not None and not weighed.problem:
        try:
            save_weighed(seat, desk, weighed.told(), _revision(request))
            return _onward(seat, desk, desk.screens)
        except Refused as refused:
            desk = desk_of(seat, desk.deliberation)
            weighed, problem, status = weighed_rows(desk), said(refused.message), 409
    elif posted is not None:
        problem, status = weighed.problem, 422
    told = {"one": desk.deliberation, "desk": desk, "number": desk.screens, "weighed": weighed,
            "ratios": RATIOS, "problem": problem}  # fmt: skip
    return render(request, "toguna/deliberation/weights.html", told, status=status)


def _revision(request: HttpRequest) -> int:
    told = request.POST.get("revision", "")
    return int(told) if told.isdecimal() else -1


def _onward(seat: Seat, desk: Desk, number: int) -> HttpResponse:
    if number < desk.screens:
        return redirect("deliberation_screen", seat.dossier.slug, desk.deliberation.pk, number + 1)
    return redirect("deliberation_judge", seat.dossier.slug, desk.deliberation.pk)


@require_POST
@page(Right.VOTE)
def done(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Say that the delegation has said all."""
    desk = desk_of(seat, found(seat, key))
    finish(seat, desk)
    messages.success(request, _("Merci : les avis de votre délégation sont enregistrés."))
    return redirect("deliberation", seat.dossier.slug, key)


URLS = [
    path(f"{ONE}/juger/", judge, name="deliberation_judge"),
    path(f"{ONE}/juger/fini/", done, name="deliberation_judged"),
    path(f"{ONE}/juger/<int:number>/", screen, name="deliberation_screen"),
]
