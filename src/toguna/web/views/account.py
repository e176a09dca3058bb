"""One's account: name, language, password, passkeys, second factor."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account."""
    return render(request, "toguna/account.html")


URLS = [path("moi/", account, name="account")]
