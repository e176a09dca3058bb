"""A round of consultation, what contributors send back, and what they write in the page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Round(models.Model):
    """One sending-out of a draft. It is open once `opened` is set and until `closed` is.

    `consolidated` is when its returns were last consolidated; `stale` tells that one came since.
    """

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    label = models.CharField(_("intitulé"), max_length=200)
    draft = models.ForeignKey("web.Version", models.PROTECT, related_name="rounds")
    earlier = models.ManyToManyField("web.Version", related_name="+", blank=True)
    message = models.TextField(_("message aux contributeurs"), blank=True)
    created = models.DateTimeField(auto_now_add=True)
    opened = models.DateTimeField(null=True)
    deadline = models.DateTimeField(_("date limite"), null=True, blank=True)
    closed = models.DateTimeField(null=True)
    consolidated = models.DateTimeField(null=True)
    stale = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "number"), name="one_round_a_number"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Whether it takes returns."""
        return self.opened is not None and self.closed is None

    @property
    def letters_released(self) -> bool:
        """Whether the letters of answer were given to those to whom they are written."""
        decided = getattr(self, "decided", None)
        return decided is not None and decided.released is not None


class ReturnState(models.TextChoices):
    """How far a return has come."""

    DEPOSITED = "deposited", _("déposé, à vérifier avant l'envoi")
    WAITING = "waiting", _("à valider par l'autorité de la structure")
    SENT_BACK = "sent back", _("renvoyé par l'autorité, à reprendre")
    SENT = "sent", _("transmis, à consolider")
    READ = "read", _("lu et consolidé")
    UNREAD = "unread", _("illisible")
    WITHDRAWN = "withdrawn", _("retiré")


class Return(models.Model):
    """A file that an organisation sends back, or what it wrote in the page (a form's file).

    `organisation` is empty for a common matrix, whose lines say who speaks. `problem` tells
    why it could not be read (`domain.told`), as `notes` do what to know of it; `counts` how many
    things of each sort were found in it. `written` tells that it was written in the page;
    `replaces` is the return whose place it takes once it is received; `word` what the authority
    said when it sent it back; `receipt` the file that proves that it was received.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="returns")
    organisation = models.ForeignKey("web.Organisation", models.PROTECT, null=True, blank=True)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    state = models.CharField(max_length=20, choices=ReturnState, default=ReturnState.SENT)
    restricted = models.BooleanField(_("restreint"), default=False)
    written = models.BooleanField(default=False)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    word = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    problem = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    sent_by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    validated_by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    validated_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("web.LedgerEntry", models.SET_NULL, null=True, related_name="+")
    receipt = models.ForeignKey("web.Blob", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("sent_at", "id")

    def __str__(self) -> str:
        return self.filename


class Remark(models.Model):
    """An observation that is written in the page, on a clause ("" is the whole text).

    `base` are the clause's words when it was begun, so that it does not drift; `action` is what it
    asks (`consultation.form.Action`); `revision` grows with each saving, so that two people of one
    organisation do not overwrite each other; `sent` is the return in which it went as it is now.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="remarks")
    organisation = models.ForeignKey("web.Organisation", models.CASCADE)
    clause = models.CharField(max_length=300, blank=True)
    base = models.TextField()
    action = models.CharField(max_length=10, default="reword")
    proposed = models.TextField(_("rédaction proposée"), blank=True)
    observation = models.TextField(_("observation"), blank=True)
    reason = models.TextField(_("justification"), blank=True)
    nature = models.CharField(_("nature"), max_length=20, default="fond")
    author = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    updated = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)
    sent = models.ForeignKey(Return, models.SET_NULL, null=True, related_name="remarks")
