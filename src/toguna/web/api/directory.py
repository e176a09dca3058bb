"""Who speaks for which organisation, as who leads a round needs to know."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from toguna.web.api.frame import eg, offers
from toguna.web.domain.people import delegations
from toguna.web.permissions import Right, Seat

ROUTER = Router()


class SpeakerOut(Schema):
    """Somebody who speaks for an organisation."""

    name: str = eg("Moussa Coulibaly")
    role: str = eg("desk")


class DelegationOut(Schema):
    """An organisation: who speaks for it, and what it lacks."""

    organisation: str = eg("MJDH")
    name: str = eg("Ministère de la Justice et des Droits de l'Homme")
    speakers: list[SpeakerOut]
    invited: int = eg(1, description="How many are invited and have not come.")
    missing: list[str] = eg(["autorité"], description="Roles that nobody has or is invited to.")


@offers(ROUTER, "GET", "/directory", Right.ROUND, list[DelegationOut])
def get_directory(seat: Seat) -> Any:
    """List who speaks for which organisation, and which have nobody to."""
    return [
        {
            "organisation": one.organisation.label,
            "name": one.organisation.name,
            "speakers": [{"name": str(place.user), "role": place.role} for place in one.places],
            "invited": one.invited,
            "missing": one.missing,
        }
        for one in delegations(seat.dossier)
    ]
