"""Inviting people to a dossier: one, a list; links, printed codes, cards to hand out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.messages import Message
from toguna.text.errors import UnreadableFile
from toguna.web.addresses import invitation_link, opens_elsewhere, site_address
from toguna.web.domain.cards import cards_of, qr_code
from toguna.web.domain.invitations import Issued, invite, reissue, revoke, with_secrets
from toguna.web.domain.people_lists import (
    PEOPLE_COLUMNS,
    ROLES,
    ListRefused,
    invite_list,
    read_upload,
)
from toguna.web.forms.people import InvitationForm, InvitationListForm
from toguna.web.models import Invitation, Organisation
from toguna.web.pages import page
from toguna.web.permissions import Right, Seat

SHOWN_WITH_QR = 12
"""Invitations on one page that are shown with a picture to scan; more are for the paper."""
EXAMPLES = (
    ("Awa Exemple", "point focal", "MJDH", "non"),
    ("Seydou Exemple", "autorité", "MDAC", "oui"),
    ("", "lecteur", "", "non"),
)


@page(Right.PEOPLE)
def people_invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite somebody."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _issued(request, invite(seat, [form.wanted()], form.cleaned_data["days"]))
    return _asked(request, form=form)


@require_POST
@page(Right.PEOPLE)
def people_invite_list(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite everybody of a list, or nobody and say why."""
    form = InvitationListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, list_form=form)
    file = form.cleaned_data["file"]
    try:
        issued = invite_list(seat, read_upload(file), file.name, form.cleaned_data["days"])
    except ListRefused as refused:
        return _asked(request, list_form=form, problems=refused.problems)
    except UnreadableFile as error:
        return _asked(request, list_form=form, problems=[error.message])
    return _issued(request, issued)


@page(Right.PEOPLE)
def people_template(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give an example of a list, to be filled in."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows((PEOPLE_COLUMNS, *EXAMPLES))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="invitations.csv"'
    return response


@require_POST
@page(Right.PEOPLE)
def invitation_renew(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Give an invitation another link and code."""
    return _issued(request, [reissue(seat, _invitation(seat, pk))])


@require_POST
@page(Right.PEOPLE)
def invitation_revoke(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take an invitation back."""
    revoke(seat, _invitation(seat, pk))
    messages.success(request, _("L'invitation est retirée : son lien et son code n'ouvrent plus."))
    return redirect("people", seat.dossier.slug)


@require_POST
@page(Right.PEOPLE)
def invitation_cards(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Give the cards of invitations whose secrets the page before still has, as a PDF to print."""
    issued = with_secrets(seat.dossier, request.POST.getlist("token"), request.POST.getlist("code"))
    pdf = cards_of(seat.dossier, site_address(request), issued)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="cartes-d-invitation.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _issued(request: HttpRequest, issued: Sequence[Issued]) -> HttpResponse:
    """Show invitations with their secrets, this once."""
    address = site_address(request)
    links = [invitation_link(address, one.token) for one in issued]
    cards = [
        {
            "invitation": one.invitation,
            "token": one.token,
            "code": one.code,
            "link": link,
            "qr": qr_code(link) if len(issued) <= SHOWN_WITH_QR else "",
        }
        for one, link in zip(issued, links, strict=True)
    ]
    told = {"cards": cards, "address": address, "elsewhere": opens_elsewhere(address)}
    response = render(request, "toguna/people/issued.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(
    request: HttpRequest,
    form: InvitationForm | None = None,
    list_form: InvitationListForm | None = None,
    problems: Sequence[Message] = (),
) -> HttpResponse:
    told = {
        "form": form or InvitationForm(),
        "list_form": list_form or InvitationListForm(),
        "problems": problems,
        "columns": PEOPLE_COLUMNS,
        "roles": ROLES,
        "organisations": Organisation.objects.exists(),
    }
    wrong = problems or any(one is not None and one.errors for one in (form, list_form))
    return render(request, "toguna/people/invite.html", told, status=422 if wrong else 200)


def _invitation(seat: Seat, pk: int) -> Invitation:
    found = seat.dossier.invitations.select_related("organisation", "dossier")
    return get_object_or_404(found, pk=pk)


BASE = "d/<slug:slug>/personnes/"
URLS = [
    path(f"{BASE}inviter/", people_invite, name="people_invite"),
    path(f"{BASE}inviter/liste/", people_invite_list, name="people_invite_list"),
    path(f"{BASE}inviter/modele.csv", people_template, name="people_template"),
    path(f"{BASE}invitations/<int:pk>/renouveler/", invitation_renew, name="invitation_renew"),
    path(f"{BASE}invitations/<int:pk>/retirer/", invitation_revoke, name="invitation_revoke"),
    path(f"{BASE}invitations/cartes.pdf", invitation_cards, name="invitation_cards"),
]
