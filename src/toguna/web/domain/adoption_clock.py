"""Deadlines of an adoption, with a clock: what is due, by when, and how long is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from toguna.adoption.approval.deadline import Clock, Deadline, clock, read_deadline
from toguna.adoption.approval.reading import default_procedure
from toguna.messages import say
from toguna.web.domain.adoption import check_adopts
from toguna.web.models import AdoptionDeadline, Dossier
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused


@dataclass(frozen=True)
class Due:
    """A deadline of a dossier, its moment in words, and how long is left."""

    row: AdoptionDeadline
    deadline: Deadline
    clock: Clock


def due(dossier: Dossier, now: datetime | None = None) -> list[Due]:
    """Give what is still due in a dossier, the most pressing first."""
    return [_due(row, now or timezone.now()) for row in dossier.adoption_deadlines.filter(met=None)]


def met(dossier: Dossier) -> list[AdoptionDeadline]:
    """Give what was done."""
    return list(dossier.adoption_deadlines.exclude(met=None))


def _due(row: AdoptionDeadline, now: datetime) -> Due:
    zone = ZoneInfo(default_procedure().timezone)
    deadline = Deadline(row.subject, row.at.astimezone(zone))
    return Due(row, deadline, clock(deadline, now))


@transaction.atomic
def add_deadline(seat: Seat, subject: str, words: str) -> Due:
    """Add a deadline: what is awaited, and when in words ("lundi 14 h", "2025-07-07 14:00").

    Raises:
        Refused: the seat may not, or nothing is awaited.
        UnreadableFile: the words say no moment.
    """
    check_adopts(seat)
    if not subject.strip():
        raise Refused(say("Dites ce qui est attendu."))
    now = timezone.now()
    deadline = read_deadline(subject.strip(), words, default_procedure().timezone, now)
    row = AdoptionDeadline.objects.create(
        dossier=seat.dossier, subject=deadline.subject, at=deadline.at, by=seat.user
    )
    return _due(row, now)


@transaction.atomic
def meet(seat: Seat, row: AdoptionDeadline) -> None:
    """Note that what was due is done, or that it is due again.

    Raises:
        Refused: the seat may not.
    """
    check_adopts(seat)
    row.met = timezone.now() if row.met is None else None
    row.save(update_fields=["met"])
