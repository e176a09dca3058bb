"""Who asked for background work of an adoption: the ledger names that person, not the program."""

from __future__ import annotations

from toguna.messages import say
from toguna.web.models import Job
from toguna.web.permissions import Seat, seat_in
from toguna.web.refusal import Refused


def asker(job: Job) -> Seat:
    """Give the seat of who asked for a job.

    Raises:
        Refused: that person has no seat in the dossier any more.
    """
    seat = None if job.by is None else seat_in(job.by, job.dossier)
    if seat is None:
        raise Refused(say("Qui a demandé ce travail n'a plus de place dans le dossier."), 403)
    return seat
