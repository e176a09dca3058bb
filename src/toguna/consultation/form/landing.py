"""Placing what was entered: at its very clause where that still says the same, else as usual."""

from __future__ import annotations

from dataclasses import replace

from toguna.consultation.folding import fold
from toguna.consultation.form.entries import EntryStatement
from toguna.consultation.form.model import Action
from toguna.consultation.model import Placing, Statement
from toguna.consultation.placing import Landing, Placer
from toguna.consultation.proposals import Act, Proposal
from toguna.messages import Message, say
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document, Place

ACTS = {Action.REWORD: Act.REWRITE, Action.INSERT: Act.PARAGRAPH, Action.DELETE: Act.DELETE_CLAUSE}
ASKED = {Action.DELETE: "Supprimer « {base} »", Action.INSERT: "Ajouter un alinéa : « {new} »"}
"""How a wish is put in words where only words can find its place."""


class EntryPlacer:
    """Places entries in one document; `same` tells that they were made on this very file."""

    def __init__(self, document: Document, *, same: bool) -> None:
        self._document = document
        self._same = same
        self._usual: Placer | None = None
        self._by_text: dict[str, list[Clause]] = {}
        for clause in document.clauses.all:
            self._by_text.setdefault(fold(clause.text).text, []).append(clause)

    def place(self, statement: Statement) -> Landing:
        """Find where an entry lands; one on the whole text has no place, and needs none."""
        if not isinstance(statement, EntryStatement):
            return self._as_usual(statement)
        clause = self._document.clauses.by_id.get(statement.clause)
        if clause is not None and (self._same or _says(clause, statement.current)):
            return self._said_there(clause, statement) or _at(clause, statement, Placing.EXACT)
        moved = self._by_text.get(fold(statement.current).text, []) if statement.current else []
        if len(moved) == 1:
            return _at(moved[0], statement, Placing.QUOTE)
        landing = self._as_usual(_in_words(statement))
        if not statement.clause:
            return landing
        return replace(landing, reason=_doubt(statement, clause, landing))

    def _said_there(self, clause: Clause, statement: EntryStatement) -> Landing | None:
        """Land where a remark itself says what to do with words of its clause, if it does."""
        if statement.action is not Action.REMARK:
            return None
        landing = self._as_usual(statement)
        there = landing.clauses == (clause.id,) and landing.proposal is not None
        return landing if there and not landing.astray else None

    def _as_usual(self, statement: Statement) -> Landing:
        self._usual = self._usual or Placer(self._document)
        return self._usual.place(statement)


def _says(clause: Clause, words: str) -> bool:
    return fold(clause.text).text == fold(words).text


def _at(clause: Clause, statement: EntryStatement, placing: Placing) -> Landing:
    """Land on a whole clause."""
    act = ACTS.get(statement.action)
    return Landing(
        (clause.id,),
        placing,
        _start(clause),
        "" if act is None or act is Act.PARAGRAPH else clause.text,
        proposal=None if act is None else Proposal(act, new=statement.proposed),
        whole=True,
    )


def _start(clause: Clause) -> Place | None:
    """Give where a clause starts; a row has no story of its own, but its first cell has."""
    if clause.kind is ClauseKind.ROW:
        return Place(f"{clause.story}.{clause.block}.0", 0)
    return Place(clause.story, clause.block)


def _in_words(statement: EntryStatement) -> EntryStatement:
    """Give an entry as a line of a matrix would say it."""
    asked = ASKED.get(statement.action)
    if asked is None or not (statement.current or statement.proposed):
        return statement
    words = asked.format(base=statement.current, new=statement.proposed)
    return replace(statement, proposed=words)


def _doubt(statement: EntryStatement, clause: Clause | None, landing: Landing) -> Message:
    if clause is None:
        said = say(
            "saisie sur un passage que ce projet n'a pas ({cited})",
            cited=statement.reference or statement.clause,
        )
    else:
        said = say(
            "saisie sur une autre rédaction de ce passage ({cited}) : « {base} »",
            cited=statement.reference or statement.clause,
            base=statement.current,
        )
    if landing.reason is None:
        return said
    return say("{one} ; {other}", one=said, other=landing.reason)
