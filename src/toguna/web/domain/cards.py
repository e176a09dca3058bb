"""Cards to hand out: one a person, with a code to type and a picture to scan, on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import segno
from django.utils import timezone

from toguna.text.pdf.typeset import typeset
from toguna.web.addresses import invitation_link
from toguna.web.domain.invitations import Issued
from toguna.web.models import Dossier

TEMPLATE = Path(__file__).parents[1] / "print" / "cards.typ"


@dataclass(frozen=True, slots=True)
class Card:
    """What is on one card."""

    name: str
    role: str
    organisation: str
    code: str
    link: str
    until: date


def qr_code(link: str) -> str:
    """Draw what a telephone scans, as a picture that a page may hold (a data address)."""
    return str(segno.make(link, error="m", micro=False).svg_data_uri(border=2, light="#fff"))


def cards_of(dossier: Dossier, address: str, issued: Sequence[Issued]) -> bytes:
    """Set the cards of invitations in print, whose secrets are known; `address` is the site's."""
    cards = [_card(address, one) for one in issued]
    return cards_pdf(dossier.title, address, cards, timezone.now().replace(microsecond=0))


def _card(address: str, one: Issued) -> Card:
    invitation = one.invitation
    organisation = invitation.organisation
    return Card(
        name=invitation.name,
        role=str(invitation.get_role_display()),
        organisation="" if organisation is None else organisation.name,
        code=one.code,
        link=invitation_link(address, one.token),
        until=timezone.localtime(invitation.expires).date(),
    )


def cards_pdf(title: str, address: str, cards: list[Card], moment: datetime) -> bytes:
    """Set cards in print, eight a page, with lines to cut along."""
    told = [
        {
            "name": card.name,
            "role": card.role,
            "organisation": card.organisation,
            "code": card.code,
            "qr": _drawn(card.link),
            "until": f"{card.until:%d/%m/%Y}",
        }
        for card in cards
    ]
    return typeset(TEMPLATE, {"title": title, "address": address, "cards": told}, moment)


def _drawn(link: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
