"""What is typed in the table of observations: filters, answers, choices of wordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from toguna.consultation.decisions.model import Disposition, Stage
from toguna.consultation.model import Nature, Origin
from toguna.web.domain.answer_rules import problems_of
from toguna.web.domain.answers import Given
from toguna.web.domain.table import ANY, MINE, NONE, SORTS, Criteria
from toguna.web.models import User
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said

EXPLAINED = {
    Disposition.ACCEPTED: _("Le texte change comme demandé."),
    Disposition.ACCEPTED_WITH_CHANGES: _("Le texte change, dans d'autres mots : écrivez-les."),
    Disposition.REJECTED: _("Le texte ne change pas ; le motif est obligatoire."),
    Disposition.NOTED: _("Il en est pris note, sans changer le texte."),
    Disposition.ALREADY_MET: _("Le texte ou une autre suite dit déjà cela."),
    Disposition.DUPLICATE: _("Une autre observation demande la même chose."),
    Disposition.WITHDRAWN: _("La structure y renonce."),
    Disposition.OUT_OF_SCOPE: _("Elle ne porte pas sur ce texte ; le motif est obligatoire."),
    Disposition.DEFERRED: _("Elle est gardée pour plus tard ; le motif est obligatoire."),
    Disposition.MOOT: _("Une autre décision l'a rendue sans objet."),
    Disposition.REFERRED: _("Le comité interministériel tranchera."),
}
"""One line on what each disposition means, under its word."""
IN_BULK = tuple(one for one in Disposition if one is not Disposition.ACCEPTED_WITH_CHANGES)
"""What can be given to many at once: a wording of its own belongs to one observation."""
translated = lazy(said, str)
ALL = _("toutes")


def _words(values: Sequence[str]) -> list[tuple[str, Any]]:
    return [(value, translated(value)) for value in values]


class FilterForm(forms.Form):
    """The filters of the table; what is not understood is left out."""

    q = forms.CharField(
        label=_("Rechercher"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    disposition = forms.ChoiceField(label=_("Suite"), required=False)
    stage = forms.ChoiceField(label=_("État"), required=False)
    contributor = forms.ChoiceField(label=_("Contributeur"), required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False)
    origin = forms.ChoiceField(label=_("Origine"), required=False)
    group = forms.ChoiceField(label=_("Convergence"), required=False)
    conflict = forms.ChoiceField(label=_("Divergence"), required=False)
    placed = forms.ChoiceField(label=_("Place"), required=False)
    desk = forms.ChoiceField(label=_("Attribution"), required=False)
    restricted = forms.ChoiceField(label=_("Restreinte"), required=False)
    sort = forms.ChoiceField(label=_("Trier par"), required=False)
    clause = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, seat: Seat, contributors: Sequence[str], desks: Sequence[User]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._choose("disposition", [(NONE, _("sans suite")), (ANY, _("avec une suite")),
                                     *_words([one.value for one in Disposition])])  # fmt: skip
        self._choose("stage", _words([one.value for one in Stage]), anything=_("tous"))
        named = [(label, label) for label in contributors]
        self._choose("contributor", named, anything=_("tous"))
        self._choose("nature", _words([one.value for one in Nature]))
        self._choose("origin", _words([one.value for one in Origin]))
        self._choose("group", [(ANY, _("convergentes")), (NONE, _("seules"))], open_ended=True)
        self._choose(
            "conflict", [(ANY, _("en divergence")), (NONE, _("sans divergence"))], open_ended=True
        )
        self._choose("placed", [(ANY, _("placées")), (NONE, _("non placées"))])
        self._choose("desk", [(MINE, _("mes attributions")), (NONE, _("non attribuées")),
                              *((desk.username, str(desk)) for desk in desks)])  # fmt: skip
        self._choose("restricted", [(ANY, _("restreintes")), (NONE, _("non restreintes"))])
        self.fields["sort"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("place", _("place dans le texte")),
            ("contributor", _("contributeur")),
            ("identifier", _("numéro")),
        ]
        if not seat.may(Right.ANSWER):
            del self.fields["desk"]
        if not seat.cleared:
            del self.fields["restricted"]

    def _choose(
        self,
        name: str,
        choices: Sequence[tuple[str, Any]],
        *,
        anything: Any = ALL,
        open_ended: bool = False,
    ) -> None:
        """Give a field its choices; one that is open-ended also has the value that it was given."""
        given = (self.data.get(name) or "")[:40]
        known = {value for value, _label in choices}
        extra = [(given, given)] if open_ended and given and given not in known else []
        self.fields[name].choices = [("", anything), *extra, *choices]  # type: ignore[attr-defined]

    def criteria(self) -> Criteria:
        """Give what is looked for."""
        self.is_valid()
        names = {one.name for one in fields(Criteria)}
        told = {name: v for name, v in self.cleaned_data.items() if name in names and v}
        return Criteria(**{**told, "sort": told.get("sort") or next(iter(SORTS))})

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields below the search and the answer, which are rarely wanted."""
        return [self[name] for name in self.fields if name not in ("q", "disposition", "clause")]

    @property
    def narrowed(self) -> bool:
        """Whether one of those fields has a value."""
        return any(field.value() for field in self.more if field.name != "sort")


class SavedFilterForm(forms.Form):
    """A name under which a filter is kept."""

    name = forms.CharField(label=_("Nom du filtre"), max_length=80)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


class _Decided(forms.Form):
    """Why, by whom and when something was decided."""

    reason = forms.CharField(
        label=_("Motif"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    instance = forms.CharField(
        label=_("Instance"),
        required=False,
        max_length=200,
        help_text=_("Qui a décidé : nécessaire pour valider."),
    )
    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def _given(self, disposition: Disposition, wording: str = "") -> Given:
        day = self.cleaned_data.get("date")
        return Given(
            disposition,
            self.cleaned_data.get("reason", ""),
            wording,
            self.cleaned_data.get("instance", ""),
            day.isoformat() if day else "",
            Stage(self.cleaned_data.get("stage") or Stage.PROPOSED.value),
        )

    def _check(self, given: Given) -> None:
        for name, problem in problems_of(given).items():
            self.add_error(name, said(problem))


class _Staged(_Decided):
    """What was decided, and whether it is validated."""

    stage = forms.ChoiceField(choices=[(one.value, one.value) for one in Stage])


class AnswerForm(_Staged):
    """The answer to one observation, or to all that ask for the same."""

    disposition = forms.ChoiceField(
        label=_("Suite donnée"),
        widget=forms.RadioSelect,
        choices=[(one.value, translated(one.value)) for one in Disposition],
        error_messages={"required": _("Choisissez une suite.")},
    )
    wording = forms.CharField(
        label=_("Rédaction retenue"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Les mots qui remplacent ceux qui sont proposés, ou toute la clause."),
    )
    whole_group = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Check what the answer needs."""
        cleaned = super().clean() or {}
        if cleaned.get("disposition"):
            self._check(self.given())
        return cleaned

    def given(self) -> Given:
        """Give the answer; a wording goes with words that were changed alone."""
        disposition = Disposition(self.cleaned_data["disposition"])
        changed = disposition is Disposition.ACCEPTED_WITH_CHANGES
        return self._given(disposition, self.cleaned_data.get("wording", "") if changed else "")

    @property
    def explained(self) -> list[tuple[Disposition, object, bool]]:
        """Each disposition with the line that explains it, and whether it is the one chosen."""
        chosen = self["disposition"].value()
        return [(one, words, one.value == chosen) for one, words in EXPLAINED.items()]


class BulkForm(_Decided):
    """What is done to many observations: an answer, an answer taken back, or a desk."""

    ASSIGN, TAKE_BACK = "attribuer", "retirer"
    act = forms.ChoiceField(
        choices=[(act, act) for act in (*(one.value for one in Stage), ASSIGN, TAKE_BACK)]
    )
    disposition = forms.ChoiceField(
        label=_("Suite à donner"),
        required=False,
        choices=[("", "—"), *((one.value, translated(one.value)) for one in IN_BULK)],
    )
    desk = forms.ChoiceField(label=_("Attribuer à"), required=False)

    def __init__(self, data: Any, desks: Sequence[User]) -> None:
        super().__init__(data, auto_id="bulk_%s")
        self.fields["desk"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            ("", _("personne")),
            *((desk.username, str(desk)) for desk in desks),
        ]

    def clean(self) -> dict[str, Any]:
        """Check what the answer needs."""
        cleaned = super().clean() or {}
        if self.answers and cleaned.get("disposition"):
            cleaned["stage"] = cleaned["act"]
            self._check(self.given())
        elif self.answers and "disposition" not in self.errors:
            self.add_error("disposition", _("Choisissez une suite."))
        return cleaned

    @property
    def answers(self) -> bool:
        """Whether it gives an answer."""
        return self.cleaned_data.get("act") in {one.value for one in Stage}

    def given(self) -> Given:
        """Give the answer."""
        return self._given(Disposition(self.cleaned_data["disposition"]))


class SettleForm(_Staged):
    """Which of the rival wordings is chosen, or that somebody else is to choose."""

    REFER = "arbitrage"
    choice = forms.CharField(
        max_length=10,
        error_messages={"required": _("Choisissez une des rédactions, ou l'arbitrage.")},
    )

    def clean(self) -> dict[str, Any]:
        """Check what the choice needs."""
        cleaned = super().clean() or {}
        self._check(self.given())
        if cleaned.get("choice") != self.REFER and not cleaned.get("reason"):
            self.add_error("reason", _("Dites pourquoi cette rédaction est choisie."))
        return cleaned

    def given(self) -> Given:
        """Give why, by whom and when; the disposition follows from the choice."""
        return self._given(Disposition.REFERRED)

    @property
    def index(self) -> int | None:
        """The number of the wording that is chosen, None for the arbitration."""
        choice = self.cleaned_data["choice"]
        if choice == self.REFER:
            return None
        return int(choice) if choice.lstrip("-").isdigit() else -2
