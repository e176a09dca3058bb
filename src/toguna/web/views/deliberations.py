"""The deliberations of a dossier: the list, beginning one, and one of them with its rounds."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.deliberation.reading.blank import empty_workbook
from toguna.messages import translation
from toguna.text.errors import UnreadableFile
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.deliberation import rounds as domain
from toguna.web.domain.deliberation.agencies import facts_beside, known_agencies
from toguna.web.domain.deliberation.judging import person_of
from toguna.web.domain.deliberation.known import visible_deliberations
from toguna.web.domain.deliberation.lines import question_of, sentence, workbook_of
from toguna.web.domain.deliberation.preparing import (
    Wrong,
    begin,
    open_judging,
    still_lacking,
    take_in,
)
from toguna.web.domain.deliberation.results import files_of
from toguna.web.domain.deliberation.sealing import is_vote, rule_named
from toguna.web.domain.deliberation.voting import voter_of
from toguna.web.forms.deliberation import BeginForm, FileForm
from toguna.web.models import DelegationSaid, Deliberation, DeliberationFile
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat
from toguna.web.views.job import told as told_job

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def found(seat: Seat, key: UUID) -> Deliberation:
    """Give a deliberation that a seat may know of.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(visible_deliberations(seat), pk=key)


@page(Right.SEE)
def deliberations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the deliberations."""
    told = {
        "deliberations": visible_deliberations(seat),
        "prepares": seat.may(Right.DELIBERATE),
    }
    return render(request, "toguna/deliberation/list.html", told)


@page(Right.DELIBERATE)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Begin a deliberation: from a file, whose wrong lines are told, or with its question."""
    posted = request.method == "POST"
    from_file = posted and "from_file" in request.POST
    file_form = FileForm(request.POST, request.FILES) if from_file else FileForm()
    begin_form = BeginForm(request.POST) if posted and not from_file else BeginForm()
    problems: list[object] = []
    made = None
    if from_file and file_form.is_valid():
        given = file_form.cleaned_data["file"]
        with_agencies = file_form.cleaned_data["with_agencies"]
        try:
            made = take_in(seat, given.read(), given.name, with_agencies=with_agencies)
        except Wrong as wrong:
            problems = list(map(sentence, wrong.problems))
        except UnreadableFile as error:
            problems = [error.message]
    elif posted and not from_file and begin_form.is_valid():
        told = begin_form.cleaned_data
        made = begin(seat, told["question"], with_agencies=told["with_agencies"])
    if made is not None:
        messages.success(request, _("La délibération est préparée : complétez-la, puis scellez."))
        return redirect("deliberation", seat.dossier.slug, made.pk)
    for form in (file_form, begin_form):
        if not known_agencies():
            form.fields.pop("with_agencies")
    told_page = {"file_form": file_form, "begin_form": begin_form, "problems": problems}
    return render(request, "toguna/deliberation/new.html", told_page, status=422 if posted else 200)


@page(Right.DELIBERATE)
def blank(_request: HttpRequest, seat: Seat) -> HttpResponse:
    """Download the empty workbook."""
    del seat
    return _download(empty_workbook(), "deliberation-vide.xlsx")


@page(Right.DELIBERATE)
def workbook(_request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Download everything that was written, as it can be taken in again.

    Before results are opened, what delegations said is left out.
    """
    deliberation = found(seat, key)
    if deliberation.rounds.filter(shown=None).exists():
        raise Http404
    return _download(workbook_of(deliberation), "deliberation.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    kind = mimetypes.guess_type(name)[0] or SHEET
    return HttpResponse(
        data,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@page(Right.SEE)
def deliberation(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show a deliberation: what is asked, by which rule, how far it has come, what to do."""
    one = found(seat, key)
    lacking = still_lacking(one)
    told: dict[str, object] = {
        "one": one,
        "prepares": seat.may(Right.DELIBERATE),
        "lacking": list(map(sentence, lacking)),
        "current": one.rounds.last(),
        "shown": one.rounds.exclude(shown=None).last(),
        "voter": voter_of(seat, one),
        "papers": one.files.filter(number=None),
    }  # fmt: skip
    if not lacking:
        told |= _question(seat, one)
    return render(request, "toguna/deliberation/deliberation.html", told)


def _question(seat: Seat, one: Deliberation) -> dict[str, object]:
    question = question_of(one)
    current = one.rounds.last()
    person = person_of(seat, question)
    rule = question.rule
    known = None if rule is None else rule_named(rule.method)
    said = DelegationSaid.objects.filter(round=current, person=person).first()
    translate = translation(get_language() or "fr")
    return {
        "question": question,
        "options": [
            (option, question.ruled_out.get(option.key, ()), facts_beside(one, option, translate))
            for option in question.options
        ],
        "heard": None if current is None else domain.heard(one, current),
        "person": person,
        "said": said,
        "rule": rule,
        "rule_known": known,
        "rule_is_vote": is_vote(one),
        "voters": list(one.voters.all()),
    }


@require_POST
@page(Right.DELIBERATE)
def act(request: HttpRequest, seat: Seat, key: UUID, what: str) -> HttpResponse:
    """Do one act of the facilitator: open the judgements, the results, or one more round."""
    one = found(seat, key)
    if what == "recueil":
        open_judging(seat, one)
        messages.success(request, _("Les délégations peuvent juger, sur leurs téléphones."))
    elif what == "resultats":
        domain.open_results(seat, one)
        return redirect("deliberation_results", seat.dossier.slug, one.pk)
    elif what == "tour":
        made = domain.open_next(seat, one)
        messages.success(request, _("Le tour {number} est ouvert.").format(number=made.number))
    elif what == "recalculer":
        wanted = request.POST.get("tour", "")
        shown = get_object_or_404(
            one.rounds.exclude(shown=None), number=int(wanted) if wanted.isdecimal() else 0
        )
        domain.compute(seat, one, shown.number)
        return redirect("deliberation_results", seat.dossier.slug, one.pk)
    else:
        raise Http404
    return redirect("deliberation", seat.dossier.slug, one.pk)


@page(Right.SEE)
def results(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show the results of a round that were opened, or that they are being made."""
    one = found(seat, key)
    rounds = list(one.rounds.exclude(shown=None))
    wanted = request.GET.get("tour", "")
    current = next((r for r in rounds if str(r.number) == wanted), rounds[-1] if rounds else None)
    told: dict[str, object] = {"one": one, "rounds": rounds, "current": current,
                               "prepares": seat.may(Right.DELIBERATE)}  # fmt: skip
    if current is not None:
        files, drawn = files_of(one, current.number)
        told |= {"files": files, "drawn": drawn, "told": current.told}
        job = domain.job_of(one, current.number)
        if job is not None:
            told |= told_job(job)
    return render(request, "toguna/deliberation/results.html", told)


@page(Right.SEE)
def file(_request: HttpRequest, seat: Seat, key: UUID, file: int) -> HttpResponse:
    """Give a file: a picture to be shown in the page, anything else to download."""
    kept = get_object_or_404(DeliberationFile, pk=file, deliberation=found(seat, key))
    data = bytes_of(kept.blob_id)
    if kept.name.endswith(".svg"):
        return HttpResponse(data, content_type="image/svg+xml")
    return _download(data, kept.name)


ROOT = "d/<slug:slug>/deliberation"
ONE = f"{ROOT}/<uuid:key>"
URLS = [
    path(f"{ROOT}/", deliberations, name="deliberations"),
    path(f"{ROOT}/nouvelle/", new, name="deliberation_new"),
    path(f"{ROOT}/classeur-vide.xlsx", blank, name="deliberation_blank"),
    path(f"{ONE}/", deliberation, name="deliberation"),
    path(f"{ONE}/classeur.xlsx", workbook, name="deliberation_workbook"),
    path(f"{ONE}/faire/<slug:what>/", act, name="deliberation_act"),
    path(f"{ONE}/resultats/", results, name="deliberation_results"),
    path(f"{ONE}/fichiers/<int:file>/", file, name="deliberation_file"),
]
