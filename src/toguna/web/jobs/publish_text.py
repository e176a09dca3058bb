"""Writes the public site of a text and makes it public."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.adoption_asking import asker
from toguna.web.domain.adoption_publishing import make_publication
from toguna.web.models import Job


def publish_text(job: Job, progress: Progress) -> None:
    """Make the publication that the job names."""
    row = job.dossier.publications.get(pk=job.arguments["publication"])
    make_publication(asker(job), row, progress)


TASK = publish_text
