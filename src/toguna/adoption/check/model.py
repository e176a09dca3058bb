"""What a check finds: a rule's finding, how grave it is, and the words concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from toguna.messages import Message, say

if TYPE_CHECKING:
    from toguna.adoption.check.strategy import Strategy


class Severity(Enum):
    """How grave a finding is, the gravest first; the values are those of SARIF's levels."""

    ERROR = "error"
    """The text contradicts itself, or leads nowhere."""
    WARNING = "warning"
    """A reader will ask for it."""
    NOTE = "note"
    """Worth a look."""


SEVERITY_NAMES = {
    Severity.ERROR: say("erreur"),
    Severity.WARNING: say("avertissement"),
    Severity.NOTE: say("remarque"),
}


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Words of a document: a story, a block of it, and two offsets in that paragraph."""

    story: str
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `words` are the words concerned as they are read; `spot` is where they stand, None where what
    is missing stands nowhere. `others` are further places that the message speaks of.
    """

    rule: str
    severity: Severity
    message: Message
    advice: Message
    words: str = ""
    clauses: tuple[str, ...] = ()
    spot: Spot | None = None
    others: tuple[Spot, ...] = ()


Check = Callable[["Strategy"], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, what it is called, what it looks at and why, and how it looks."""

    id: str
    name: Message
    about: Message
    check: Check = field(compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on a document, in reading order, and the rules that were asked."""

    file: str
    findings: Sequence[Finding]
    rules: Sequence[Rule]

    def of(self, severity: Severity) -> list[Finding]:
        """Give the findings of one severity."""
        return [finding for finding in self.findings if finding.severity is severity]
