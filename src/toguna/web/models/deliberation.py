"""A question under deliberation: what is asked, what was said round by round, the vote, the end."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deliberation(models.Model):
    """A question with its options, criteria, constraints and delegations, as lines of the workbook.

    `lines` are the lines of each sheet but those of opinions ({"options": [{"key": ...}]}).
    `weighing` is how delegations weigh the criteria. `seal` is the canonical text of the terms,
    `seal_weights` the weights in them. `counted` is what the closed vote gave (`voting.told`).
    """

    class Weighing(models.TextChoices):
        RANKING = "ranking", _("ranger les critères du plus au moins important")
        SWING = "swing", _("donner de 0 à 100 points à chaque critère")
        PAIRWISE = "pairwise", _("comparer les critères deux à deux")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="deliberations")
    round = models.ForeignKey("web.Round", models.SET_NULL, null=True, related_name="+")
    lines = models.JSONField(default=dict)
    weighing = models.CharField(
        _("façon de peser les critères"), max_length=10, choices=Weighing, default=Weighing.RANKING
    )
    with_agencies = models.BooleanField(default=False)
    seal = models.TextField(blank=True)
    seal_digest = models.CharField(max_length=64, blank=True)
    seal_weights = models.JSONField(default=dict)
    sealed = models.DateTimeField(null=True)
    secret = models.BooleanField(default=False)
    vote_opened = models.DateTimeField(null=True)
    vote_closed = models.DateTimeField(null=True)
    counted = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("created",)

    def __str__(self) -> str:
        return self.question

    @property
    def question(self) -> str:
        """The question, in one sentence."""
        return str(self._first.get("question", ""))

    @property
    def context(self) -> str:
        """What one has to know to answer it."""
        return str(self._first.get("context", ""))

    @property
    def _first(self) -> dict[str, Any]:
        first: dict[str, Any] = (self.lines.get("question") or [{}])[0]
        return first

    @property
    def is_voting(self) -> bool:
        """Whether the committee votes now."""
        return self.vote_opened is not None and self.vote_closed is None


class DeliberationRound(models.Model):
    """One round of judgements: taken from `opened` until the results are `shown`.

    `told` is what the pages say of the results, made in the background.
    """

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    opened = models.DateTimeField()
    shown = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("deliberation", "number"), name="one_deliberation_round_a_number"
            ),
        )


class DelegationSaid(models.Model):
    """What a delegation says anew in one round.

    `judged` are words by criterion and option ({"Coût": {"Primature": "8 à 10"}}), `weighed` its
    weights ({"way": "rangs", "values": {"Coût": "1"}} or {"pairs": [["Coût", "3", "Délai"]]}).
    `revision` grows with each saving: two telephones of a delegation overwrite nothing unseen.
    """

    round = models.ForeignKey(DeliberationRound, models.CASCADE, related_name="said")
    person = models.CharField(max_length=200)
    judged = models.JSONField(default=dict)
    weighed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    finished = models.DateTimeField(null=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("person",)
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="one_word_a_delegation"),
        )


class Voter(models.Model):
    """Who may vote in the committee, with how many voices, as it was sealed.

    `ballot` is the vote where it is open. Where it is secret, `voted` is all that is kept here,
    with the digest of the attempt by which a retry is known; neither says when.
    """

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="voters")
    user = models.ForeignKey("web.User", models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    voices = models.FloatField(default=1.0)
    voted = models.BooleanField(default=False)
    attempt = models.CharField(max_length=64, blank=True)
    ballot = models.JSONField(default=dict)

    class Meta:
        ordering = ("label",)
        constraints = (
            models.UniqueConstraint(fields=("deliberation", "user"), name="one_voter_a_person"),
            models.UniqueConstraint(fields=("deliberation", "label"), name="one_voter_a_label"),
        )

    def __str__(self) -> str:
        return self.label


class SecretBallot(models.Model):
    """A ballot in the box: tied to nobody, with a commitment that its voter alone can open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="box")
    ballot = models.JSONField()
    commitment = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("commitment",)


class DeliberationFile(models.Model):
    """A file made of a round (note, picture, workbook, data), or of the decision (round None).

    `alt` are the words of a picture for who cannot see it.
    """

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="files")
    number = models.PositiveIntegerField(null=True)
    rank = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    alt = models.TextField(blank=True)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("rank",)


class CommitteeDecision(models.Model):
    """What the committee decided, with its reasons, who dissents and why.

    `dissents` are {"who", "why"}; `batch` is that of the answers that follow from it.
    """

    deliberation = models.OneToOneField(
        Deliberation, models.CASCADE, related_name="decision", primary_key=True
    )
    option = models.CharField(max_length=200)
    reasons = models.TextField(_("motifs"))
    dissents = models.JSONField(default=list)
    instance = models.CharField(_("instance"), max_length=200)
    date = models.DateField(_("date de la décision"))
    batch = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
