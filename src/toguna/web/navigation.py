"""The tabs of a dossier, in the order of its life, for those who may open them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from toguna.web.permissions import Right, Seat

TABS = (
    ("overview", _("Vue d'ensemble"), Right.SEE),
    ("rounds", _("Consultation"), Right.SEE),
    ("my_returns", _("Mes retours"), Right.WRITE),
    ("observations", _("Observations"), Right.SEE),
    ("text", _("Texte"), Right.SEE),
    ("documents", _("Documents"), Right.SEE),
    ("workshop", _("Atelier"), Right.FOLLOW),
    ("deliberations", _("Délibération"), Right.SEE),
    ("adoption", _("Adoption"), Right.SEE),
    ("ledger", _("Registre"), Right.LEDGER),
    ("directory", _("Annuaire"), Right.ROUND),
    ("people", _("Personnes"), Right.PEOPLE),
)
"""The name of each tab's page, its title, and the right that it asks for."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its title, where it leads, and whether it is the one that is open."""

    title: object
    url: str
    is_open: bool


def tabs(seat: Seat, path: str) -> list[Tab]:
    """Give the tabs that a seat may open; `path` is the page that is open."""
    found: list[Tab] = []
    for name, title, right in TABS:
        if not seat.may(right):
            continue
        try:
            url = reverse(name, args=(seat.dossier.slug,))
        except NoReverseMatch:
            continue
        found.append(Tab(title, url, path == url or (name != "overview" and path.startswith(url))))
    return found
