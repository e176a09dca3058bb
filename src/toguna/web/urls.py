"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from toguna.web.views import urls

urlpatterns = [
    path("compte/", include("toguna.web.accounts_urls")),
    *urls(),
]
