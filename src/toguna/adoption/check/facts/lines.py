"""The lines of a strategy: its paragraphs as they are read, and where each word stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toguna.adoption.check.model import Spot
from toguna.consultation.folding import Traced, fold, reading
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import ViewParagraph
from toguna.text.document import Document

CONTENTS_LINE = re.compile(r"(?:\t|\.{3,}|…{2,}|(?:\. ){3,})\s*\d{1,4}\s*$")
"""The end of a typed line of a table of contents: leaders or a tab, and a page."""
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Ý«])")


@dataclass(frozen=True, eq=False)
class Line:
    """One paragraph: its clause, its place, its words as read (`traced.text`)."""

    clause: Clause
    story: str
    block: int
    paragraph: ViewParagraph
    traced: Traced

    @property
    def text(self) -> str:
        """The words as they are read, fields included."""
        return self.traced.text

    @cached_property
    def folded(self) -> Traced:
        """The words without case, accents and typography, traced to the words as read."""
        return fold(self.text)

    def spot(self, start: int, end: int) -> Spot:
        """Give the place of the characters `start` to `end` of `text`."""
        return Spot(self.story, self.block, *self.traced.span(start, end))

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of `text` that a span of the folded words stands for."""
        return self.folded.span(start, end)

    @property
    def is_contents(self) -> bool:
        """Whether it is a line of a table of contents that somebody typed."""
        return CONTENTS_LINE.search(self.text) is not None

    @property
    def in_body(self) -> bool:
        """Whether it is running text: no cell, note, header or footer."""
        return self.story == "body"

    @property
    def is_heading(self) -> bool:
        """Whether it is a title."""
        return self.clause.kind is ClauseKind.HEADING

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Give each sentence with its offset."""
        start = 0
        for match in SENTENCE_END.finditer(self.text):
            yield start, self.text[start : match.start()]
            start = match.end()
        yield start, self.text[start:]


def read_lines(document: Document) -> list[Line]:
    """Give every line that has words, story by story, but for typed tables of contents."""
    lines: list[Line] = []
    for name, story in document.stories.items():
        for index, block in enumerate(story.blocks):
            if not isinstance(block, ViewParagraph):
                continue
            traced = reading(block)
            clause = document.clauses.at(name, index)
            if not traced.text.strip() or clause is None:
                continue
            line = Line(clause, name, index, block, traced)
            if not line.is_contents:
                lines.append(line)
    return lines
