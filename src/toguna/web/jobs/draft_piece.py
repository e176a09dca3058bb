"""Drafts a piece of the file for the Council from the frozen version."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress
from toguna.web.domain.adoption_asking import asker
from toguna.web.domain.adoption_drafts import make_draft
from toguna.web.models import Job


def draft_piece(job: Job, progress: Progress) -> None:
    """Draft the piece that the job names."""
    make_draft(asker(job), str(job.arguments["kind"]), progress)


TASK = draft_piece
