"""What an administrator fills in about the people of a dossier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toguna.web.domain.invitations import DAYS, Wanted
from toguna.web.domain.people import SPEAKS
from toguna.web.models import Membership, Organisation, Role

SPREADSHEETS = ".csv,.xlsx,.ods,.xls"


class _SeatFields(forms.Form):
    """A role, the organisation it speaks for, and the clearance."""

    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices)
    organisation = forms.ModelChoiceField(
        label=_("Structure"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("aucune"),
        help_text=_("Nécessaire pour un point focal ou une autorité."),
    )
    cleared = forms.BooleanField(
        label=_("Habilité aux observations restreintes des autres structures"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a role that speaks for an organisation without one."""
        told = super().clean() or {}
        if told.get("role") in SPEAKS and not told.get("organisation"):
            self.add_error(
                "organisation", _("Ce rôle parle pour une structure : choisissez la sienne.")
            )
        return told


def days_field() -> forms.TypedChoiceField:
    """Give a field for how long an invitation is good."""
    choices = ((3, _("3 jours")), (DAYS, _("14 jours")), (60, _("60 jours")))
    return forms.TypedChoiceField(label=_("Valable"), choices=choices, coerce=int, initial=DAYS)


class InvitationForm(_SeatFields):
    """One invitation."""

    name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=200,
        required=False,
        help_text=_("Il figure sur la carte à remettre."),
    )
    days = days_field()
    field_order = ("name", "role", "organisation", "cleared", "days")

    def wanted(self) -> Wanted:
        """Give the seat that is offered."""
        told = self.cleaned_data
        return Wanted(told["role"], told["organisation"], told["cleared"], told["name"])


class SeatForm(_SeatFields):
    """Another role, organisation or clearance for somebody."""

    def __init__(self, place: Membership, data: Any = None) -> None:
        initial = {
            "role": place.role,
            "organisation": place.organisation,
            "cleared": place.cleared,
        }
        super().__init__(data, initial=initial)


class OrganisationForm(forms.Form):
    """A label and a full name."""

    label = forms.CharField(
        label=_("Sigle"), max_length=40, help_text=_("Court, comme dans les tableaux : MJDH.")
    )
    name = forms.CharField(label=_("Nom complet"), max_length=300, required=False)


class ListForm(forms.Form):
    """A spreadsheet with one organisation a line."""

    file = forms.FileField(
        label=_("Fichier (CSV, XLSX ou ODS)"),
        widget=forms.ClearableFileInput(attrs={"accept": SPREADSHEETS}),
    )


class InvitationListForm(ListForm):
    """A spreadsheet with one person a line."""

    days = days_field()


class DossierForm(forms.Form):
    """A new dossier, and the seat of who makes it."""

    title = forms.CharField(
        label=_("Intitulé"),
        max_length=300,
        help_text=_("Par exemple « Stratégie nationale de cybersécurité 2026-2030 »."),
    )
    country = forms.CharField(label=_("Pays"), max_length=100, required=False)
    role = forms.ChoiceField(
        label=_("Votre rôle dans ce dossier"),
        choices=(
            (Role.RAPPORTEUR, _("rapporteur : je reçois et traite les observations")),
            (Role.ADMINISTRATOR, _("administrateur : j'invite les autres, sans voir le fond")),
        ),
        widget=forms.RadioSelect,
        initial=Role.RAPPORTEUR,
    )
