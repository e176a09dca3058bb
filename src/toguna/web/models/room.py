"""The workshop room: what is worked on, what is on screen, and what was decided there."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Workshop(models.Model):
    """A workshop on the text of a round.

    `version` grows with every change that people in the room see, `tally` with every vote that
    comes in: whoever follows asks for what is newer than what it has. `current` is the item on
    screen. The timer runs until `timer_ends`, or stands at `timer_left` seconds. `machine` names
    this machine among those of the workshop; a group's own laptop has the same workshop.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="workshops")
    round = models.ForeignKey("web.Round", models.PROTECT, related_name="workshops")
    title = models.CharField(_("intitulé"), max_length=300)
    place = models.CharField(_("lieu"), max_length=200)
    days = models.JSONField(_("jours"), default=list)
    opened_by = models.CharField(_("ouvert par"), max_length=300, blank=True)
    chair = models.CharField(_("présidence"), max_length=200, blank=True)
    rapporteur = models.CharField(_("rapporteur général"), max_length=200, blank=True)
    context = models.TextField(_("contexte"), blank=True)
    objectives = models.TextField(_("objectifs"), blank=True)
    machine = models.CharField(max_length=40, default="salle")
    current = models.ForeignKey("web.Item", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveBigIntegerField(default=1)
    tally = models.PositiveBigIntegerField(default=0)
    timer_ends = models.DateTimeField(null=True)
    timer_left = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created",)

    def __str__(self) -> str:
        return self.title

    @property
    def is_groups(self) -> bool:
        """Whether this is the copy of a workshop on a working group's own laptop."""
        return self.machine != "salle"


class WorkingGroup(models.Model):
    """A group that works beside the plenary, on its own items; `summary` is its account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="groups")
    number = models.PositiveIntegerField()
    name = models.CharField(_("nom"), max_length=200)
    chair = models.CharField(_("présidence"), max_length=200, blank=True)
    rapporteur = models.CharField(_("rapporteur"), max_length=200, blank=True)
    delegations = models.ManyToManyField("web.Organisation", related_name="+", blank=True)
    summary = models.TextField(_("résumé des travaux"), blank=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A contested passage on the list of the workshop.

    `draft` are the draft's words, `wordings` the rivals as they were when the item was made:
    {"who": [labels], "text": words, "keys": [keys of the observations]}. `live` is the compromise
    that is being written, `revision` grows with each saving of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("à examiner")
        OPEN = "open", _("en discussion")
        SETTLED = "settled", _("réglé")
        REFERRED = "referred", _("renvoyé à l'arbitrage")
        DEFERRED = "deferred", _("reporté")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    title = models.CharField(_("intitulé"), max_length=300)
    place = models.CharField(max_length=300, blank=True)
    conflict = models.CharField(max_length=64, blank=True)
    clauses = models.JSONField(default=list)
    draft = models.TextField(blank=True)
    wordings = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    live = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    group = models.ForeignKey(WorkingGroup, models.SET_NULL, null=True, related_name="items")

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.title


class Vote(models.Model):
    """A question put to the delegations about an item, one voice each.

    `choices` are {"key", "label", "text"} in order: positions on one wording, or a block of
    wordings of which one is taken. `shown` tells that counts are on screen before it is closed.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="votes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="votes")
    question = models.CharField(max_length=500)
    wording = models.TextField(blank=True)
    block = models.BooleanField(default=False)
    choices = models.JSONField(default=list)
    secret = models.BooleanField(default=False)
    shown = models.BooleanField(default=False)
    delegations = models.JSONField(default=list)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("opened", "id")


class Cast(models.Model):
    """That a delegation has voted; and how, where the vote is open.

    `key` is that of the telephone's attempt: a retry with it is the same vote. Where the vote is
    secret, neither the choice nor the time nor who of the delegation did it is here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="casts")
    organisation = models.ForeignKey("web.Organisation", models.PROTECT, related_name="+")
    choice = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("vote", "organisation"), name="one_voice_a_delegation"),
        )


class CastChange(models.Model):
    """Each choice that a delegation made in an open vote, kept for ever."""

    cast = models.ForeignKey(Cast, models.CASCADE, related_name="changes")
    choice = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("cast", "key"), name="one_change_an_attempt"),
        )


class SecretVote(models.Model):
    """A vote in the box: its choice and a commitment that its voter alone can open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="box")
    choice = models.CharField(max_length=40)
    commitment = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("commitment",)


class Decision(models.Model):
    """What the plenary decided on an item: the wording, and why, after which vote."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="decisions")
    disposition = models.CharField(max_length=10, choices=Item.State)
    wording = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    proposed_by = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at", "id")


class Presence(models.Model):
    """Somebody who was there; `days` are those of the workshop on which presence was noted."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="presences")
    organisation = models.ForeignKey("web.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(_("nom et prénom"), max_length=200)
    role = models.CharField(_("fonction"), max_length=200, blank=True)
    days = models.JSONField(default=list)
    user = models.ForeignKey("web.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("organisation__label", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("workshop", "organisation", "name"), name="one_line_a_person"
            ),
        )


class Recommendation(models.Model):
    """What the workshop recommends, and to whom; `group` is where it comes from."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="recommendations")
    group = models.ForeignKey(WorkingGroup, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("recommandation"))
    addressee = models.CharField(_("à l'attention de"), max_length=200, blank=True)

    class Meta:
        ordering = ("id",)


class GroupAct(models.Model):
    """An act on a group's items (`workshop.acts.Act`), from whichever machine; never changed."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="acts")
    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="acts")
    machine = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    moment = models.CharField(max_length=40)
    author = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    item = models.ForeignKey(Item, models.CASCADE, related_name="acts")
    content = models.TextField()
    after = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("workshop", "machine", "sequence"), name="one_act_a_number"
            ),
        )


class Machine(models.Model):
    """A machine of the workshop: its public key, and enciphered, its own where it is this one.

    One is made for each sending-out to a group: what it signs is taken on the group's items alone.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="machines")
    group = models.ForeignKey(WorkingGroup, models.CASCADE, null=True, related_name="machines")
    name = models.CharField(max_length=40)
    public_key = models.CharField(max_length=64)
    private_key = models.BinaryField(default=b"")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("workshop", "name"), name="one_machine_a_name"),
        )


class WorkshopPaper(models.Model):
    """A file made at the end of a workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="papers")
    path = models.CharField(max_length=300)
    blob = models.ForeignKey("web.Blob", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("path",)
