"""What one contributor does to the draft, in the draft's coordinates.

The `order` of an operation is its rank in the contributor's copy: several that come in at one
gap stand in that order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from toguna.text.content import (
    MARK,
    Changes,
    Leaf,
    Opaque,
    Paragraph,
    Row,
    Table,
    deep_signature,
)
from toguna.text.ooxml import Element


@dataclass(frozen=True, slots=True)
class Anchor:
    """One end of the words that a comment is about, or the sign of the comment itself.

    `role` is `commentRangeStart`, `commentRangeEnd` or `commentReference`.
    """

    comment: str
    role: str


@dataclass(frozen=True, slots=True)
class Words:
    """Characters `start` to `end` of a leaf of the copy."""

    leaf: Leaf
    start: int
    end: int
    changes: Changes = ()

    @property
    def text(self) -> str:
        """The characters, as they are compared."""
        return self.leaf.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """The words, as a person sees them."""
        return self.leaf.shown if self.leaf.shown != self.leaf.text else self.text

    @property
    def identity(self) -> str:
        """The characters, with the words of the notes and boxes that they open."""
        return self.text + "".join(deep_signature(story.after) for story in self.leaf.inner)


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of a paragraph of the copy, with the properties that it gives the paragraph."""

    paragraph: Paragraph
    changes: Changes = ()
    text: str = MARK
    shown: str = "\n"
    identity: str = MARK


@dataclass(frozen=True, slots=True)
class Whole:
    """A table or an opaque block of the copy."""

    block: Table | Opaque
    text: str
    shown: str
    identity: str
    changes: Changes = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that nobody typed in a copy: a person proposed them in prose.

    Paragraph marks in `text` end new paragraphs, like the one where they come in.
    """

    text: str
    changes: Changes = ()

    @property
    def shown(self) -> str:
        """The words, as a person sees them."""
        return self.text.replace(MARK, "\n")

    @property
    def identity(self) -> str:
        """The characters."""
        return self.text


Item = Words | Mark | Whole | Typed


@dataclass(slots=True, eq=False)
class Cut:
    """Characters `start` to `end` of a paragraph go; `end` = length + 1 takes its mark too."""

    story: str
    block: int
    start: int
    end: int
    changes: Changes = ()
    order: int = 0


@dataclass(slots=True, eq=False)
class CutBlock:
    """A table or an opaque block goes."""

    story: str
    block: int
    changes: Changes = ()
    order: int = 0


@dataclass(slots=True, eq=False)
class CutRow:
    """A row of a table goes."""

    story: str
    block: int
    row: int
    changes: Changes = ()
    order: int = 0


@dataclass(slots=True, eq=False)
class Put:
    """Items come in before the character at `offset` of a block (see `Place`).

    `anchors` are the ends of comments that stand within what comes in, each with the number of
    its characters that precede it.
    """

    story: str
    block: int
    offset: int
    items: list[Item] = field(default_factory=list)
    anchors: list[tuple[int, Anchor]] = field(default_factory=list)
    order: int = 0

    @property
    def text(self) -> str:
        """What comes in, as it is compared."""
        return "".join(item.text for item in self.items)

    @property
    def identity(self) -> str:
        """What two contributors who bring in the same share, words of notes included."""
        return "".join(item.identity for item in self.items)

    @property
    def changes(self) -> Changes:
        """The tracked changes that bring it in."""
        return tuple(dict.fromkeys(change for item in self.items for change in item.changes))


@dataclass(slots=True, eq=False)
class PutRow:
    """A row comes into a table before its row number `row`."""

    story: str
    block: int
    row: int
    content: Row
    text: str
    shown: str
    identity: str
    changes: Changes = ()
    order: int = 0


@dataclass(slots=True, eq=False)
class Reformat:
    """Properties change and words do not.

    `properties` is the element with the new properties in the copy: `w:rPr` for the characters
    `start` to `end` of a paragraph, `w:pPr` for a paragraph.
    """

    story: str
    block: int
    start: int
    end: int
    properties: Element
    changes: Changes
    order: int = 0

    @property
    def identity(self) -> bytes:
        """What two changes to the same format share."""
        kept = [child for child in self.properties if not str(child.tag).endswith("Change")]
        return b"".join(sorted(etree.tostring(child) for child in kept))


@dataclass(slots=True)
class Keep:
    """Words stay: what stands between two operations, never an operation itself."""

    text: str


Operation = Cut | CutBlock | CutRow | Put | PutRow | Reformat


def person(changes: Changes) -> str | None:
    """Give the author of the innermost change, None for an edit made without tracking."""
    return changes[-1].author if changes else None
