"""Passing observations from one desk to another: who is to answer them.

That is the rapporteur's own housekeeping: it is kept in the history of each observation and can
be undone, but it is no act of the consultation, and not in the ledger.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from toguna.messages import say
from toguna.web.domain.answer_rules import check_right, undoable
from toguna.web.domain.answers import BATCH, Done, locked
from toguna.web.models import AnswerChange, Dossier, Observation, Round, User
from toguna.web.permissions import RIGHTS, Right, Seat
from toguna.web.refusal import Refused

ASSIGNED = "attribué"
"""The act that a change of desk is, among the changes of answers."""


def desks_of(dossier: Dossier) -> list[User]:
    """Give those to whom observations can be assigned: who may answer them."""
    roles = [role for role, rights in RIGHTS.items() if Right.ANSWER in rights]
    return list(
        User.objects.filter(memberships__dossier=dossier, memberships__role__in=roles).order_by(
            "full_name", "username"
        )
    )


@transaction.atomic
def assign(
    seat: Seat, round_: Round, observations: Iterable[Observation], desk: User | None
) -> Done:
    """Give observations to a desk, None to nobody.

    Raises:
        Refused: that desk cannot answer, or the seat may not assign.
    """
    check_right(seat, Right.ANSWER)
    if desk is not None and desk not in desks_of(seat.dossier):
        raise Refused(say("{who} ne répond pas aux observations de ce dossier.", who=str(desk)))
    known = locked(seat, round_, observations)
    return _passed(seat, dict.fromkeys(known, None if desk is None else desk.pk))


@transaction.atomic
def unassign(seat: Seat, round_: Round, batch: uuid.UUID) -> Done:
    """Give observations back to the desks that had them before a batch.

    Raises:
        Refused: it is not one's own, or something in it was changed since.
    """
    changes = undoable(seat, round_, batch)
    known = locked(seat, round_, changes)
    if any(one.desk_id != changes[one].after["desk"] for one in known):
        raise Refused(say("Ces attributions ont changé depuis : refaites-les une à une."), 409)
    return _passed(seat, {one: changes[one].before["desk"] for one in known}, batch)


def _passed(
    seat: Seat, desks: Mapping[Observation, int | None], undoes: uuid.UUID | None = None
) -> Done:
    batch, now = uuid.uuid4(), timezone.now()
    changes = [
        AnswerChange(
            observation=observation,
            batch=batch,
            act=ASSIGNED,
            before={"desk": observation.desk_id},
            after={"desk": desk},
            by=seat.user,
            at=now,
            undoes=undoes,
        )
        for observation, desk in desks.items()
    ]
    AnswerChange.objects.bulk_create(changes, batch_size=BATCH)
    for desk in set(desks.values()):
        keys = [observation.pk for observation, given in desks.items() if given == desk]
        Observation.objects.filter(pk__in=keys).update(desk=desk)
    return Done(batch, len(changes))
