"""The working groups of a workshop, their bundles out and back, and the papers at its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, offers
from toguna.web.api.leading import RecommendationIO
from toguna.web.api.workshop import ROOM, item_of, room_of
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.room import bundles, groups
from toguna.web.jobs.queue import enqueue
from toguna.web.models import Organisation, WorkingGroup, WorkshopPaper
from toguna.web.permissions import Right, Seat
from toguna.web.views.files import download

ROUTER = Router()
GROUP = f"{ROOM}/groups/{{uuid:group}}"


class GroupIn(Schema):
    """A working group that is to be made."""

    name: str = eg("Groupe 1")
    items: list[UUID] = eg(["6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11"])
    delegations: list[str] = eg(["MJDH"])
    chair: str = eg("", "")
    rapporteur: str = eg("", "")


class WorkingGroupOut(Schema):
    """A working group."""

    id: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    number: int = eg(1)
    name: str = eg("Groupe 1")
    delegations: list[str] = eg(["MJDH"])
    items: list[UUID] = eg(["6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11"])
    summary: str = eg("")


class ProposalIn(Schema):
    """What a group proposes on an item, or that it found no agreement."""

    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    words: str = eg("L'agence est placée auprès de la Présidence.", "")
    reason: str = eg("", "")
    agreed: bool = eg(True, True)


class NoteIn(Schema):
    """A note that a group keeps on an item."""

    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    text: str = Field(min_length=1, examples=["À vérifier avec le texte de la loi."])


class RivalOut(Schema):
    """One of the proposals of several machines on an item, not knowing of one another."""

    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    name: str = eg("salle-12", description="To be said by who takes it.")
    author: str = eg("Awa Sissoko")
    words: str = eg("L'agence est placée auprès de la Présidence.")
    reason: str = eg("")
    agreed: bool = eg(True)


class TakeIn(Schema):
    """Which of the proposals on an item is taken."""

    item: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    name: str = eg("salle-12")


class ProposalOut(ProposalIn):
    """What a group proposes on an item, with its notes."""

    author: str = eg("Awa Sissoko")
    notes: list[str] = eg(["À vérifier avec le texte de la loi."])


class SummaryIn(Schema):
    """The account of a group's work."""

    summary: str = eg("Le groupe a examiné trois passages.")


class ReturnedOut(Schema):
    """What a group's laptop gave back."""

    new: int = eg(4)
    refused: list[str] = eg([])


class PaperOut(Schema):
    """A paper of a workshop."""

    id: int = eg(2)
    path: str = eg("rapport-general.docx")


def _group(seat: Seat, workshop: UUID, group: UUID) -> WorkingGroup:
    rows = WorkingGroup.objects.select_related("workshop__dossier", "workshop__round__draft")
    found = rows.filter(pk=group, workshop=room_of(seat, workshop)).first()
    if found is None:
        raise Http404
    return found


def _told(one: WorkingGroup) -> dict[str, Any]:
    return {
        "id": one.pk,
        "number": one.number,
        "name": one.name,
        "delegations": [organisation.label for organisation in one.delegations.all()],
        "items": list(one.items.values_list("pk", flat=True)),
        "summary": one.summary,
    }


@offers(ROUTER, "GET", f"{ROOM}/groups", Right.FOLLOW, list[WorkingGroupOut])
def list_working_groups(seat: Seat, workshop: UUID) -> Any:
    """List the working groups."""
    return [_told(one) for one in room_of(seat, workshop).groups.all()]


@offers(ROUTER, "POST", f"{ROOM}/groups", Right.WORKSHOP, WorkingGroupOut, status=201)
def make_group(seat: Seat, workshop: UUID, body: GroupIn) -> Any:
    """Make a working group with its items."""
    room = room_of(seat, workshop)
    made = groups.make_group(
        seat,
        room,
        body.name[:200],
        room.items.filter(pk__in=body.items),
        Organisation.objects.filter(label__in=body.delegations),
        body.chair[:200],
        body.rapporteur[:200],
    )
    return _told(made)


@offers(ROUTER, "GET", f"{GROUP}/proposals", Right.FOLLOW, list[ProposalOut])
def list_proposals(seat: Seat, workshop: UUID, group: UUID) -> Any:
    """List what a group proposes, where that is settled, and its notes, by item."""
    kept = _group(seat, workshop, group)
    proposed, noted = groups.proposals(kept), groups.notes(kept)
    return [
        {
            "item": item.pk,
            **(proposed[key].told if key in proposed else {"agreed": False}),
            "author": proposed[key].author if key in proposed else "",
            "notes": [one.told["text"] for one in noted.get(key, [])],
        }
        for item in kept.items.all()
        if (key := str(item.pk)) in proposed or key in noted
    ]


@offers(ROUTER, "POST", f"{GROUP}/proposals", Right.FOLLOW, WorkingGroupOut)
def propose(seat: Seat, workshop: UUID, group: UUID, body: ProposalIn) -> Any:
    """Say what a group proposes on an item; its members and the facilitator may."""
    kept = _group(seat, workshop, group)
    item = item_of(kept.workshop, body.item)
    groups.propose(seat, kept, item, body.words, body.reason, agreed=body.agreed)
    return _told(kept)


@offers(ROUTER, "PUT", f"{GROUP}/summary", Right.FOLLOW, WorkingGroupOut)
def summarise(seat: Seat, workshop: UUID, group: UUID, body: SummaryIn) -> Any:
    """Keep the account of a group's work; its members and the facilitator may."""
    groups.summarise(seat, _group(seat, workshop, group), body.summary)
    return _told(_group(seat, workshop, group))


@offers(ROUTER, "POST", f"{GROUP}/notes", Right.FOLLOW, WorkingGroupOut, status=201)
def add_note(seat: Seat, workshop: UUID, group: UUID, body: NoteIn) -> Any:
    """Keep a note on an item; the group's members and the facilitator may."""
    kept = _group(seat, workshop, group)
    item = item_of(kept.workshop, body.item)
    groups.act(seat, kept, item, groups.NOTE, {"text": body.text.strip()})
    return _told(kept)


@offers(ROUTER, "POST", f"{GROUP}/recommendations", Right.FOLLOW, RecommendationIO, status=201)
def recommend_as_group(seat: Seat, workshop: UUID, group: UUID, body: RecommendationIO) -> Any:
    """Add a recommendation of a group; its members and the facilitator may."""
    kept = _group(seat, workshop, group)
    made = groups.recommend(seat, kept.workshop, body.text, body.addressee, kept)
    return {"text": made.text, "addressee": made.addressee}


@offers(ROUTER, "GET", f"{GROUP}/rivals", Right.FOLLOW, list[RivalOut])
def list_rivals(seat: Seat, workshop: UUID, group: UUID) -> Any:
    """List the proposals of several machines between which somebody is to choose."""
    return _rivals(_group(seat, workshop, group))


def _rivals(kept: WorkingGroup) -> list[dict[str, Any]]:
    return [
        {
            "item": item.pk,
            "name": deed.name,
            "author": deed.author,
            **{name: deed.told[name] for name in ("words", "reason", "agreed")},
        }
        for item, one in groups.to_settle(kept)
        for deed in one.acts
    ]


@offers(ROUTER, "POST", f"{GROUP}/rivals", Right.FOLLOW, list[RivalOut])
def settle_rivals(seat: Seat, workshop: UUID, group: UUID, body: TakeIn) -> Any:
    """Take one of the proposals of several machines; the others stay on record."""
    kept = _group(seat, workshop, group)
    groups.settle(seat, kept, item_of(kept.workshop, body.item), body.name)
    return _rivals(kept)


@offers(ROUTER, "POST", f"{GROUP}/bundle", Right.WORKSHOP, files=True)
def make_bundle(seat: Seat, workshop: UUID, group: UUID) -> HttpResponseBase:
    """Give the signed bundle that a group takes along, or that its laptop gives back."""
    data = bundles.export(seat, _group(seat, workshop, group))
    return HttpResponse(data, content_type="application/zip")


@offers(ROUTER, "POST", f"{ROOM}/bundles", Right.WORKSHOP, ReturnedOut)
def take_bundle_back(seat: Seat, workshop: UUID, bundle: File[UploadedFile]) -> Any:
    """Merge what a group's laptop gives back."""
    room = room_of(seat, workshop)
    done = bundles.take_back_bundle(seat, room, bundle.read(), bundle.name or "")
    return {"new": done.new, "refused": [str(one) for one in done.refused]}


@offers(ROUTER, "GET", f"{ROOM}/papers", Right.FOLLOW, list[PaperOut])
def list_papers(seat: Seat, workshop: UUID) -> Any:
    """List the papers that were made."""
    return [{"id": one.pk, "path": one.path} for one in room_of(seat, workshop).papers.all()]


@offers(ROUTER, "POST", f"{ROOM}/papers", Right.WORKSHOP, JobOut, status=202)
def make_papers(seat: Seat, workshop: UUID) -> Any:
    """Have the papers made."""
    room = room_of(seat, workshop)
    return told_job(enqueue(seat.dossier, "room_papers", seat.user, workshop=str(room.pk)))


@offers(ROUTER, "GET", f"{ROOM}/papers/{{int:paper}}", Right.FOLLOW, files=True)
def get_paper(seat: Seat, workshop: UUID, paper: int) -> HttpResponseBase:
    """Give a paper."""
    found = WorkshopPaper.objects.filter(pk=paper, workshop=room_of(seat, workshop)).first()
    if found is None:
        raise Http404
    return download(bytes_of(found.blob_id), found.path.rpartition("/")[2])
