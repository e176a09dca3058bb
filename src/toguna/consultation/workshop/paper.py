"""A paper of a workshop as blocks, before it is a Word file or in print."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.consultation.decisions.outputs.letters_settings import Settings

Segments = tuple[tuple[str, str], ...]
"""Words with their kind: `keep`, `strong`, `add` or `del`."""


def plain(text: str) -> Segments:
    """Give words that are nothing special."""
    return (("keep", text),)


def strong(text: str) -> Segments:
    """Give words that stand out."""
    return (("strong", text),)


def named(name: str, text: str) -> Segments:
    """Give words with what they are before them, which stands out."""
    return (("strong", f"{name} : "), ("keep", text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of level 1 or 2."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    words: Segments


@dataclass(frozen=True, slots=True)
class Points:
    """Points, one below the other, with numbers from `first` on where it is not 0."""

    items: tuple[Segments, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: shares of the line, headings, and rows of cells of paragraphs.

    `to_sign` tells that people write into it by hand: its rows are high.
    """

    widths: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Segments, ...], ...], ...]
    to_sign: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, each by what they are and by name."""

    people: tuple[tuple[str, str], ...]


Block = Heading | Para | Points | Grid | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its title, what stands below it, the place and day, its blocks."""

    title: str
    subtitle: str
    dated: str
    letterhead: Settings
    blocks: tuple[Block, ...]

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        return self.title


def cell(text: str) -> tuple[Segments, ...]:
    """Give a cell that holds a plain text."""
    return (plain(text),) if text else ()
