"""Passwords without mail: what to do when one is lost, and choosing another with a link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from toguna.messages import say
from toguna.web.domain.accounts import choose_password, password_link
from toguna.web.forms.accounts import NewPasswordForm
from toguna.web.refusal import Refused


def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who can help: there is no mail in a hall."""
    return render(request, "toguna/entry/forgotten.html")


def no_signup(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account."""
    return render(request, "toguna/entry/no_signup.html")


def password_link_page(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password with a link that an administrator gave."""
    link = password_link(token)
    if link is None:
        raise Refused(
            say(
                "Ce lien n'est pas ou n'est plus valable : demandez-en un autre à "
                "l'administrateur du dossier."
            ),
            410,
        )
    form = NewPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose_password(link, form.cleaned_data["password"])
        messages.success(request, _("Le nouveau mot de passe est enregistré : connectez-vous."))
        return redirect("account_login")
    told = {"form": form, "person": link.user}
    return render(
        request, "toguna/entry/new_password.html", told, status=422 if form.errors else 200
    )


URLS = [path("mot-de-passe/<str:token>/", password_link_page, name="password_link")]
