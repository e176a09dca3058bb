"""The table of the observations of a round, and what is done to many of them at once."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.domain.answers import Done, give, take_back
from toguna.web.domain.desks import assign
from toguna.web.domain.history import batches_of, undo_batch
from toguna.web.domain.table import PAGE, found_in, progress_of, rows_of
from toguna.web.forms.answers import BulkForm, SavedFilterForm
from toguna.web.models import Observation, SavedFilter, User
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible_conflicts
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views import conflicts, observation
from toguna.web.views.looking import Looking, back, chosen, looking, notice, required


@page(Right.SEE)
def observations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the table, and beside it the observation that is open, if one is."""
    look = looking(request, seat)
    if look is None:
        return render(request, "toguna/observations/none.html")
    return _table(request, look)


def _table(
    request: HttpRequest, look: Looking, bulk: BulkForm | None = None, status: int = 200
) -> HttpResponse:
    seat, round_ = look.seat, look.round
    found = found_in(look.observations)
    pages = Paginator(look.observations, PAGE)
    pages.count = found.count  # counted already
    shown = pages.get_page(request.GET.get("page"))
    told: dict[str, object] = {
        **look.frame(),
        "progress": progress_of(seat, round_),
        "found": found,
        "page": shown,
        "rows": rows_of(seat, round_, cast("QuerySet[Observation]", shown.object_list)),
        "conflicts": visible_conflicts(seat, round_).count(),
        "bulk": bulk or BulkForm(None, look.desks),
        "ticked": set(request.POST.getlist("tick")),
        "saved": SavedFilter.objects.filter(user=seat.user, dossier=seat.dossier).order_by("name"),
    }
    wanted = request.GET.get("open")
    if wanted:
        told |= observation.told(look, look.observation(wanted))
    return render(request, "toguna/observations/table.html", told, status=status)


@require_POST
@page(Right.ANSWER)
def bulk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Answer many observations at once, take their answers back, or assign them."""
    look = required(request, seat)
    form = BulkForm(request.POST, look.desks)
    try:
        if form.is_valid():
            done = _done(look, form, request)
            notice(request, done, _SAID[form.cleaned_data["act"]])
            return redirect(back(request, look.url("observations")))
        status = 422
    except Refused as refused:
        form.add_error(None, ValidationError(said(refused.message)))
        status = refused.status
    return _table(request, look, form, status)


_SAID = {
    "proposée": "answered",
    "validée": "answered",
    BulkForm.ASSIGN: "assigned",
    BulkForm.TAKE_BACK: "taken back",
}


def _done(look: Looking, form: BulkForm, request: HttpRequest) -> Done:
    rows, seen = chosen(look, request.POST)
    if form.answers:
        return give(look.seat, look.round, rows, form.given(), seen)
    if form.cleaned_data["act"] == BulkForm.TAKE_BACK:
        return take_back(look.seat, look.round, rows, seen)
    name = form.cleaned_data["desk"]
    desk = User.objects.get(username=name) if name else None
    return assign(look.seat, look.round, rows, desk)


@page(Right.SEE_REGISTER)
def history(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what was done, act by act."""
    look = required(request, seat)
    told = {**look.frame(), "batches": batches_of(seat, look.round)}
    return render(request, "toguna/observations/history.html", told)


@require_POST
@page(Right.ANSWER)
def undo(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Undo one act."""
    look = required(request, seat)
    try:
        batch = UUID(request.POST.get("batch", ""))
    except ValueError as error:
        raise Http404 from error
    notice(request, undo_batch(seat, look.round, batch), "undone")
    return redirect(back(request, look.url("observations")))


@require_POST
@page(Right.SEE)
def keep_filter(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Keep a filter under a name."""
    form = SavedFilterForm(request.POST)
    if form.is_valid():
        SavedFilter.objects.update_or_create(
            user=seat.user,
            dossier=seat.dossier,
            name=form.cleaned_data["name"],
            defaults={"query": form.cleaned_data["query"]},
        )
        messages.success(request, _("Filtre enregistré."))
    else:
        messages.error(request, _("Donnez un nom au filtre, puis enregistrez-le."))
    return redirect(back(request, reverse("observations", args=(seat.dossier.slug,))))


@require_POST
@page(Right.SEE)
def drop_filter(request: HttpRequest, seat: Seat, key: int) -> HttpResponse:
    """Drop one's own saved filter."""
    get_object_or_404(SavedFilter, pk=key, user=seat.user, dossier=seat.dossier).delete()
    return redirect(back(request, reverse("observations", args=(seat.dossier.slug,))))


ROOT = "d/<slug:slug>/observations/"
URLS = [
    path(ROOT, observations, name="observations"),
    path(f"{ROOT}lot/", bulk, name="observations_bulk"),
    path(f"{ROOT}historique/", history, name="observations_history"),
    path(f"{ROOT}annuler/", undo, name="observations_undo"),
    path(f"{ROOT}filtres/", keep_filter, name="keep_filter"),
    path(f"{ROOT}filtres/<int:key>/supprimer/", drop_filter, name="drop_filter"),
    path(f"{ROOT}divergences/", conflicts.conflicts, name="conflicts"),
    path(f"{ROOT}divergences/<str:identifier>/", conflicts.conflict, name="conflict"),
    path(f"{ROOT}divergences/<str:identifier>/regler/", conflicts.settle, name="settle"),
    path(f"{ROOT}<path:identifier>/repondre/", observation.answer, name="answer"),
    path(f"{ROOT}<path:identifier>/trait/", observation.redline, name="redline"),
    path(f"{ROOT}<path:identifier>/", observation.observation, name="observation"),
]
