"""The changes to write into a DOCX, as the writer takes them.

Offsets are those of the paragraphs as read (`ViewParagraph`); nothing here knows where the
changes come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toguna.text.ooxml import Element


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change to write: `kind` is `ins`, `del`, `moveFrom` or `moveTo`.

    `move` names a move; its two ends share the name.
    """

    kind: str
    author: str
    date: str | None
    move: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class InlinePiece:
    """A run or other inline element that comes in, within `link` where it is a hyperlink."""

    element: Element
    link: Element | None = None


@dataclass(frozen=True, slots=True, eq=False)
class MarkPiece:
    """The end of a paragraph that comes in, with its properties."""

    properties: Element | None


@dataclass(frozen=True, slots=True, eq=False)
class BlockPiece:
    """A table or other block that comes in."""

    element: Element


@dataclass(frozen=True, slots=True)
class AnchorPiece:
    """One end of a comment's words, or its sign: `role` as in WordprocessingML."""

    comment: int
    role: str


Piece = InlinePiece | MarkPiece | BlockPiece | AnchorPiece


@dataclass(slots=True, eq=False)
class Insertion:
    """Pieces that come in at an offset."""

    revision: Revision
    pieces: list[Piece]


@dataclass(slots=True, eq=False)
class Deletion:
    """Characters `start` to `end` that go; the length of the paragraph is its mark's offset."""

    start: int
    end: int
    revision: Revision


@dataclass(slots=True, eq=False)
class Formatting:
    """New properties of the characters `start` to `end` (`w:rPr`) or of a paragraph (`w:pPr`)."""

    start: int
    end: int
    revision: Revision
    properties: Element


@dataclass(slots=True, eq=False)
class LineChanges:
    """What is written into one paragraph. Deletions are disjoint and in order.

    `insertions` and `anchors` are by offset; `paragraph` is the change of its properties.
    """

    deletions: list[Deletion] = field(default_factory=list)
    insertions: dict[int, list[Insertion]] = field(default_factory=dict)
    anchors: dict[int, list[AnchorPiece]] = field(default_factory=dict)
    formats: list[Formatting] = field(default_factory=list)
    paragraph: Formatting | None = None

    def __bool__(self) -> bool:
        return bool(
            self.deletions or self.insertions or self.anchors or self.formats or self.paragraph
        )


@dataclass(slots=True, eq=False)
class TableChanges:
    """What is written into one table: rows that go, rows that come before a row number."""

    gone: dict[int, Revision] = field(default_factory=dict)
    come: dict[int, list[tuple[Revision, Element]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.gone or self.come)
