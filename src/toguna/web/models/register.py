"""The register of a round as its last consolidation found it, and the files made from it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Observation(models.Model):
    """One thing said about one place, as `consultation.model.Observation` tells it.

    `key` tells it by what it says (`decisions.record.mark`, and which of those that say the same),
    whatever number it has: answers and assignments follow it when other returns come in.
    `gone` is set when the return that said it is withdrawn. `words` are folded words for search.
    """

    round = models.ForeignKey("web.Round", models.CASCADE, related_name="observations")
    key = models.CharField(max_length=40)
    identifier = models.CharField(max_length=80)
    rank = models.PositiveIntegerField()
    source_return = models.ForeignKey("web.Return", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("web.Organisation", models.PROTECT, related_name="+")
    contributor = models.CharField(max_length=60)
    person = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=20)
    nature = models.CharField(max_length=20)
    placing = models.CharField(max_length=30)
    doubt = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    replies = models.JSONField(default=list)
    clauses = models.JSONField(default=list)
    place = models.CharField(_("axe ou §"), max_length=300, blank=True)
    words = models.TextField(blank=True)
    restricted = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    desk = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="assigned")

    class Meta:
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=("round", "key"), name="one_observation_a_key"),
        )
        indexes = (
            models.Index(fields=("round", "gone", "rank")),
            models.Index(fields=("round", "contributor")),
        )

    def __str__(self) -> str:
        return self.identifier


class Variant(models.TextChoices):
    """For whom files are made: for all, or for those who may see restricted observations."""

    OPEN = "open", _("sans les observations restreintes")
    FULL = "full", _("complète")


class Group(models.Model):
    """Observations of several contributors that ask for the same."""

    round = models.ForeignKey("web.Round", models.CASCADE, related_name="groups")
    variant = models.CharField(max_length=4, choices=Variant)
    identifier = models.CharField(max_length=20)
    identical = models.BooleanField()
    clauses = models.JSONField(default=list)
    observations = models.ManyToManyField(Observation, related_name="groups")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.identifier


class Conflict(models.Model):
    """Observations that cannot all be followed; `wordings` are the rivals, each in full.

    A wording is {"contributors": [...], "text": ..., "observations": [identifiers]}; the draft's
    own has no contributors. `key` tells it by its observations, whatever number it has.
    """

    round = models.ForeignKey("web.Round", models.CASCADE, related_name="conflicts")
    variant = models.CharField(max_length=4, choices=Variant)
    key = models.CharField(max_length=64)
    identifier = models.CharField(max_length=20)
    tier = models.CharField(max_length=30)
    clauses = models.JSONField(default=list)
    place = models.CharField(max_length=300, blank=True)
    wordings = models.JSONField(default=list)
    reason = models.JSONField(default=dict)
    observations = models.ManyToManyField(Observation, related_name="conflicts")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.identifier


class Output(models.Model):
    """A file that the core made from a round: the consolidated draft, a letter, the final text.

    `folder` is "consolidate", "decide", "matrix", "check projet", "check final", or "web" for what
    only pages read; `path` the name that the command line gives.
    `organisation` is the one to whom it goes, for a letter and for a matrix that is given back.
    """

    round = models.ForeignKey("web.Round", models.CASCADE, related_name="outputs")
    variant = models.CharField(max_length=4, choices=Variant)
    folder = models.CharField(max_length=20)
    path = models.CharField(max_length=300)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "web.Organisation", models.PROTECT, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("folder", "path")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "variant", "folder", "path"), name="one_output_a_path"
            ),
        )
