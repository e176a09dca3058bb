"""What every page knows: the seat of who reads it, and what the site is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from toguna import __version__
from toguna.web.navigation import tabs


def site(request: HttpRequest) -> dict[str, object]:
    """Give the frame's values: seat, dossier, tabs, version."""
    seat = getattr(request, "seat", None)
    return {
        "seat": seat,
        "dossier": None if seat is None else seat.dossier,
        "tabs": () if seat is None else tabs(seat, request.path),
        "toguna_version": __version__,
        "languages": settings.LANGUAGES,
    }
