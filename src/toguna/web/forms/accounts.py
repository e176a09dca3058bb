"""What people fill in about their own account."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toguna.web.domain.accounts import NewAccount
from toguna.web.domain.tokens import SCOPES
from toguna.web.models import User


def password_field(label: object, help_text: object = "") -> forms.CharField:
    """Give a field for a password that is being chosen."""
    return forms.CharField(
        label=cast("str", label),
        help_text=cast("str", help_text),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NewAccountForm(forms.Form):
    """A name, a user name and a password, for who comes for the first time."""

    full_name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=200,
        help_text=_("Comme vous voulez paraître dans le dossier, par exemple « Awa Sissoko »."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = UsernameField(
        label=_("Nom d'utilisateur"),
        max_length=150,
        help_text=_("Pour vous connecter : court, sans espace, par exemple « awa.sissoko »."),
        validators=[User.username_validator],
    )
    password = password_field(
        _("Mot de passe"),
        _("Au moins 10 caractères ; une phrase de quelques mots se retient bien."),
    )

    def clean_username(self) -> str:
        """Refuse a user name that is taken, whatever its case."""
        name = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Ce nom d'utilisateur est pris ; choisissez-en un autre."))
        return name

    def clean(self) -> dict[str, Any]:
        """Check the password against the name and the user name too."""
        told = super().clean() or {}
        if told.get("password"):
            person = User(username=told.get("username", ""), full_name=told.get("full_name", ""))
            _check_password(self, told["password"], person)
        return told

    def chosen(self, language: str) -> NewAccount:
        """Give what was chosen."""
        told = self.cleaned_data
        return NewAccount(told["full_name"], told["username"], told["password"], language)


class NewPasswordForm(forms.Form):
    """A new password, for who lost the other one."""

    password = password_field(
        _("Nouveau mot de passe"),
        _("Au moins 10 caractères ; une phrase de quelques mots se retient bien."),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self._user = user

    def clean_password(self) -> str:
        """Refuse a password that is easily guessed."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self._user)
        return password


class ProfileForm(forms.Form):
    """How one is called, and in which language one reads."""

    full_name = forms.CharField(label=_("Nom et prénom"), max_length=200)
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)


class ApiTokenForm(forms.Form):
    """A name and scopes for a program's key."""

    name = forms.CharField(
        label=_("Nom de la clé"),
        max_length=100,
        help_text=_("Pour la reconnaître, par exemple « tableau de suivi »."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu'elle permet"),
        choices=tuple(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class CodeForm(forms.Form):
    """The code that is printed on an invitation."""

    code = forms.CharField(
        label=_("Code d'invitation"),
        max_length=20,
        help_text=_("Huit signes, par exemple K7MP-4XQ2 ; majuscules et tiret sont indifférents."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


def _check_password(form: forms.Form, password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        form.add_error("password", error)
