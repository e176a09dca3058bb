"""How a deposited file is to be sent: whose it is, and whether it takes another's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toguna.consultation.contributors import clean_label
from toguna.web.domain.returns import Sending, replaceable
from toguna.web.models import Organisation, Return, Round
from toguna.web.permissions import Right, Seat

COMMON, OTHER, BESIDE = "commune", "autre", "ajouter"
"""Choices that are no row of the database: a common matrix, a new organisation, one more file."""


class SendingForm(forms.Form):
    """One deposited file; whose it is is asked only of who sends for any organisation."""

    organisation = forms.ChoiceField(
        label=_("Structure"),
        error_messages={"required": _("Dites de quelle structure vient ce fichier.")},
    )
    other = forms.CharField(
        label=_("Sigle, si c'est une autre structure"), max_length=40, required=False
    )
    replaces = forms.ChoiceField(label=_("Avec ce qui a déjà été transmis"), required=False)
    restricted = forms.BooleanField(label=_("Restreint"), required=False)

    def __init__(self, seat: Seat, round_: Round, deposited: Return, data: Any = None) -> None:
        super().__init__(data, prefix=str(deposited.pk), label_suffix="")
        self.deposited = deposited
        self._live = list(replaceable(seat, round_))
        self._set_organisation(seat)
        self._set_replaces()
        if not (seat.may(Right.WRITE) or seat.may(Right.RESTRICT)):
            del self.fields["restricted"]

    def _set_organisation(self, seat: Seat) -> None:
        if not seat.may(Right.ROUND):
            del self.fields["organisation"], self.fields["other"]
            return
        known = [(str(one.pk), f"{one.label} – {one.name}") for one in Organisation.objects.all()]
        guessed = self.deposited.organisation_id
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("(choisir)")),
            *known,
            (COMMON, _("Plusieurs structures (matrice commune)")),
            (OTHER, _("Une autre structure…")),
        ]
        field.initial = str(guessed) if guessed else ""

    def _set_replaces(self) -> None:
        if not self._live:
            del self.fields["replaces"]
            return
        field = self.fields["replaces"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("(choisir, si la structure a déjà transmis un fichier)")),
            (BESIDE, _("s'y ajoute")),
            *((str(one.pk), _("remplace {file}").format(file=_named(one))) for one in self._live),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask what becomes of what the organisation has sent already."""
        told = super().clean() or {}
        if self.errors:
            return told
        if told.get("organisation") == OTHER and not clean_label(told.get("other", "")):
            self.add_error("other", _("Écrivez le sigle de la structure."))
            return told
        there = self._of_same()
        if there and not told.get("replaces"):
            self.add_error("replaces", _already(there))
        chosen = self._replaced()
        if chosen is not None and chosen not in there:
            self.add_error("replaces", _("Ce retour est celui d'une autre structure."))
        return told

    def _of_same(self) -> list[Return]:
        chosen = self.cleaned_data.get("organisation", str(self.deposited.organisation_id))
        return [one for one in self._live if str(one.organisation_id) == chosen]

    def _replaced(self) -> Return | None:
        chosen = self.cleaned_data.get("replaces", "")
        return next((one for one in self._live if str(one.pk) == chosen), None)

    def sending(self) -> Sending:
        """Give how the file is to be sent; an organisation that is new is made."""
        told = self.cleaned_data
        return Sending(self._organisation(), bool(told.get("restricted")), self._replaced())

    def _organisation(self) -> Organisation | None:
        chosen = self.cleaned_data.get("organisation", str(self.deposited.organisation_id))
        if chosen == COMMON:
            return None
        if chosen == OTHER:
            label = clean_label(self.cleaned_data["other"])
            return Organisation.objects.get_or_create(label=label, defaults={"name": label})[0]
        return Organisation.objects.get(pk=chosen)


def _named(one: Return) -> str:
    return f"{one.organisation.label if one.organisation else '?'} – {one.filename}"


def _already(there: Sequence[Return]) -> ValidationError:
    return ValidationError(
        _("Déjà transmis : %(files)s. Ce fichier s'y ajoute-t-il, ou en remplace-t-il un ?"),
        params={"files": ", ".join(_named(one) for one in there)},
    )
