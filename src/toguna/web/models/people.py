"""People, the organisations they speak for, and what they may do in which dossier."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in, by a user name, an e-mail address, or a passkey."""

    full_name = models.CharField(_("nom et prénom"), max_length=200, blank=True)
    language = models.CharField(_("langue"), max_length=5, default="fr")

    def __str__(self) -> str:
        return self.full_name or self.username


class Organisation(models.Model):
    """A ministry or body: its label in changes and tables (MJDH), and its full name."""

    label = models.CharField(_("sigle"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=300)

    class Meta:
        ordering = ("label",)

    def __str__(self) -> str:
        return self.label


class Role(models.TextChoices):
    """What somebody does in a dossier (DESIGN, section 1)."""

    RAPPORTEUR = "rapporteur", _("rapporteur")
    FACILITATOR = "facilitator", _("facilitateur")
    DESK = "desk", _("point focal (rédige pour sa structure)")
    AUTHORITY = "authority", _("autorité (valide ce que transmet sa structure)")
    COMMITTEE = "committee", _("membre du comité")
    AGENCY = "agency", _("agence")
    READER = "reader", _("lecteur")
    ADMINISTRATOR = "administrator", _("administrateur")


class Membership(models.Model):
    """A seat in a dossier: who, as what, for which organisation.

    `cleared` tells whether restricted observations of other organisations may be seen.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    cleared = models.BooleanField(_("habilité aux observations restreintes"), default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "dossier"), name="one_seat_a_dossier"),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(models.Model):
    """A seat that waits for its person, who comes with a link or a printed code.

    Only digests of the link's token and of the code are kept, keyed with the site's secret:
    whoever reads the database cannot take the seat.
    """

    dossier = models.ForeignKey("web.Dossier", models.CASCADE, related_name="invitations")
    role = models.CharField(_("rôle"), max_length=20, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    cleared = models.BooleanField(default=False)
    name = models.CharField(_("nom et prénom"), max_length=200, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class PasswordLink(models.Model):
    """A link, given by an administrator, with which somebody chooses a new password once.

    `without_second_factor` tells that it also takes away a second factor that was lost.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="password_links")
    digest = models.CharField(max_length=64, unique=True)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    without_second_factor = models.BooleanField(default=False)
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A key with which a program acts for a person, within scopes; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("nom"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)


class SavedFilter(models.Model):
    """A filter of the table of observations that somebody kept under a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="filters")
    dossier = models.ForeignKey("web.Dossier", models.CASCADE)
    name = models.CharField(_("nom"), max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "dossier", "name"), name="one_filter_a_name"),
        )
