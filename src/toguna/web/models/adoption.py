"""A text on its way to the Council: what happened, deadlines, pieces, the site that is public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdoptionEvent(models.Model):
    """One thing that happened to the text, in order: the core rebuilds where it stands from them.

    `told` is the event as `toguna.web.domain.adoption_events` tells it; `blob` the procès-verbal
    that came with it.
    """

    class Kind(models.TextChoices):
        FROZEN = "frozen", _("version figée")
        ACT = "act", _("issue d'une étape")
        MINUTES = "minutes", _("procès-verbal versé ensuite")

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="adoption_events")
    rank = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    told = models.JSONField()
    version = models.ForeignKey("web.Version", models.PROTECT, null=True, related_name="+")
    blob = models.ForeignKey("web.Blob", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "rank"), name="one_adoption_event_a_rank"),
        )


class AdoptionDeadline(models.Model):
    """Something that is due by a moment; `met` is when it was done."""

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="adoption_deadlines")
    subject = models.CharField(_("ce qui est attendu"), max_length=300)
    at = models.DateTimeField()
    met = models.DateTimeField(null=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at", "id")


class VersionCheck(models.Model):
    """What the last check of a version found: {"severity", "place", "message", "advice", ...}.

    `report` is the same in print, `commented` the text with the findings as comments.
    """

    version = models.OneToOneField(
        "web.Version", models.CASCADE, related_name="check_result", primary_key=True
    )
    findings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    report = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    commented = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class CouncilPiece(models.Model):
    """One piece of the file for the Council; `kind` and `step` are keys of the procedure.

    `made_from` is the SHA-256 of the version that it was made from; `signed_by` who signed, in
    the file or on paper.
    """

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="council_pieces")
    kind = models.CharField(max_length=60)
    step = models.CharField(max_length=60, blank=True)
    filename = models.CharField(max_length=255)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    made_from = models.CharField(max_length=64, blank=True)
    validated_by = models.CharField(max_length=200, blank=True)
    signed_by = models.JSONField(default=list)
    added = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.filename

    @property
    def is_pdf(self) -> bool:
        """Whether it can carry a signature."""
        return self.filename.lower().endswith(".pdf")


class SigningCertificate(models.Model):
    """The certificate that a dossier made for itself; its key is enciphered with the secret."""

    dossier = models.OneToOneField(
        "web.Dossier", models.CASCADE, related_name="signing_certificate", primary_key=True
    )
    certificate = models.TextField()
    private_key = models.BinaryField()
    made = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")


class Publication(models.Model):
    """The public site of a text; the last one that was not withdrawn is what readers see.

    `publisher` and `label` are what its pages say; `past` the earlier versions that it shows,
    `pieces` the pieces of the file for the Council that can be downloaded from it.
    """

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="publications")
    version = models.ForeignKey("web.Version", models.PROTECT, related_name="+")
    label = models.CharField(_("intitulé de la version"), max_length=200)
    publisher = models.CharField(_("publié par"), max_length=300)
    past = models.ManyToManyField("web.Version", related_name="+", blank=True)
    pieces = models.ManyToManyField(CouncilPiece, related_name="+", blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    published = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class PublishedFile(models.Model):
    """One file of a public site; all stand in one folder."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "name"), name="one_published_file_a_name"
            ),
        )


class DossierExport(models.Model):
    """A dossier that was exported with its ledger, as one zip; `size` counts the entries in it."""

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="exports")
    variant = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
