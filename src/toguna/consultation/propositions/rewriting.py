"""What changes between words of the draft and a new wording of them, in the draft's offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toguna.consultation.folding import (
    CLOSING,
    CLOSING_QUOTES,
    OPENING_QUOTES,
    Traced,
    even,
    reading,
)
from toguna.text.content import ViewParagraph, is_atom
from toguna.text.diff import replacements
from toguna.text.shown import shown
from toguna.weave.operations import Cut, Operation, Put, Typed

Made = tuple[list[Operation], str, str]
"""Operations, the words concerned and the words proposed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a paragraph become `words`."""

    start: int
    end: int
    words: str


def rewrite(paragraph: ViewParagraph, start: int, end: int, wording: str) -> list[Piece] | None:
    """Give what changes where a span of a paragraph becomes a wording.

    What differs by typography alone stays as the draft has it. None where a note, a picture or
    a field would go: nobody asked for that.
    """
    old = _between(reading(paragraph), start, end)
    plain, new = even(old.text), even(wording)
    pieces: list[Piece] = []
    for change in replacements(plain.text, new.text):
        words = wording[slice(*_wide(new, wording, change.other, change.other_end))]
        if change.start == change.end:
            at = _gap(old, plain, change.start, start)
            if at is None:
                return None
            pieces.append(Piece(at, at, words))
            continue
        low, high = _wide(plain, old.text, change.start, change.end)
        span = old.span(low, high)
        if any(is_atom(char) for char in paragraph.text[slice(*span)]):
            return None
        pieces.append(Piece(*span, words))
    return pieces


def operations_of(pieces: Sequence[Piece], story: str, block: int) -> list[Operation]:
    """Give the operations that make pieces of a paragraph read as they say."""
    operations: list[Operation] = []
    for piece in pieces:
        if piece.start < piece.end:
            operations.append(Cut(story, block, piece.start, piece.end))
        if piece.words:
            operations.append(Put(story, block, piece.end, [Typed(piece.words)]))
    for order, operation in enumerate(operations):
        operation.order = order
    return operations


def words_changed(paragraph: ViewParagraph, pieces: Sequence[Piece]) -> tuple[str, str]:
    """Give what a person sees from the first piece to the last, before and after."""
    after = pieces[0].words
    for left, right in pairwise(pieces):
        after += shown(paragraph, left.end, right.start) + right.words
    return shown(paragraph, pieces[0].start, pieces[-1].end), after


def _between(traced: Traced, start: int, end: int) -> Traced:
    """Give the part of a reading that stands for a span of its paragraph."""
    kept = [
        index
        for index in range(len(traced.text))
        if traced.starts[index] >= start and traced.ends[index] <= end
    ]
    low, high = (kept[0], kept[-1] + 1) if kept else (0, 0)
    return Traced(traced.text[low:high], traced.starts[low:high], traced.ends[low:high])


def _wide(traced: Traced, source: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of the source that folded signs stand for, with the spaces that go with them.

    Those are the space before a high sign or a closing quotation mark, and the one inside an
    opening quotation mark, which folding left out.
    """
    if start == end:
        return traced.span(start, end)
    low, high = traced.span(start, end)
    if start and (source[low] in CLOSING or source[low] in CLOSING_QUOTES):
        low = _over_spaces(source, traced.ends[start - 1], low, low)
    if end < len(traced.text) and source[high - 1] in OPENING_QUOTES:
        high = _over_spaces(source, high, traced.starts[end], high, forward=True)
    return low, high


def _over_spaces(source: str, start: int, end: int, default: int, *, forward: bool = False) -> int:
    """Give the far end of a stretch of spaces, or a default where it is something else."""
    if not source[start:end].isspace():
        return default
    return end if forward else start


def _gap(old: Traced, plain: Traced, at: int, start: int) -> int | None:
    """Give the offset where words come in, None inside a field."""
    if not plain.text:
        return start
    before = plain.ends[at - 1] if at else plain.starts[0]
    if 0 < before < len(old.text) and old.starts[before] == old.starts[before - 1]:
        return None
    return old.ends[before - 1] if at else old.starts[before]
