"""The beginning of a site: its first administrator, its dossiers."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toguna.messages import say
from toguna.web.domain.accounts import first_administrator
from toguna.web.domain.dossiers import make_dossier, take_seat
from toguna.web.domain.sample import SAMPLES, SLUG, make_sample
from toguna.web.domain.start import opens_the_site
from toguna.web.forms.accounts import NewAccountForm
from toguna.web.forms.people import DossierForm
from toguna.web.models import Dossier, Role, User
from toguna.web.refusal import Refused


def first(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator of the site."""
    if not opens_the_site(token):
        return render(request, "toguna/entry/first_closed.html", status=410)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = first_administrator(token, form.chosen(str(request.LANGUAGE_CODE)))
        login(request, user, settings.AUTHENTICATION_BACKENDS[0])
        return redirect("dossiers")
    told = {"form": form}
    return render(request, "toguna/entry/first.html", told, status=422 if form.errors else 200)


@login_required
def dossiers(request: HttpRequest) -> HttpResponse:
    """Show the site's dossiers to its administrator, and make one."""
    user = _administrator(request)
    form = DossierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = make_dossier(user, told["title"], told["country"], told["role"])
        messages.success(
            request, _("Le dossier est ouvert. Invitez maintenant les autres personnes.")
        )
        return redirect("people", made.slug)
    mine = {place.dossier_id for place in user.memberships.all()}
    told = {
        "form": form,
        "found": [(one, one.pk in mine) for one in Dossier.objects.all()],
        "sample": SAMPLES.is_dir() and not Dossier.objects.filter(slug=SLUG).exists(),
    }
    return render(request, "toguna/entry/dossiers.html", told, status=422 if form.errors else 200)


@require_POST
@login_required
def dossier_sample(request: HttpRequest) -> HttpResponse:
    """Open the sample dossier, as its administrator."""
    user = _administrator(request)
    try:
        made = make_sample()
    except FileNotFoundError as error:
        raise Refused(
            say("Le dossier d'exemple n'est pas sur cette machine ; il vient avec les sources.")
        ) from error
    if not user.memberships.filter(dossier=made).exists():
        take_seat(user, made, Role.RAPPORTEUR)
    return redirect("overview", made.slug)


@require_POST
@login_required
def dossier_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an administrator's seat in a dossier, which its ledger says."""
    user = _administrator(request)
    found = get_object_or_404(Dossier, slug=slug)
    take_seat(user, found, Role.ADMINISTRATOR)
    return redirect("people", found.slug)


def _administrator(request: HttpRequest) -> User:
    user = cast("User", request.user)
    if not user.is_superuser:
        raise PermissionDenied
    return user


URLS = [
    path("premier/<str:token>/", first, name="first"),
    path("dossiers/", dossiers, name="dossiers"),
    path("dossiers/exemple/", dossier_sample, name="dossier_sample"),
    path("dossiers/<slug:slug>/rejoindre/", dossier_join, name="dossier_join"),
]
