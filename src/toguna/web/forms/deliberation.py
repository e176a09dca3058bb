"""What is filled in for a deliberation: its lines, its rule, the committee's decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toguna.deliberation.methods import methods
from toguna.deliberation.reading.forms import QUESTION, Form
from toguna.deliberation.votes.registry import voting_rules
from toguna.web.domain.deliberation.deciding import INSTANCE, Decided
from toguna.web.domain.deliberation.lines import Rows
from toguna.web.domain.deliberation.preparing import RULE_FIELDS
from toguna.web.domain.deliberation.sealing import Chosen
from toguna.web.forms.answers import translated
from toguna.web.models import User, Voter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONG = 50
"""Columns of a workbook from which a text has room for several lines."""
MANY = {"rules_out": "options", "kind": ""}
"""Fields that hold a list, with the sheet whose lines may be named."""
ELSEWHERE = (*RULE_FIELDS, "grades", "date", "fictitious")
"""Cells of the question that its page does not ask for."""
AGENCIES = _("Montrer à côté des options les agences comparables d'autres pays, avec leurs sources")
GRADES = "À rejeter ; Insuffisant ; Passable ; Assez bien ; Bien ; Très bien"


class FileForm(forms.Form):
    """A workbook or TOML to take in."""

    file = forms.FileField(
        label=_("Classeur rempli"), help_text=_("Un fichier .xlsx, .ods ou .toml.")
    )
    with_agencies = forms.BooleanField(label=AGENCIES, required=False)


class BeginForm(forms.Form):
    """A question to begin with."""

    question = forms.CharField(
        label=_("La question, en une phrase"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Par exemple : Sous quelle autorité placer l'agence nationale ?"),
    )
    with_agencies = forms.BooleanField(label=AGENCIES, required=False)


class LineForm(forms.Form):
    """One line of a sheet, with the fields that the workbook has."""

    def __init__(
        self, sheet: Form, lines: Rows, row: dict[str, str], data: Any | None = None
    ) -> None:
        self._many: list[str] = []
        initial: dict[str, Any] = dict(row)
        for name in MANY:
            initial[name] = [part.strip() for part in row.get(name, "").split(";") if part.strip()]
        super().__init__(data, initial=initial)
        for field in sheet.fields:
            if sheet is QUESTION and field.key in ELSEWHERE:
                continue
            self.fields[field.key] = self._made(field, lines)

    def _made(self, field: Any, lines: Rows) -> forms.Field:
        refers = MANY.get(field.key) or field.refers
        names = [row.get("key", "") for row in lines.get(refers, [])] if refers else field.choices
        told: dict[str, Any] = {
            "label": translated(field.heading),
            "help_text": translated(field.help),
            "required": field.required,
        }
        if field.key in MANY:
            self._many.append(field.key)
            return forms.MultipleChoiceField(
                choices=[(name, name) for name in names],
                widget=forms.CheckboxSelectMultiple,
                **told,
            )
        if names or refers:
            choices = [("", "—"), *((name, name) for name in names)]
            return forms.ChoiceField(choices=choices, **told)
        widget = forms.Textarea(attrs={"rows": 3}) if field.width >= LONG else forms.TextInput()
        return forms.CharField(widget=widget, max_length=4000, **told)

    def values(self) -> dict[str, str]:
        """Give the cells of the line."""
        told = self.cleaned_data
        return {
            key: " ; ".join(value) if key in self._many else str(value)
            for key, value in told.items()
        }


def rule_choices() -> list[tuple[Any, Any]]:
    """Give the rules to choose from: those of the committee's vote, and the methods."""
    return [
        (
            _("Le comité vote"),
            [(rule.key, _capital(rule.name.render())) for rule in voting_rules()],
        ),
        (_("Les avis des délégations sont comptés"), [(one.key, one.name) for one in methods()]),
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class SealForm(forms.Form):
    """The rule as it will be sealed."""

    method = forms.ChoiceField(label=_("Règle"))
    tie_break = forms.CharField(
        label=_("En cas d'égalité"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Par exemple : nouveau vote entre les seules options à égalité."),
    )
    grades = forms.CharField(
        label=_("Mentions, de la plus basse à la plus haute"),
        required=False,
        help_text=_("Pour le jugement majoritaire seulement ; séparées par « ; »."),
    )
    parameters = forms.CharField(
        label=_("Paramètres de la règle"),
        required=False,
        help_text=_("nom = valeur, séparés par « ; » ; vide : les valeurs usuelles."),
    )
    weights = forms.CharField(
        label=_("Poids des critères"),
        required=False,
        help_text=_(
            "Pour une méthode : Coût = 20 ; Délai = 10… Vide : la moyenne des poids donnés par les "
            "délégations."
        ),
    )
    secret = forms.BooleanField(
        label=_("Vote secret, avec un reçu pour chaque votant"), required=False
    )

    def __init__(
        self, row: dict[str, str], members: Sequence[tuple[User, str]], data: Any | None = None
    ) -> None:
        known = {key: row.get(key, "") for key in ("method", "tie_break", "parameters", "grades")}
        super().__init__(data, initial={**known, "grades": known["grades"] or GRADES})
        self.fields["method"].choices = rule_choices()  # type: ignore[attr-defined]  # it has some
        self._members = members
        for user, label in members:
            self.fields[f"voices_{user.pk}"] = forms.FloatField(
                label=_("Voix de {label}").format(label=label),
                initial=1,
                min_value=0.001,
                max_value=1000,
            )

    def chosen(self) -> Chosen:
        """Give the rule."""
        told = self.cleaned_data
        voices = {user.pk: told[f"voices_{user.pk}"] for user, _label in self._members}
        return Chosen(
            told["method"],
            told["tie_break"],
            told["parameters"],
            told["weights"],
            told["grades"],
            told["secret"],
            voices,
        )


class DecisionForm(forms.Form):
    """What the committee decided."""

    option = forms.ChoiceField(label=_("Le comité décide"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Motifs"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ils sont donnés à chaque structure dont l'observation reçoit une réponse."),
    )
    instance = forms.CharField(label=_("Instance"), max_length=200, initial=INSTANCE)
    day = forms.DateField(
        label=_("Date de la décision"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, options: Iterable[tuple[str, str]], data: Any | None = None) -> None:
        super().__init__(data)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]  # it has some

    def decided(self, dissents: Sequence[tuple[str, str]], passages: Iterable[str]) -> Decided:
        """Give the decision, with what is chosen for each passage of the text."""
        told = self.cleaned_data
        keys = list(passages)
        return Decided(
            told["option"],
            told["reasons"],
            told["instance"],
            told["day"],
            dissents,
            {key: self.data.get(f"choice_{key}", "") for key in keys},
            {key: self.data.get(f"wording_{key}", "") for key in keys},
        )


class DissentForm(forms.Form):
    """Who dissents, and why: the voters, and somebody else."""

    def __init__(self, voters: Sequence[Voter], data: Any | None = None) -> None:
        super().__init__(data)
        self._voters = voters
        for voter in voters:
            self.fields[f"dissent_{voter.pk}"] = _why(
                _("Avis contraire de {who}").format(who=voter.label)
            )
        self.fields["other_who"] = forms.CharField(
            label=_("Avis contraire de quelqu'un d'autre : de qui"), required=False, max_length=200
        )
        self.fields["other_why"] = _why(_("Et pourquoi"))

    def clean(self) -> dict[str, Any]:
        """Check that a dissent says whose it is."""
        told = super().clean() or {}
        if bool(told.get("other_who")) != bool(told.get("other_why")):
            self.add_error("other_who", _("Dites qui, et pourquoi."))
        return told

    def dissents(self) -> list[tuple[str, str]]:
        """Give who dissents and why."""
        told = self.cleaned_data
        pairs = [(one.label, told[f"dissent_{one.pk}"]) for one in self._voters]
        pairs.append((told["other_who"], told["other_why"]))
        return [(who, why) for who, why in pairs if why.strip()]


def _why(label: str | _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
