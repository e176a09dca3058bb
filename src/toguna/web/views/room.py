"""The workshop room: its workshops, and the facilitator's console."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from toguna.web.domain.room.deciding import DONE, observations_of, unopposed
from toguna.web.domain.room.groups import proposals, to_settle
from toguna.web.domain.room.opening import open_workshop, workshop_of
from toguna.web.domain.room.screen import newest, options_of, screen_of
from toguna.web.domain.room.voting import DRAFT, count, delegations_of, limits_of_secrecy
from toguna.web.forms.room import WorkshopForm
from toguna.web.models import Item, Round, Workshop
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat


def found(seat: Seat, workshop: UUID) -> Workshop:
    """Give a workshop of the dossier of who asks.

    Raises:
        Http404: there is none.
    """
    try:
        return workshop_of(seat.dossier, workshop)
    except Workshop.DoesNotExist:
        raise Http404 from None


@page(Right.FOLLOW)
def workshops(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the workshops; who follows the only one there is goes into its room."""
    known = list(Workshop.objects.filter(dossier=seat.dossier).order_by("-created"))
    if len(known) == 1 and not seat.may(Right.WORKSHOP):
        return redirect("room_phone", seat.dossier.slug, known[0].pk)
    return render(
        request,
        "toguna/room/workshops.html",
        {"workshops": known, "may_open": seat.may(Right.WORKSHOP), "round": _last_round(seat)},
    )


def _last_round(seat: Seat) -> Round | None:
    return seat.dossier.rounds.exclude(opened=None).last()


@page(Right.WORKSHOP)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Open a workshop on the last round."""
    round_ = _last_round(seat)
    if round_ is None:
        return redirect("workshop", seat.dossier.slug)
    form = WorkshopForm(request.POST or None)
    if form.is_valid():
        workshop = open_workshop(seat, round_, form.told())
        messages.success(
            request,
            _("L'atelier est ouvert, avec {count} passages à examiner.").format(
                count=workshop.items.count()
            ),
        )
        return redirect("room_console", seat.dossier.slug, workshop.pk)
    return render(request, "toguna/room/new.html", {"form": form, "round": round_})


@page(Right.WORKSHOP)
def console(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show the facilitator's console."""
    room = found(seat, workshop)
    items = list(room.items.select_related("group"))
    item = _item(room, items, request.GET.get("passage", ""))
    fresh = newest(seat, room.pk)
    told = {
        "workshop": room,
        "items": items,
        "left": sum(one.state not in DONE for one in items),
        "item": item,
        "screen": screen_of(room),
        "key": "" if fresh is None else fresh.key,
        "unopposed": unopposed(room),
        "delegations": delegations_of(room),
        "limits": limits_of_secrecy(room),
        "follow": request.build_absolute_uri(
            reverse("room_phone", args=(seat.dossier.slug, room.pk))
        ),
        "clauses": room.round.draft.clauses,
        "states": [(one.value, one.label) for one in DONE],
        "unsettled": [group for group in room.groups.all() if to_settle(group)],
        **({} if item is None else _about(seat, room, item)),
    }
    return render(request, "toguna/room/console.html", told)


def _item(room: Workshop, items: list[Item], wanted: str) -> Item | None:
    """Give the item that is worked on: the one asked for, else that on screen, else the next."""
    by_id = {str(one.pk): one for one in items}
    waiting = (one for one in items if one.state not in DONE)
    return by_id.get(wanted) or by_id.get(str(room.current_id)) or next(waiting, None)


def _about(seat: Seat, room: Workshop, item: Item) -> dict[str, object]:
    votes = list(item.votes.all())
    group = item.group
    proposal = None if group is None else proposals(group).get(str(item.pk))
    return {
        "options": options_of(item),
        "votes": [(vote, count(vote)) for vote in votes],
        "open_vote": next((vote for vote in votes if vote.closed is None), None),
        "decision": item.decisions.last() if item.state in DONE else None,
        "history": item.decisions.all(),
        "answered": len(observations_of(seat, room, item)),
        "proposal": None if proposal is None else proposal.told,
        "suggested": _suggested(item),
    }


def _suggested(item: Item) -> str:
    """Give the wording with which the decision begins: that of the last vote, else the compromise.

    Of a block, the wording that more delegations took than any other.
    """
    vote = item.votes.exclude(closed=None).last()
    if vote is not None and not vote.block:
        return vote.wording
    if vote is not None:
        texts = {one["key"]: one["text"] for one in vote.choices}
        rows = [row for row in count(vote).rows if texts[row[0]] or row[0] == DRAFT]
        best = max((row[2] for row in rows), default=0)
        winners = [row[0] for row in rows if row[2] == best]
        if best and len(winners) == 1:
            return str(texts[winners[0]])
    return item.live


URLS = [
    path("d/<slug:slug>/atelier/", workshops, name="workshop"),
    path("d/<slug:slug>/atelier/nouveau/", new, name="room_new"),
    path("d/<slug:slug>/atelier/<uuid:workshop>/pupitre/", console, name="room_console"),
]
