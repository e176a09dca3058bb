"""What a return is, and the copies that most of them start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..editions import DRAFT, write_edition
from ..tracking.copy import ReviewCopy
from ..writer.cover import Edition


@dataclass(frozen=True)
class Return:
    """One file that a contributor sends back, and what writes it."""

    file: str
    label: str
    name: str
    write: Callable[[Path], None]
    needs_office: bool = False


def copy_of(edition: Edition, name: str) -> ReviewCopy:
    return ReviewCopy(write_edition(edition).package, edition, name)


def copy_of_draft(name: str) -> ReviewCopy:
    return copy_of(DRAFT, name)
