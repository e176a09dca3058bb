"""What an operation cannot do, told as RFC 9457 has it: application/problem+json."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from toguna.messages import Message
from toguna.text.errors import UnreadableFile
from toguna.web.api.frame import eg, language_of
from toguna.web.middleware import disk_is_full
from toguna.web.refusal import Refused
from toguna.web.templatetags.toguna import said

TYPE = "application/problem+json"
NO_KEY = _("Donnez la clé de votre programme : « Authorization: Bearer toguna_… ».")
NOT_ALLOWED = _("Votre rôle dans ce dossier, ou cette clé, ne permet pas de faire cela.")
NOT_THERE = _("Il n'y a rien à cette adresse, ou vous n'y avez pas de place.")
NOT_UNDERSTOOD = _("La demande ne peut pas être comprise : voyez « errors ».")
NO_ROOM = _("Le disque du serveur est plein : rien n'a été enregistré, et rien n'est perdu.")
BROKEN = _("Une erreur est survenue ; elle est dans le journal du serveur.")
LOG = logging.getLogger(__name__)


class Wrong(Schema):
    """One value that does not do."""

    at: str = eg("body.items.0.seen")
    why: str = eg("Input should be a valid integer")


class Problem(Schema):
    """What went wrong, in the language of Accept-Language: French, or English where asked for."""

    type: str = eg("about:blank")
    title: str = eg("Conflict", description="The name of the status.")
    status: int = eg(409)
    detail: str = eg("Ce tour est déjà ouvert.", description="What to tell a person.")
    errors: list[Wrong] = Field(default_factory=list)


def problem(
    request: HttpRequest, status: int, detail: Any, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """Tell a problem."""
    with translation.override(language_of(request)):
        words = said(detail) if isinstance(detail, Message) else str(detail)
        told = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": words,
            "errors": errors or [],
        }
        response = HttpResponse(
            json.dumps(told, ensure_ascii=False), status=status, content_type=TYPE
        )
        response.headers["Content-Language"] = language_of(request)
        response.headers["Vary"] = "Accept-Language"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def handle_problems(api: NinjaAPI) -> None:
    """Let an API tell all that goes wrong as problems."""
    for kind, handle in HANDLERS.items():
        api.add_exception_handler(kind, handle)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, getattr(error, "status", 422), error.message)


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [
        {"at": ".".join(str(part) for part in one["loc"]), "why": str(one["msg"])}
        for one in error.errors
    ]
    return problem(request, 422, NOT_UNDERSTOOD, errors)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    if disk_is_full(error):
        return problem(request, 507, NO_ROOM)
    LOG.error("operation %s %s", request.method, request.path, exc_info=error)
    return problem(request, 500, BROKEN)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: _refused,
    UnreadableFile: _refused,
    AuthenticationError: lambda request, error: problem(request, 401, NO_KEY),
    PermissionDenied: lambda request, error: problem(request, 403, NOT_ALLOWED),
    Http404: lambda request, error: problem(request, 404, NOT_THERE),
    HttpError: lambda request, error: problem(request, error.status_code, NOT_UNDERSTOOD),
    ValidationError: _not_understood,
    Exception: _broken,
}
