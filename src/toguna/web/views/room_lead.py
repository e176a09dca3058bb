"""What the facilitator does at the console: each act is one small form that comes here."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.consultation.outputs.wordings import against
from toguna.messages import say
from toguna.web.domain.room import deciding, opening, voting
from toguna.web.domain.room.groups import recommend
from toguna.web.forms.room import DecisionForm, QuestionForm
from toguna.web.models import Item, Vote, Workshop
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.views.room import found

Deed = Callable[[HttpRequest, Seat, Workshop, Item | None], str | None]
"""What is done with a form; it gives what to tell, if anything."""
INCOMPLETE = say("Le formulaire est incomplet : complétez-le, puis recommencez.")


@require_POST
@page(Right.WORKSHOP)
def lead(request: HttpRequest, seat: Seat, workshop: UUID, what: str) -> HttpResponse:
    """Do one act, and come back to the console, on the same item."""
    if what not in DEEDS:
        raise Http404
    room = found(seat, workshop)
    item = _item(request, room)
    told = DEEDS[what](request, seat, room, item)
    if told:
        messages.success(request, told)
    back = reverse("room_console", args=(seat.dossier.slug, room.pk))
    return redirect(f"{back}?passage={item.pk}" if item else back)


def _item(request: HttpRequest, room: Workshop) -> Item | None:
    try:
        wanted = UUID(request.POST.get("passage", ""))
    except ValueError:
        return None
    return get_object_or_404(room.items, pk=wanted)


def _needed(item: Item | None) -> Item:
    if item is None:
        raise Refused(say("Choisissez d'abord un passage."))
    return item


def _number(request: HttpRequest, name: str) -> int:
    try:
        return int(request.POST.get(name, "0"))
    except ValueError:
        raise Refused(INCOMPLETE) from None


def _show(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> None:
    opening.show(seat, room, item)


def _move(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> None:
    opening.move(seat, room, _needed(item), _number(request, "by"))


def _add(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    made = opening.add_item(
        seat,
        room,
        request.POST.get("clause", ""),
        request.POST.get("title", "").strip()[:300],
        request.POST.get("wording", ""),
    )
    return _("Le passage « {title} » est ajouté à la fin de la liste.").format(title=made.title)


def _refresh(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    count = opening.add_conflicts(seat, room)
    return _("{count} divergences nouvelles sont sur la liste.").format(count=count)


def _timer(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> None:
    seconds = round(float(request.POST.get("minutes") or 0) * 60)
    deeds: dict[str, Callable[[], None]] = {
        "start": lambda: opening.start_timer(seat, room, seconds),
        "add": lambda: opening.add_time(seat, room, 60),
        "stop": lambda: opening.stop_timer(seat, room),
        "clear": lambda: opening.clear_timer(seat, room),
    }
    deeds.get(request.POST.get("timer", ""), lambda: None)()


def _ask(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    form = QuestionForm(request.POST)
    if not form.is_valid():
        raise Refused(INCOMPLETE)
    kept = _needed(item)
    voting.open_vote(seat, room, kept, form.asked(kept))
    return _("Le vote est ouvert.")


def _close(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    vote = get_object_or_404(
        Vote.objects.select_related("workshop__dossier", "item"),
        pk=_number(request, "vote"),
        workshop=room,
    )
    counted = voting.close_vote(seat, vote)
    return _("Le vote est clos : {cast} voix sur {expected}.").format(
        cast=counted.cast, expected=counted.expected
    )


def _decide(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused(INCOMPLETE)
    deciding.decide(seat, room, _needed(item), form.decided())
    return _("La décision est enregistrée, et les observations concernées ont leur suite.")


def _reopen(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    deciding.reopen(seat, room, _needed(item))
    return _("Le passage est de nouveau en discussion.")


def _adopt(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    count = deciding.adopt_unopposed(seat, room, request.POST.getlist("adopt"))
    return _("Passages adoptés : {count}.").format(count=count)


def _recommend(request: HttpRequest, seat: Seat, room: Workshop, item: Item | None) -> str:
    recommend(seat, room, request.POST.get("text", ""), request.POST.get("addressee", ""))
    return _("La recommandation est enregistrée.")


DEEDS: dict[str, Deed] = {
    "montrer": _show,
    "deplacer": _move,
    "ajouter": _add,
    "actualiser": _refresh,
    "minuteur": _timer,
    "voter": _ask,
    "clore": _close,
    "decider": _decide,
    "rouvrir": _reopen,
    "adopter": _adopt,
    "recommander": _recommend,
}
"""The acts by the last part of their address."""


@require_POST
@page(Right.WORKSHOP)
def live(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Keep the compromise; a script gets its redline and revision, a form goes back."""
    room = found(seat, workshop)
    item = _needed(_item(request, room))
    words = request.POST.get("live", "").replace("\r\n", "\n")
    revision = deciding.write_live(seat, room, item, words, _number(request, "revision"))
    if "X-Room" not in request.headers:
        back = reverse("room_console", args=(seat.dossier.slug, room.pk))
        return redirect(f"{back}?passage={item.pk}")
    segments = against(item.draft, words)
    response = render(request, "toguna/parts/redline.html", {"segments": segments})
    response.headers["X-Room-Revision"] = str(revision)
    return response


URLS = [
    path("d/<slug:slug>/atelier/<uuid:workshop>/compromis/", live, name="room_live"),
    path("d/<slug:slug>/atelier/<uuid:workshop>/faire/<slug:what>/", lead, name="room_lead"),
]
