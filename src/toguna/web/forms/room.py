"""What the facilitator fills in: the workshop, an item by hand, a question, a decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toguna.web.domain.room.deciding import Decided
from toguna.web.domain.room.voting import Asked
from toguna.web.models import Item, Workshop

if TYPE_CHECKING:
    WorkshopBase = forms.ModelForm[Workshop]
else:
    WorkshopBase = forms.ModelForm

LONGEST = 31
"""Days that a workshop may last."""


class DayInput(forms.DateInput):
    """A day, as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WorkshopForm(WorkshopBase):
    """The workshop: what it is called, where and when, who leads it."""

    first_day = forms.DateField(label=_("premier jour"), widget=DayInput)
    last_day = forms.DateField(label=_("dernier jour"), widget=DayInput)

    class Meta:
        model = Workshop
        fields = (
            "title",
            "place",
            "opened_by",
            "chair",
            "rapporteur",
            "context",
            "objectives",
        )
        help_texts = {  # noqa: RUF012 (Django's way)
            "objectives": _("Un objectif par ligne."),
            "place": _("La ville d'abord : « Bamako, hôtel des Rives »."),
        }

    field_order = ("title", "place", "first_day", "last_day")

    def clean(self) -> dict[str, Any]:
        """Check the days, and list them."""
        told = super().clean() or self.cleaned_data
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and not first <= last < first + timedelta(days=LONGEST):
            self.add_error("last_day", _("Le dernier jour suit le premier, d'un mois au plus."))
        return told

    def told(self) -> dict[str, Any]:
        """Give the fields of the workshop."""
        told = dict(self.cleaned_data)
        told["days"] = _days(told.pop("first_day"), told.pop("last_day"))
        return told


def _days(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


class QuestionForm(forms.Form):
    """A question put to the delegations."""

    question = forms.CharField(max_length=500)
    about = forms.CharField(max_length=40)
    secret = forms.BooleanField(required=False)
    shown = forms.BooleanField(required=False)

    def asked(self, item: Item) -> Asked:
        """Give the question; `about` is "block", "live", "draft" or the number of a wording."""
        told = self.cleaned_data
        about = told["about"]
        rivals = {f"w{at}": one["text"] for at, one in enumerate(item.wordings)}
        wordings = {"live": item.live, "draft": item.draft, **rivals}
        return Asked(
            told["question"],
            wordings.get(about, ""),
            about == "block",
            told["secret"],
            told["shown"],
        )


class DecisionForm(forms.Form):
    """What is decided of an item."""

    disposition = forms.ChoiceField(choices=Item.State.choices)
    wording = forms.CharField(required=False, strip=False)
    reason = forms.CharField(required=False)

    def decided(self) -> Decided:
        """Give the decision."""
        told = self.cleaned_data
        return Decided(Item.State(told["disposition"]), told["wording"], told["reason"])
