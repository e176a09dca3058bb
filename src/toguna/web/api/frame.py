"""What every operation of the API does first: the key, the seat, the right, the scope; and after.

An operation is a function of a seat, as a page is; what it refuses is told as a problem (RFC
9457) in the language that is asked for.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Generic, TypeVar, get_type_hints

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import Field, Path, Router, Schema, Status
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from toguna.web.domain.rounds import rounds_of
from toguna.web.limits import limited
from toguna.web.models import ApiToken, Dossier, Round
from toguna.web.permissions import Right, Seat, seat_in

RATE = (600, 60)
"""Requests that one key may make, in seconds."""
FRESH = timedelta(minutes=1)
"""How old the note of a key's last use may be: not each request writes."""
READ, ADMIN = "read", "admin"
SCOPE_OF = {
    **dict.fromkeys((Right.SEE, Right.WRITE, Right.TRANSMIT, Right.REACT, Right.LEDGER), "write"),
    **dict.fromkeys((Right.SEE_REGISTER, Right.ANSWER, Right.VALIDATE, Right.RESTRICT), "answer"),
    Right.ROUND: "round",
    **dict.fromkeys((Right.WORKSHOP, Right.FOLLOW, Right.VOTE), "room"),
    **dict.fromkeys((Right.ADOPT, Right.DELIBERATE, Right.DECIDE), "adopt"),
    Right.PEOPLE: ADMIN,
}
"""The scope that a key needs for an operation that changes something, by its right."""
LANGUAGES = ("fr", "en")
NUL = b"\\u0000"
"""A character that PostgreSQL keeps in no text, as JSON writes it."""


class Key(HttpBearer):
    """The key of a program: "Authorization: Bearer toguna_..."."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Give the key, None where there is none (any longer)."""
        digest = hashlib.sha256(token.encode()).hexdigest()
        found = (
            ApiToken.objects.select_related("user")
            .filter(digest=digest, revoked=None, user__is_active=True)
            .first()
        )
        if found is None:
            return None
        limited(request, "api", per_key=RATE, key=digest)
        now = timezone.now()
        if found.last_used is None or now - found.last_used > FRESH:
            ApiToken.objects.filter(pk=found.pk).update(last_used=now)
        return found


@dataclass(frozen=True)
class Operation:
    """One operation: how it is asked for, and what for."""

    method: str
    path: str
    right: Right
    scope: str


OPERATIONS: list[Operation] = []
"""All operations on a dossier: the table that tests go through."""
View = Callable[..., Any]


def offers(
    router: Router,
    method: str,
    path: str,
    right: Right,
    answer: Any = None,
    *,
    status: int = 200,
    files: bool = False,
) -> Callable[[View], View]:
    """Make an operation on one dossier: a function of a seat, and of what is asked for.

    Its path is below that of the dossier. `answer` is the schema of what it gives; `files` tells
    that it gives a file. A function whose first value is named `request` is given that too.
    """
    scope = READ if method == "GET" else SCOPE_OF[right]
    OPERATIONS.append(Operation(method, path, right, scope))

    def decorate(view: View) -> View:
        hints = get_type_hints(view, include_extras=True)
        given = [
            one.replace(annotation=hints[one.name])
            for one in inspect.signature(view).parameters.values()
            if one.name not in ("seat", "request")
        ]
        needs_request = "request" in hints

        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, **values: Any) -> Any:
            seat = required_seat(request, slug, right, scope)
            if request.content_type == "application/json" and NUL in request.body:
                raise HttpError(422, "")
            with translation.override(language_of(request)):
                more = {"request": request} if needs_request else {}
                told = view(seat=seat, **more, **values)
            return told if files else Status(status, told)

        keyword = inspect.Parameter.KEYWORD_ONLY
        wrapped.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # read by ninja
            [
                inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD),
                inspect.Parameter("slug", keyword, annotation=Path[str]),
                *(one.replace(kind=keyword) for one in given),
            ]
        )
        more = {"responses": {200: FILE}} if files else {}
        router.add_api_operation(
            f"/dossiers/{{slug}}{path}",
            [method],
            wrapped,
            response=None if files else {status: answer},
            operation_id=view.__name__,
            summary=inspect.getdoc(view).partition("\n")[0],  # type: ignore[union-attr]
            description=(
                f"{inspect.getdoc(view)}\n\nRight: {right.value}; scope of the key: {scope}."
            ),
            openapi_extra={"x-right": right.value, "x-scope": scope, **more},
        )
        return view

    return decorate


FILE = {
    "description": "The file.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


def required_seat(request: HttpRequest, slug: str, right: Right, scope: str) -> Seat:
    """Give the seat of who a key acts for.

    Raises:
        Http404: there is no such dossier, or no seat in it: both look the same.
        PermissionDenied: the seat lacks the right, or the key the scope.
    """
    token: ApiToken = request.auth  # type: ignore[attr-defined]  # set by `Key`
    dossier = Dossier.objects.filter(slug=slug).first()
    seat = None if dossier is None else seat_in(token.user, dossier)
    if seat is None:
        raise Http404
    if not seat.may(right) or scope not in token.scopes:
        raise PermissionDenied
    return seat


def round_of(seat: Seat, number: int) -> Round:
    """Give a round that a seat may know of.

    Raises:
        Http404: there is none of that number.
    """
    found = next((one for one in rounds_of(seat) if one.number == number), None)
    if found is None:
        raise Http404
    return found


def checked(form: BaseForm) -> None:
    """Refuse what the form of a page would not take, value by value.

    Raises:
        ValidationError: some values do not do.
    """
    if not form.is_valid():
        raise not_taken((name, why) for name, told in form.errors.items() for why in told)


def not_taken(wrong: Iterable[tuple[str, object]]) -> ValidationError:
    """Give the problem of values that do not do: where each stands, and why not."""
    return ValidationError([{"loc": ("body", at), "msg": str(why)} for at, why in wrong])


def language_of(request: HttpRequest) -> str:
    """Give the language that is asked for: French unless English is preferred to it."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    known = (code.partition("-")[0] for code, _ in asked)
    return next((code for code in known if code in LANGUAGES), LANGUAGES[0])


def eg(example: Any, default: Any = ..., description: str | None = None) -> Any:
    """Make a field that shows an example of itself."""
    return Field(default, examples=[example], description=description)


Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    total: int = eg(347, description="How many there are in all.")
    page: int = eg(1)
    pages: int = eg(7)


class Paging(Schema):
    """Which page of a list is asked for."""

    page: int = Field(1, ge=1, le=100_000, examples=[1])
    size: int = Field(50, ge=1, le=200, examples=[50], description="How many on a page.")


def paged(
    found: QuerySet[Any] | list[Any], asked: Paging, told: Callable[[Iterable[Any]], list[Any]]
) -> dict[str, Any]:
    """Give one page of what was found."""
    total = len(found) if isinstance(found, list) else found.count()
    start = (asked.page - 1) * asked.size
    return {
        "items": told(found[start : start + asked.size]),
        "total": total,
        "page": asked.page,
        "pages": -(-total // asked.size),
    }
