"""Entries as statements: lines like those of a matrix, that name their clause by its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toguna.consultation.form.model import Action, Entry
from toguna.consultation.model import Statement
from toguna.messages import say

WITHOUT_WORDS = say("(entrée sans texte)")


@dataclass(slots=True)
class EntryStatement(Statement):
    """A statement that was entered at a clause: `clause` is its id, `action` what is asked."""

    clause: str = ""
    action: Action = Action.REMARK


def statements_from_entries(entries: Iterable[Entry], person: str = "") -> list[EntryStatement]:
    """Give each entry as one statement, whose place in the file is "entrée 3".

    An entry that says nothing is a statement all the same: what was saved is counted.
    """
    return [_statement(entry, number, person) for number, entry in enumerate(entries, start=1)]


def _statement(entry: Entry, number: int, person: str) -> EntryStatement:
    action, proposed = entry.action, entry.proposed
    if action is Action.REWORD and not proposed:
        action = Action.DELETE
    elif action is Action.INSERT and not proposed:
        action = Action.REMARK
    elif action is Action.REWORD and proposed == entry.base:
        action, proposed = Action.REMARK, ""
    elif action in (Action.REMARK, Action.DELETE):
        proposed = ""
    says = entry.observation or entry.reason or action is not Action.REMARK
    return EntryStatement(
        where=say("entrée {number}", number=number).render(),
        observation=entry.observation if says else WITHOUT_WORDS.render(),
        proposed=proposed,
        reason=entry.reason,
        reference=entry.cited,
        nature=entry.nature,
        person=person,
        date=entry.date,
        number=str(number),
        current=entry.base,
        clause=entry.clause,
        action=action,
    )
