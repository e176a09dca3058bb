"""What a document is made of: stories of blocks, paragraphs of leaves, tracked changes.

A *story* is one flow of text: the body, a cell, a note, a text box, a header. Its blocks are
paragraphs, tables and a few opaque things. A paragraph is a line of characters and a mark at
its end; everything that is not a character (picture, note reference, field, formula) stands in
the line as one private character, so that two documents are compared as plain strings.

A file with tracked changes holds two texts at once. Nothing is resolved on reading: each leaf
carries the changes that enclose it, and a *side* is chosen when text is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from toguna.text.ooxml import Element

MARK = "\u2029"
"""The character that stands for a paragraph mark where several paragraphs make one string."""
LINE_BREAK = "\n"
PAGE_BREAK = "\f"
COLUMN_BREAK = "\v"

FIRST_ATOM, LAST_ATOM = 0xF0000, 0x10FFFD
CELL_END, ROW_END, TABLE_END = "\x1f", "\x1e", "\x1d"


class Side(Enum):
    """Which of the two texts of a file with tracked changes."""

    BEFORE = "before"
    """As if every tracked change were rejected."""
    AFTER = "after"
    """As if every tracked change were accepted."""


INSERTING = frozenset({"ins", "moveTo", "cellIns"})
DELETING = frozenset({"del", "moveFrom", "cellDel"})


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One tracked change as a file marks it; two are the same only if they are one object.

    `number` counts the changes of a file from 1; `kind` is the local name of its element
    (`ins`, `del`, `moveFrom`, `rPrChange`...); `move` pairs the two ends of a move.
    """

    number: int
    kind: str
    author: str
    date: str | None
    move: str | None = None

    @property
    def inserts(self) -> bool:
        """Whether what it marks is absent before and present after."""
        return self.kind in INSERTING

    @property
    def deletes(self) -> bool:
        """Whether what it marks is present before and absent after."""
        return self.kind in DELETING


Changes = tuple[Change, ...]
"""The changes that enclose a thing, outermost first."""


def visible(changes: Changes, side: Side) -> bool:
    """Tell whether a thing enclosed by `changes` is seen on `side`."""
    if not changes:
        return True
    if side is Side.BEFORE:
        return not any(change.inserts for change in changes)
    return not any(change.deletes for change in changes)


class Atoms:
    """The private characters that stand for inline things, shared by all files of one run.

    Two things get the same character when their keys are equal, so that comparing strings
    compares pictures, formulas and fields too.
    """

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._keys: list[str] = []

    def char(self, key: str) -> str:
        """Give the character of the thing that `key` identifies.

        Raises:
            OverflowError: more than 130,000 different things stand in one run's files.
        """
        known = self._by_key.get(key)
        if known is not None:
            return known
        code = FIRST_ATOM + len(self._keys)
        if code > LAST_ATOM:
            raise OverflowError("too many different inline objects")
        self._keys.append(key)
        self._by_key[key] = chr(code)
        return chr(code)

    def key(self, char: str) -> str | None:
        """Give the key of an atom's character, None for a plain character."""
        index = ord(char) - FIRST_ATOM
        return self._keys[index] if 0 <= index < len(self._keys) else None


def is_atom(char: str) -> bool:
    """Tell whether a character stands for an inline thing."""
    return ord(char) >= FIRST_ATOM


class Leaf:
    """The smallest piece of a paragraph: one text element, one inline thing, or one marker.

    `text` is what it adds to the line: "" for a marker, one character for an atom. `path` holds
    the elements between the paragraph and it, outermost first (hyperlinks, content controls,
    tracked changes). `parts` are the leaves that an atom made of several is composed of (a
    field); `inner` are the stories that it opens (a note, a text box). `formatted` tells that
    its run's properties are a tracked change.
    """

    __slots__ = ("changes", "formatted", "inner", "node", "parts", "path", "run", "shown", "text")

    def __init__(
        self,
        text: str,
        node: Element,
        run: Element | None,
        path: tuple[Element, ...],
        changes: Changes,
        *,
        shown: str | None = None,
        parts: tuple[Leaf, ...] = (),
        inner: tuple[Story, ...] = (),
    ) -> None:
        self.text = text
        self.node = node
        self.run = run
        self.path = path
        self.changes = changes
        self.shown = text if shown is None else shown
        self.parts = parts
        self.inner = inner
        self.formatted = False


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph as the file has it: its leaves, and the changes that mark its end.

    `format_change` is the tracked change of its own properties, if there is one.
    """

    element: Element
    leaves: list[Leaf]
    mark: Changes = ()
    format_change: Change | None = None
    tracked: bool = False
    """Whether anything in it, its mark included, is a tracked insertion or deletion."""
    plain: str | None = None
    """Its text, where it is known to be nothing but words: no change, no inline thing, no note."""

    @property
    def elements(self) -> list[Element]:
        """The block's elements in the file."""
        return [self.element]


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell: its story, and the changes that insert or delete it whole."""

    element: Element
    story: Story
    changes: Changes = ()
    shape: tuple[int, str] = (1, "")
    """Columns spanned and vertical merge (`""`, `restart` or `continue`)."""
    shape_before: tuple[int, str] = (1, "")


@dataclass(slots=True, eq=False)
class Row:
    """A table row: its cells, and the changes that insert or delete it."""

    element: Element
    cells: list[Cell]
    changes: Changes = ()


class Table:
    """A table: its rows. It is seen on a side where one of its rows is.

    `plain` is its signature, where it is known to be nothing but words: its rows are then only
    read if they are asked for.
    """

    __slots__ = ("_rows", "element", "plain")

    def __init__(
        self, element: Element, rows: Callable[[], list[Row]] | list[Row], plain: str | None = None
    ) -> None:
        self.element = element
        self.plain = plain
        self._rows = rows

    @property
    def rows(self) -> list[Row]:
        """The rows, in order."""
        if not isinstance(self._rows, list):
            self._rows = self._rows()
        return self._rows

    @property
    def elements(self) -> list[Element]:
        """The block's elements in the file."""
        return [self.element]


@dataclass(slots=True, eq=False)
class Opaque:
    """Blocks that are taken as a whole: a field over several paragraphs, imported content."""

    elements: list[Element]
    key: str
    shown: str
    changes: Changes = ()
    leaves: list[Leaf] = field(default_factory=list)


Block = Paragraph | Table | Opaque


@dataclass(eq=False)
class Story:
    """One flow of text: its container element and its blocks, in reading order."""

    container: Element
    blocks: list[Block]

    @cached_property
    def before(self) -> list[ViewBlock]:
        """The blocks as they were before the tracked changes."""
        return view(self, Side.BEFORE)

    @cached_property
    def after(self) -> list[ViewBlock]:
        """The blocks as they are after the tracked changes."""
        return view(self, Side.AFTER)

    def on(self, side: Side) -> list[ViewBlock]:
        """Give the blocks of one side."""
        return self.before if side is Side.BEFORE else self.after


@dataclass(slots=True, eq=False)
class ViewParagraph:
    """A paragraph of one side: possibly several of the file, joined where marks are gone.

    The last of `raws` gives the mark that ends it; `leaves` are those that are seen.
    """

    text: str
    raws: list[Paragraph]
    leaves: list[Leaf]

    @property
    def signature(self) -> str:
        """The string that two equal paragraphs share."""
        return self.text


@dataclass(eq=False)
class ViewCell:
    """A cell of one side."""

    raw: Cell
    blocks: list[ViewBlock]


@dataclass(eq=False)
class ViewRow:
    """A row of one side; `shape` gives the spans and merges of its cells."""

    raw: Row
    cells: list[ViewCell]
    shape: tuple[tuple[int, str], ...]

    @cached_property
    def signature(self) -> str:
        """The string that two equal rows share."""
        return "".join(
            f"{shape if shape != (1, '') else ''}{story_signature(cell.blocks)}{CELL_END}"
            for cell, shape in zip(self.cells, self.shape, strict=True)
        )


@dataclass(eq=False)
class ViewTable:
    """A table of one side."""

    raw: Table
    side: Side

    @cached_property
    def rows(self) -> list[ViewRow]:
        """The rows that are seen."""
        return [row_view(r, self.side) for r in self.raw.rows if visible(r.changes, self.side)]

    @cached_property
    def signature(self) -> str:
        """The string that two equal tables share."""
        if self.raw.plain is not None:
            return self.raw.plain
        return "".join(row.signature + ROW_END for row in self.rows) + TABLE_END


@dataclass(slots=True, eq=False)
class ViewOpaque:
    """An opaque block of one side."""

    raw: Opaque

    @property
    def signature(self) -> str:
        """The string that two equal blocks share."""
        return self.raw.key


ViewBlock = ViewParagraph | ViewTable | ViewOpaque


def story_signature(blocks: list[ViewBlock]) -> str:
    """Give the string that two equal flows share."""
    return MARK.join(block.signature for block in blocks)


def deep_signature(blocks: list[ViewBlock]) -> str:
    """Give the string that two equal flows share, with the notes and boxes that they open."""
    inner = [
        deep_signature(story.after)
        for paragraph in walk(blocks)
        for leaf in paragraph.leaves
        for story in leaf.inner
    ]
    return "\0".join([story_signature(blocks), *inner])


def view(story: Story, side: Side) -> list[ViewBlock]:
    """Give one side of a story.

    A paragraph whose mark is not seen goes on in the next one. Where a table or the end of the
    story comes first, it ends there if it has words, and vanishes if it has none.
    """
    blocks: list[ViewBlock] = []
    pending: list[Paragraph] = []
    for block in story.blocks:
        if isinstance(block, Paragraph):
            if block.plain is not None and not pending:
                blocks.append(ViewParagraph(block.plain, [block], block.leaves))
                continue
            pending.append(block)
            if not block.tracked or visible(block.mark, side):
                blocks.append(_paragraph_view(pending, side))
                pending = []
            continue
        seen = block_view(block, side)
        if seen is not None:
            blocks += _dangling(pending, side)
            pending = []
            blocks.append(seen)
    return blocks + _dangling(pending, side)


def _dangling(pending: list[Paragraph], side: Side) -> list[ViewBlock]:
    if not pending:
        return []
    paragraph = _paragraph_view(pending, side)
    return [paragraph] if paragraph.leaves and paragraph.text else []


def _paragraph_view(raws: list[Paragraph], side: Side) -> ViewParagraph:
    first = raws[0]
    if len(raws) == 1 and not first.tracked:
        leaves = first.leaves
    else:
        leaves = [leaf for raw in raws for leaf in raw.leaves if visible(leaf.changes, side)]
    return ViewParagraph("".join([leaf.text for leaf in leaves]), list(raws), leaves)


def block_view(block: Table | Opaque, side: Side) -> ViewTable | ViewOpaque | None:
    """Give a table or opaque block of one side, None where it is not seen."""
    if isinstance(block, Opaque):
        return ViewOpaque(block) if visible(block.changes, side) else None
    seen = ViewTable(block, side)
    return seen if block.plain is not None or seen.rows or not block.rows else None


def row_view(row: Row, side: Side) -> ViewRow:
    """Give a row of one side."""
    cells = [cell for cell in row.cells if visible(cell.changes, side)]
    return ViewRow(
        row,
        [ViewCell(cell, cell.story.on(side)) for cell in cells],
        tuple(cell.shape_before if side is Side.BEFORE else cell.shape for cell in cells),
    )


def raw_paragraphs(story: Story) -> Iterator[Paragraph]:
    """Give every paragraph of a story as the file has it, those of cells included."""
    for block in story.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from raw_paragraphs(cell.story)


def walk(blocks: list[ViewBlock]) -> Iterator[ViewParagraph]:
    """Give every paragraph of one side, those of cells included, in reading order."""
    for block in blocks:
        if isinstance(block, ViewParagraph):
            yield block
        elif isinstance(block, ViewTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from walk(cell.blocks)
