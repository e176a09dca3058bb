"""The papers of a workshop: asked for, made in the background, downloaded."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from toguna.consultation.workshop.registry import known_papers
from toguna.web.domain.blobs import bytes_of
from toguna.web.jobs.queue import enqueue
from toguna.web.models import WorkshopPaper
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.views.job import told as told_job
from toguna.web.views.room import found


@page(Right.FOLLOW)
def papers(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show the papers that were made, and whether they are being made."""
    room = found(seat, workshop)
    job = seat.dossier.jobs.filter(task="room_papers", arguments={"workshop": str(room.pk)}).last()
    told: dict[str, object] = {
        "workshop": room,
        "papers": _rows(list(room.papers.all())),
        "leads": seat.may(Right.WORKSHOP),
    }
    if job is not None:
        then = reverse("room_papers", args=(seat.dossier.slug, room.pk))
        told |= {**told_job(job), "then": then}
    return render(request, "toguna/room/papers.html", told)


def _rows(kept: list[WorkshopPaper]) -> list[tuple[str, list[tuple[str, WorkshopPaper]]]]:
    """Give the papers by title, each with its files by suffix."""
    titles = {kind.name: kind.title for kind in known_papers()}
    rows: dict[str, list[tuple[str, WorkshopPaper]]] = {}
    for one in kept:
        name, _, suffix = one.path.rpartition("/")[2].rpartition(".")
        title = titles.get(name, f"Fiche d'arbitrage {name}")
        rows.setdefault(title, []).append((suffix.upper(), one))
    return list(rows.items())


@require_POST
@page(Right.WORKSHOP)
def make(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Have the papers made."""
    room = found(seat, workshop)
    enqueue(seat.dossier, "room_papers", seat.user, workshop=str(room.pk))
    return redirect("room_papers", seat.dossier.slug, workshop)


@page(Right.FOLLOW)
def paper(request: HttpRequest, seat: Seat, workshop: UUID, paper: int) -> HttpResponse:
    """Download a paper."""
    kept = get_object_or_404(WorkshopPaper, pk=paper, workshop=found(seat, workshop))
    name = kept.path.rpartition("/")[2]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(
        bytes_of(kept.blob_id),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


ROOM = "d/<slug:slug>/atelier/<uuid:workshop>/pieces"
URLS = [
    path(f"{ROOM}/", papers, name="room_papers"),
    path(f"{ROOM}/rediger/", make, name="room_papers_make"),
    path(f"{ROOM}/<int:paper>/", paper, name="room_paper"),
]
