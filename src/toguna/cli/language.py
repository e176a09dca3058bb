"""The language that the user's environment asks for: French unless it says otherwise."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping

from toguna.messages import LOCALE_DIR, Translate, translation

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
ENGLISH = "en"


def chosen_language(environment: Mapping[str, str] = os.environ) -> str:
    """Give "en" where the environment asks for English ("en_GB.UTF-8"), else "fr"."""
    asked = next((value for name in VARIABLES if (value := environment.get(name))), "")
    return ENGLISH if asked.split(".")[0].split("_")[0].lower() == ENGLISH else "fr"


def speak() -> Translate:
    """Make the command line speak the user's language, the words of Click included."""
    language = chosen_language()
    gettext.bindtextdomain("click", str(LOCALE_DIR))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = language
    return translation(language)
