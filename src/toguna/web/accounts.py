"""How people sign in, where it differs from what django-allauth does by itself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody makes an account by oneself: one comes with an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by `toguna.web.views.invitations`."""
        return False
