"""One's own returns: what was sent at every moment, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.messages import say
from toguna.web.domain.answers import react
from toguna.web.domain.deposits import deposits
from toguna.web.domain.outcomes import Outcome, opinions, outcome, own_observations
from toguna.web.domain.remarks import remarks_of
from toguna.web.domain.rounds import rounds_of, running
from toguna.web.models import Observation, Return, ReturnState, Round
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible, visible_returns
from toguna.web.refusal import Refused
from toguna.web.views.job import told as told_job
from toguna.web.views.returns import Line, lines

PAGE = 50
"""Observations with what became of them on one page."""


@dataclass(frozen=True)
class Mine:
    """One round, as an organisation sees its own part in it."""

    round: Round
    lines: list[Line]
    outcomes: list[Outcome]
    page: Page[Observation]
    unsent: int
    deposits: list[Return]
    job: dict[str, object] | None

    @property
    def waiting(self) -> list[Line]:
        """What waits for the authority."""
        return [line for line in self.lines if line.one.state == ReturnState.WAITING]


@page(Right.WRITE)
def my_returns(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what one's organisation sent, and what became of each observation."""
    number, _dash, wanted = request.GET.get("p", "").partition("-")
    pages = {number: wanted}
    told = [_mine(seat, one, pages.get(str(one.number), "1")) for one in reversed(rounds_of(seat))]
    return render(request, "toguna/returns/mine.html", {"mine": told, "opinions": opinions()})


def _mine(seat: Seat, round_: Round, wanted: str) -> Mine:
    own = visible_returns(seat, round_).filter(organisation=seat.organisation)
    job = running(seat, round_)
    page_ = Paginator(own_observations(seat, round_), PAGE).get_page(wanted)
    return Mine(
        round_,
        lines(seat, own.exclude(state=ReturnState.DEPOSITED)),
        [outcome(seat, one) for one in page_],
        page_,
        remarks_of(seat, round_).filter(sent=None).count(),
        deposits(seat, round_),
        told_job(job) if job else None,
    )


@require_POST
@page(Right.REACT)
def opinion(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Say what one's organisation thinks of the answer to its observation."""
    found = get_object_or_404(
        Observation.objects.select_related("round"), pk=pk, round__dossier=seat.dossier
    )
    one = get_object_or_404(visible(seat, found.round), pk=pk)
    chosen = next((v for v in opinions() if v.value == request.POST.get("verdict")), None)
    reason = request.POST.get("reason", "").strip()[:5000]
    if chosen is None:
        raise Refused(say("Dites si la suite vous satisfait ou non."))
    react(seat, one, chosen, reason)
    messages.success(request, _("Votre avis sur {id} est enregistré.").format(id=one.identifier))
    return redirect("my_returns", seat.dossier.slug)


URLS = [
    path("d/<slug:slug>/retours/", my_returns, name="my_returns"),
    path("d/<slug:slug>/avis/<int:pk>/", opinion, name="opinion"),
]
