"""The approval of a text as values: the steps, a frozen version, and what each body said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from toguna.messages import Message


class Outcome(Enum):
    """What a body did with the version before it."""

    APPROVED = "approuvé"
    APPROVED_WITH_RESERVATIONS = "approuvé avec réserves"
    SENT_BACK = "renvoyé"
    NOTED = "pris acte"
    """The Council heard it: the text is not adopted thereby."""
    ADOPTED = "adopté"

    @property
    def approves(self) -> bool:
        """Whether the next body may be asked."""
        return self in (Outcome.APPROVED, Outcome.APPROVED_WITH_RESERVATIONS)

    @property
    def closes(self) -> bool:
        """Whether only the Council may say so."""
        return self in (Outcome.NOTED, Outcome.ADOPTED)


@dataclass(frozen=True, slots=True)
class Step:
    """One body that must approve: a stable key, its name, the body, what it may say."""

    key: str
    name: str
    body: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class PieceKind:
    """One kind of piece of the file for the Council: what is asked of it."""

    key: str
    name: str
    required: bool = True
    signed: bool = False
    from_version: bool = False
    drafted: bool = False
    each_step: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps in order, the pieces of the file, and the time zone that deadlines are said in."""

    name: str
    steps: tuple[Step, ...]
    pieces: tuple[PieceKind, ...]
    timezone: str = "Africa/Bamako"

    def step(self, key: str) -> Step | None:
        """Give a step by its key, None where there is no such step."""
        return next((step for step in self.steps if step.key == key), None)

    def place(self, key: str) -> int:
        """Give where a step stands, from 0."""
        return [step.key for step in self.steps].index(key)


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it is put to the bodies: its label ("v3"), its file, the SHA-256 of its bytes."""

    label: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version is frozen on a day ("2025-07-03") by somebody.

    `lifts` are the reservations that it takes into account, in the words of who made them.
    """

    version: Version
    who: str
    date: str
    lifts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A procès-verbal: the file and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Act:
    """What a body said: at which step, of which version (its SHA-256), by whom, on which day.

    `reservations` belong to an approval with reservations; `reason` and `back_to` (the key of a
    step) to a sending back.
    """

    step: str
    outcome: Outcome
    version: str
    who: str
    date: str
    minutes: Minutes | None = None
    reservations: tuple[str, ...] = ()
    reason: str = ""
    back_to: str = ""


Event = Frozen | Act


@dataclass(frozen=True)
class Process:
    """One text on its way: the procedure, and everything that happened, in order."""

    procedure: Procedure
    events: tuple[Event, ...] = field(default=())

    @property
    def version(self) -> Version | None:
        """The version frozen last."""
        return next((e.version for e in reversed(self.events) if isinstance(e, Frozen)), None)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What the bodies said, in order."""
        return tuple(event for event in self.events if isinstance(event, Act))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done: each reason with the way out."""

    messages: tuple[Message, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.messages))


@dataclass(frozen=True, slots=True)
class Standing:
    """One step as it stands: the act that holds, None where the body has yet to speak."""

    step: Step
    act: Act | None
    is_next: bool


Reservations = Sequence[tuple[Act, str]]
"""Reservations, each with the act that made it."""
