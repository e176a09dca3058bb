"""A canevas as data: the sections that are required, and the titles under which they are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it is called, other titles for it, whether it may be missing."""

    name: str
    titles: Sequence[str] = ()
    required: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Canevas:
    """An outline: its name and its sections."""

    name: str
    sections: Sequence[Section]
