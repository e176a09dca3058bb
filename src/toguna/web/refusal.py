"""What a person may not or cannot do, told with the way out."""

from __future__ import annotations

from toguna.messages import Message


class Refused(Exception):
    """An act that cannot be done, with a sentence that says why and the way out.

    `status` is the HTTP status: 409 where somebody else was faster, 403 without the right, 422
    for what does not hold, 413 for too much, 429 for too often.
    """

    def __init__(self, message: Message, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status

    def __str__(self) -> str:
        return self.message.render()
