"""The adoption of a text: where it stands, freezing a version, noting what each body said."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.adoption.approval.model import Process, Step
from toguna.adoption.approval.standing import (
    State,
    next_step,
    open_reservations,
    standings,
    state,
    told,
)
from toguna.text.errors import UnreadableFile
from toguna.web.domain import adoption as domain
from toguna.web.domain.adoption_check import ask_check
from toguna.web.domain.adoption_clock import add_deadline, due, meet, met
from toguna.web.domain.adoption_council import places, submissions
from toguna.web.domain.adoption_events import frozen_version, name_of_minutes, process_of
from toguna.web.domain.adoption_publishing import current, may_publish
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.told import Told, message_of
from toguna.web.forms.adoption import DeadlineForm, FileForm, FreezeForm, OutcomeForm
from toguna.web.models import AdoptionDeadline, Job, Version, VersionCheck
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible_versions
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import dropped
from toguna.web.views.files import download
from toguna.web.views.job import told as told_job


@page(Right.SEE)
def adoption(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show where the text stands on its way to the Council, and what comes next."""
    return _shown(request, seat, DeadlineForm())


def _shown(request: HttpRequest, seat: Seat, form: DeadlineForm, status: int = 200) -> HttpResponse:
    process, version = process_of(seat.dossier), frozen_version(seat.dossier)
    found = state(process)
    told_here = {
        "standings": standings(process),
        "told": told(process),
        "is_adopted": found is State.ADOPTED,
        "is_noted": found is State.NOTED,
        "needs_version": found in (State.TO_FREEZE, State.SENT_BACK),
        "next": next_step(process),
        "version": version,
        "versions": _versions(seat, version),
        "reservations": open_reservations(process),
        "history": _history(seat),
        "due": due(seat.dossier),
        "met": met(seat.dossier),
        "form": form,
        "may_adopt": seat.may(Right.ADOPT),
        "sees_file": seat.may(Right.SEE_REGISTER),
        "missing": _missing(seat),
        "submitted": submissions(seat.dossier),
        "may_publish": may_publish(seat.dossier),
        "public": current(seat.dossier),
        **running(seat, "check_version"),
    }
    return render(request, "toguna/adoption/adoption.html", told_here, status=status)


def _versions(
    seat: Seat, frozen: Version | None
) -> list[tuple[Version, bool, VersionCheck | None]]:
    """Give the versions, the newest first: which is frozen, and what a check of each found."""
    checks = {
        one.version_id: one for one in VersionCheck.objects.filter(version__dossier=seat.dossier)
    }
    rows = visible_versions(seat).order_by("-number")
    return [(row, row == frozen, checks.get(row.pk)) for row in rows]


def _history(seat: Seat) -> list[dict[str, object]]:
    """Give everything that happened, each with its procès-verbal, the newest last."""
    procedure = process_of(seat.dossier).procedure
    rows = seat.dossier.adoption_events.select_related("version")
    found = []
    for row in rows:
        key = str(row.told.get("step", ""))
        step = procedure.step(key)
        found.append({"row": row, "step": step.name if step else key, "told": row.told})
    return found


def _missing(seat: Seat) -> int:
    """Count the required places of the file for the Council that are empty."""
    return sum(place.kind.required and not place.pieces for place in places(seat.dossier))


def running(seat: Seat, task: str) -> dict[str, object]:
    """Give the job of a task that is under way or failed last, for the part that shows it."""
    job = seat.dossier.jobs.filter(task=task).last()
    if job is None or job.state == Job.State.DONE:
        return {}
    return told_job(job)


# A version


@page(Right.ADOPT)
def freeze(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Freeze a version."""
    process = process_of(seat.dossier)
    form = FreezeForm(seat, process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told_here = form.cleaned_data
        try:
            domain.freeze_version(
                seat, told_here["version"], told_here["who"], form.day, form.lifted
            )
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            messages.success(request, _("La version est figée : c'est elle qui est soumise."))
            return redirect("adoption", seat.dossier.slug)
    return _form(request, "freeze", form, told=told(process))


@require_POST
@page(Right.ADOPT)
def check(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Have a version checked."""
    ask_check(seat, get_object_or_404(Version, dossier=seat.dossier, pk=pk))
    return redirect("adoption", seat.dossier.slug)


@page(Right.SEE_REGISTER)
def findings(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Show what the check of a version found."""
    found = _check_of(seat, pk)
    told_here = {"check": found, "findings": [_shown_finding(one) for one in found.findings]}
    return render(request, "toguna/adoption/findings.html", told_here)


def _shown_finding(found: Told) -> Told:
    """Give a finding with its sentences, to be said in the reader's language."""
    return {
        **found,
        "message": message_of(found["message"]),
        "advice": message_of(found["advice"]),
    }


@page(Right.SEE_REGISTER)
def findings_file(request: HttpRequest, seat: Seat, pk: int, form: str) -> FileResponse:
    """Give the findings in print, or as comments in the text."""
    found = _check_of(seat, pk)
    stem = found.version.filename.rpartition(".")[0]
    if form == "rapport":
        return download(bytes_of(found.report_id), f"verification-{stem}.pdf")
    if form == "commentaires":
        return download(bytes_of(found.commented_id), f"{stem}-commente.docx")
    raise Http404


def _check_of(seat: Seat, pk: int) -> VersionCheck:
    return get_object_or_404(
        VersionCheck.objects.select_related("version"), version__dossier=seat.dossier, pk=pk
    )


@page(Right.SEE)
def version_file(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """Give the file of a version that was frozen."""
    found = get_object_or_404(Version.objects.exclude(frozen=None), dossier=seat.dossier, pk=pk)
    return download(bytes_of(found.blob_id), found.filename)


# A step


@page(Right.ADOPT)
def step(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Note what a body said of the frozen version."""
    process, found = _step(seat, key)
    form = OutcomeForm(seat, process, found, request.POST or None, request.FILES or None)
    for problem in dropped(request):
        form.add_error("minutes", said(problem))
    if request.method == "POST" and form.is_valid():
        try:
            domain.speak(seat, form.spoken())
        except Refused as refused:
            form.add_error(None, said(refused.message))
        else:
            messages.success(request, _("L'issue est notée, et inscrite au registre."))
            return redirect("adoption", seat.dossier.slug)
    version = frozen_version(seat.dossier)
    return _form(request, "step", form, step=found, version=version)


@require_POST
@page(Right.ADOPT)
def minutes(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """File the procès-verbal of a step that was taken without one."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choisissez le fichier du procès-verbal."))
    else:
        domain.add_minutes(seat, _step(seat, key)[1].key, form.filed())
        messages.success(request, _("Le procès-verbal est versé."))
    return redirect("adoption", seat.dossier.slug)


@page(Right.SEE_REGISTER)
def minutes_file(request: HttpRequest, seat: Seat, rank: int) -> FileResponse:
    """Give the procès-verbal that came with something that happened."""
    row = get_object_or_404(seat.dossier.adoption_events, rank=rank, blob__isnull=False)
    return download(bytes_of(str(row.blob_id)), name_of_minutes(row))


def _step(seat: Seat, key: str) -> tuple[Process, Step]:
    process = process_of(seat.dossier)
    found = process.procedure.step(key)
    if found is None:
        raise Http404
    return process, found


# Deadlines


@require_POST
@page(Right.ADOPT)
def deadline(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Add a deadline."""
    form = DeadlineForm(request.POST)
    if form.is_valid():
        try:
            added = add_deadline(seat, form.cleaned_data["subject"], form.cleaned_data["words"])
        except UnreadableFile as error:
            form.add_error("words", said(error.message))
        else:
            when = said(added.deadline.words)
            messages.success(request, _("L'échéance est notée : {when}.").format(when=when))
            return redirect("adoption", seat.dossier.slug)
    return _shown(request, seat, form, 422)


@require_POST
@page(Right.ADOPT)
def deadline_met(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Note that what was due is done, or due again."""
    meet(seat, get_object_or_404(AdoptionDeadline, dossier=seat.dossier, pk=pk))
    return redirect("adoption", seat.dossier.slug)


def _form(
    request: HttpRequest, template: str, form: django_forms.Form, **told_here: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, f"toguna/adoption/{template}.html", {"form": form, **told_here}, status=status
    )


ADOPTION = "d/<slug:slug>/adoption/"
URLS = [
    path(ADOPTION, adoption, name="adoption"),
    path(f"{ADOPTION}figer/", freeze, name="adoption_freeze"),
    path(f"{ADOPTION}version/<int:pk>/", version_file, name="adoption_version"),
    path(f"{ADOPTION}version/<int:pk>/verifier/", check, name="adoption_check"),
    path(f"{ADOPTION}version/<int:pk>/constats/", findings, name="adoption_findings"),
    path(
        f"{ADOPTION}version/<int:pk>/constats/<slug:form>/",
        findings_file,
        name="adoption_findings_file",
    ),
    path(f"{ADOPTION}etape/<slug:key>/", step, name="adoption_step"),
    path(f"{ADOPTION}etape/<slug:key>/proces-verbal/", minutes, name="adoption_minutes"),
    path(f"{ADOPTION}proces-verbal/<int:rank>/", minutes_file, name="adoption_minutes_file"),
    path(f"{ADOPTION}echeance/", deadline, name="adoption_deadline"),
    path(f"{ADOPTION}echeance/<int:pk>/", deadline_met, name="adoption_deadline_met"),
]
