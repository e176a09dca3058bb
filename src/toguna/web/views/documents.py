"""Everything that was made from a round, to download; making it again; what a check found."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.web.domain import documents as domain
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.checks import DECIDED, DRAFT, SUBJECTS, subject_of
from toguna.web.domain.decision import letter_settings
from toguna.web.domain.documents import Kept
from toguna.web.domain.told import message_of
from toguna.web.forms.documents import LettersForm, VersionForm
from toguna.web.models import Round, Version
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, sees_all
from toguna.web.views.job import told as told_job
from toguna.web.views.looking import looking, required

TYPES = {
    "akn.xml": "application/akn+xml",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "pdf": "application/pdf",
    "sarif": "application/sarif+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
OTHER_TYPE = "application/octet-stream"


@page(Right.SEE)
def documents(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what there is to download, and what can be made."""
    look = looking(request, seat)
    if look is None:
        return render(request, "toguna/documents/none.html")
    return _show(request, seat, look.round, look.rounds)


def _show(
    request: HttpRequest,
    seat: Seat,
    round_: Round,
    rounds: list[Round],
    letters: LettersForm | None = None,
    version: VersionForm | None = None,
) -> HttpResponse:
    files = domain.files_of(seat, round_)
    standing = domain.standing_of(seat, round_)
    numbers = seat.dossier.versions.count()
    label = _("Version {number}").format(number=numbers + 1)
    told = {
        "round": round_,
        "rounds": rounds,
        "files": files,
        "groups": _groups(files),
        "standing": standing,
        "problems": [_problem(one) for one in standing.problems],
        "jobs": [told_job(one) for one in domain.under_way(seat, round_)],
        "workshops": round_.workshops.exclude(papers=None).distinct(),
        "follows": seat.may(Right.FOLLOW),
        "sees_all": sees_all(seat, round_),
        "makes": seat.may(Right.ROUND),
        "answers": seat.may(Right.ANSWER),
        "letters": letters or LettersForm(letter_settings(round_)),
        "version": version or VersionForm(initial={"label": label}),
        "next": Version.objects.filter(dossier=seat.dossier, came_from=round_).last(),
        "checks": _checks(round_) if sees_all(seat, round_) else [],
    }
    wrong = any(form is not None and form.errors for form in (letters, version))
    return render(request, "toguna/documents/documents.html", told, status=422 if wrong else 200)


def _groups(files: Iterable[Kept]) -> dict[str, list[Kept]]:
    groups: dict[str, list[Kept]] = {}
    for one in files:
        groups.setdefault(one.group.replace(" ", "_"), []).append(one)
    return groups


def _problem(told: dict[str, Any]) -> dict[str, object]:
    return {**told, "message": message_of(told["message"])}


def _checks(round_: Round) -> list[dict[str, object]]:
    """Tell of each text that can be checked: whether it was, what was found, and if it is that."""
    made = {one.subject: one for one in round_.checks.all()}
    found: list[dict[str, object]] = []
    for name in SUBJECTS:
        subject, check = subject_of(round_, name), made.get(name)
        if subject is None:
            continue
        counts = [one["severity"] for one in check.findings] if check else []
        found.append({
            "subject": name,
            "is_draft": name == DRAFT,
            "check": check,
            "stale": check is not None and check.sha256 != subject.sha256,
            "errors": counts.count("error"),
            "warnings": counts.count("warning"),
            "notes": counts.count("note"),
        })  # fmt: skip
    return found


@page(Right.SEE)
def document(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse | FileResponse:
    """Give one file."""
    for one in domain.files_of(seat, required(request, seat).round):
        if one.output.pk == pk:
            return given(bytes_of(one.output.blob_id), one.name)
    raise Http404


@page(Right.SEE)
def documents_zip(request: HttpRequest, seat: Seat) -> HttpResponse | FileResponse:
    """Give all files that one may have, in one archive."""
    round_ = required(request, seat).round
    files = domain.files_of(seat, round_)
    if not files:
        raise Http404
    return given(domain.packed(files), f"{seat.dossier.slug}-tour-{round_.number}.zip")


def given(data: bytes, filename: str) -> FileResponse:
    """Give bytes as a file to keep, under its name and with its type."""
    known = (kind for end, kind in TYPES.items() if filename.lower().endswith(f".{end}"))
    response = FileResponse(
        io.BytesIO(data),
        as_attachment=True,
        filename=filename,
        content_type=next(known, OTHER_TYPE),
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@page(Right.ANSWER)
def make(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for files to be made, or for safe answers to be proposed."""
    round_ = required(request, seat).round
    task, subject = request.POST.get("task", ""), request.POST.get("subject", "")
    if task not in domain.TASKS or (task == "check_text") != (subject in SUBJECTS):
        raise Http404
    domain.ask(seat, round_, task, **({"subject": subject} if subject else {}))
    return redirect(_url(seat, round_))


@require_POST
@page(Right.ROUND)
def letters(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Set what letters say of who sends them."""
    look = required(request, seat)
    form = LettersForm(letter_settings(look.round), request.POST)
    if not form.is_valid():
        return _show(request, seat, look.round, look.rounds, letters=form)
    domain.set_letters(seat, form.values())
    messages.success(
        request, _("C'est gardé ; les lettres le diront quand les documents seront refaits.")
    )
    return redirect(_url(seat, look.round))


@require_POST
@page(Right.ROUND)
def release(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the letters to those to whom they go."""
    round_ = required(request, seat).round
    domain.release_letters(seat, round_)
    messages.success(
        request, _("Chaque structure trouve maintenant sa lettre et sa matrice sur cette page.")
    )
    return redirect(_url(seat, round_))


@require_POST
@page(Right.ROUND)
def next_version(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make the decided text the next version."""
    look = required(request, seat)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, look.round, look.rounds, version=form)
    made = domain.next_version(seat, look.round, form.cleaned_data["label"])
    messages.success(
        request,
        _("« {label} » est la version {number} du dossier : elle peut être envoyée dans un "
          "nouveau tour.").format(label=made.label, number=made.number),
    )  # fmt: skip
    return redirect(_url(seat, look.round))


@page(Right.SEE)
def findings(request: HttpRequest, seat: Seat, subject: str) -> HttpResponse:
    """Show what the check of a text found, rule by rule."""
    round_ = required(request, seat).round
    check = round_.checks.filter(subject=subject).first()
    if check is None or not sees_all(seat, round_):
        raise Http404
    by_rule: dict[str, list[dict[str, object]]] = {}
    for one in check.findings:
        by_rule.setdefault(one["rule"], []).append({
            **one,
            "message": message_of(one["message"]),
            "advice": message_of(one["advice"]),
            "place": message_of(one["place"]),
        })  # fmt: skip
    names = {rule: message_of(name) for rule, name in check.rules.items()}
    told = {
        "round": round_,
        "check": check,
        "is_draft": subject != DECIDED,
        "rules": [(names[rule], found) for rule, found in by_rule.items()],
        "clean": [name for rule, name in names.items() if rule not in by_rule],
        "files": [one for one in domain.files_of(seat, round_)
                  if one.output.folder == f"check {subject}"],
    }  # fmt: skip
    return render(request, "toguna/documents/findings.html", told)


def _url(seat: Seat, round_: Round) -> str:
    return f"{reverse('documents', args=(seat.dossier.slug,))}?round={round_.number}"


BASE = "d/<slug:slug>/documents/"
URLS = [
    path(BASE, documents, name="documents"),
    path(f"{BASE}tout.zip", documents_zip, name="documents_zip"),
    path(f"{BASE}<int:pk>/", document, name="document"),
    path(f"{BASE}faire/", make, name="documents_make"),
    path(f"{BASE}lettres/", letters, name="letters_settings"),
    path(f"{BASE}lettres/remettre/", release, name="letters_release"),
    path(f"{BASE}version/", next_version, name="next_version"),
    path(f"{BASE}verification/<slug:subject>/", findings, name="findings"),
]
