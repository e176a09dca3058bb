"""Following the room: the telephone, the projector, and whether there is anything newer."""

from __future__ import annotations

import io
import secrets
import time
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from toguna.web.domain.room.opening import workshop_of
from toguna.web.domain.room.screen import (
    Newest,
    Own,
    Screen,
    newest,
    own_vote,
    screen_of,
)
from toguna.web.domain.room.shared import Shared
from toguna.web.domain.room.voting import cast, committed
from toguna.web.models import Membership, Vote, Workshop
from toguna.web.pages import RIGHT_OF, page
from toguna.web.permissions import Right, Seat
from toguna.web.views.room import found

REMEMBERED = 10.0
"""Seconds for which a seat is remembered: who lost it follows for so long, and does nothing."""
SEATS: Shared[Seat | None] = Shared(most=2_000, seconds=REMEMBERED)
SCREENS: Shared[Screen] = Shared()
VOTES: Shared[Vote] = Shared()
HTML: Shared[str] = Shared(most=512)
BLANKS = {name: secrets.token_hex(16) for name in ("csrf", "key", "salt", "receipt", "hidden")}
"""What stands, in what is made once for all telephones, for what each has of its own."""
PHONE, PROJECTOR, CONSOLE = "telephone", "projecteur", "pupitre"
VIEWS = {
    PHONE: Right.FOLLOW,
    PROJECTOR: Right.FOLLOW,
    CONSOLE: Right.WORKSHOP,
}
PARTS = {
    PROJECTOR: "toguna/room/parts/projector.html",
    CONSOLE: "toguna/room/parts/live.html",
}


@require_GET
def state(request: HttpRequest, slug: str, workshop: UUID) -> HttpResponse:
    """Give what a page shows where it is newer than what the page has, else nothing (204).

    Asked for by everybody every second and a half: the seat is had without the rest that other
    pages need, and remembered for a few seconds.
    """
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    seat = SEATS.get((cookie, slug), lambda: _quick_seat(request, slug))
    if seat is None:
        return redirect_to_login(request.get_full_path())
    view = request.GET.get("vue", PHONE)
    if view not in VIEWS or not seat.may(VIEWS[view]):
        raise PermissionDenied
    fresh = _newest(seat, workshop)
    own = _own(seat, workshop, fresh) if view == PHONE else None
    key = _key(fresh, own) if view == PHONE else fresh.key
    if request.GET.get("v") == key:
        return _told(HttpResponse(status=204), key)
    shown = (
        _phone(request, seat, workshop, fresh, own)
        if view == PHONE
        else _shown(seat, workshop, fresh, view)
    )
    return _told(HttpResponse(shown), key)


RIGHT_OF[f"{__name__}.state"] = Right.FOLLOW


def _own(seat: Seat, workshop: UUID, fresh: Newest) -> Own | None:
    return own_vote(_screen(seat, workshop, fresh).vote, seat.organisation)


def _key(fresh: Newest, own: Own | None) -> str:
    return fresh.key_of(0 if own is None else own.revision)


def _told(response: HttpResponse, key: str) -> HttpResponse:
    """Say with an answer how new it is, and what time it is here, for the timer."""
    response.headers["X-Room-Key"] = key
    response.headers["X-Room-Now"] = str(_now())
    response.headers["Cache-Control"] = "no-store"
    return response


def _now() -> int:
    return round(time.time() * 1000)


def _quick_seat(request: HttpRequest, slug: str) -> Seat | None:
    """Give the seat of who asks, None where nobody is signed in.

    Raises:
        Http404: who asks has no seat in such a dossier.
    """
    user_id = request.session.get(SESSION_KEY)
    if user_id is None:
        return None
    membership = (
        Membership.objects.select_related("user", "dossier", "organisation")
        .filter(user=user_id, dossier__slug=slug)
        .first()
    )
    if membership is None:
        raise Http404
    known = request.session.get(HASH_SESSION_KEY, "")
    user = membership.user
    if not user.is_active or not constant_time_compare(known, user.get_session_auth_hash()):
        return None
    return Seat.of(membership)


def _shown(seat: Seat, workshop: UUID, fresh: Newest, view: str) -> str:
    """Give what the projector or the console shows, the same to all."""
    return HTML.get(
        (workshop, fresh.key, view, get_language()),
        lambda: render_to_string(
            PARTS[view], {"screen": _read(seat, workshop), "workshop": _room(seat, workshop)}
        ),
    )


def _room(seat: Seat, workshop: UUID) -> Workshop:
    return workshop_of(seat.dossier, workshop)


def _read(seat: Seat, workshop: UUID) -> Screen:
    return screen_of(_room(seat, workshop))


def _screen(seat: Seat, workshop: UUID, fresh: Newest) -> Screen:
    """Give what is on screen, counts apart, which telephones see when a vote is closed."""
    return SCREENS.get((workshop, fresh.version), lambda: _read(seat, workshop))


def _phone(
    request: HttpRequest,
    seat: Seat,
    workshop: UUID,
    fresh: Newest,
    own: Own | None,
    receipt: str = "",
) -> str:
    """Give what a telephone shows: what all see, one's own delegation's vote, and its secrets."""
    may_vote = seat.may(Right.VOTE)
    html = HTML.get(
        (workshop, fresh.version, PHONE, get_language(), own, may_vote),
        lambda: _phone_of_all(seat, workshop, fresh, own),
    )
    if BLANKS["key"] not in html and BLANKS["receipt"] not in html:
        return html
    secret = {
        "csrf": get_token(request),
        "key": secrets.token_hex(16),
        "salt": secrets.token_hex(16),
        "receipt": escape(receipt),
        "hidden": "" if receipt else "hidden",
    }
    for name, value in secret.items():
        html = html.replace(BLANKS[name], value)
    return html


def _phone_of_all(seat: Seat, workshop: UUID, fresh: Newest, own: Own | None) -> str:
    """Make what all telephones show whose delegation cast the same, its secrets left blank."""
    screen = _screen(seat, workshop, fresh)
    labels = {} if screen.vote is None else {c["key"]: c["label"] for c in screen.vote.choices}
    return render_to_string(
        "toguna/room/parts/phone.html",
        {
            "screen": screen,
            "slug": seat.dossier.slug,
            "workshop": workshop,
            "own": own,
            "own_label": "" if own is None else labels.get(own.choice, ""),
            "may_vote": seat.may(Right.VOTE),
            "blanks": BLANKS,
        },
    )


@page(Right.FOLLOW)
def phone(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show the room on a telephone."""
    return _phone_page(request, seat, found(seat, workshop))


def _phone_page(
    request: HttpRequest, seat: Seat, room: Workshop, receipt: str = ""
) -> HttpResponse:
    fresh = _newest(seat, room.pk)
    own = _own(seat, room.pk, fresh)
    told = {
        "workshop": room,
        "key": _key(fresh, own),
        "now": _now(),
        "fragment": _phone(request, seat, room.pk, fresh, own, receipt),
    }
    response = render(request, "toguna/room/phone.html", told)
    if receipt:
        response.headers["Cache-Control"] = "no-store"
    return response


def _newest(seat: Seat, workshop: UUID) -> Newest:
    found = newest(seat, workshop)
    if found is None:
        raise Http404
    return found


@page(Right.FOLLOW)
def projector(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Show the room on the big screen."""
    room = found(seat, workshop)
    fresh = _newest(seat, room.pk)
    told = {
        "workshop": room,
        "key": fresh.key,
        "now": _now(),
        "fragment": _shown(seat, room.pk, fresh, PROJECTOR),
    }
    return render(request, "toguna/room/projector.html", told)


@page(Right.FOLLOW)
def code(request: HttpRequest, seat: Seat, workshop: UUID) -> HttpResponse:
    """Give the QR code of the room's address, for telephones."""
    import segno

    room = found(seat, workshop)
    address = reverse("room_phone", args=(seat.dossier.slug, room.pk))
    made = segno.make(request.build_absolute_uri(address), micro=False)
    picture = io.BytesIO()
    made.save(picture, kind="svg", scale=8, dark="#000", light="#fff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_POST
def vote(request: HttpRequest, slug: str, workshop: UUID, vote: int) -> HttpResponse:
    """Take the voice of a delegation; a script gets what its telephone shows next."""
    seat = _quick_seat(request, slug)
    if seat is None:
        return redirect_to_login(request.get_full_path())
    if not seat.may(Right.VOTE):
        raise PermissionDenied
    asked = VOTES.get((workshop, vote, slug), lambda: _vote_of(seat, workshop, vote))
    choice, salt = request.POST.get("choice", ""), request.POST.get("salt", "")
    own = Own.of(cast(seat, asked, choice, request.POST.get("key", ""), salt))
    receipt = f"{choice}:{salt}:{committed(choice, salt)}" if asked.secret else ""
    if "X-Room" in request.headers:
        fresh = _newest(seat, workshop)
        answer = HttpResponse(_phone(request, seat, workshop, fresh, own, receipt))
        return _told(answer, _key(fresh, own))
    if asked.secret:
        request.seat = seat  # type: ignore[attr-defined]  # for the page's frame
        return _phone_page(request, seat, found(seat, workshop), receipt)
    return redirect("room_phone", slug, workshop)


RIGHT_OF[f"{__name__}.vote"] = Right.VOTE


def _vote_of(seat: Seat, workshop: UUID, vote: int) -> Vote:
    """Give what was asked; whether it is still open is looked up when a voice is taken."""
    known = Vote.objects.select_related("workshop").filter(workshop__dossier=seat.dossier)
    return get_object_or_404(known, pk=vote, workshop=workshop)


ROOM = "d/<slug:slug>/atelier/<uuid:workshop>"
URLS = [
    path(f"{ROOM}/", phone, name="room_phone"),
    path(f"{ROOM}/etat", state, name="room_state"),
    path(f"{ROOM}/projecteur/", projector, name="room_projector"),
    path(f"{ROOM}/code.svg", code, name="room_code"),
    path(f"{ROOM}/voter/<int:vote>/", vote, name="room_vote"),
]
