"""Which deliberations a seat may know of."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from toguna.web.models import Deliberation, DeliberationRound
from toguna.web.permissions import Right, Seat


def visible_deliberations(seat: Seat) -> QuerySet[Deliberation]:
    """Give the deliberations of the dossier that a seat may know of.

    One that is being prepared is for who prepares it: all see it once its rule was sealed or its
    judgements were opened.
    """
    found = seat.dossier.deliberations.select_related("dossier", "round__draft", "decision")
    if seat.may(Right.DELIBERATE):
        return found
    judged = DeliberationRound.objects.filter(deliberation=OuterRef("pk"))
    return found.filter(Q(sealed__isnull=False) | Exists(judged))
