"""What comes out of a letter: its remarks, and an account of every paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from toguna.consultation.model import Statement
from toguna.messages import Message


class Role(Enum):
    """What a paragraph of a letter was taken for; every one that has words has one role."""

    REMARK = "remarques"
    TITLE = "intertitres"
    ASIDE = "mis à part"


@dataclass(slots=True)
class LetterReading:
    """The remarks of a letter.

    `aside` are the paragraphs that are no remarks, as they stand: letterhead, object, greetings,
    signature. `counts` says how many paragraphs had each role; their sum is the number of
    paragraphs that have words.
    """

    statements: list[Statement] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    counts: dict[Role, int] = field(default_factory=lambda: dict.fromkeys(Role, 0))
