"""Checks a version of the text before it is put to the bodies."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain import adoption_check
from toguna.web.domain.adoption_asking import asker
from toguna.web.models import Job


def check_version(job: Job, progress: Progress) -> None:
    """Check the version that the job names."""
    version = job.dossier.versions.get(pk=job.arguments["version"])
    adoption_check.check_version(asker(job), version, progress)


TASK = check_version
