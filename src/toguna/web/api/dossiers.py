"""The dossiers of a person, and where each stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status

from toguna.messages import Message
from toguna.web.api.frame import ADMIN, READ, Page, Paging, eg, offers, paged
from toguna.web.domain import dossiers
from toguna.web.domain.overview import overview_of
from toguna.web.domain.rounds import rounds_of
from toguna.web.models import Dossier, Job, Membership, Role, User
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said

ROUTER = Router()


class DossierOut(Schema):
    """A dossier, and one's seat in it."""

    slug: str = eg("snc")
    title: str = eg("Stratégie nationale de cybersécurité 2025-2029")
    country: str = eg("Mali")
    role: str = eg("rapporteur")
    organisation: str | None = eg("MJDH", None)
    cleared: bool = eg(False)


class DossierIn(Schema):
    """A dossier that is to be made."""

    title: str = Field(min_length=1, max_length=300, examples=["Stratégie nationale fictive"])
    country: str = Field("", max_length=100, examples=["Mali"])
    role: Role = eg("rapporteur", description="rapporteur or administrator: one's own seat.")


class StandingOut(DossierOut):
    """Where a dossier stands, as far as one may know; figures are those of its last round."""

    rounds: list[int] = eg([1])
    observations: int = eg(347)
    unanswered: int = eg(12)
    conflicts: int = eg(9)
    rights: list[str] = eg(["see", "follow", "ledger"])


class JobOut(Schema):
    """A piece of background work."""

    id: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    task: str = eg("consolidate")
    state: str = eg("running", description="queued, running, done or failed.")
    step: str = eg("Lecture des retours")
    done: int = eg(3)
    total: int = eg(8)
    problem: str = eg("")
    created: datetime = eg("2025-07-01T09:00:00Z")
    finished: datetime | None = eg(None, None)


@ROUTER.get(
    "/dossiers",
    response=Page[DossierOut],
    operation_id="list_dossiers",
    summary="List the dossiers in which one has a seat.",
    openapi_extra={"x-scope": READ},
)
def list_dossiers(request: HttpRequest, paging: Query[Paging]) -> Any:
    """List the dossiers in which one has a seat."""
    token = request.auth  # type: ignore[attr-defined]  # set by `Key`
    if READ not in token.scopes:
        raise PermissionDenied
    seats = Membership.objects.filter(user=token.user).select_related("dossier", "organisation")
    return paged(
        seats.order_by("dossier__slug"),
        paging,
        lambda rows: [_told(Seat.of(one)) for one in rows],
    )


@ROUTER.post(
    "/dossiers",
    response={201: DossierOut},
    operation_id="make_dossier",
    summary="Make a dossier, as the administrator of the site.",
    openapi_extra={"x-scope": ADMIN},
)
def make_dossier(request: HttpRequest, body: DossierIn) -> Any:
    """Make a dossier, as the administrator of the site, and take a seat in it."""
    made = dossiers.make_dossier(_administrator(request), body.title, body.country, body.role)
    return Status(201, _told(_seat(request, made)))


@ROUTER.post(
    "/dossiers/{slug}/seat",
    response={201: DossierOut},
    operation_id="take_seat",
    summary="Take an administrator's seat in a dossier, as the administrator of the site.",
    openapi_extra={"x-scope": ADMIN},
)
def take_seat(request: HttpRequest, slug: str) -> Any:
    """Take an administrator's seat in a dossier, as the administrator of the site."""
    user = _administrator(request)
    found = Dossier.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    dossiers.take_seat(user, found, Role.ADMINISTRATOR)
    return Status(201, _told(_seat(request, found)))


def _administrator(request: HttpRequest) -> User:
    token = request.auth  # type: ignore[attr-defined]  # set by `Key`
    user: User = token.user
    if ADMIN not in token.scopes or not user.is_superuser:
        raise PermissionDenied
    return user


def _seat(request: HttpRequest, dossier: Dossier) -> Seat:
    token = request.auth  # type: ignore[attr-defined]  # set by `Key`
    return Seat.of(Membership.objects.get(user=token.user, dossier=dossier))


def _told(seat: Seat) -> dict[str, Any]:
    return {
        "slug": seat.dossier.slug,
        "title": seat.dossier.title,
        "country": seat.dossier.country,
        "role": seat.role,
        "organisation": seat.organisation.label if seat.organisation else None,
        "cleared": seat.cleared,
    }


@offers(ROUTER, "GET", "", Right.SEE, StandingOut)
def get_dossier(seat: Seat) -> Any:
    """Tell where a dossier stands."""
    overview = overview_of(seat)
    standing = overview.standing
    return {
        **_told(seat),
        "rounds": [one.number for one in rounds_of(seat)],
        "observations": standing.observations if standing else 0,
        "unanswered": standing.unanswered if standing else 0,
        "conflicts": overview.conflicts,
        "rights": sorted(right.value for right in Right if seat.may(right)),
    }


@offers(ROUTER, "GET", "/jobs/{uuid:job}", Right.SEE, JobOut)
def get_job(seat: Seat, job: UUID) -> Any:
    """Tell how far a piece of background work has come."""
    found = Job.objects.filter(dossier=seat.dossier, pk=job).first()
    if found is None:
        raise Http404
    return told_job(found)


def told_job(job: Job) -> dict[str, Any]:
    """Tell a job, its step in words."""
    step = said(Message(job.step, dict(job.step_values))) if job.step else ""
    return {
        "id": job.pk,
        "task": job.task,
        "state": job.state,
        "step": step,
        "done": job.done,
        "total": job.total,
        "problem": said(job.problem),
        "created": job.created,
        "finished": job.finished,
    }
