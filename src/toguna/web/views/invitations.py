"""Coming with an invitation: a link or a printed code opens it, an account takes its seat."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from toguna.web.domain.accounts import join
from toguna.web.domain.invitations import accept, by_code, by_digest, by_token, no_longer_open
from toguna.web.forms.accounts import CodeForm, NewAccountForm
from toguna.web.limits import limited
from toguna.web.models import Invitation, User

SHOWN = "invitation"
"""Where a visitor's session has what is kept of the secret that was shown."""
PER_ADDRESS, EVERYWHERE = (30, 600), (600, 3600)
"""Wrong codes that are borne with.

Right codes are not counted, so a hall of 200 people behind one address (NAT) types its 200 codes
in a minute; 30 mistakes in ten minutes from one address is more than they make, and if somebody
in the hall guesses on purpose, the links and pictures on the cards go on to work: they have 256
bits and no limit. A code cannot be a counter's key here, as each guess is another one. From
everywhere together 600 wrong codes an hour are 14,400 a day against 30^8 possible ones: with 200
invitations open for 14 days, the chance that anybody hits one of them is 1 in 16,000.
"""


def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation by its link; the secret leaves the address bar at once."""
    return _opened(request, by_token(token))


def invitation_code(request: HttpRequest) -> HttpResponse:
    """Open an invitation by its printed code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt = limited(request, "code", per_address=PER_ADDRESS, everywhere=EVERYWHERE)
        found = by_code(form.cleaned_data["code"])
        if found is not None:
            attempt.spare()
            return _opened(request, found)
        form.add_error("code", str(no_longer_open()))
    return render(request, "toguna/entry/code.html", {"form": form}, status=_status(form))


def invitation(request: HttpRequest) -> HttpResponse:
    """Show the invitation that was opened; who has no account makes one and takes the seat."""
    found = _shown(request)
    form = NewAccountForm(request.POST or None, initial={"full_name": found.name})
    if request.method == "POST" and not request.user.is_authenticated and form.is_valid():
        user = join(found, form.chosen(str(request.LANGUAGE_CODE)))
        login(request, user, settings.AUTHENTICATION_BACKENDS[0])
        return _seated(request, found)
    told = {"invitation": found, "form": form}
    return render(request, "toguna/entry/invitation.html", told, status=_status(form))


@require_POST
@login_required
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Take the seat of the invitation with the account that one is signed in with."""
    found = _shown(request)
    accept(found, cast("User", request.user))
    return _seated(request, found)


def _opened(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    if found is None:
        raise no_longer_open()
    request.session[SHOWN] = found.token_digest
    return redirect("invitation")


def _shown(request: HttpRequest) -> Invitation:
    found = by_digest(request.session.get(SHOWN, ""))
    if found is None:
        raise no_longer_open()
    return found


def _seated(request: HttpRequest, found: Invitation) -> HttpResponse:
    request.session.pop(SHOWN, None)
    return redirect("overview", found.dossier.slug)


def _status(form: CodeForm | NewAccountForm) -> int:
    return 422 if form.errors else 200


URLS = [
    path("code/", invitation_code, name="invitation_code"),
    path("invitation/", invitation, name="invitation"),
    path("invitation/accepter/", invitation_accept, name="invitation_accept"),
    path("invitation/<str:token>/", invitation_open, name="invitation_open"),
]
