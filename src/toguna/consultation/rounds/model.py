"""A dossier of several rounds, as its folder keeps it: nothing in it is ever taken out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from toguna.messages import Message


class State(Enum):
    """Whether a round still takes returns and answers."""

    OPEN = "ouvert"
    CLOSED = "clos"


class Deed(Enum):
    """What is done to a round."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"


class Refused(Exception):
    """What cannot be done to a dossier, with a sentence that says why and the way out."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.render()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to a round, and on which day ("2025-07-03", None if not told).

    `unanswered` are the observations that had no answer when it was closed all the same.
    """

    deed: Deed
    date: str | None = None
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file kept in the dossier: its own name, where it is kept, and its digest."""

    file: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Round:
    """One sending-out of a draft, and everything that was done since; acts are only added."""

    number: int
    label: str
    folder: str
    draft: Kept
    acts: tuple[Act, ...]

    @property
    def state(self) -> State:
        """Whether it is open."""
        return State.CLOSED if self.acts[-1].deed is Deed.CLOSE else State.OPEN

    @property
    def opened(self) -> str | None:
        """The day on which it was first opened."""
        return self.acts[0].date


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of one dossier, the first one first."""

    all: tuple[Round, ...] = ()

    @property
    def open(self) -> Round | None:
        """The round that is open, None where none is; there is never more than one."""
        return next((one for one in self.all if one.state is State.OPEN), None)

    @property
    def last(self) -> Round | None:
        """The newest round."""
        return self.all[-1] if self.all else None
