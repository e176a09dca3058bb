"""Adoption: versions, freezing, what bodies said, deadlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from toguna.adoption.approval.model import Outcome
from toguna.adoption.approval.standing import open_reservations
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, offers
from toguna.web.domain import (
    adoption,
    adoption_check,
    adoption_clock,
    adoption_publishing,
)
from toguna.web.domain.adoption_events import frozen_version, name_of_minutes, process_of
from toguna.web.domain.adoption_filing import take_in
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.texts import data_of
from toguna.web.domain.told import message_of
from toguna.web.models import AdoptionDeadline, Version, VersionCheck
from toguna.web.permissions import Right, Seat, visible_versions
from toguna.web.templatetags.toguna import said
from toguna.web.views.files import download

ROUTER = Router()
VERSION = "/versions/{int:version}"


class VersionOut(Schema):
    """A version of the text."""

    number: int = eg(2)
    label: str = eg("Version 2")
    filename: str = eg("final.docx")
    sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    created: datetime = eg("2025-07-03T10:00:00Z")
    frozen: bool = eg(False)


class VersionFindingOut(Schema):
    """One thing that the check of a version found."""

    severity: str = eg("warning", description="error, warning or note.")
    message: str = eg("Le sigle ANC n'est pas développé.")
    advice: str = eg("Développez-le à sa première apparition.")
    place: str = eg("al. 3")


class NotedIn(Schema):
    """Who did something, and on which day."""

    who: str = eg("Awa Sissoko")
    day: date = eg("2025-07-10")


class FreezeIn(NotedIn):
    """A version that is frozen, and the reservations that it takes into account."""

    version: int = eg(2)
    lifts: list[str] = eg([], [])


class SpokenIn(NotedIn):
    """What a body said of the frozen version."""

    step: str = eg("validation-technique")
    outcome: Outcome = eg(next(iter(Outcome)).value)
    reservations: list[str] = eg([], [])
    reason: str = eg("", "")
    back_to: str = eg("", "")


class AdoptionOut(Schema):
    """Where the text is on its way."""

    frozen: int | None = eg(2, None, "The number of the frozen version.")
    steps: list[str] = eg(["validation-technique", "conseil-des-ministres"])
    reservations: list[str] = eg([], description="Those that no version has taken into account.")
    events: int = eg(3)
    published: bool = eg(False)


class VersionCheckOut(Schema):
    """What the check of a version found."""

    at: datetime = eg("2025-07-03T10:00:00Z")
    findings: list[VersionFindingOut]


class DeadlineIn(Schema):
    """Something that is due, its moment in words."""

    subject: str = eg("Observations au secrétariat général du Gouvernement")
    when: str = eg("2025-07-07 14:00")


class DeadlineOut(Schema):
    """Something that is due."""

    id: int = eg(1)
    subject: str = eg("Observations au secrétariat général du Gouvernement")
    at: datetime = eg("2025-07-07T14:00:00Z")
    met: datetime | None = eg(None, None)


def version_of(seat: Seat, number: int) -> Version:
    """Give a version of the dossier.

    Raises:
        Http404: there is none of that number.
    """
    found = seat.dossier.versions.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def told_version(one: Version) -> dict[str, Any]:
    """Tell a version."""
    return {
        "number": one.number,
        "label": one.label,
        "filename": one.filename,
        "sha256": one.blob_id,
        "created": one.created,
        "frozen": one.frozen is not None,
    }


def told_adoption(seat: Seat) -> dict[str, Any]:
    """Tell where the text is on its way."""
    process, frozen = process_of(seat.dossier), frozen_version(seat.dossier)
    return {
        "frozen": frozen.number if frozen else None,
        "steps": [step.key for step in process.procedure.steps],
        "reservations": [str(one) for one in open_reservations(process)],
        "events": seat.dossier.adoption_events.count(),
        "published": adoption_publishing.current(seat.dossier) is not None,
    }


@offers(ROUTER, "GET", "/versions", Right.SEE, list[VersionOut])
def list_versions(seat: Seat) -> Any:
    """List the versions of the text that one may know."""
    return [told_version(one) for one in visible_versions(seat).order_by("number")]


@offers(ROUTER, "POST", f"{VERSION}/check", Right.ADOPT, JobOut, status=202)
def check_version(seat: Seat, version: int) -> Any:
    """Ask for a version to be checked."""
    return told_job(adoption_check.ask_check(seat, version_of(seat, version)))


def _check(seat: Seat, version: int) -> VersionCheck:
    found = VersionCheck.objects.filter(version=version_of(seat, version)).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", f"{VERSION}/check", Right.SEE_REGISTER, VersionCheckOut)
def get_check(seat: Seat, version: int) -> Any:
    """Tell what the check of a version found."""
    found = _check(seat, version)
    told = [
        {
            "severity": one["severity"],
            "message": said(message_of(one["message"])),
            "advice": said(message_of(one["advice"])),
            "place": one["place"],
        }
        for one in found.findings
    ]
    return {"at": found.at, "findings": told}


@offers(ROUTER, "GET", f"{VERSION}/check/report", Right.SEE_REGISTER, files=True)
def get_check_report(seat: Seat, version: int) -> HttpResponseBase:
    """Give what the check of a version found, in print."""
    return download(bytes_of(_check(seat, version).report_id), f"verification-{version}.pdf")


@offers(ROUTER, "GET", f"{VERSION}/check/comments", Right.SEE_REGISTER, files=True)
def get_check_comments(seat: Seat, version: int) -> HttpResponseBase:
    """Give what the check of a version found, as comments in the text."""
    data = bytes_of(_check(seat, version).commented_id)
    return download(data, f"version-{version}-commente.docx")


@offers(ROUTER, "GET", f"{VERSION}/file", Right.SEE, files=True)
def get_version_file(seat: Seat, version: int) -> HttpResponseBase:
    """Give the file of a version that one may know."""
    found = visible_versions(seat).filter(number=version).first()
    if found is None:
        raise Http404
    return download(data_of(found), found.filename)


@offers(ROUTER, "GET", "/adoption", Right.SEE, AdoptionOut)
def get_adoption(seat: Seat) -> Any:
    """Tell where the text is on its way."""
    return told_adoption(seat)


@offers(ROUTER, "POST", "/adoption/freeze", Right.ADOPT, AdoptionOut)
def freeze_version(seat: Seat, body: FreezeIn) -> Any:
    """Freeze a version: it is the one that the bodies are asked about."""
    version = version_of(seat, body.version)
    adoption.freeze_version(seat, version, body.who, body.day.isoformat(), tuple(body.lifts))
    return told_adoption(seat)


@offers(ROUTER, "POST", "/adoption/acts", Right.ADOPT, AdoptionOut, status=201)
def note_act(seat: Seat, body: Form[SpokenIn], minutes: File[UploadedFile | None] = None) -> Any:
    """Note what a body said of the frozen version, with its procès-verbal if there is one."""
    filed = None if minutes is None else take_in(minutes.name or "", minutes.read())
    spoken = adoption.Spoken(
        body.step,
        body.outcome,
        body.who,
        body.day.isoformat(),
        tuple(body.reservations),
        body.reason,
        body.back_to,
        filed,
    )
    adoption.speak(seat, spoken)
    return told_adoption(seat)


@offers(ROUTER, "POST", "/adoption/steps/{step}/minutes", Right.ADOPT, AdoptionOut, status=201)
def file_minutes(seat: Seat, step: str, minutes: File[UploadedFile]) -> Any:
    """File the procès-verbal of a step that was taken without one."""
    if process_of(seat.dossier).procedure.step(step) is None:
        raise Http404
    adoption.add_minutes(seat, step, take_in(minutes.name or "", minutes.read()))
    return told_adoption(seat)


@offers(ROUTER, "GET", "/adoption/events/{int:rank}/minutes", Right.SEE_REGISTER, files=True)
def get_minutes(seat: Seat, rank: int) -> HttpResponseBase:
    """Give the procès-verbal that came with the event of a rank, the first being 1."""
    row = seat.dossier.adoption_events.filter(rank=rank, blob__isnull=False).first()
    if row is None:
        raise Http404
    return download(bytes_of(str(row.blob_id)), name_of_minutes(row))


@offers(ROUTER, "GET", "/adoption/deadlines", Right.SEE, list[DeadlineOut])
def list_deadlines(seat: Seat) -> Any:
    """List what is due and what was done."""
    return [_deadline(one) for one in seat.dossier.adoption_deadlines.all()]


def _deadline(one: AdoptionDeadline) -> dict[str, Any]:
    return {"id": one.pk, "subject": one.subject, "at": one.at, "met": one.met}


@offers(ROUTER, "POST", "/adoption/deadlines", Right.ADOPT, DeadlineOut, status=201)
def add_deadline(seat: Seat, body: DeadlineIn) -> Any:
    """Add a deadline, its moment in words ("lundi 14 h")."""
    return _deadline(adoption_clock.add_deadline(seat, body.subject[:300], body.when).row)


@offers(ROUTER, "POST", "/adoption/deadlines/{int:key}/meet", Right.ADOPT, DeadlineOut)
def meet_deadline(seat: Seat, key: int) -> Any:
    """Note that what was due is done, or that it is due again."""
    found = seat.dossier.adoption_deadlines.filter(pk=key).first()
    if found is None:
        raise Http404
    adoption_clock.meet(seat, found)
    return _deadline(found)
