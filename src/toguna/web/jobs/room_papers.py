"""Makes the papers of a workshop."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.room.papers import make_papers
from toguna.web.models import Job, Workshop


def room_papers(job: Job, progress: Progress) -> None:
    """Make the papers of the workshop that the job names."""
    workshops = Workshop.objects.select_related("dossier", "round__dossier", "round__draft")
    make_papers(workshops.get(pk=job.arguments["workshop"], dossier=job.dossier), progress)


TASK = room_papers
