"""What became of each observation, and where each changed clause comes from (law 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toguna.consultation.decisions.adopted import adopted_edit
from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs.traceability_lineage import (
    Lineage,
    outermost,
    words_of,
)
from toguna.consultation.folding import fold
from toguna.consultation.model import Observation
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import ViewParagraph
from toguna.text.document import Document, inner_name
from toguna.weave.edits import EditKind
from toguna.weave.operations import Cut, Put

WORD = re.compile(r"\w+")
CHANGED, NEW, MOVED, GONE = "modifiée", "nouvelle", "déplacée", "supprimée"
CONTAINERS = frozenset({ClauseKind.TABLE, ClauseKind.ROW})
"""Their words are those of their cells."""


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """One clause that is not as it was: what it was, what it is, and the observations behind.

    `after` is None where it is no more, `before` empty where it is new.
    """

    what: str
    before: tuple[Clause, ...]
    after: Clause | None
    observations: tuple[str, ...]


def clause_records(final: Final, lineage: Lineage) -> list[ClauseRecord]:
    """Give every clause of the final text that changed, new ones, then those that are no more."""
    return [*_changed(final, lineage), *_gone(final, lineage)]


def _changed(final: Final, lineage: Lineage) -> Iterator[ClauseRecord]:
    clauses = final.document.clauses
    whole = {clause.id for clause in outermost([clauses.by_id[key] for key in final.origins])}
    for clause in clauses.all:
        before = lineage.before(clause.id)
        ids = tuple(final.origins.get(clause.id, ()))
        if clause.id in whole:
            yield ClauseRecord(_what(final, before, ids), tuple(before), clause, ids)
        elif not ids and _differs(clause, before) and not _is_in_new_row(clause, whole):
            ids = _of_parts(final, lineage, before)
            yield ClauseRecord(CHANGED if before else NEW, tuple(before), clause, ids)


def _of_parts(final: Final, lineage: Lineage, before: Sequence[Clause]) -> tuple[str, ...]:
    """Give who parted a paragraph: the origins of all that it became."""
    parts = [part for clause in before for part in lineage.after(clause.id)]
    return tuple(dict.fromkeys(key for part in parts for key in final.origins.get(part.id, ())))


def _what(final: Final, before: Sequence[Clause], ids: Sequence[str]) -> str:
    if before:
        return CHANGED
    edits = [final.consolidation.by_id[key].edit for key in ids]
    return MOVED if any(e is not None and e.kind is EditKind.MOVE for e in edits) else NEW


def _differs(clause: Clause, before: Sequence[Clause]) -> bool:
    """Tell whether a clause has other words than before; tables of contents follow the text."""
    if clause.kind in CONTAINERS or clause.kind is ClauseKind.FIELD:
        return False
    return fold(words_of(before)).text != fold(clause.text).text


def _is_in_new_row(clause: Clause, whole: set[str]) -> bool:
    return clause.parent is not None and clause.parent in whole


def _gone(final: Final, lineage: Lineage) -> Iterator[ClauseRecord]:
    clauses = final.consolidation.document.clauses
    missing = [c for c in clauses.all if not lineage.after(c.id) or c.id in final.removed]
    gone = [c for c in missing if c.kind is not ClauseKind.FIELD and c.text.strip()]
    for clause in outermost(gone):
        ids = final.removed.get(clause.id) or _of_what_held(final, lineage, clause)
        yield ClauseRecord(GONE, (clause,), None, ids)


def _of_what_held(final: Final, lineage: Lineage, clause: Clause) -> tuple[str, ...]:
    """Give who took out what is no clause of its own: a column's cells, a note with its sign."""
    document = final.consolidation.document
    around = [c for c in document.clauses.path(clause) if c.kind is not ClauseKind.HEADING]
    holders = {c.id for c in (*around, *_callers(document, clause))}
    asked = [
        o.id
        for o in final.consolidation.observations
        if holders & set(o.clauses) and adopts(final.answers.get(o.id))
    ]
    return tuple(asked) or _of_parts(
        final, lineage, [document.clauses.by_id[key] for key in sorted(holders)]
    )


def _callers(document: Document, note: Clause) -> Iterator[Clause]:
    """Give the paragraphs that call a note."""
    for story in document.stories.values() if note.kind is ClauseKind.NOTE else ():
        for index, block in enumerate(story.blocks):
            leaves = block.leaves if isinstance(block, ViewParagraph) else []
            called = {inner_name(story.name, index, 0, 0, leaf) for leaf in leaves if leaf.inner}
            holder = document.clauses.at(story.name, index)
            if note.story in called and holder is not None:
                yield holder


def adopts(answer: Answer | None) -> bool:
    """Tell whether an answer puts words into the final text."""
    return answer is not None and answer.disposition.adopts


def final_clauses(final: Final, observation: str) -> list[Clause]:
    """Give the clauses of the final text that an observation changed, the widest alone."""
    return outermost([final.document.clauses.by_id[key] for key in final.became(observation)])


def removed_by(final: Final, observation: str) -> list[Clause]:
    """Give the clauses of the draft that an observation took out, the widest alone."""
    known = final.consolidation.document.clauses.by_id
    return outermost([known[k] for k, ids in final.removed.items() if observation in ids])


def stands(final: Final, observation: Observation) -> bool:
    """Tell whether what was adopted of an observation stands, as words, in the final text.

    Words that only stand as parts of others ("troistrois") do not, unless the change was one
    inside a word.
    """
    answer = final.answers[observation.id]
    became = [final.document.clauses.by_id[key] for key in final.became(observation.id)]
    if not became:
        return bool(removed_by(final, observation.id))
    wanted = answer.wording.strip()
    if not wanted or answer.disposition is Disposition.ACCEPTED:
        wanted = observation.after
    words, there = WORD.findall(fold(wanted).text), WORD.findall(fold(words_of(became)).text)
    if _is_inside_word(final.consolidation.document, observation):
        return "".join(words) in "".join(there)
    return _one_after_another(words, there) or _pieces_stand(final, observation, answer, there)


def _one_after_another(words: Sequence[str], there: Sequence[str]) -> bool:
    starts = range(len(there) - len(words) + 1)
    return any(there[start : start + len(words)] == words for start in starts)


def _pieces_stand(
    final: Final, observation: Observation, answer: Answer, there: Sequence[str]
) -> bool:
    """Tell whether what a new wording of a clause brings stands, others having changed the rest."""
    edit = adopted_edit(observation, answer, final.consolidation.document)
    if edit is None or answer.disposition is Disposition.ACCEPTED:
        return False
    pieces = [WORD.findall(fold(op.text).text) for op in edit.operations if isinstance(op, Put)]
    return any(pieces) and all(_one_after_another(piece, there) for piece in pieces)


def _is_inside_word(draft: Document, observation: Observation) -> bool:
    """Tell whether the words of an edit go on from, or into, a word of the draft."""
    edit = observation.edit
    operations = [op for op in edit.operations if isinstance(op, Cut | Put)] if edit else []
    if not operations or not observation.after:
        return False
    story, index = operations[0].story, operations[0].block
    blocks = draft.stories[story].blocks
    block = blocks[index] if index < len(blocks) else None
    if not isinstance(block, ViewParagraph):
        return False
    here = [op for op in operations if (op.story, op.block) == (story, index)]
    start = min(op.start if isinstance(op, Cut) else op.offset for op in here)
    end = max(op.end if isinstance(op, Cut) else op.offset for op in here)
    joined = block.text[max(start - 1, 0) : start] + observation.after[0]
    joined_after = observation.after[-1] + block.text[end : end + 1]
    return any(len(pair) == 2 and pair.isalnum() for pair in (joined, joined_after))
