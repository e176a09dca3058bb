"""Who was there, day by day."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from toguna.messages import say
from toguna.web.domain.room.opening import check
from toguna.web.models import Organisation, Presence, Workshop
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused


def today(workshop: Workshop) -> str:
    """Give the day on which presence is noted: today where the workshop is on, else its first."""
    now = timezone.localdate().isoformat()
    return now if now in workshop.days else str(workshop.days[0])


def sign_in(seat: Seat, workshop: Workshop) -> Presence:
    """Note oneself as present today.

    Raises:
        Refused: the seat speaks for no organisation.
    """
    check(seat, workshop, Right.FOLLOW)
    if seat.organisation is None:
        raise Refused(say("Signez la présence au nom d'une structure ; le facilitateur vous note."))
    return _noted(
        workshop, seat.organisation, str(seat.user), "", [today(workshop)], user=seat.user
    )


def note(
    seat: Seat,
    workshop: Workshop,
    organisation: Organisation,
    name: str,
    role: str,
    days: list[str],
) -> Presence:
    """Note somebody as present on some days.

    Raises:
        Refused: there is no name, or a day is not one of the workshop.
    """
    check(seat, workshop)
    if not name.strip():
        raise Refused(say("Écrivez le nom de la personne."))
    if not set(days) <= set(workshop.days):
        raise Refused(say("Choisissez des jours de l'atelier."))
    return _noted(workshop, organisation, name.strip(), role.strip(), days)


@transaction.atomic
def _noted(
    workshop: Workshop,
    organisation: Organisation,
    name: str,
    role: str,
    days: list[str],
    **more: object,
) -> Presence:
    presence, _ = Presence.objects.select_for_update().get_or_create(
        workshop=workshop, organisation=organisation, name=name, defaults={"role": role, **more}
    )
    presence.days = sorted({*presence.days, *days})
    presence.role = role or presence.role
    presence.save()
    return presence


def set_days(seat: Seat, workshop: Workshop, days: dict[int, list[str]]) -> None:
    """Put the days of everybody on the list right; a line without a day is taken off."""
    check(seat, workshop)
    with transaction.atomic():
        for presence in workshop.presences.select_for_update():
            presence.days = [day for day in workshop.days if day in days.get(presence.pk, [])]
            if presence.days:
                presence.save(update_fields=["days"])
            else:
                presence.delete()
