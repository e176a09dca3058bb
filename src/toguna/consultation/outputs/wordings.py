"""Rival wordings held against the draft's own."""

from __future__ import annotations

from typing import NamedTuple

from toguna.consultation.model import Conflict, Consolidation, Wording
from toguna.consultation.outputs.words import clauses_of
from toguna.text.diff import replacements


class Segment(NamedTuple):
    """Some words of a wording: `keep`, `add` or `del`, compared with the draft's."""

    kind: str
    text: str


def base_wording(consolidation: Consolidation, conflict: Conflict) -> Wording:
    """Give the draft's own wording: the one that nobody else asks for, else the clauses' text."""
    own = next((wording for wording in conflict.wordings if not wording.contributors), None)
    if own is not None:
        return own
    clauses = clauses_of(consolidation, conflict.clauses)
    return Wording((), "\n".join(clause.text for clause in clauses))


def rivals(conflict: Conflict) -> list[Wording]:
    """Give the wordings that contributors ask for."""
    return [wording for wording in conflict.wordings if wording.contributors]


def against(base: str, wording: str) -> list[Segment]:
    """Give a wording with what it adds to the draft's and takes from it."""
    segments: list[Segment] = []
    position = 0
    for change in replacements(base, wording):
        segments += [
            Segment("keep", base[position : change.start]),
            Segment("del", base[change.start : change.end]),
            Segment("add", wording[change.other : change.other_end]),
        ]
        position = change.end
    segments.append(Segment("keep", base[position:]))
    return [segment for segment in segments if segment.text]
