"""Consolidates a round, so that its pages and files tell of all that was sent."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.consolidation import consolidate_round
from toguna.web.models import Job, Round


def consolidate(job: Job, progress: Progress) -> None:
    """Consolidate the round that the job names."""
    round_ = Round.objects.select_related("dossier", "draft").get(pk=job.arguments["round"])
    consolidate_round(round_, progress)


TASK = consolidate
