"""Writes the procès-verbal of a committee's decision."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.web.domain.deliberation.minutes import make_minutes
from toguna.web.models import Deliberation, Job


def minutes(job: Job, progress: Progress) -> None:
    """Write the procès-verbal of the deliberation that the job names."""
    progress(say("Rédaction du procès-verbal"), 0, 1)
    known = Deliberation.objects.select_related("dossier", "decision")
    make_minutes(known.get(pk=job.arguments["deliberation"], dossier=job.dossier))


TASK = minutes
