"""The place that was found for a statement, and how."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.consultation.model import Placing
from toguna.consultation.proposals import Proposal
from toguna.messages import Message
from toguna.text.document import Place


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a statement lands.

    `clauses` are ids; several where it could be any of them. `before` is the words found, from
    `place` to the offset `end` of the same paragraph. `reason` tells a person what is not sure.
    `proposal` is the proposition whose words these are, or that says what to do here. `astray`
    tells that the words were found elsewhere than in the clause that the statement names.
    `whole` tells that the statement points at the whole clause, in the form that it was given.
    """

    clauses: tuple[str, ...]
    placing: Placing
    place: Place | None = None
    before: str = ""
    end: int = 0
    reason: Message | None = None
    proposal: Proposal | None = None
    astray: bool = False
    whole: bool = False
