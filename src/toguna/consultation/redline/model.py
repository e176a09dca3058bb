"""Lines of a text, each a paragraph or a table, with what would come in and what would go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Fate(Enum):
    """What happens to words, to the end of a paragraph, or to a row."""

    SAME = ""
    INSERTED = "ins"
    DELETED = "del"
    GONE = "gone"
    """The end of a paragraph that neither text has: it goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens, who asks for it (labels in order), and whether it is one end of a move."""

    fate: Fate = Fate.SAME
    who: tuple[str, ...] = ()
    moved: bool = False

    @property
    def stays(self) -> bool:
        """Whether nobody asks for a change."""
        return self.fate is Fate.SAME


STAYS = Mark()


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words with one mark."""

    text: str
    mark: Mark = STAYS


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the id of its clause in the draft ("" where it is new), its words, and
    the columns that it spans.

    The paragraphs of a cell are parted by "\\n", a segment of its own.
    """

    clause: str
    segments: tuple[Segment, ...]
    mark: Mark = STAYS
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and whether it comes in or goes as a whole."""

    clause: str
    cells: tuple[Cell, ...]
    mark: Mark = STAYS


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a table, a note, a box or a margin, with every change in it.

    `clause` is its id in the draft, "" where it is new; `kind`, `number` and `level` are those of
    the clause (`text.clauses.ClauseKind`). `end` is what happens to the end of the paragraph:
    where it is deleted, the line goes on in the next one. `look` are those who change its look.
    """

    clause: str
    kind: str
    number: str = ""
    level: int = 0
    segments: tuple[Segment, ...] = ()
    end: Mark = STAYS
    rows: tuple[Row, ...] = ()
    look: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.rows and not any(one.text.strip() for one in self.segments)

    @property
    def text(self) -> str:
        """All its words, whatever happens to them."""
        return "".join(one.text for one in self.segments)


def joined(segments: list[Segment]) -> tuple[Segment, ...]:
    """Put words of one mark that stand side by side together."""
    found: list[Segment] = []
    for one in segments:
        if not one.text:
            continue
        if found and found[-1].mark == one.mark:
            found[-1] = replace(found[-1], text=found[-1].text + one.text)
        else:
            found.append(one)
    return tuple(found)


def without_blanks(lines: list[Line]) -> list[Line]:
    """Leave out lines without words, but for those that the line before goes on in."""
    kept: list[Line] = []
    goes_on = False
    for line in lines:
        if line.is_blank and not goes_on:
            continue
        goes_on = not line.end.stays
        kept.append(line)
    return kept
