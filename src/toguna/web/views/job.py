"""How far a piece of background work has come."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from toguna.messages import Message, say
from toguna.web.models import Job, User
from toguna.web.permissions import seat_in
from toguna.web.templatetags.toguna import said


@login_required
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show the progress of a job to who has a seat in its dossier."""
    found = get_object_or_404(Job.objects.select_related("dossier"), id=job_id)
    if seat_in(cast("User", request.user), found.dossier) is None:
        raise Http404
    return render(request, "toguna/parts/job.html", told(found))


def told(found: Job) -> dict[str, object]:
    """Give what the part of a page that shows a job needs."""
    step = Message(found.step, dict(found.step_values)) if found.step else say("En attente")
    return {
        "job": found,
        "finished": found.state in (Job.State.DONE, Job.State.FAILED),
        "step": said(step),
    }


URLS = [path("travail/<uuid:job_id>/", job, name="job")]
