"""What a document is, who took part in it and what changed it: the values that the meta holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FALLBACK_DATE = "1980-01-01"
"""The day that a document carries where none is given."""


@dataclass(frozen=True, slots=True)
class Organization:
    """A body that took part: its label and its full name."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """A step of the document's life: a key ("adoption"), what it is, its day, and its kind.

    `kind` is `generation` where it brings the text about, `amendment` where it changes it.
    """

    key: str
    name: str
    date: str
    kind: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an observation, in words, and by whom it was made."""

    observation: str
    organization: str
    text: str


@dataclass(frozen=True, slots=True)
class Modification:
    """What an observation changed.

    `kind` is `insertion`, `repeal`, `substitution` or `renumbering`; `clauses` are those of this
    text that it changed, `gone` the names (`eId`) of those of the draft that it took out.
    """

    kind: str
    decision: Decision
    clauses: tuple[str, ...]
    gone: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What the meta of a document says of it."""

    title: str
    work_date: str = FALLBACK_DATE
    date: str = FALLBACK_DATE
    country: str = "ml"
    subtype: str = "strategie"
    author: Organization = field(default=Organization("Rédaction", "Rédaction du document"))
    organizations: Sequence[Organization] = ()
    events: Sequence[Event] = ()
    modifications: Sequence[Modification] = ()
