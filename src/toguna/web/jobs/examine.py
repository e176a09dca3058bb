"""Computes the results of a round of deliberation, and writes its note, pictures and workbook."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.deliberation.results import make_results
from toguna.web.models import DeliberationRound, Job


def examine(job: Job, progress: Progress) -> None:
    """Make the results of the round that the job names."""
    rounds = DeliberationRound.objects.select_related("deliberation__dossier")
    make_results(
        rounds.get(
            deliberation=job.arguments["deliberation"],
            number=job.arguments["round"],
            deliberation__dossier=job.dossier,
        ),
        progress,
    )


TASK = examine
