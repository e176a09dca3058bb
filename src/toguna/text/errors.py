"""What the readers say when a file cannot be read."""

from __future__ import annotations

from toguna.messages import Message, say


class UnreadableFile(Exception):
    """A file that cannot be read, with a sentence that says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.render()


def protected(filename: str) -> UnreadableFile:
    """Give what is said of a file that a password protects."""
    return UnreadableFile(
        say(
            "{file} : ce fichier est protégé par un mot de passe ; enlevez la protection et "
            "renvoyez-le.",
            file=filename,
        )
    )
