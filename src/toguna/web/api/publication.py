"""What is made public of a text: the site, taken down again, given as one file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from ninja import Field, Router, Schema

from toguna.web.api.adoption import AdoptionOut, told_adoption, version_of
from toguna.web.api.council import piece_of
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, offers
from toguna.web.domain import adoption_publishing
from toguna.web.permissions import Right, Seat
from toguna.web.views.files import download

ROUTER = Router()


class PublishIn(Schema):
    """What is to be published."""

    label: str = Field(
        min_length=1, max_length=200, examples=["Stratégie nationale de cybersécurité"]
    )
    publisher: str = Field(min_length=1, max_length=300, examples=["Ministère de la Communication"])
    past: list[int] = eg([], [], "Numbers of earlier versions that are shown.")
    pieces: list[int] = eg([], [], "Pieces that can be downloaded: none that is a draft still.")


class PublicationOut(Schema):
    """A public site, as it is or was."""

    id: int = eg(2)
    label: str = eg("Stratégie nationale de cybersécurité")
    publisher: str = eg("Ministère de la Communication")
    published: datetime = eg("2025-09-01T10:00:00Z")
    withdrawn: datetime | None = eg(None, None)


@offers(ROUTER, "POST", "/publication", Right.ADOPT, JobOut, status=202)
def publish(seat: Seat, body: PublishIn) -> Any:
    """Ask for the frozen version to be published."""
    wanted = adoption_publishing.Wanted(
        body.label,
        body.publisher,
        [version_of(seat, number) for number in body.past],
        [piece_of(seat, key) for key in body.pieces],
    )
    return told_job(adoption_publishing.ask_publication(seat, wanted))


@offers(ROUTER, "DELETE", "/publication", Right.ADOPT, AdoptionOut)
def withdraw_publication(seat: Seat) -> Any:
    """Take the public site down; that it was public stays in the ledger."""
    adoption_publishing.withdraw(seat)
    return told_adoption(seat)


@offers(ROUTER, "GET", "/publications", Right.SEE_REGISTER, list[PublicationOut])
def list_publications(seat: Seat) -> Any:
    """List the public sites that there were."""
    names = PublicationOut.model_fields.keys() - {"id"}
    return [
        {"id": one.pk, **{name: getattr(one, name) for name in names}}
        for one in seat.dossier.publications.exclude(published=None)
    ]


@offers(ROUTER, "GET", "/publications/{int:key}/site", Right.SEE_REGISTER, files=True)
def get_site(seat: Seat, key: int) -> HttpResponseBase:
    """Give a public site as one zip, for another server or a USB stick."""
    rows = seat.dossier.publications.exclude(published=None).select_related("dossier")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return download(adoption_publishing.site_zip(found), f"{seat.dossier.slug}-site.zip")
