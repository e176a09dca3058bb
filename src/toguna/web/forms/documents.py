"""What the rapporteur fills in on the page of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toguna.consultation.decisions.outputs.letters_settings import Settings

LABELS = {
    "state": _("État"),
    "motto": _("Devise"),
    "body": _("Instance qui écrit"),
    "address": _("Adresse"),
    "reference": _("Référence"),
    "place": _("Lieu"),
    "signatory": _("Qualité du signataire"),
    "signatory_name": _("Nom du signataire"),
    "salutation": _("Formule d'appel"),
    "until": _("Avis attendu jusqu'au"),
    "days": _("ou dans un délai de (jours)"),
    "reply_to": _("Où envoyer l'avis"),
}
LONGEST = 300


class LettersForm(forms.Form):
    """What letters say of who sends them: each field left empty keeps its usual words."""

    def __init__(self, kept: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial=dict(kept))
        for one in fields(Settings):
            field: forms.Field = forms.CharField(
                label=LABELS[one.name],
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"placeholder": one.default}),
            )
            if one.name == "until":
                field = forms.DateField(
                    label=LABELS[one.name],
                    required=False,
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                )
            elif one.name == "days":
                field = forms.IntegerField(
                    label=LABELS[one.name],
                    required=False,
                    min_value=1,
                    max_value=365,
                    widget=forms.NumberInput(attrs={"placeholder": one.default}),
                )
            self.fields[one.name] = field

    def values(self) -> dict[str, str]:
        """Give what was set, by name; what was left empty is not there."""
        told = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value.isoformat() if name == "until" else str(value)
                for name, value in told.items()}  # fmt: skip


class VersionForm(forms.Form):
    """How the next version is called."""

    label = forms.CharField(label=_("Intitulé de la version"), max_length=200)
