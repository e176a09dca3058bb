"""Checks a text of a round: its draft, or the text that followed from the answers."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain import checks
from toguna.web.jobs.consolidate import round_of
from toguna.web.models import Job


def check_text(job: Job, progress: Progress) -> None:
    """Check the text that the job names."""
    checks.check_text(round_of(job), job.arguments["subject"], progress)


TASK = check_text
