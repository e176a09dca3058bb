"""The tables that the site makes are those that its models want."""

from __future__ import annotations

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", "web", check=True, dry_run=True, verbosity=0)
