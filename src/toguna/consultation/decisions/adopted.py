"""The edits that answers put into the final text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toguna.consultation.decisions.model import Answer, Disposition
from toguna.consultation.decisions.row_wording import reworded, row_of
from toguna.consultation.decisions.whole_clause import is_of_clause
from toguna.consultation.model import Group, Observation
from toguna.consultation.propositions.rewriting import operations_of, rewrite
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import LINE_BREAK, MARK, ViewParagraph
from toguna.text.document import Document, DocumentStory
from toguna.text.docx.reader import NOTE_NAMES
from toguna.text.shown import is_sign, shown
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Cut, Item, Operation, Put, PutRow, Typed, Words
from toguna.weave.wording import CELL_SEPARATOR

RETAINED = " (rédaction retenue)"
"""What follows a contributor's label where its wish was adopted in other words."""
HOLDERS = frozenset({ClauseKind.CELL, ClauseKind.NOTE, ClauseKind.BOX, ClauseKind.MARGIN})
"""Clauses that hold paragraphs."""


def adopted_edit(observation: Observation, answer: Answer, base: Document) -> Edit | None:
    """Give the edit that an answer adopts, None where it puts no words into the text.

    A wording adopted takes the place of the words that the observation proposes, or is the new
    wording of its whole clause, whichever it is more like. The wording of a row has as many
    cells; that of an observation which changes several clauses has a line for each.
    """
    if not answer.disposition.adopts:
        return None
    if not answer.wording.strip() or answer.disposition is Disposition.ACCEPTED:
        return observation.edit
    edit = observation.edit
    if edit is not None and _stands_for_all(edit, observation):
        return _instead(observation, edit, answer.wording, base)
    if changes_several(observation):
        return _of_clauses(observation, answer.wording, base)
    if is_of_clause(observation, answer.wording, base):
        return _of_clause(observation, answer, base)
    return None if edit is None else _instead(observation, edit, answer.wording, base)


def _stands_for_all(edit: Edit, observation: Observation) -> bool:
    """Tell whether a wording can only stand for all that an edit brings in or takes out."""
    goes = edit.kind is EditKind.DELETE and len(observation.clauses) > 1
    return goes or any(isinstance(operation, PutRow) for operation in edit.operations)


def changes_several(observation: Observation) -> bool:
    """Tell whether an observation changes the words of several clauses in one go."""
    edit = observation.edit
    if edit is None or edit.kind is not EditKind.REPLACE or len(observation.clauses) < 2:
        return False
    words = [op for op in edit.operations if isinstance(op, Cut | Put)]
    blocks = {(operation.story, operation.block) for operation in words}
    return len(words) == len(edit.operations) and len(blocks) > 1


def _paragraphs(wording: str) -> str:
    """Give a wording whose lines are paragraphs, as a person types them into a cell."""
    return MARK.join(line.strip() for line in wording.splitlines() if line.strip())


def in_one_way(edits: Mapping[str, Edit], groups: Sequence[Group]) -> dict[str, Edit]:
    """Let edits, by observation, that come to the same change the words that the first changes.

    Contributors mark other bounds for one wish ("six" or "six mois" for "trois mois"); followed
    side by side, the new words would come in twice.
    """
    agreed = dict(edits)
    for group in groups:
        members = frozenset(group.observations if group.identical else ())
        same = [key for key in edits if key in members and not _is_reworded(edits[key])]
        for other in same[1:]:
            operations = [replace(operation) for operation in edits[same[0]].operations]
            agreed[other] = replace(edits[other], operations=operations)
    return agreed


def _is_reworded(edit: Edit) -> bool:
    return edit.contributor.endswith(RETAINED)


def _instead(observation: Observation, edit: Edit, wording: str, base: Document) -> Edit | None:
    """Put a wording where the observation's own words would come; None where it finds no place."""
    if any(isinstance(operation, PutRow) for operation in edit.operations):
        operations = _rows_instead(edit, wording)
    else:
        operations = _words_instead(edit, _paragraphs(wording), base)
    if not operations:
        return None
    kind = EditKind.INSERT if edit.kind is EditKind.INSERT else EditKind.REPLACE
    return _made(observation, operations, observation.before, wording, kind)


def _rows_instead(edit: Edit, wording: str) -> list[Operation]:
    """Give each new row the line of the wording that stands for it; nothing where one is none."""
    rows = [operation for operation in edit.operations if isinstance(operation, PutRow)]
    lines = [line for line in wording.splitlines() if line.strip()]
    if len(rows) != len(lines):
        return []
    new = [reworded(row, line) for row, line in zip(rows, lines, strict=True)]
    others = [operation for operation in edit.operations if operation not in rows]
    return [] if None in new else [*others, *(row for row in new if row is not None)]


def _words_instead(edit: Edit, wording: str, base: Document) -> list[Operation]:
    """Give the edit's operations with a wording for its words; nothing where it has none."""
    operations: list[Operation] = []
    put = next((op for op in edit.operations if isinstance(op, Put)), None)
    cut = next((op for op in edit.operations if isinstance(op, Cut)), None)
    if put is None and cut is None:
        return []
    for operation in edit.operations:
        if operation is put:
            text = _spaced(put.text, wording)
            operations.append(replace(put, items=_items(put, text), anchors=[]))
        elif not isinstance(operation, Put):
            operations.append(operation)
    if put is None and cut is not None:
        operations.append(_in_place_of(cut, wording, base))
    return operations


def _items(put: Put, text: str) -> list[Item]:
    """Give the words of a wording, with the notes that came in where it shows their signs."""
    items: list[Item] = []
    for item in put.items:
        if isinstance(item, Words) and is_sign(item.leaf) and item.shown in text:
            before, _, text = text.partition(item.shown)
            items += [*([Typed(before)] if before else []), item]
    return [*items, Typed(text)] if text or not items else items


def _in_place_of(cut: Cut, wording: str, base: Document) -> Put:
    """Put words where others go; where a paragraph goes with its end, they are a paragraph."""
    length = base.stories[cut.story].length(cut.block)
    if cut.start == 0 and cut.end > length:
        return Put(cut.story, cut.block, 0, [Typed(wording + MARK)])
    return Put(cut.story, cut.block, min(cut.end, length), [Typed(wording)])


def _spaced(old: str, wording: str) -> str:
    """Give a wording the spaces and the paragraph's end that the words it stands for have."""
    stripped = old.strip()
    if not stripped:
        return wording
    start = old.index(stripped[0])
    return old[:start] + wording + old[start + len(stripped) :]


def _of_clauses(observation: Observation, wording: str, base: Document) -> Edit | None:
    """Make each clause of an observation read as its line of the wording adopted."""
    clauses = [base.clauses.by_id[identifier] for identifier in observation.clauses]
    lines = [line.strip() for line in wording.splitlines() if line.strip()]
    if len(lines) != len(clauses):
        return None
    changed = [_rewritten(c, line, base) for c, line in zip(clauses, lines, strict=True)]
    before = "\n".join(clause.text for clause in clauses)
    return _joined(observation, changed, before, wording)


def _of_clause(observation: Observation, answer: Answer, base: Document) -> Edit | None:
    """Make the whole clause read as the wording adopted."""
    clause = base.clauses.by_id.get(observation.clauses[0]) if observation.clauses else None
    if clause is None:
        return None
    wording = answer.wording.strip()
    row = row_of(clause, base)
    cells = [] if row is None else [c for c in base.clauses.all if c.parent == row.id]
    words = wording.split(CELL_SEPARATOR.strip())
    if row is not None and len(cells) == len(words) > 1:
        changed = [_rewritten(c, word.strip(), base) for c, word in zip(cells, words, strict=True)]
        clause = row
    else:
        changed = [_rewritten(clause, wording, base)]
    return _joined(observation, changed, clause.text, wording)


def _joined(
    observation: Observation,
    changed: Sequence[list[Operation] | None],
    before: str,
    wording: str,
) -> Edit | None:
    """Make one edit of what rewrites several paragraphs, None where one cannot be."""
    operations = [operation for found in changed for operation in found or ()]
    if not operations or None in changed:
        return None
    for order, operation in enumerate(operations):
        operation.order = order
    return _made(observation, operations, before, wording, EditKind.REPLACE)


def _rewritten(clause: Clause, wording: str, base: Document) -> list[Operation] | None:
    """Give what makes a clause read as a wording, None where nothing can.

    A cell, note or box of several paragraphs has one line of the wording for each.
    """
    story = base.stories.get(clause.story)
    if story is None or clause.block >= len(story.blocks):
        return None
    if wording.split() == clause.text.split():
        return []
    at, wordings = [clause.block], [wording]
    if clause.kind in HOLDERS:
        at = [n for n, block in enumerate(story.blocks) if shown(block).strip()] or at
    if len(at) > 1:
        wordings = [line for line in wording.splitlines() if line.strip()]
    elif LINE_BREAK not in clause.text:
        wordings = [_paragraphs(wording)]
    if len(at) != len(wordings):
        return None
    changed = [_paragraph(story, block, line) for block, line in zip(at, wordings, strict=True)]
    return None if None in changed else [op for found in changed for op in found or ()]


def _paragraph(story: DocumentStory, block: int, wording: str) -> list[Operation] | None:
    """Give what makes a paragraph read as a wording; its notes and pictures stay where they are."""
    paragraph = story.blocks[block]
    if not isinstance(paragraph, ViewParagraph):
        return None
    for leaf in paragraph.leaves:
        if is_sign(leaf):
            wording = wording.replace(leaf.shown, "", 1)
    if any(sign in wording for sign in NOTE_NAMES.values()):
        return None  # a note that this paragraph has not
    pieces = rewrite(paragraph, 0, len(paragraph.text), wording)
    return None if pieces is None else operations_of(pieces, story.name, block)


def _made(
    observation: Observation, operations: list[Operation], before: str, after: str, kind: EditKind
) -> Edit:
    return Edit(
        observation.contributor + RETAINED,
        operations,
        before,
        after,
        observation.person,
        observation.date,
        kind,
        derived=True,
    )
