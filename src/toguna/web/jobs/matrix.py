"""Writes the matrix of a round with the answers that it has now."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.decision import update_matrix
from toguna.web.jobs.consolidate import discreet, round_of
from toguna.web.models import Job


def matrix(job: Job, progress: Progress) -> None:
    """Write the matrix of the round that the job names."""
    round_ = round_of(job)
    update_matrix(round_, discreet(round_, progress))


TASK = matrix
