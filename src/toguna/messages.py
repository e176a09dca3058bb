"""What is said to a person: French sentences first, English from a gettext catalogue.

The core never chooses a language. It makes a `Message`, a French sentence with named
parameters, and a shell (command line, web page) renders it with the translation it chose.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Translate = Callable[[str], str]
"""From a French sentence to the same sentence in the reader's language."""

LOCALE_DIR = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be shown: a French template and the values that fill it.

    Values may be messages themselves; they are rendered in the same language.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def render(self, translate: Translate = str) -> str:
        """Give the sentence in the language of `translate` (French when left out)."""
        values = {
            name: value.render(translate) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        return self.render()


def say(template: str, **values: object) -> Message:
    """Make a message; its template is the French sentence and the catalogue's key."""
    return Message(template, values)


def translation(language: str) -> Translate:
    """Give the translation into `language` ("fr", "en", "en_GB.UTF-8"...); French by default."""
    code = language.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0].lower()
    if code in ("", "fr", "c", "posix"):
        return str
    return gettext.translation("toguna", LOCALE_DIR, [code], fallback=True).gettext
