"""A dossier, the bytes that it keeps, and the versions of its text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Blob(models.Model):
    """The bytes of a file, kept once by their SHA-256; they never change.

    They are in the database, so that a worker on another machine and a backup have them too.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    data = models.BinaryField()


class Dossier(models.Model):
    """One strategy on its way. `fictitious` marks sample content."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("intitulé"), max_length=300)
    country = models.CharField(_("pays"), max_length=100, blank=True)
    fictitious = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A version of the text: a draft sent out, or a text that followed from decisions.

    `clauses` are its clauses in order, as `toguna.web.domain.texts` tells them; `frozen` is when
    it was frozen for adoption.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(_("intitulé"), max_length=200)
    filename = models.CharField(max_length=255)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    clauses = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    frozen = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    came_from = models.ForeignKey("web.Round", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "number"), name="one_version_a_number"),
        )

    def __str__(self) -> str:
        return self.label
