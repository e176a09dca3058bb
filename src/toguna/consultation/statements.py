"""Returns in prose: lines of a matrix, remarks of a letter, entries of a form as observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from toguna.consultation.collisions import operations_meet, signature
from toguna.consultation.contributors import clean_label
from toguna.consultation.folding import fold
from toguna.consultation.model import (
    Contributor,
    Observation,
    Origin,
    Received,
    Return,
    Statement,
)
from toguna.consultation.nature import nature_of_words
from toguna.consultation.placing import Landing, Placer
from toguna.consultation.propositions import derive
from toguna.messages import say
from toguna.text.document import Document
from toguna.weave.edits import Edit
from toguna.weave.footprint import touched

ORIGINS = {"lettre": Origin.REMARK, "formulaire": Origin.FORM}
"""How what a file says was made, by its kind; a line of a matrix where nothing else is said."""
COUNTED = {"lettre": "remarks", "formulaire": "entries"}


class Places(Protocol):
    """What finds where a statement lands."""

    def place(self, statement: Statement) -> Landing:
        """Find where a statement lands."""


@dataclass(frozen=True, slots=True)
class Register:
    """The contributors known, by what a line of a common matrix may call them."""

    contributors: Sequence[Contributor]

    def of(self, structure: str) -> Contributor:
        """Give the contributor that a structure's name means; a new one where none is known."""
        lines = [line for line in structure.splitlines() if line.strip()]
        for wanted in (fold(structure).text, *(fold(line).text for line in lines[:1])):
            for contributor in self.contributors:
                if wanted in (fold(contributor.label).text, fold(contributor.name).text):
                    return contributor
        label = clean_label(lines[0] if lines else structure)
        return Contributor(label, label)


def register(
    received: Received,
    kind: str,
    statements: Iterable[Statement],
    base: Document,
    known: Register | None = None,
    placer: Places | None = None,
) -> Return:
    """Turn statements into observations, placed, each with the edit that it proposes if any.

    `known` is given for a common matrix, whose lines say themselves who speaks; `placer` where
    statements have other ways than their words to say where they belong.
    """
    found = Return(received.file, received.contributor.label, kind)
    origin = ORIGINS.get(kind, Origin.MATRIX)
    placer = placer or Placer(base)
    derived: dict[str, list[Edit]] = {}
    for statement in statements:
        contributor = received.contributor
        if known is not None and statement.structure:
            contributor = known.of(statement.structure)
        observation = _observation(received, contributor, origin, statement, placer, base)
        edit = observation.edit
        if edit is not None:
            others = derived.setdefault(contributor.label, [])
            if _stands(edit, others, base):
                others.append(edit)
            else:
                observation.edit = None
        found.observations.append(observation)
    found.counts = {COUNTED.get(kind, "lines"): len(found.observations)}
    return found


def _observation(
    received: Received,
    contributor: Contributor,
    origin: Origin,
    statement: Statement,
    placer: Places,
    base: Document,
) -> Observation:
    landing = placer.place(statement)
    edit = derive(statement, landing, base, contributor.label)
    clauses = landing.clauses
    if edit is not None:
        clauses = tuple(clause.id for clause in touched(edit, base))
    said = " ".join(part for part in (statement.observation, statement.proposed) if part)
    return Observation(
        contributor.label,
        received.file,
        statement.where,
        origin,
        statement.person or None,
        statement.date or None,
        nature_of_words(said, statement.nature),
        before=landing.before if edit is None else edit.before,
        after=statement.proposed if edit is None else edit.after,
        text=statement.observation,
        reason=statement.reason,
        clauses=clauses,
        place=landing.place if edit is None else edit.place,
        placing=landing.placing,
        edit=edit,
        doubt="" if landing.reason is None else landing.reason.render(),
    )


def _stands(edit: Edit, others: Sequence[Edit], base: Document) -> bool:
    """Tell whether an edit can stand beside those that the same contributor proposes already."""
    return not any(
        signature(edit) == signature(other)
        or any(
            operations_meet(mine, theirs, base)
            for mine in edit.operations
            for theirs in other.operations
            if (mine.story, mine.block) == (theirs.story, theirs.block)
        )
        for other in others
    )


def note_unplaced(found: Return) -> None:
    """Say in a return's notes how many of its observations have no place."""
    placed = sum(bool(observation.clauses) for observation in found.observations)
    total = len(found.observations)
    if placed < total:
        found.notes.append(
            say(
                "{count} observation(s) sur {total} n'ont pas pu être placées dans le texte : "
                "elles sont en fin de matrice.",
                count=total - placed,
                total=total,
            )
        )
