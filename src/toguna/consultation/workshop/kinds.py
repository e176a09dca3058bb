"""What a kind of paper is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toguna.consultation.workshop.model import Workshop
from toguna.consultation.workshop.paper import Paper


def always(workshop: Workshop) -> bool:
    """Tell that a paper can be written of any workshop."""
    return True


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: the name of its file, its title on screen, and how it is made.

    `applies` tells whether there is anything to write in it yet.
    """

    name: str
    title: str
    make: Callable[[Workshop], Paper]
    applies: Callable[[Workshop], bool] = always
