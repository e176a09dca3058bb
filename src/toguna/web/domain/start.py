"""Getting a site ready: its tables, its first administrator, the sample dossier."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.management import call_command

from toguna.web.models import User

SALT = "toguna/first-administrator"
VALID = 24 * 3600
"""Seconds for which the link of the first administrator opens."""


def prepare_database() -> None:
    """Make or update the tables."""
    call_command("migrate", interactive=False, verbosity=0)
    if settings.TOGUNA.on_postgresql:
        call_command("createcachetable", verbosity=0)


def first_token() -> str | None:
    """Give the token with which the first administrator comes in, None once there is one."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    return signing.dumps("first", salt=SALT)


def opens_the_site(token: str) -> bool:
    """Tell whether a token is that of the first administrator, and there is none yet."""
    if User.objects.filter(is_superuser=True).exists():
        return False
    try:
        return bool(signing.loads(token, salt=SALT, max_age=VALID) == "first")
    except signing.BadSignature:
        return False
