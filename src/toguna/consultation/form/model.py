"""What a person enters about a draft, clause by clause, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Action(Enum):
    """What an entry asks to be done to its clause."""

    REMARK = "remark"
    """Nothing to the words: it only says something."""
    REWORD = "reword"
    """Its words become those proposed."""
    INSERT = "insert"
    """The words proposed come in after it, as a paragraph of their own."""
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing entered. `clause` is an id of the draft's, "" where it is about the whole text.

    `base` are the clause's words as the person saw them, `cited` how the page named it
    ("Axe 2, al. 3"); `nature` is a word of `Nature`; `date` a moment in ISO form, as the browser
    had it, "" where it had none.
    """

    clause: str
    cited: str = ""
    base: str = ""
    action: Action = Action.REMARK
    proposed: str = ""
    observation: str = ""
    nature: str = ""
    reason: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class FormReturn:
    """Everything that one organisation entered about one draft.

    `sha256` is that of the draft's file, `draft` its name; `label` and `name` are the
    contributor's; `person` who entered it, `role` what that person is there; `saved` when the
    file was written, as `Entry.date`.
    """

    draft: str
    sha256: str
    label: str
    name: str
    round: str = ""
    person: str = ""
    role: str = ""
    saved: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSettings:
    """What the page says around the draft, as a person reads it; what is "" is left out.

    `round` names the round ("Deuxième tour"), `deadline` the last day ("12 juin 2026"), `send_to`
    where the saved file goes ("snc@example.ml, ou par clé USB"), `body` who asks.
    """

    round: str = ""
    deadline: str = ""
    send_to: str = ""
    body: str = ""
