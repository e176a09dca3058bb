"""One observation, as it is written on a clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from toguna.consultation.form import Action
from toguna.consultation.model import Nature
from toguna.web.domain.remarks import LONGEST, Written
from toguna.web.forms.answers import translated
from toguna.web.models import Remark

ACTIONS = {
    Action.REWORD: _("Modifier la rédaction"),
    Action.REMARK: _("Faire une observation"),
    Action.INSERT: _("Ajouter un alinéa après"),
    Action.DELETE: _("Supprimer ce passage"),
}


class RemarkForm(forms.Form):
    """What is asked of a clause; `seen` is what its writer saw before writing."""

    action = forms.ChoiceField(label=_("Que proposez-vous ?"), widget=forms.RadioSelect)
    proposed = forms.CharField(
        label=_("Rédaction proposée"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "fr"}),
    )
    observation = forms.CharField(
        label=_("Observation ou commentaire"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nature = forms.ChoiceField(
        label=_("Nature"), choices=[(one.value, capfirst(translated(one.value))) for one in Nature]
    )
    reason = forms.CharField(
        label=_("Justification"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, allowed: Sequence[Action], data: Any = None, initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        action = cast("forms.ChoiceField", self.fields["action"])
        action.choices = [(one.value, ACTIONS[one]) for one in ACTIONS if one in allowed]
        self.only_remark = list(allowed) == [Action.REMARK]

    @property
    def written(self) -> Written:
        """What was written."""
        told = self.cleaned_data
        return Written(
            Action(told["action"]),
            told["proposed"],
            told["observation"],
            told["nature"],
            told["reason"],
        )


def told_of(remark: Remark) -> dict[str, object]:
    """Give the values with which a form shows a remark that is there."""
    base = remark.base if remark.action == Action.REMARK.value else ""
    return {
        "action": remark.action,
        "proposed": remark.proposed or base,
        "observation": remark.observation,
        "nature": remark.nature,
        "reason": remark.reason,
        "seen": remark.revision,
    }


def fresh(base: str, allowed: Sequence[Action], there: int) -> dict[str, object]:
    """Give the values of a new one: the clause's words, to be changed in place."""
    return {
        "action": allowed[0].value,
        "proposed": base,
        "nature": Nature.SUBSTANCE.value,
        "seen": there,
    }
