"""What becomes of each clause from one version of a text to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from toguna.consultation.outputs.wordings import Segment
from toguna.text.clauses import Clause
from toguna.text.document import Document


class Fate(Enum):
    """What became of a clause."""

    SAME = "same"
    RENUMBERED = "renumbered"
    """Its words and its place are the same, its number is not."""
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_AND_CHANGED = "moved and changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    SPLIT = "split"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class ClauseDiff:
    """One clause in both versions, or in the only one that has it.

    `old` and `new` are one clause each, none where it came or went, several where it was split
    or joined. `segments` is the redline. `inner` are the rows of a table or the cells of a row.
    `follows` tells that it moved with the heading that it stands under; `typographic` that
    nothing but typography changed.
    """

    fate: Fate
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    segments: tuple[Segment, ...] = ()
    inner: tuple[ClauseDiff, ...] = ()
    follows: bool = False
    typographic: bool = False

    @property
    def clause(self) -> Clause:
        """The clause in the newest version that has it."""
        return (self.new or self.old)[0]

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than before."""
        return self.fate in (Fate.MOVED, Fate.MOVED_AND_CHANGED)


@dataclass(eq=False)
class Comparison:
    """Two versions, what became of every clause, and which clause is which.

    `diffs` are in the new version's order, what went where it stood. `forward` leads from ids of
    the old version to those of the new one, one to one; `back` leads the other way.
    """

    old: Document
    new: Document
    diffs: list[ClauseDiff]
    forward: Mapping[str, str]
    back: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.back = {new: old for old, new in self.forward.items()}

    @property
    def same(self) -> bool:
        """Whether a reader sees no difference."""
        return not any(True for _ in self.differences())

    def differences(self) -> Iterator[ClauseDiff]:
        """Give what differs."""
        return (diff for diff in self.diffs if diff.fate is not Fate.SAME)
