"""The conflicts of a round: rival wordings side by side, and the choice between them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.answers import Done
from toguna.web.domain.rivals import Case, cases_of, choose, refer, unsettled
from toguna.web.domain.table import ANY, NONE, PAGE, Criteria, filtered
from toguna.web.forms.answers import SettleForm
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible_conflicts
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.looking import Looking, notice, required, seen_of


@page(Right.SEE)
def conflicts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the conflicts, and how many observations could be adopted beside them."""
    look = required(request, seat)
    known = visible_conflicts(seat, look.round)
    shown = Paginator(known, PAGE).get_page(request.GET.get("page"))
    on_page = known.filter(pk__in=[conflict.pk for conflict in shown.object_list])
    agreed = filtered(
        seat, look.round, Criteria(disposition=NONE, group=ANY, conflict=NONE)
    ).count()
    told = {
        **look.frame(),
        "page": shown,
        "cases": cases_of(seat, look.round, on_page),
        "settled": shown.paginator.count - unsettled(seat, look.round),
        "agreed": agreed,
    }
    return render(request, "toguna/observations/conflicts.html", told)


@page(Right.SEE)
def conflict(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Show the rival wordings of one conflict in columns."""
    look = required(request, seat)
    return _shown(request, look, identifier, SettleForm())


@require_POST
@page(Right.ANSWER)
def settle(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Choose one of the wordings, or send them all to who arbitrates."""
    look = required(request, seat)
    form = SettleForm(request.POST)
    status = 422
    try:
        if form.is_valid():
            seen = seen_of(request.POST.get("seen", "").split(","))
            notice(request, _settled(look, _case(look, identifier), form, seen), "answered")
            return redirect(look.url("conflict", identifier))
    except Refused as refused:
        form.add_error(None, ValidationError(said(refused.message)))
        status = refused.status
    return _shown(request, look, identifier, form, status)


def _settled(look: Looking, case: Case, form: SettleForm, seen: dict[int, int]) -> Done:
    if form.index is None:
        return refer(look.seat, look.round, case, form.given(), seen)
    return choose(look.seat, look.round, case, form.index, form.given(), seen)


def _case(look: Looking, identifier: str) -> Case:
    found = visible_conflicts(look.seat, look.round).filter(identifier=identifier)
    case = next(iter(cases_of(look.seat, look.round, found)), None)
    if case is None:
        raise Http404
    return case


def _shown(
    request: HttpRequest, look: Looking, identifier: str, form: SettleForm, status: int = 200
) -> HttpResponse:
    names = list(visible_conflicts(look.seat, look.round).values_list("identifier", flat=True))
    case = _case(look, identifier)
    at = names.index(identifier)
    told = {
        **look.frame(),
        "case": case,
        "form": form,
        "seen": ",".join(f"{o.pk}:{revision_of(o)}" for o in case.observations),
        "before": names[at - 1] if at else "",
        "after": names[at + 1] if at + 1 < len(names) else "",
        "at": (at + 1, len(names)),
    }
    return render(request, "toguna/observations/conflict.html", told, status=status)
