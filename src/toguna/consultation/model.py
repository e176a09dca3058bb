"""What contributors send and say: returns, observations, groups and conflicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from toguna.messages import Message
from toguna.text.document import Document, Place
from toguna.weave.edits import Edit


class Nature(Enum):
    """What an observation is about (GLOSSARY: substantive, editorial, question, information)."""

    SUBSTANCE = "fond"
    FORM = "forme"
    LEGAL = "juridique"
    BUDGET = "budgétaire"
    QUESTION = "question"
    INFORMATION = "information"


class Origin(Enum):
    """How an observation was made."""

    TRACKED = "suivi"
    """A tracked change in a copy of the draft."""
    UNTRACKED = "sans suivi"
    """An edit found by comparing a copy with the draft."""
    COMMENT = "commentaire"
    MATRIX = "matrice"
    REMARK = "remarque"
    FORM = "formulaire"
    """An entry of the form that goes out with the draft."""


class Placing(Enum):
    """How the place of an observation in the draft was found, the surest first."""

    EXACT = "exact"
    """It is an edit of the text itself, or a comment anchored in it."""
    QUOTE = "citation"
    """The words that it quotes stand there, once."""
    REFERENCE = "référence"
    """It names the clause ("Axe 2, objectif 3")."""
    SIMILAR = "citation approchée"
    """Words much like those that it quotes stand there."""
    NONE = "non placée"
    """A person must place it."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A ministry or body that is asked: its label in changes and tables, and its full name."""

    label: str
    name: str


@dataclass(slots=True)
class Statement:
    """One line of a matrix or one numbered remark of a letter, as it was written.

    `where` is its place in the file ("feuille « Observations », ligne 12"); `structure` and
    `person` are those that the line itself names; `reference` is what names the clause, `page`
    and `line` included, as written. `current` are the draft's own words, where the form has a
    column in which to copy them.
    """

    where: str
    observation: str
    proposed: str = ""
    reason: str = ""
    reference: str = ""
    nature: str = ""
    structure: str = ""
    person: str = ""
    date: str = ""
    number: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in a comment's thread."""

    person: str
    date: str | None
    text: str


@dataclass(eq=False)
class Observation:
    """One thing said about one place, by one contributor.

    `before` and `after` are the words concerned and the words proposed; `text` what is said in
    prose; `source` where it stands in the file. `clauses` are ids, empty where it is not placed.
    `edit` is what it does to the text, where it says so exactly.
    """

    contributor: str
    file: str
    source: str
    origin: Origin
    person: str | None = None
    date: str | None = None
    nature: Nature = Nature.SUBSTANCE
    before: str = ""
    after: str = ""
    text: str = ""
    reason: str = ""
    clauses: tuple[str, ...] = ()
    place: Place | None = None
    placing: Placing = Placing.EXACT
    edit: Edit | None = None
    replies: list[Reply] = field(default_factory=list)
    resolved: bool = False
    id: str = ""
    doubt: str = ""
    """Why it is not placed, or not surely: what a person should look at."""
    changes: tuple[int, ...] = ()
    """The numbers, in the file, of the tracked changes that it accounts for."""


class Tier(Enum):
    """How two edits stand in each other's way."""

    WORDS = "mêmes mots"
    STRUCTURE = "structure"
    CLAUSE = "même clause"
    SUGGESTED = "suggérée"
    """A comment asks to keep what an edit deletes: only a person can say whether they differ."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the rival wordings of a clause, shown in full, and who is for it.

    The draft's own wording has no contributors.
    """

    contributors: tuple[str, ...]
    text: str
    observations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Observations that cannot all be followed, on the clauses `clauses`."""

    id: str
    tier: Tier
    clauses: tuple[str, ...]
    observations: tuple[str, ...]
    wordings: tuple[Wording, ...]
    reason: Message


@dataclass(frozen=True, slots=True)
class Group:
    """Observations of several contributors that ask for the same.

    `identical` tells whether they do so in the same words.
    """

    id: str
    clauses: tuple[str, ...]
    observations: tuple[str, ...]
    identical: bool


@dataclass(eq=False)
class Return:
    """A file that a contributor sent back, and what was found in it.

    `kind` is `copie`, `matrice`, `lettre` or `formulaire`; `counts` says how many things of each
    sort the file holds (tracked changes, comments, lines), so that what goes in can be held
    against what comes out; `notes` are what a person should know about it.
    """

    file: str
    contributor: str
    kind: str
    observations: list[Observation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why."""

    file: str
    contributor: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came back: its name, its bytes and who sent it."""

    file: str
    data: bytes
    contributor: Contributor


@dataclass(eq=False)
class Consolidation:
    """Everything that one consolidation knows: what came in, and what was made of it.

    `date` is the day that the outputs carry ("2025-07-03"), None where none was given.
    `observations` are in the draft's order, those that are not placed last; `docx` is the
    consolidated draft.
    """

    draft: str
    document: Document
    contributors: list[Contributor]
    returns: list[Return]
    unread: list[Unread]
    observations: list[Observation]
    groups: list[Group]
    conflicts: list[Conflict]
    docx: bytes
    date: str | None = None

    @cached_property
    def by_id(self) -> dict[str, Observation]:
        """The observations by id."""
        return {observation.id: observation for observation in self.observations}
