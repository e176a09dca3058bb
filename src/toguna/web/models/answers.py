"""The answers to observations, and every change that was made to them."""

from __future__ import annotations

from django.db import models

from toguna.consultation.decisions.model import Disposition, Stage, Verdict


def _choices(values: object) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]  # type: ignore[attr-defined]


class Answer(models.Model):
    """The answer to one observation, as `decisions.model.Answer` tells it.

    `revision` grows with each change: who answers says which one it saw, so that the second of
    two rapporteurs is told and overwrites nothing. An empty disposition is an answer taken back.
    """

    observation = models.OneToOneField(
        "web.Observation", models.CASCADE, related_name="answer", primary_key=True
    )
    disposition = models.CharField(max_length=40, choices=_choices(Disposition), blank=True)
    reason = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    instance = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=20, choices=_choices(Stage), default=Stage.PROPOSED.value)
    verdict = models.CharField(max_length=20, choices=_choices(Verdict), blank=True)
    verdict_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class AnswerChange(models.Model):
    """One change of an answer, kept for ever: undoing is one more change.

    Those of one act (a bulk action) share `batch`. `before` and `after` are the answer's fields;
    an empty `before` means that there was none.
    """

    observation = models.ForeignKey(
        "web.Observation", models.CASCADE, related_name="answer_changes"
    )
    batch = models.UUIDField(db_index=True)
    act = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undoes = models.UUIDField(null=True)

    class Meta:
        ordering = ("id",)
