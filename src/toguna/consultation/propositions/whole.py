"""A new wording typed over a whole clause: what it changes, word by word, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toguna.consultation.propositions.rewriting import (
    Made,
    operations_of,
    rewrite,
    words_changed,
)
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import ViewBlock, ViewParagraph
from toguna.text.document import Document
from toguna.text.shown import shown
from toguna.weave.operations import Operation

THINGS = re.compile(r"\[(?:note|image|zone de texte)\]")
"""How a picture or the sign of a note is shown to whoever copies a clause's words."""
STORIES = frozenset({ClauseKind.CELL, ClauseKind.NOTE, ClauseKind.BOX})
"""Clauses of several paragraphs: a line of the wording stands for each."""
LINES = frozenset({ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM})


def reword(clause: Clause, wording: str, document: Document) -> Made | None:
    """Give what makes a whole clause read as a wording, None where that cannot be said in words.

    That is so of a table or a row, of a wording that has other lines than the clause, and where a
    note or a picture would go.
    """
    blocks = document.stories[clause.story].blocks
    if clause.kind in LINES:
        numbered = [(clause.block, blocks[clause.block])]
    elif clause.kind in STORIES:
        numbered = list(enumerate(blocks))
    else:
        return None
    parts = _parts(THINGS.sub("", wording), [block for _, block in numbered])
    return None if parts is None else _made(clause, wording, numbered, parts)


def _parts(wording: str, blocks: Sequence[ViewBlock]) -> list[str] | None:
    """Give the part of a wording that is for each paragraph, empty ones around left empty."""
    if not all(isinstance(block, ViewParagraph) for block in blocks):
        return None
    sizes = [shown(block).strip("\n").count("\n") + 1 for block in blocks]
    full = [number for number, block in enumerate(blocks) if shown(block).strip()]
    if not full:
        return None
    lines = wording.strip("\n").split("\n") if wording.strip() else [""] * sum(sizes)
    parts = [""] * len(blocks)
    at = 0
    for number in range(full[0], full[-1] + 1):
        parts[number] = "\n".join(lines[at : at + sizes[number]])
        at += sizes[number]
    return parts if at == len(lines) or not wording.strip() else None


def _made(
    clause: Clause, wording: str, numbered: Sequence[tuple[int, ViewBlock]], parts: Sequence[str]
) -> Made | None:
    operations: list[Operation] = []
    told: list[tuple[str, str]] = []
    for (index, paragraph), part in zip(numbered, parts, strict=True):
        assert isinstance(paragraph, ViewParagraph)
        pieces = rewrite(paragraph, 0, len(paragraph.text), part)
        if pieces is None or any("\n" in piece.words for piece in pieces):
            return None
        if pieces:
            operations += operations_of(pieces, clause.story, index)
            told.append(words_changed(paragraph, pieces))
    if not operations:
        return None
    before, after = told[0] if len(told) == 1 else (clause.text, wording)
    return operations, before, after
