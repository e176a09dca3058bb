"""One observation: everything about it, its answer, and the way to the next one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.answers import give
from toguna.web.domain.observation import Detail, detail_of, redlined
from toguna.web.domain.table import identifiers_of
from toguna.web.forms.answers import AnswerForm
from toguna.web.models import Observation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.looking import Looking, notice, required, seen_of


@page(Right.SEE)
def observation(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Show one observation: as a page, or as the part of a page that stands beside the table."""
    look = required(request, seat)
    part = "panel" if request.headers.get("HX-Request") else "page"
    context = told(look, look.observation(identifier))
    return render(request, f"toguna/observations/{part}.html", context)


@require_POST
@page(Right.ANSWER)
def answer(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Answer an observation, and those that ask for the same where that is wanted."""
    look = required(request, seat)
    found = look.observation(identifier)
    form = AnswerForm(request.POST)
    _before, after, _at = _neighbours(look, found)
    status = 422
    try:
        if form.is_valid():
            detail = detail_of(seat, look.round, found)
            rows = _meant(detail, form)
            seen = seen_of(request.POST.get("seen", "").split(","))
            notice(request, give(seat, look.round, rows, form.given(), seen), "answered")
            goes_on = request.POST.get("then") == "next" and after
            return redirect(_next(request, look, after if goes_on else identifier))
    except Refused as refused:
        form.add_error(None, ValidationError(said(refused.message)))
        status = refused.status
    context = told(look, look.observation(identifier), form) | {"faster": status == 409}
    return render(request, "toguna/observations/page.html", context, status=status)


def _meant(detail: Detail, form: AnswerForm) -> list[Observation]:
    mates = [row.observation for row in detail.mates] if form.cleaned_data["whole_group"] else []
    return [detail.observation, *mates]


def _next(request: HttpRequest, look: Looking, identifier: str) -> str:
    """Give where to go on: beside the table, if the answer was given there."""
    if request.POST.get("panel"):
        number = request.GET.get("page", "1")
        return f"{look.url('observations')}&page={number}&open={identifier}"
    return look.url("observation", identifier)


@require_POST
@page(Right.ANSWER)
def redline(request: HttpRequest, seat: Seat, identifier: str) -> HttpResponse:
    """Show a wording that is being written as a redline of what it takes the place of."""
    look = required(request, seat)
    segments = redlined(
        look.round, look.observation(identifier), request.POST.get("wording", "")[:20_000]
    )
    return render(request, "toguna/parts/redline.html", {"segments": segments})


def told(look: Looking, found: Observation, form: AnswerForm | None = None) -> dict[str, object]:
    """Give what a page about one observation needs."""
    detail = detail_of(look.seat, look.round, found)
    known = [found, *(row.observation for row in detail.mates)]
    before, after, at = _neighbours(look, found)
    return {
        **look.frame(),
        "detail": detail,
        "observation": found,
        "answer": getattr(found, "answer", None),
        "form": form or AnswerForm(initial=_initial(detail)),
        "seen": ",".join(f"{one.pk}:{revision_of(one)}" for one in known),
        "tick": f"{found.pk}:{revision_of(found)}",
        "before": before,
        "after": after,
        "at": at,
        "wording_redline": _written(look, detail, form),
    }


def _initial(detail: Detail) -> dict[str, Any]:
    given = getattr(detail.observation, "answer", None)
    if given is None or not given.disposition:
        return {"wording": detail.wording}
    return {
        "disposition": given.disposition,
        "reason": given.reason,
        "wording": given.wording or detail.wording,
        "instance": given.instance,
        "date": given.date,
    }


def _written(look: Looking, detail: Detail, form: AnswerForm | None) -> object:
    given = getattr(detail.observation, "answer", None)
    kept = given.wording if given is not None and given.wording else detail.wording
    wording = kept if form is None else form["wording"].value() or ""
    return redlined(look.round, detail.observation, wording)


def _neighbours(look: Looking, found: Observation) -> tuple[str, str, tuple[int, int] | None]:
    """Give who comes before and after in the filter, and the place in it, None outside it."""
    names = identifiers_of(look.observations)
    if found.identifier not in names:
        return "", names[0] if names else "", None
    at = names.index(found.identifier)
    before = names[at - 1] if at else ""
    after = names[at + 1] if at + 1 < len(names) else ""
    return before, after, (at + 1, len(names))
