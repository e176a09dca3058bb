"""What is filled in for an adoption: a version, an outcome, a deadline, a piece, a signature."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from toguna.adoption.approval.model import Outcome, Process, Step
from toguna.adoption.approval.standing import open_reservations
from toguna.adoption.signature.certificates import Credentials, read_pkcs12
from toguna.web.domain.adoption import Spoken
from toguna.web.domain.adoption_council import names_of_pieces, publishable
from toguna.web.domain.adoption_filing import Filed, take_in
from toguna.web.domain.adoption_publishing import Wanted, earlier_versions
from toguna.web.models import Dossier, Version
from toguna.web.permissions import Seat

MOST_KEY_BYTES = 200_000
"""A PKCS#12 file that has more holds something else than a key and its certificates."""


class DayInput(forms.DateInput):
    """A day, as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _Noted(forms.Form):
    """Who did something on which day; `by_oneself` tells that it is usually who writes it down."""

    by_oneself = True
    who = forms.CharField(label=_("Par qui"), max_length=200)
    date = forms.DateField(label=_("Le"), widget=DayInput)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].initial = timezone.localdate()
        if self.by_oneself:
            self.fields["who"].initial = str(seat.user)

    @property
    def day(self) -> str:
        """The day, as events have it."""
        return cast("date", self.cleaned_data["date"]).isoformat()


class FreezeForm(_Noted):
    """Which version is frozen, and which reservations it takes into account."""

    version = forms.ModelChoiceField(
        Version.objects.none(), label=_("Version à soumettre"), empty_label=None
    )
    lifts = forms.MultipleChoiceField(
        label=_("Réserves que cette version prend en compte"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("version", "lifts", "who", "date")

    def __init__(self, seat: Seat, process: Process, *args: Any, **kwargs: Any) -> None:
        super().__init__(seat, *args, **kwargs)
        versions = cast("forms.ModelChoiceField[Version]", self.fields["version"])
        versions.queryset = seat.dossier.versions.order_by("-number")
        left = list(dict.fromkeys(words for _, words in open_reservations(process)))
        if left:
            lifts = cast("forms.MultipleChoiceField", self.fields["lifts"])
            lifts.choices = [(words, words) for words in left]
        else:
            del self.fields["lifts"]

    @property
    def lifted(self) -> tuple[str, ...]:
        """The reservations that the version takes into account."""
        return tuple(self.cleaned_data.get("lifts", ()))


class OutcomeForm(_Noted):
    """What a body said of the frozen version."""

    by_oneself = False
    outcome = forms.ChoiceField(label=_("Issue"), widget=forms.RadioSelect)
    reservations = forms.CharField(
        label=_("Réserves"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une par ligne, avec l'issue « approuvé avec réserves » seulement."),
    )
    reason = forms.CharField(
        label=_("Motif du renvoi"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    back_to = forms.ChoiceField(label=_("Renvoyé à l'étape"), required=False)
    minutes = forms.FileField(
        label=_("Procès-verbal"),
        required=False,
        help_text=_("De préférence le PDF signé. Il peut aussi être versé plus tard."),
    )
    field_order = ("outcome", "who", "date", "minutes", "reservations", "back_to", "reason")

    def __init__(self, seat: Seat, process: Process, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(seat, *args, **kwargs)
        self._step = step
        cast("forms.ChoiceField", self.fields["outcome"]).choices = [
            (outcome.value, outcome.value) for outcome in step.outcomes
        ]
        place = process.procedure.place(step.key)
        earlier = process.procedure.steps[: place + 1]
        cast("forms.ChoiceField", self.fields["back_to"]).choices = [
            ("", _now("(choisir)")),
            *((one.key, one.name) for one in earlier),
        ]
        if Outcome.APPROVED_WITH_RESERVATIONS not in step.outcomes:
            del self.fields["reservations"]

    def spoken(self) -> Spoken:
        """Give what was filled in; the procès-verbal is kept."""
        told = self.cleaned_data
        lines = told.get("reservations", "").splitlines()
        return Spoken(
            self._step.key,
            Outcome(told["outcome"]),
            told["who"],
            self.day,
            tuple(line.strip() for line in lines if line.strip()),
            told["reason"].strip(),
            told["back_to"],
            _filed(told["minutes"]),
        )


def _filed(upload: Any) -> Filed | None:
    return None if upload is None else take_in(upload.name or "", upload.read())


class FileForm(forms.Form):
    """One file that is given."""

    file = forms.FileField(label=_("Fichier"))

    def filed(self) -> Filed:
        """Keep the file."""
        upload = self.cleaned_data["file"]
        return take_in(upload.name or "", upload.read())


class PieceForm(FileForm):
    """A piece that is put in its place."""

    validated_by = forms.CharField(
        label=_("Complétée et validée par"),
        required=False,
        max_length=200,
        help_text=_("Laissez vide tant que ce n'est qu'un projet."),
    )


class DeadlineForm(forms.Form):
    """What is awaited, and by when."""

    subject = forms.CharField(
        label=_("Ce qui est attendu"),
        max_length=300,
        help_text=_("Par exemple « observations au secrétariat général du Gouvernement »."),
    )
    words = forms.CharField(
        label=_("Avant"),
        max_length=60,
        help_text=_("« lundi 14 h » (le prochain), « 07/12/2026 14:00 » ou « 2026-12-07 »."),
    )


class NameForm(forms.Form):
    """The name of who validated or signed."""

    who = forms.CharField(label=_("Nom"), max_length=200)


class CertificateForm(forms.Form):
    """The names in the certificate that a dossier makes for itself."""

    name = forms.CharField(
        label=_("Au nom de"),
        max_length=64,
        help_text=_("Qui signe : « Secrétariat général du Gouvernement »."),
    )
    organisation = forms.CharField(label=_("Organisme"), max_length=64)
    country = forms.CharField(
        label=_("Pays"), min_length=2, max_length=2, help_text=_("Deux lettres : ML, BF, NE.")
    )

    def clean_country(self) -> str:
        """Write the country as certificates do."""
        return str(self.cleaned_data["country"]).upper()


class SignForm(forms.Form):
    """With which key a piece is signed, why and where; a given key is used and forgotten."""

    OWN, GIVEN = "own", "given"
    key = forms.ChoiceField(label=_("Certificat"), widget=forms.RadioSelect)
    keys = forms.FileField(
        label=_("Fichier de clés (PKCS#12 : .p12, .pfx)"),
        required=False,
        help_text=_("Il sert à cette signature et n'est gardé nulle part."),
    )
    passphrase = forms.CharField(
        label=_("Mot de passe du fichier"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Motif"), max_length=200, required=False)
    place = forms.CharField(label=_("Fait à"), max_length=100, required=False)

    def __init__(self, own: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(self.GIVEN, _now("Un certificat que vous donnez"))]
        if own:
            told = _now("Celui du dossier : {name}").format(name=own)
            choices.insert(0, (self.OWN, told))
        cast("forms.ChoiceField", self.fields["key"]).choices = choices
        self.fields["key"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for the file where a key is to be given."""
        told = super().clean() or self.cleaned_data
        file = told.get("keys")
        if told.get("key") == self.GIVEN and file is None:
            self.add_error("keys", _now("Donnez le fichier de clés."))
        elif file is not None and file.size > MOST_KEY_BYTES:
            self.add_error("keys", _now("Ce fichier est trop grand pour être un fichier de clés."))
        return told

    @property
    def is_own(self) -> bool:
        """Whether the dossier's own certificate is to be used."""
        return str(self.cleaned_data["key"]) == self.OWN

    def given(self) -> Credentials:
        """Read the key that was given.

        Raises:
            UnreadableFile: the password is wrong, or it holds no key.
        """
        file = self.cleaned_data["keys"]
        return read_pkcs12(file.read(), self.cleaned_data["passphrase"], file.name or "")


class PublishForm(forms.Form):
    """How a publication is called and signed, and what can be read beside the text."""

    label = forms.CharField(label=_("Intitulé de la version"), max_length=200)
    publisher = forms.CharField(
        label=_("Publié par"), max_length=300, help_text=_("Le ministère ou l'organisme.")
    )
    past = forms.ModelMultipleChoiceField(
        Version.objects.none(),
        label=_("Versions antérieures à publier"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chacune est comparée à la suivante, clause par clause."),
    )
    pieces = forms.MultipleChoiceField(
        label=_("Pièces à télécharger"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Elles sont publiées telles quelles, au signe près : relisez-les."),
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        past = cast("forms.ModelMultipleChoiceField[Version]", self.fields["past"])
        known = [one.pk for one in earlier_versions(dossier)]
        past.queryset = dossier.versions.filter(pk__in=known)
        if not known:
            del self.fields["past"]
        self._pieces = {str(one.pk): one for one in publishable(dossier)}
        names = names_of_pieces()
        cast("forms.MultipleChoiceField", self.fields["pieces"]).choices = [
            (key, f"{names[one.kind]} : {one.filename}") for key, one in self._pieces.items()
        ]
        if not self._pieces:
            del self.fields["pieces"]

    def wanted(self) -> Wanted:
        """Give what is to be published."""
        told = self.cleaned_data
        return Wanted(
            told["label"],
            told["publisher"],
            list(told.get("past", ())),
            [self._pieces[key] for key in told.get("pieces", ())],
        )
