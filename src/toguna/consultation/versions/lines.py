"""The words of a clause as they are compared, and as a person sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from toguna.consultation.folding import even
from toguna.consultation.outputs.wordings import Segment
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import MARK, ViewBlock, ViewOpaque, ViewParagraph, is_atom, walk
from toguna.text.diff import replacements
from toguna.text.document import Document
from toguna.weave.wording import characters_shown

INSIDE = (ClauseKind.CELL, ClauseKind.NOTE, ClauseKind.BOX, ClauseKind.MARGIN)
"""Clauses that are a whole story."""


@dataclass(frozen=True)
class Line:
    """The characters of a clause, inline things as atoms, and what is seen for each of them."""

    text: str
    seen: tuple[str, ...]

    @cached_property
    def shown(self) -> str:
        """The words, as a person sees them."""
        return "".join(self.seen)

    @cached_property
    def atoms(self) -> list[str]:
        """The inline things, in order."""
        return [char for char in self.text if is_atom(char)]

    def says_the_same(self, other: Line) -> bool:
        """Tell whether a reader sees the same; what a field shows is nobody's writing."""
        return self.text == other.text or self.shown == other.shown


def line_of(document: Document, clause: Clause) -> Line:
    """Give the line of a clause; that of a table or row is the words of its cells."""
    if clause.kind in (ClauseKind.TABLE, ClauseKind.ROW):
        return plain(clause.text)
    blocks = document.stories[clause.story].blocks
    if clause.kind in INSIDE:
        return joined(_paragraph(paragraph) for paragraph in walk(blocks))
    return _of_block(blocks[clause.block])


def plain(text: str) -> Line:
    """Give words as a line."""
    return Line(text, tuple(text))


def joined(lines: Iterable[Line]) -> Line:
    """Give several paragraphs as one line."""
    text: list[str] = []
    seen: list[str] = []
    for number, line in enumerate(lines):
        if number:
            text.append(MARK)
            seen.append("\n")
        text.append(line.text)
        seen += line.seen
    return Line("".join(text), tuple(seen))


def _of_block(block: ViewBlock) -> Line:
    if isinstance(block, ViewParagraph):
        return _paragraph(block)
    if isinstance(block, ViewOpaque):
        return Line(block.raw.key, tuple(block.raw.shown))
    return plain("")


def _paragraph(block: ViewParagraph) -> Line:
    return _stripped(block.text, characters_shown(block))


def _stripped(text: str, seen: Sequence[str]) -> Line:
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return Line(text[start:end], tuple(seen[start:end]))


def redline(old: Line, new: Line) -> tuple[Segment, ...]:
    """Give what a line keeps, loses and gains.

    Fields that both have are held to be the same whatever they show; where a picture, note or
    field came or went, all is compared as it is seen.
    """
    if old.atoms != new.atoms or len(old.text) != len(old.seen) or len(new.text) != len(new.seen):
        old, new = plain(old.shown), plain(new.shown)
    segments: list[Segment] = []
    position = 0
    for change in replacements(old.text, new.text):
        segments += [
            Segment("keep", "".join(old.seen[position : change.start])),
            Segment("del", "".join(old.seen[change.start : change.end])),
            Segment("add", "".join(new.seen[change.other : change.other_end])),
        ]
        position = change.end
    segments.append(Segment("keep", "".join(old.seen[position:])))
    return tuple(segment for segment in segments if segment.text)


def only_typography(old: Line, new: Line) -> bool:
    """Tell whether two lines differ by spaces, quotation marks and the like alone."""
    return even(old.shown).text == even(new.shown).text
