"""The blocks and inline things that a document is written out as."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """How words look, and where they lead: `#` and a clause's id, or an address."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: str = ""
    """`sup`, `sub` or nothing."""
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look; a line break is `\\n`, a tab `\\t`."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class NoteSign:
    """The call of a note: the id of its clause and its number."""

    note: str
    number: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that any reader can show, its size in points (0 where the file does not say)."""

    data: bytes
    media_type: str
    alt: str
    width: float = 0
    height: float = 0


Inline = Words | NoteSign | Picture


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a block: its text, and the list and level that counted it."""

    text: str
    bullet: bool
    sequence: int
    level: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the id of its clause, its level from 1, the number shown before it.

    `rank` is its level where none is left out between it and the headings around it.
    """

    id: str
    level: int
    rank: int
    number: str
    content: tuple[Inline, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `id` is empty within cells, notes and boxes, which are clauses as a whole.

    `caption` is what it counts ("Tableau") where it is a caption, `align` left out where usual.
    """

    id: str
    content: tuple[Inline, ...]
    label: Label | None = None
    align: str = ""
    caption: str | None = None
    new_page: bool = False
    large: float = 1
    """How much larger than the usual its letters are."""

    @property
    def pictures(self) -> bool:
        """Whether it is pictures and nothing else."""
        return bool(self.content) and all(
            isinstance(one, Picture) or (isinstance(one, Words) and not one.text.strip())
            for one in self.content
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the columns and rows that it spans, and whether it names a row or column."""

    id: str
    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1
    names_row: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `header` tells that it names the columns."""

    id: str
    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows and the widths of its columns (parts of any size)."""

    id: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Captioned:
    """A table or picture with its caption, which stands before it or after it."""

    block: Table | Prose
    caption: Prose
    before: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: where it leads, its level from 1, its number and words."""

    target: str
    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents or a list of captions, as it is when brought up to date.

    `counts` is what captions count, in lower case ("tableau"), None where headings are listed.
    """

    id: str
    entries: tuple[Entry, ...]
    counts: str | None = None

    @property
    def of_headings(self) -> bool:
        """Whether it lists headings."""
        return self.counts is None


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: the id of its clause and what stands in it."""

    id: str
    blocks: tuple[Block, ...]


Block = Heading | Prose | Table | Captioned | Contents | Box


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the foot or the end: the id of its clause, its number, its blocks."""

    id: str
    number: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that stand on pages of one kind."""

    landscape: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A whole document: its title, its first page if it has one, its text, its notes.

    `headings` are the entries of all its headings; `header` and `footer` the words that stand
    on its usual pages, without page numbers and other computed things.
    """

    title: str
    cover: tuple[Block, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    headings: tuple[Entry, ...] = field(default=())
    header: str = ""
    footer: str = ""

    @property
    def blocks(self) -> list[Block]:
        """The blocks of all sections, the first page left out."""
        return [block for section in self.sections for block in section.blocks]


def words_of(content: tuple[Inline, ...]) -> str:
    """Give the words of a line, without its notes and pictures."""
    return "".join(one.text for one in content if isinstance(one, Words))
