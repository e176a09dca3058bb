"""The rounds of consultation: made, opened and closed; their draft and the offline form."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.text.errors import UnreadableFile
from toguna.web.domain import rounds as domain
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.deposits import deposits
from toguna.web.domain.drafts import Draft
from toguna.web.domain.offline import offline_form as written_form
from toguna.web.forms.rounds import RoundForm, SaidOfRound
from toguna.web.models import Organisation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, sees_all, visible_returns
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import dropped
from toguna.web.views.files import download
from toguna.web.views.finding import round_of
from toguna.web.views.job import told as told_job
from toguna.web.views.returns import lines


@page(Right.SEE)
def rounds(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the rounds, the last one first; where there is one only, show it."""
    known = domain.rounds_of(seat)
    if len(known) == 1 and not seat.may(Right.ROUND):
        return redirect("round", seat.dossier.slug, known[0].number)
    told = [(one, domain.standing(seat, one)) for one in reversed(known)]
    shown = {"rounds": told, "may_round": seat.may(Right.ROUND)}
    return render(request, "toguna/rounds/rounds.html", shown)


@page(Right.SEE)
def round_(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Show one round: what is asked, what came back, what is to be done."""
    found = round_of(seat, number)
    job = domain.running(seat, found)
    told = {
        "round": found,
        "standing": domain.standing(seat, found),
        "lines": lines(seat, visible_returns(seat, found).exclude(state="deposited")),
        "deposits": deposits(seat, found),
        "may_round": seat.may(Right.ROUND),
        "may_send": seat.may(Right.ROUND) or seat.may(Right.WRITE),
        "sees_returns": seat.may(Right.SEE_REGISTER),
        "sees_all": sees_all(seat, found),
        "late": found.deadline is not None and found.deadline < timezone.now(),
        "organisations": Organisation.objects.all() if seat.may(Right.ROUND) else (),
        **(told_job(job) if job else {}),
    }
    return render(request, "toguna/rounds/round.html", told)


@page(Right.ROUND)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make a round."""
    form = RoundForm(seat.dossier, request.POST or None, request.FILES or None)
    for problem in dropped(request):
        form.add_error("draft", said(problem))
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.make(seat, form.plan)
        except UnreadableFile as error:
            form.add_error(None, said(error.message))
        else:
            messages.success(
                request, _("Le tour est prêt. Relisez-le, puis ouvrez-le quand vous voulez.")
            )
            return redirect("round", seat.dossier.slug, made.number)
    status = 422 if form.errors else 200
    return render(request, "toguna/rounds/new.html", {"form": form}, status=status)


@page(Right.ROUND)
def change(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Change what is said of a round."""
    found = round_of(seat, number)
    now = {"label": found.label, "message": found.message, "deadline": found.deadline}
    form = SaidOfRound(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        domain.change(seat, found, told["label"], told["message"], form.moment)
        messages.success(request, _("Le tour est modifié."))
        return redirect("round", seat.dossier.slug, found.number)
    status = 422 if form.errors else 200
    told = {"form": form, "round": found}
    return render(request, "toguna/rounds/change.html", told, status=status)


@require_POST
@page(Right.ROUND)
def open_(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Open a round, or open it again."""
    domain.open_(seat, round_of(seat, number))
    messages.success(
        request, _("Le tour est ouvert : les structures voient l'avant-projet et répondent.")
    )
    return redirect("round", seat.dossier.slug, number)


@require_POST
@page(Right.ROUND)
def close(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Close a round."""
    domain.close(seat, round_of(seat, number))
    messages.success(request, _("Le tour est clos ; vous pouvez le rouvrir à tout moment."))
    return redirect("round", seat.dossier.slug, number)


@require_POST
@page(Right.ROUND)
def consolidate(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Have a round consolidated."""
    domain.consolidate(seat, round_of(seat, number))
    return redirect("round", seat.dossier.slug, number)


@page(Right.SEE)
def draft(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Show the draft of a round, to be read."""
    found = round_of(seat, number)
    told = reading(request, Draft(found.draft))
    return render(request, "toguna/rounds/draft.html", {"round": found, **told})


def reading(request: HttpRequest, draft: Draft, clause: str = "") -> dict[str, object]:
    """Give what a page that shows a draft needs: the part asked for, or that of a clause."""
    wanted = request.GET.get("partie", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else draft.part_of(clause)
    part, query = draft.part(number), request.GET.get("q", "").strip()[:200]
    return {
        "draft": draft,
        "part": part,
        "before": draft.parts[part.number - 2] if part.number > 1 else None,
        "after": draft.parts[part.number] if part.number < len(draft.parts) else None,
        "q": query,
        "hits": [(hit, draft.part_of(hit.clause["id"])) for hit in draft.search(query)],
    }


@page(Right.SEE)
def draft_file(request: HttpRequest, seat: Seat, number: int) -> FileResponse:
    """Give the draft of a round as the file that it is."""
    version = round_of(seat, number).draft
    return download(bytes_of(version.blob_id), version.filename)


@page(Right.SEE)
def offline_form(request: HttpRequest, seat: Seat, number: int) -> HttpResponseBase:
    """Give the offline form for one's organisation, or for the one that a rapporteur chose."""
    found = round_of(seat, number)
    organisation = seat.organisation
    if seat.may(Right.ROUND):
        wanted = request.GET.get("structure", "")
        organisation = get_object_or_404(Organisation, pk=wanted if wanted.isdecimal() else 0)
    if organisation is None:
        raise Http404
    told = written_form(found, organisation)
    return download(told, f"formulaire-{organisation.label}.html")


BASE = "d/<slug:slug>/tour/"
ONE = f"{BASE}<int:number>/"
URLS = [
    path(BASE, rounds, name="rounds"),
    path(f"{BASE}nouveau/", new, name="round_new"),
    path(ONE, round_, name="round"),
    path(f"{ONE}modifier/", change, name="round_change"),
    path(f"{ONE}ouvrir/", open_, name="round_open"),
    path(f"{ONE}clore/", close, name="round_close"),
    path(f"{ONE}consolider/", consolidate, name="round_consolidate"),
    path(f"{ONE}projet/", draft, name="round_draft"),
    path(f"{ONE}projet/fichier/", draft_file, name="round_draft_file"),
    path(f"{ONE}formulaire/", offline_form, name="round_form"),
]
