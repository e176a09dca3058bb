"""Preparing a deliberation: its sheets line by line, how criteria are weighed, the sealed rule."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.deliberation.reading.forms import QUESTION, Form
from toguna.web.domain.deliberation.lines import FRAME, frame_of
from toguna.web.domain.deliberation.preparing import remove_line, set_weighing, write_line
from toguna.web.domain.deliberation.sealing import known_rules, members_of, seal, secrecy_of
from toguna.web.forms.deliberation import LineForm, SealForm
from toguna.web.models import Deliberation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.deliberations import ONE, found

SHOWN = 4
"""Cells of a line that the list of a sheet has room for."""


def _sheet(key: str) -> Form:
    sheet = next((form for form in FRAME if form.key == key), None)
    if sheet is None:
        raise Http404
    return sheet


@page(Right.DELIBERATE)
def sheet(request: HttpRequest, seat: Seat, key: UUID, form: str) -> HttpResponse:
    """Show the lines of a sheet, each with a way to change or remove it."""
    one, wanted = found(seat, key), _sheet(form)
    if wanted is QUESTION:
        return redirect("deliberation_line", seat.dossier.slug, one.pk, form, 0)
    rows = one.lines.get(form, [])
    columns = wanted.fields[:SHOWN]
    told = {
        "one": one,
        "sheet": wanted,
        "sheets": FRAME,
        "heads": [field.heading for field in columns],
        "rows": [(at, [row.get(field.key, "") for field in columns])
                 for at, row in enumerate(rows)],
        "problems": [problem for problem in frame_of(one.lines)[1]
                     if problem.where.startswith((wanted.sheet, f"feuille « {wanted.sheet}"))],
    }  # fmt: skip
    return render(request, "toguna/deliberation/sheet.html", told)


@page(Right.DELIBERATE)
def line(
    request: HttpRequest, seat: Seat, key: UUID, form: str, at: int | None = None
) -> HttpResponse:
    """Write one line; a new one where no place is given."""
    one, wanted = found(seat, key), _sheet(form)
    rows = one.lines.get(form, [])
    if at is not None and at >= max(len(rows), 1 if wanted is QUESTION else 0):
        raise Http404
    row = rows[at] if at is not None and at < len(rows) else {}
    posted = request.POST if request.method == "POST" else None
    filled = LineForm(wanted, one.lines, row, posted)
    status = 200
    if posted is not None and filled.is_valid():
        try:
            write_line(seat, one, form, at if rows else None, filled.values())
        except Refused as refused:
            filled.add_error(None, said(refused.message))
            status = refused.status
        else:
            messages.success(request, _("C'est enregistré."))
            if wanted is QUESTION:
                return redirect("deliberation", seat.dossier.slug, one.pk)
            return redirect("deliberation_sheet", seat.dossier.slug, one.pk, form)
    elif posted is not None:
        status = 422
    told = {"one": one, "sheet": wanted, "sheets": FRAME, "form": filled, "at": at}
    return render(request, "toguna/deliberation/line.html", told, status=status)


@require_POST
@page(Right.DELIBERATE)
def remove(request: HttpRequest, seat: Seat, key: UUID, form: str, at: int) -> HttpResponse:
    """Remove one line."""
    remove_line(seat, found(seat, key), _sheet(form).key, at)
    messages.success(request, _("La ligne est retirée."))
    return redirect("deliberation_sheet", seat.dossier.slug, key, form)


@require_POST
@page(Right.DELIBERATE)
def weighing(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Choose how delegations weigh the criteria."""
    way = request.POST.get("weighing", "")
    if way not in Deliberation.Weighing.values:
        raise Http404
    set_weighing(seat, found(seat, key), way)
    messages.success(request, _("C'est enregistré."))
    return redirect("deliberation", seat.dossier.slug, key)


@page(Right.DELIBERATE)
def rule(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Choose the rule and seal it."""
    one = found(seat, key)
    members = members_of(seat.dossier)
    row = (one.lines.get(QUESTION.key) or [{}])[0]
    posted = request.POST if request.method == "POST" else None
    form = SealForm(row, members, posted)
    status = 200
    if posted is not None and form.is_valid():
        try:
            seal(seat, one, form.chosen())
        except Refused as refused:
            form.add_error(None, said(refused.message))
            status = refused.status
        else:
            messages.success(request, _("La règle est scellée au registre."))
            return redirect("deliberation", seat.dossier.slug, one.pk)
    elif posted is not None:
        status = 422
    told = {"one": one, "form": form, "members": members, "rules": known_rules(),
            "secrecy": secrecy_of(label for _user, label in members)}  # fmt: skip
    return render(request, "toguna/deliberation/rule.html", told, status=status)


SHEET = f"{ONE}/preparer/<slug:form>"
URLS = [
    path(f"{ONE}/regle/", rule, name="deliberation_rule"),
    path(f"{ONE}/peser/", weighing, name="deliberation_weighing"),
    path(f"{SHEET}/", sheet, name="deliberation_sheet"),
    path(f"{SHEET}/ajouter/", line, name="deliberation_add"),
    path(f"{SHEET}/<int:at>/", line, name="deliberation_line"),
    path(f"{SHEET}/<int:at>/retirer/", remove, name="deliberation_remove"),
]
