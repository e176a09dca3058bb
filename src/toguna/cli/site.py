"""The site that a command works on: its data folder, and Django made ready for it."""

from __future__ import annotations

import os
from pathlib import Path


def open_site(data: Path) -> None:
    """Make Django ready; `data` is the site's folder where the environment names none."""
    os.environ.setdefault("TOGUNA_DATA", str(data.absolute()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toguna.web.settings")
    import django

    django.setup()
