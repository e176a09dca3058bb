"""What comes out of a matrix: its statements, and an account of every line."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from toguna.consultation.model import Statement
from toguna.messages import Message


class Form(Enum):
    """The form of a matrix, told by its headings."""

    FRENCH = "française"
    ISO = "ISO"
    BARE = "sans en-tête"
    """No headings were recognised: the columns were told apart by what they hold."""


class Role(Enum):
    """What a line of a matrix was taken for; every line that holds something has one role."""

    STATEMENT = "observations"
    CONTINUED = "suites de la ligne précédente"
    SECTION = "intertitres"
    HEADER = "en-têtes"
    ASIDE = "mises à part"
    UNREAD = "non lues"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that gave no statement: where it stands, what it says, and why it gave none."""

    where: str
    text: str
    reason: Message


@dataclass(slots=True)
class MatrixReading:
    """Everything that was found in the sheets of one file.

    `unread_lines` seem to say something that could not be understood: a person must look.
    `aside` are lines around the observations: titles, totals, other sheets. `counts` says how
    many lines had each role; their sum is the number of lines that hold something.
    """

    statements: list[Statement] = field(default_factory=list)
    form: Form = Form.BARE
    notes: list[Message] = field(default_factory=list)
    unread_lines: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    counts: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(Role, 0))
