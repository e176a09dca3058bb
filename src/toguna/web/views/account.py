"""One's account: name, language, password, passkeys, second factor, keys of programs, sessions."""

from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from toguna.web.domain.accounts import sign_out_elsewhere
from toguna.web.domain.tokens import SCOPES, new_api_token, revoke_api_token
from toguna.web.forms.accounts import ApiTokenForm, ProfileForm
from toguna.web.models import User
from toguna.web.views.home import remember_language


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change one's name and language."""
    user = cast("User", request.user)
    now = {"full_name": user.full_name, "language": user.language}
    form = ProfileForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        user.full_name = form.cleaned_data["full_name"]
        user.language = form.cleaned_data["language"]
        user.save(update_fields=["full_name", "language"])
        messages.success(request, _("C'est enregistré."))
        response = redirect("account")
        remember_language(response, user.language)
        return response
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    told = {
        "form": form,
        "totp": Authenticator.Type.TOTP in kinds,
        "keys": kinds.count(Authenticator.Type.WEBAUTHN),
        "recovery": Authenticator.Type.RECOVERY_CODES in kinds,
        "tokens": user.tokens.filter(revoked=None).count(),
        "providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "seats": user.memberships.select_related("dossier", "organisation"),
    }
    return render(request, "toguna/account.html", told, status=422 if form.errors else 200)


@login_required
def api_tokens(request: HttpRequest) -> HttpResponse:
    """Show the keys of one's programs, and make one, shown this once."""
    user = cast("User", request.user)
    form = ApiTokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.is_valid():
        key = new_api_token(user, form.cleaned_data["name"], form.cleaned_data["scopes"])
        form = ApiTokenForm()
    told = {
        "form": form,
        "key": key,
        "tokens": [
            (one, [SCOPES[scope] for scope in one.scopes if scope in SCOPES])
            for one in user.tokens.filter(revoked=None).order_by("-created")
        ],
    }
    response = render(
        request, "toguna/entry/api_tokens.html", told, status=422 if form.errors else 200
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def api_token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key back."""
    revoke_api_token(cast("User", request.user), pk)
    messages.success(request, _("La clé n'ouvre plus rien."))
    return redirect("api_tokens")


@require_POST
@login_required
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    count = sign_out_elsewhere(request.user, request.session.session_key)
    messages.success(
        request,
        ngettext(
            "{count} autre appareil est déconnecté.",
            "{count} autres appareils sont déconnectés.",
            count,
        ).format(count=count),
    )
    return redirect("account")


URLS = [
    path("moi/", account, name="account"),
    path("moi/cles/", api_tokens, name="api_tokens"),
    path("moi/cles/<int:pk>/revoquer/", api_token_revoke, name="api_token_revoke"),
    path("moi/deconnexion/", sessions_end, name="sessions_end"),
]
