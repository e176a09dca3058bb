"""Consolidates a round, so that its pages and files tell of all that was sent."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.messages import Message, say
from toguna.web.domain.consolidation import consolidate_round
from toguna.web.domain.gathering import TAKEN
from toguna.web.models import Job, Round


def consolidate(job: Job, progress: Progress) -> None:
    """Consolidate the round that the job names."""
    round_ = round_of(job)
    consolidate_round(round_, discreet(round_, progress))


def round_of(job: Job) -> Round:
    """Give the round that a job names."""
    return Round.objects.select_related("dossier", "draft").get(pk=job.arguments["round"])


def discreet(round_: Round, progress: Progress) -> Progress:
    """Give a progress that tells everybody no more than all may know of a round's returns."""
    secret = round_.returns.filter(restricted=True, state__in=TAKEN).exists()
    return _Discreet(progress) if secret else progress


class _Discreet:
    """A progress that names and counts no return: one of them is not to be known of."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, what: Message, done: int, total: int) -> None:
        told = say("Lecture des retours") if "file" in what.values else what
        self._progress(told, 100 * done // total if total else 0, 100 if total else 0)


TASK = consolidate
