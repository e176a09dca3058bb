"""Exports a dossier with its ledger, to be checked by `toguna verify`."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.export import make_export
from toguna.web.models import Job


def export_dossier(job: Job, progress: Progress) -> None:
    """Export the dossier in the variant that the job names."""
    make_export(job.dossier, str(job.arguments["variant"]), progress)


TASK = export_dossier
