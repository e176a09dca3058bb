"""Carries out the answers of a round: its final text, and all that goes back and on."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.decision import decide_round
from toguna.web.jobs.consolidate import discreet, round_of
from toguna.web.models import Job


def decide(job: Job, progress: Progress) -> None:
    """Carry out the answers of the round that the job names."""
    round_ = round_of(job)
    decide_round(round_, discreet(round_, progress))


TASK = decide
