"""The committee votes, its receipts are checked, and its decision is minuted."""

from __future__ import annotations

import base64
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from toguna.deliberation.tables import eligible
from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.deliberation import deciding, voting
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.domain.deliberation.minutes import ballot_words
from toguna.web.domain.deliberation.sealing import is_vote, rule_named, secrecy_of
from toguna.web.forms.deliberation import DecisionForm, DissentForm
from toguna.web.forms.judging import posted_ballot
from toguna.web.models import Deliberation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat, visible
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said
from toguna.web.views.deliberations import ONE, found
from toguna.web.views.looking import seen_of


@page(Right.SEE)
def vote(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show the vote: the ballot to who has one, how many have voted, then the count."""
    return _vote_page(request, seat, found(seat, key))


def _vote_page(
    request: HttpRequest, seat: Seat, one: Deliberation, status: int = 200, **more: object
) -> HttpResponse:
    question = question_of(one)
    voters = list(one.voters.all())
    options = eligible(question)
    voter = voting.voter_of(seat, one)
    told = {
        "one": one,
        "question": question,
        "options": [(f"o{at}", option) for at, option in enumerate(options)],
        "places": range(1, len(options) + 1),
        "rule_known": None if question.rule is None else rule_named(question.rule.method),
        "is_vote": is_vote(one),
        "voters": voters,
        "voted": [other for other in voters if other.voted],
        "voter": voter,
        "own": ballot_words(voter.ballot) if voter is not None and voter.ballot else "",
        "limits": secrecy_of(
            [other.label for other in voters], {other.label: other.voices for other in voters}
        ),
        "salt": voting.new_salt(),
        "prepares": seat.may(Right.DELIBERATE),
        "counted": one.counted,
        "posted": {},
        **more,
    }
    return render(request, "toguna/deliberation/vote.html", told, status=status)


@require_POST
@page(Right.DELIBERATE)
def lead(request: HttpRequest, seat: Seat, key: UUID, what: str) -> HttpResponse:
    """Open the vote, close it and count, or begin it anew."""
    deeds = {
        "ouvrir": (voting.open_vote, _("Le vote est ouvert.")),
        "clore": (voting.close, _("C'est compté selon la règle scellée.")),
        "recommencer": (voting.restart, _("Chacun vote de nouveau ; rien n'a été compté.")),
    }
    if what not in deeds:
        raise Http404
    deed, told = deeds[what]
    deed(seat, found(seat, key))
    messages.success(request, told)
    return redirect("deliberation_vote", seat.dossier.slug, key)


@require_POST
@page(Right.DECIDE)
def cast(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Take a ballot; the receipt of a secret one is shown once, here."""
    one = found(seat, key)
    question = question_of(one)
    rule = "" if question.rule is None else question.rule.method
    told = posted_ballot(rule, question, eligible(question), request.POST)
    try:
        receipt = voting.cast(seat, one, told, request.POST.get("salt", ""))
    except Refused as refused:
        return _vote_page(
            request, seat, one, refused.status, problem=refused.message, posted=request.POST
        )
    if receipt is None:
        messages.success(request, _("Votre bulletin est déposé."))
        return redirect("deliberation_vote", seat.dossier.slug, key)
    text = receipt.write()
    data = base64.b64encode(text.encode()).decode()
    response = _vote_page(
        request, seat, one, receipt=text, receipt_link=f"data:application/json;base64,{data}"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@page(Right.SEE)
def receipt(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Check a receipt against the published list; nothing of it is kept."""
    one = found(seat, key)
    is_good, words = voting.check_receipt(one, request.POST.get("receipt", ""))
    return _vote_page(request, seat, one, checked=words, checked_good=is_good)


@page(Right.DELIBERATE)
def decision(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Write the decision, and what becomes of the passages that were referred."""
    one = found(seat, key)
    options = [(o.key, o.name) for o in eligible(question_of(one))]
    passages = deciding.passages_of(seat, one.round)
    posted = request.POST if request.method == "POST" else None
    form, dissents = DecisionForm(options, posted), DissentForm(list(one.voters.all()), posted)
    status = 200
    if posted is not None and form.is_valid() and dissents.is_valid():
        try:
            decided = form.decided(dissents.dissents(), (passage.key for passage in passages))
            count = deciding.decide(seat, one, decided, seen_of(posted.getlist("seen")))
        except Refused as refused:
            form.add_error(None, said(refused.message))
            status = refused.status
        else:
            messages.success(request, _answered(count))
            return redirect("deliberation_decided", seat.dossier.slug, key)
    elif posted is not None:
        status = 422
    told = {
        "one": one,
        "form": form,
        "dissents": dissents,
        "counted": one.counted,
        "passages": [(passage, form.data.get(f"choice_{passage.key}", deciding.LATER),
                      form.data.get(f"wording_{passage.key}", passage.draft))
                     for passage in passages],
        "seen": [f"{o.pk}:{revision_of(o)}" for passage in passages for o in passage.observations],
        "validates": seat.may(Right.VALIDATE),
    }  # fmt: skip
    return render(request, "toguna/deliberation/decision.html", told, status=status)


def _answered(count: int) -> str:
    if not count:
        return _("La décision est écrite au procès-verbal.")
    return ngettext(
        "La décision est écrite au procès-verbal ; {count} observation a reçu sa réponse.",
        "La décision est écrite au procès-verbal ; {count} observations ont reçu leur réponse.",
        count,
    ).format(count=count)


@page(Right.SEE)
def decided(request: HttpRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show the decision to all, with the observations that it answered, as one may know them."""
    one = found(seat, key)
    made = getattr(one, "decision", None)
    answered = []
    if made is not None and made.batch is not None and one.round is not None:
        answered = list(
            visible(seat, one.round)
            .filter(answer_changes__batch=made.batch)
            .select_related("answer")
        )
    names = {option.key: option.name for option in question_of(one).options}
    told = {
        "one": one,
        "decision": made,
        "option_name": names.get(made.option, "") if made else "",
        "answered": answered,
        "counted": one.counted,
        "papers": one.files.filter(number=None),
    }
    return render(request, "toguna/deliberation/decided.html", told)


URLS = [
    path(f"{ONE}/vote/", vote, name="deliberation_vote"),
    path(f"{ONE}/vote/bulletin/", cast, name="deliberation_cast"),
    path(f"{ONE}/vote/recu/", receipt, name="deliberation_receipt"),
    path(f"{ONE}/vote/<slug:what>/", lead, name="deliberation_lead"),
    path(f"{ONE}/decision/", decided, name="deliberation_decided"),
    path(f"{ONE}/decision/ecrire/", decision, name="deliberation_decide"),
]
