"""Proposes the answers that need no judgement, in the name of who asked for it."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.web.domain.safe import propose_safe
from toguna.web.jobs.consolidate import discreet, round_of
from toguna.web.models import Job
from toguna.web.permissions import seat_in
from toguna.web.refusal import Refused


def safe(job: Job, progress: Progress) -> None:
    """Propose the safe answers of the round that the job names."""
    seat = None if job.by is None else seat_in(job.by, job.dossier)
    if seat is None:
        raise Refused(say("Qui a demandé ces suites n'a plus de place dans ce dossier."), 403)
    round_ = round_of(job)
    propose_safe(seat, round_, discreet(round_, progress))


TASK = safe
