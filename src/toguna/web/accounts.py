"""How people sign in, where it differs from what django-allauth does by itself."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from toguna.messages import say
from toguna.web.domain.sealed import cipher
from toguna.web.limits import Attempt, address_of, limited
from toguna.web.models import User
from toguna.web.refusal import Refused

WRONG_PASSWORDS = (8, 300)
"""Wrong passwords for one account from one address, in seconds.

The address is in the key with the account: behind one address (NAT) each person of a hall has a
count of one's own, and who tries another's account from elsewhere does not lock its owner out.
What comes from many addresses, or goes through many accounts, meets the wider limits of
`ACCOUNT_RATE_LIMITS`. Right passwords are not counted, nor are passkeys, which nobody guesses.
"""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody makes an account by oneself: one comes with an invitation."""

    _attempt: Attempt | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by `toguna.web.views.invitations`."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before the password is looked at."""
        super().pre_authenticate(request, **credentials)
        account = str(credentials.get("username", "")).casefold()
        key = f"{address_of(request)}|{account}"
        self._attempt = limited(request, "password", per_key=WRONG_PASSWORDS, key=key)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Look at a password; a right one is not counted."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and self._attempt is not None:
            self._attempt.spare()
        return user


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keys of second factors are enciphered: whoever reads the database makes no codes."""

    def encrypt(self, text: str) -> str:
        """Encipher a key with the site's secret."""
        return cipher("second-factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decipher a key.

        Raises:
            Refused: the site's secret is no longer the one that it was enciphered with.
        """
        try:
            return cipher("second-factor").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise Refused(
                say(
                    "Ce second facteur ne peut plus être lu, car le secret du site a changé : "
                    "demandez à l'administrateur de votre dossier un lien qui le retire."
                ),
                410,
            ) from error


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Who the configured identity provider knows has an account, and a seat once invited.

    E-mail addresses are not taken over: nothing is sent to them, and an address that somebody
    typed elsewhere must never open an account here.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let them in: the provider is the state's own, and an account alone sees no dossier."""
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Leave e-mail addresses out."""
        sociallogin.email_addresses = []

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Take the name over, as the dossier shows it."""
        user: User = super().populate_user(request, sociallogin, data)
        given = (data.get("first_name"), data.get("last_name"))
        named = data.get("name") or " ".join(part for part in given if part)
        user.full_name = str(named or "")[:200]
        user.email = ""
        return user
