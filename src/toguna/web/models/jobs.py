"""Long work done in the background, and how far it has come."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of background work: which task, on what, and how far it has come.

    `step` is a sentence in French with its values (a core message), to be shown in the reader's
    language; `beat` is when its worker was last heard of: one that fell silent is begun again.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("en attente")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        FAILED = "failed", _("échoué")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="jobs")
    task = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=500, blank=True)
    step_values = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    beat = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("created",)
