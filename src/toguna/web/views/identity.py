"""Going to the configured identity provider."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def identity_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask whether to go to the provider, then go there by a page that leads away.

    The security policy lets no form lead to another site (`form-action 'self'`), redirections
    included, so django-allauth's own redirection would be stopped by the browser.
    """
    response: HttpResponse = openid_connect.login(request, provider_id)
    if response.status_code != 302:
        return response
    told = {"redirect_to": response.headers["Location"]}
    return render(request, "socialaccount/login_redirect.html", told)
