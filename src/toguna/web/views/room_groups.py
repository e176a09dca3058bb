"""Working groups: their pages, what they propose, and their bundles out and back."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.messages import say
from toguna.web.domain.room import bundles, groups
from toguna.web.domain.room.machines import own_fingerprint
from toguna.web.domain.room.screen import options_of
from toguna.web.models import Item, Organisation, User, WorkingGroup
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused
from toguna.web.views.room import found


def _group(seat: Seat, workshop: UUID, group: UUID) -> WorkingGroup:
    room = found(seat, workshop)
    kept = WorkingGroup.objects.select_related("workshop__dossier", "workshop__round__draft")
    return get_object_or_404(kept, pk=group, workshop=room)


@page(Right.FOLLOW)
def index(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show the groups; the facilitator makes new ones and takes bundles back."""
    room = found(seat, workshop)
    told = {
        "workshop": room,
        "groups": [(one, groups.to_settle(one)) for one in room.groups.all()],
        "leads": seat.may(Right.WORKSHOP),
        "items": room.items.filter(group=None),
        "organisations": Organisation.objects.filter(memberships__dossier=seat.dossier).distinct(),
    }
    return render(request, "toguna/room/groups.html", told)


@require_POST
@page(Right.WORKSHOP)
def make(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Make a group."""
    room = found(seat, workshop)
    made = groups.make_group(
        seat,
        room,
        request.POST.get("name", "")[:200],
        room.items.filter(pk__in=_uuids(request.POST.getlist("items"))),
        Organisation.objects.filter(label__in=request.POST.getlist("delegations")),
        request.POST.get("chair", "")[:200],
        request.POST.get("rapporteur", "")[:200],
    )
    return redirect("room_group", seat.dossier.slug, workshop, made.pk)


def _uuids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in texts]
    except ValueError:
        raise Refused(say("Choisissez des passages de la liste.")) from None


@page(Right.FOLLOW)
def group(request: HttpRequest, seat: Seat, workshop: UUID, group: UUID) -> HttpResponse:
    """Show a group's work, item by item."""
    kept = _group(seat, workshop, group)
    proposed, noted = groups.proposals(kept), groups.notes(kept)
    told = {
        "workshop": kept.workshop,
        "group": kept,
        "rows": [
            {
                "item": item,
                "options": options_of(item),
                "proposal": proposed[str(item.pk)].told if str(item.pk) in proposed else None,
                "notes": [(one, one.told["text"]) for one in noted.get(str(item.pk), [])],
            }
            for item in kept.items.all()
        ],
        "unsettled": [
            (item, [(deed, deed.told) for deed in one.acts]) for item, one in groups.to_settle(kept)
        ],
        "writes": groups.may_write(seat, kept),
        "leads": seat.may(Right.WORKSHOP),
        "recommendations": kept.workshop.recommendations.filter(group=kept),
        "fingerprint": own_fingerprint(kept.workshop) if seat.may(Right.WORKSHOP) else "",
    }
    return render(request, "toguna/room/group.html", told)


@require_POST
@page(Right.FOLLOW)
def write(request: HttpRequest, seat: Seat, workshop: UUID, group: UUID) -> HttpResponse:
    """Write a proposal, a note, a recommendation or the account of a group."""
    kept = _group(seat, workshop, group)
    told = request.POST
    what = told.get("what", "")
    if what == "summary":
        groups.summarise(seat, kept, told.get("summary", ""))
    elif what == "recommend":
        groups.recommend(
            seat, kept.workshop, told.get("text", ""), told.get("addressee", "")[:200], kept
        )
    else:
        _write_on(seat, kept, request)
    messages.success(request, _("C'est enregistré."))
    return redirect("room_group", seat.dossier.slug, workshop, group)


def _write_on(seat: Seat, kept: WorkingGroup, request: HttpRequest) -> None:
    told = request.POST
    item = _item(kept, told.get("passage", ""))
    if told.get("what") == "note" and told.get("text", "").strip():
        groups.act(seat, kept, item, groups.NOTE, {"text": told["text"].strip()})
    elif told.get("what") == "settle":
        groups.settle(seat, kept, item, told.get("name", ""))
    elif told.get("what") in ("agreed", "apart"):
        groups.propose(
            seat,
            kept,
            item,
            told.get("words", ""),
            told.get("reason", ""),
            agreed=told["what"] == "agreed",
        )
    else:
        raise Refused(say("Écrivez d'abord quelque chose."))


def _item(kept: WorkingGroup, wanted: str) -> Item:
    (identifier,) = _uuids([wanted])
    return get_object_or_404(kept.items, pk=identifier)


@require_POST
@page(Right.WORKSHOP)
def export(request: HttpRequest, seat: Seat, workshop: UUID, group: UUID) -> HttpResponse:
    """Give the bundle of a group."""
    kept = _group(seat, workshop, group)
    data = bundles.export(seat, kept)
    way = "retour" if kept.workshop.is_groups else "aller"
    name = f"{seat.dossier.slug}-{slugify(kept.name)[:60]}-{way}.zip"
    return HttpResponse(
        data,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@page(Right.WORKSHOP)
def take_back(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Take back what a group's laptop gives."""
    room = found(seat, workshop)
    filename, data = _uploaded(request)
    returned = bundles.take_back_bundle(seat, room, data, filename)
    messages.success(
        request, _("Actes nouveaux repris du groupe : {count}.").format(count=returned.new)
    )
    for one in returned.refused:
        messages.warning(request, one.reason.render())
    return redirect("room_groups", seat.dossier.slug, workshop)


def _uploaded(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("bundle")
    if file is None or isinstance(file, list):
        raise Refused(say("Choisissez le fichier du paquet."))
    return str(file.name), file.read()


@login_required
def unpack(request: HttpRequest) -> HttpResponse:
    """Open a group's room on its own laptop: its administrator does."""
    user = cast("User", request.user)
    if not user.is_superuser:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "toguna/room/unpack.html")
    filename, data = _uploaded(request)
    workshop, sender = bundles.open_bundle(user, data, filename)
    messages.success(
        request,
        _("Le travail du groupe est ouvert. Empreinte de la salle : {sender}.").format(
            sender=sender
        ),
    )
    kept = workshop.groups.get()
    return redirect("room_group", workshop.dossier.slug, workshop.pk, kept.pk)


ROOM = "d/<slug:slug>/atelier/<uuid:workshop>/groupes"
URLS = [
    path("atelier/paquet/", unpack, name="room_unpack"),
    path(f"{ROOM}/", index, name="room_groups"),
    path(f"{ROOM}/nouveau/", make, name="room_group_make"),
    path(f"{ROOM}/paquet/", take_back, name="room_bundle_back"),
    path(f"{ROOM}/<uuid:group>/", group, name="room_group"),
    path(f"{ROOM}/<uuid:group>/ecrire/", write, name="room_group_write"),
    path(f"{ROOM}/<uuid:group>/paquet/", export, name="room_bundle"),
]
