"""Where a dossier stands, and what waits for who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.web.models import Round
from toguna.web.permissions import Right, Seat, visible, visible_conflicts


@dataclass(frozen=True)
class Overview:
    """The rounds of a dossier and the figures of the last one, as far as a seat may know them."""

    rounds: list[Round]
    current: Round | None
    observations: int
    unanswered: int
    conflicts: int


def overview_of(seat: Seat) -> Overview:
    """Give what the first page of a dossier tells a seat."""
    rounds = list(seat.dossier.rounds.select_related("draft"))
    if not seat.may(Right.ROUND):
        rounds = [one for one in rounds if one.opened is not None]
    current = rounds[-1] if rounds else None
    if current is None:
        return Overview(rounds, None, 0, 0, 0)
    observations = visible(seat, current)
    answered = observations.exclude(answer=None).exclude(answer__disposition="")
    total = observations.count()
    return Overview(
        rounds,
        current,
        total,
        total - answered.count(),
        visible_conflicts(seat, current).count(),
    )
