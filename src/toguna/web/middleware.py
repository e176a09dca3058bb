"""What goes around every page: security headers, the reader's language, refusals in words."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from toguna.text.errors import UnreadableFile
from toguna.web.refusal import Refused

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Sends the same strict headers with every answer, files included."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class CompressedPages(GZipMiddleware):
    """Compresses pages, which a telephone on a shared Wi-Fi then loads four times sooner.

    What repeats a page's secrets beside what an attacker makes it say could be guessed from its
    compressed length (BREACH): Django hides the length by a random one, and masks the token of
    forms anew in each page. Files are left as they are: most are compressed already.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        return super().process_response(request, response)


class Language:
    """Chooses the reader's language: the one chosen on the site, else French.

    The browser's own preference is not asked: a machine set to English in an office where
    everybody reads French is common, and French comes first.
    """

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = {code for code, _ in settings.LANGUAGES}
        language = wanted if wanted in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


class Refusals:
    """Turns what cannot be done into a page with a sentence and the way out."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL has no text with the character NUL: nothing has such a name.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self._respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for an error that has a sentence, None for any other."""
        if isinstance(error, Refused):
            return _page(request, error.status, {"problem": error.message})
        if isinstance(error, UnreadableFile):
            return _page(request, 422, {"problem": error.message})
        if disk_is_full(error):
            return _page(request, 507, {"disk_full": True})
        return None


def disk_is_full(error: Exception) -> bool:
    """Tell whether an error says that the disk is full."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    told = ("full", "No space left")  # SQLite, PostgreSQL
    return isinstance(error, OperationalError) and any(words in str(error) for words in told)


def _page(request: HttpRequest, status: int, told: dict[str, object]) -> HttpResponse:
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    told = {**told, "back": came_from if is_ours else "/"}
    return render(request, "toguna/refused.html", told, status=status)
