"""What was done to the answers of a round, act by act, and undoing one of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from toguna.web.domain.answers import Done, undo
from toguna.web.domain.desks import ASSIGNED, unassign
from toguna.web.models import AnswerChange, Observation, Round, User
from toguna.web.permissions import Seat, visible

SHOWN = 100
"""Acts shown on the page of the history, the last ones first."""


@dataclass(frozen=True)
class Batch:
    """One act: what it was, when and by whom, on how many observations, `first` among them.

    `after` is the answer that it gave to that one; `undone` tells that it was undone later.
    """

    id: uuid.UUID
    act: str
    at: datetime
    by: User | None
    count: int
    first: Observation
    after: Mapping[str, Any]
    undone: bool
    undoes: bool

    @property
    def others(self) -> int:
        """How many observations it was on beside the first."""
        return self.count - 1


def batches_of(seat: Seat, round_: Round) -> list[Batch]:
    """Give the last acts on the observations of a round that a seat may know of."""
    changes = AnswerChange.objects.filter(observation__in=visible(seat, round_))
    rows = list(
        changes.values("batch")
        .annotate(count=Count("id"), first=Min("id"), last=Max("id"))
        .order_by("-last")[:SHOWN]
    )
    firsts = AnswerChange.objects.select_related("by", "observation").in_bulk(
        [row["first"] for row in rows]
    )
    undone = set(
        AnswerChange.objects.filter(undoes__in=[row["batch"] for row in rows]).values_list(
            "undoes", flat=True
        )
    )
    return [_batch(firsts[row["first"]], row["count"], undone) for row in rows]


def _batch(change: AnswerChange, count: int, undone: set[uuid.UUID | None]) -> Batch:
    return Batch(
        change.batch,
        change.act,
        change.at,
        change.by,
        count,
        change.observation,
        change.after,
        change.batch in undone,
        change.undoes is not None,
    )


def undo_batch(seat: Seat, round_: Round, batch: uuid.UUID) -> Done:
    """Undo an act, whatever it was.

    Raises:
        Refused: it is not one's own, or something in it was changed since.
    """
    changes = AnswerChange.objects.filter(batch=batch, observation__round=round_)
    if changes.filter(act=ASSIGNED).exists():
        return unassign(seat, round_, batch)
    return undo(seat, round_, batch)
