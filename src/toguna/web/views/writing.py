"""Writing observations in the page, clause by clause, and sending them as one return."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

import toguna.consultation.form as offline_form
from toguna.web.domain import remarks as domain
from toguna.web.domain.drafts import Draft, allowed, words_of
from toguna.web.domain.rounds import has_authority
from toguna.web.forms.remarks import RemarkForm, fresh, told_of
from toguna.web.models import Remark, ReturnState, Round
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.views.rounds import reading

WHOLE = "tout"
"""What the address says for a remark on the whole text."""
REDLINE = (Path(offline_form.__file__).parent / "redline.js").read_bytes()
"""The comparison that the offline form shows: the same script shows it here."""


@page(Right.WRITE)
def writing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the draft with what one's organisation has written, and the clause that is written on.

    `c` is a clause to write on, `r` a remark to change.
    """
    found = _open_round(seat)
    if found is None:
        return render(request, "toguna/writing/closed.html")
    draft = Draft(found.draft)
    remark = _remark(seat, found, request.GET.get("r", "")) if request.GET.get("r") else None
    clause = remark.clause or WHOLE if remark else request.GET.get("c", "")
    form = None
    if clause:
        form = _form(seat, found, draft, clause, remark)
    return _show(request, seat, found, draft, {"clause": clause, "form": form, "remark": remark})


@require_POST
@page(Right.WRITE)
def save(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Save a remark: a new one on the clause `c`, or the one that `r` names."""
    found = _open_round(seat)
    if found is None:
        raise Http404
    draft, number = Draft(found.draft), request.POST.get("r", "")
    remark = _remark(seat, found, number) if number else None
    clause = remark.clause or WHOLE if remark else request.POST.get("c", "")
    key = "" if clause == WHOLE else clause
    form = RemarkForm(allowed(_told(draft, clause)), request.POST)
    told = {"clause": clause, "form": form, "remark": remark}
    if not form.is_valid():
        return _show(request, seat, found, draft, told, 422)
    seen = form.cleaned_data["seen"]
    try:
        if remark is None:
            saved = domain.begin(seat, found, key, form.written, seen)
        else:
            saved = domain.change(seat, remark, form.written, seen)
    except domain.Overtaken as overtaken:
        told = _overtaken(seat, found, draft, request, overtaken) | {"clause": clause}
        return _show(request, seat, found, draft, {**told, "remark": remark}, 409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, seat, found, draft, told, refused.status)
    messages.success(request, _("Gardé. Rien n'est encore transmis : relisez, puis transmettez."))
    return redirect(_address(seat, draft, saved.clause))


def _overtaken(
    seat: Seat, found: Round, draft: Draft, request: HttpRequest, overtaken: domain.Overtaken
) -> dict[str, object]:
    """Give one's own words back to be saved again, now that those of the other were seen."""
    mine = request.POST.copy()
    theirs = overtaken.theirs
    there = domain.remarks_of(seat, found).filter(clause=theirs.clause).count()
    mine["seen"] = str(theirs.revision if request.POST.get("r") else there)
    form = RemarkForm(allowed(draft.by_id.get(theirs.clause)), mine)
    return {"form": form, "overtaken": overtaken.message, "theirs": theirs}


@require_POST
@page(Right.WRITE)
def drop(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Throw a remark away."""
    found = _open_round(seat)
    if found is None:
        raise Http404
    remark, seen = _remark(seat, found, str(pk)), request.POST.get("seen", "")
    domain.drop(seat, remark, int(seen) if seen.isdecimal() else 0)
    messages.success(request, _("L'observation est retirée."))
    return redirect("writing_review", seat.dossier.slug)


@page(Right.WRITE)
def review(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show everything that one's organisation has written, to be read again and sent."""
    found = _open_round(seat)
    if found is None:
        return render(request, "toguna/writing/closed.html")
    assert seat.organisation is not None
    draft = Draft(found.draft)
    remarks = domain.in_order(domain.remarks_of(seat, found), draft)
    told = {
        "round": found,
        "remarks": [(one, draft.by_id.get(one.clause)) for one in remarks],
        "unsent": sum(one.sent_id is None for one in remarks),
        "waits": not seat.may(Right.TRANSMIT),
        "no_authority": not has_authority(found, seat.organisation),
    }
    return render(request, "toguna/writing/review.html", told)


@require_POST
@page(Right.WRITE)
def send(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Send everything that one's organisation has written."""
    found = _open_round(seat)
    if found is None:
        raise Http404
    sent = domain.send_all(seat, found, restricted=request.POST.get("restricted") == "on")
    if sent.state == ReturnState.WAITING:
        told = _("Vos observations attendent la validation de l'autorité de votre structure.")
    else:
        told = _("Vos observations sont transmises ; leur récépissé est prêt.")
    messages.success(request, told)
    return redirect("my_returns", seat.dossier.slug)


@cache_control(public=True, max_age=3600)
def redline_script(request: HttpRequest) -> HttpResponse:
    """Give the script that compares two wordings, the offline form's own."""
    return HttpResponse(REDLINE, content_type="text/javascript; charset=utf-8")


def _open_round(seat: Seat) -> Round | None:
    """Give the round in which one writes: the last one that is open."""
    rounds = seat.dossier.rounds.filter(closed=None).exclude(opened=None)
    return rounds.select_related("draft", "dossier").order_by("-number").first()


def _remark(seat: Seat, found: Round, number: str) -> Remark:
    remarks = domain.remarks_of(seat, found)
    return get_object_or_404(remarks, pk=int(number) if number.isdecimal() else 0)


def _told(draft: Draft, clause: str) -> dict[str, object] | None:
    """Give the clause that an address names, None for the whole text.

    Raises:
        Http404: the draft has no such clause.
    """
    if clause == WHOLE:
        return None
    if clause not in draft.by_id:
        raise Http404
    return draft.by_id[clause]


def _form(seat: Seat, found: Round, draft: Draft, clause: str, remark: Remark | None) -> RemarkForm:
    told = _told(draft, clause)
    actions = allowed(told)
    if remark is not None:
        return RemarkForm(actions, initial=told_of(remark))
    key, base = ("", "") if told is None else (clause, words_of(told))
    there = domain.remarks_of(seat, found).filter(clause=key).count()
    return RemarkForm(actions, initial=fresh(base, actions, there))


def _show(
    request: HttpRequest,
    seat: Seat,
    found: Round,
    draft: Draft,
    told: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    clause = str(told["clause"])
    remarks = list(domain.remarks_of(seat, found))
    by_clause: dict[str, list[Remark]] = defaultdict(list)
    for one in remarks:
        by_clause[one.clause].append(one)
    told = {
        "round": found,
        "by_clause": dict(by_clause),
        "whole": by_clause.get("", []),
        "count": len(remarks),
        "unsent": sum(one.sent_id is None for one in remarks),
        "base": "" if clause in ("", WHOLE) else words_of(draft.by_id[clause]),
        "cited": "" if clause in ("", WHOLE) else draft.by_id[clause]["cite"],
        **told,
        **reading(request, draft, clause),
    }
    return render(request, "toguna/writing/writing.html", told, status=status)


def _address(seat: Seat, draft: Draft, clause: str) -> str:
    base = reverse("writing", args=(seat.dossier.slug,))
    if not clause:
        return f"{base}#ensemble"
    return f"{base}?{urlencode({'partie': draft.part_of(clause)})}#{clause}"


BASE = "d/<slug:slug>/ecrire/"
URLS = [
    path("redline.js", redline_script, name="redline_script"),
    path(BASE, writing, name="writing"),
    path(f"{BASE}garder/", save, name="writing_save"),
    path(f"{BASE}relire/", review, name="writing_review"),
    path(f"{BASE}transmettre/", send, name="writing_send"),
    path(f"{BASE}<int:pk>/retirer/", drop, name="writing_drop"),
]
