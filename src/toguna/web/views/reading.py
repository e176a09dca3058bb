"""What anybody reads without signing in: published texts, as the site of files that they are."""

from __future__ import annotations

import mimetypes
import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from toguna.adoption.publication.shell import INDEX
from toguna.adoption.publication.site import SAFE_NAME
from toguna.web.domain.adoption_publishing import (
    current,
    public_dossiers,
    public_file,
    site_zip,
)
from toguna.web.models import Dossier
from toguna.web.views.files import download

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
HEAD_BYTES = 2_000
"""Where the policy of a page stands in it."""
PLAIN = "text/plain; charset=utf-8"
KINDS = {".html": "text/html; charset=utf-8", ".pem": PLAIN, ".txt": PLAIN, "": PLAIN}
SHOWN = ("text/html", "text/plain", "application/pdf", "application/json")
"""What a browser shows; anything else is kept as a file."""


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """List the texts that anybody may read."""
    return render(request, "toguna/reading/published.html", {"found": public_dossiers()})


@gzip_page
@require_safe
def read(request: HttpRequest, slug: str, name: str = INDEX) -> HttpResponse:
    """Give a file of a published text; its pages bring their own policy, as strict as ours."""
    dossier = get_object_or_404(Dossier, slug=slug)
    public = current(dossier)
    if public is None:
        return _nothing(request, dossier)
    data = public_file(public, name) if SAFE_NAME.fullmatch(name) else None
    if data is None:
        raise Http404
    kind = _kind(name)
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Language"] = "fr"
    response.headers["Cache-Control"] = "public, max-age=60"
    found = POLICY.search(data, 0, HEAD_BYTES) if name.endswith(".html") else None
    if found is not None:
        policy = found[1].decode("ascii").replace("&#x27;", "'").replace("&#39;", "'")
        response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    if not kind.startswith(SHOWN):
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _kind(name: str) -> str:
    suffix = name[name.rfind(".") :] if "." in name else ""
    return KINDS.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _nothing(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Say that a text was public and is not any more; of any other dossier, nothing."""
    last = dossier.publications.exclude(published=None).last()
    if last is None:
        raise Http404
    return render(request, "toguna/reading/withdrawn.html", {"public": last}, status=410)


@require_safe
def whole(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the whole site of a published text as one zip."""
    public = current(get_object_or_404(Dossier, slug=slug))
    if public is None:
        raise Http404
    return download(site_zip(public), f"{slug}-site.zip")


URLS = [
    path("lire/", published, name="published"),
    path("lire/<slug:slug>/", read, name="read"),
    path("lire/<slug:slug>/tout/site.zip", whole, name="read_site"),
    path("lire/<slug:slug>/<str:name>", read, name="read_file"),
]
