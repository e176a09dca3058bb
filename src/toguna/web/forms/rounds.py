"""What the rapporteur fills in to make a round, and to change what is said of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from toguna.web.domain.rounds import Plan, Text
from toguna.web.models import Dossier, Version
from toguna.web.uploads import clean_name

TEXTS = ".docx,.docm,.odt,.md,.txt"
"""What a browser offers first where a text is asked for."""


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each file."""
        files = [one for one in data or [] if one]
        return [super(FilesField, self).clean(one, initial) for one in files]


class SaidOfRound(forms.Form):
    """What is said of a round, which may change while it goes on."""

    label = forms.CharField(
        label=_("Intitulé du tour"),
        max_length=200,
        help_text=_("Par exemple « Premier tour » ou « Atelier de finalisation »."),
    )
    message = forms.CharField(
        label=_("Message aux contributeurs"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ce que vous attendez d'eux, et à qui s'adresser en cas de difficulté."),
    )
    deadline = forms.DateTimeField(
        label=_("Date et heure limites"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"],
        help_text=_("Sans date, le tour reste ouvert jusqu'à ce que vous le clôturiez."),
    )

    @property
    def moment(self) -> datetime | None:
        """The deadline, in the site's time."""
        return cast("datetime | None", self.cleaned_data["deadline"])


class RoundForm(SaidOfRound):
    """A new round: its draft is a file, or a version that the dossier has."""

    version = forms.ModelChoiceField(
        Version.objects.none(),
        label=_("Texte déjà dans le dossier"),
        required=False,
        empty_label=_("(déposer un fichier)"),
    )
    draft = forms.FileField(
        label=_("Avant-projet à envoyer"),
        required=False,
        help_text=_("Un fichier Word (.docx), LibreOffice (.odt) ou Markdown (.md)."),
        widget=forms.ClearableFileInput(attrs={"accept": TEXTS}),
    )
    earlier = FilesField(
        label=_("Versions antérieures"),
        required=False,
        help_text=_(
            "Une structure peut répondre sur une ancienne version : déposez celles qui circulent, "
            "ses modifications seront reportées sur l'avant-projet."
        ),
        widget=SeveralFiles(attrs={"accept": TEXTS}),
    )
    field_order = ("label", "version", "draft", "earlier", "message", "deadline")

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = cast("forms.ModelChoiceField[Version]", self.fields["version"])
        versions.queryset = dossier.versions.order_by("-number")
        if not dossier.versions.exists():
            del self.fields["version"]
            self.fields["draft"].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for one text, and one only."""
        told = super().clean() or {}
        if not self.errors and bool(told.get("version")) == bool(told.get("draft")):
            self.add_error(
                "draft",
                _("Déposez l'avant-projet, ou choisissez un texte du dossier : l'un des deux."),
            )
        return told

    @property
    def plan(self) -> Plan:
        """The round that was asked for."""
        told = self.cleaned_data
        return Plan(
            told["label"],
            told.get("version") or _text(told["draft"]),
            [_text(one) for one in told["earlier"]],
            told["message"],
            told["deadline"],
        )


def _text(file: UploadedFile[Any]) -> Text:
    return Text(clean_name(file.name or ""), file.read())
