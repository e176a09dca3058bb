"""Makes the papers of a workshop."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.room.papers import make_papers
from toguna.web.jobs.consolidate import discreet
from toguna.web.models import Job, Workshop


def room_papers(job: Job, progress: Progress) -> None:
    """Make the papers of the workshop that the job names."""
    workshops = Workshop.objects.select_related("dossier", "round__dossier", "round__draft")
    workshop = workshops.get(pk=job.arguments["workshop"], dossier=job.dossier)
    make_papers(workshop, discreet(workshop.round, progress))


TASK = room_papers
