"""The language that the user's environment asks for."""

from __future__ import annotations

import os
from collections.abc import Mapping

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(environment: Mapping[str, str] = os.environ) -> str:
    """Give the language of the environment ("fr_ML.UTF-8", "en"...), "" where it says none."""
    return next((value for name in VARIABLES if (value := environment.get(name))), "")
