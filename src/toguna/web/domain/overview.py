"""Where a dossier stands."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.web.domain.rounds import Standing, rounds_of, standing
from toguna.web.models import Round
from toguna.web.permissions import Seat, sees_all, visible_conflicts


@dataclass(frozen=True)
class Overview:
    """The last round of a dossier and its figures, as far as a seat may know them.

    `sees_all` tells whether they are those of all organisations, or of its own alone.
    """

    current: Round | None
    standing: Standing | None
    conflicts: int
    sees_all: bool = False

    @property
    def answered(self) -> int:
        """How many observations have an answer."""
        if self.standing is None:
            return 0
        return self.standing.observations - self.standing.unanswered


def overview_of(seat: Seat) -> Overview:
    """Give what the first page of a dossier tells a seat."""
    rounds = rounds_of(seat)
    if not rounds:
        return Overview(None, None, 0)
    current = rounds[-1]
    conflicts = visible_conflicts(seat, current).count()
    return Overview(current, standing(seat, current), conflicts, sees_all(seat, current))
