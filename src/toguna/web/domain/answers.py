"""Answering observations, one or many at once, undoing it, and saying what one thinks of it.

Each act is one batch: every change in it is kept, one entry tells of it in the ledger, and it can
be undone as a whole for as long as nobody has changed what it did.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.messages import say
from toguna.web.domain.answer_rules import (
    FIELDS,
    check_given,
    check_not_validated,
    check_right,
    check_rivals,
    check_seen,
    revision_of,
    told,
    undoable,
)
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import Answer, AnswerChange, Observation, Round
from toguna.web.permissions import Right, Seat, visible
from toguna.web.refusal import Refused

BATCH = 500
"""Rows written by one statement: databases limit how many values one may have."""


@dataclass(frozen=True)
class Given:
    """An answer as somebody gives it; `stage` says whether it is validated."""

    disposition: Disposition
    reason: str = ""
    wording: str = ""
    instance: str = ""
    date: str = ""
    stage: Stage = Stage.PROPOSED

    @property
    def fields(self) -> dict[str, str]:
        """What is kept of it."""
        return {
            "disposition": self.disposition.value,
            "reason": self.reason,
            "wording": self.wording,
            "instance": self.instance,
            "date": self.date,
            "stage": self.stage.value,
        }


@dataclass(frozen=True)
class Done:
    """What an act did: its batch, with which it can be undone, and how many answers it changed."""

    batch: uuid.UUID
    count: int


Seen = Mapping[int, int]
"""The revision of each observation's answer that somebody saw, by the observation's key in the
database; 0 where there was none."""


def give(
    seat: Seat, round_: Round, observations: Iterable[Observation], given: Given, seen: Seen
) -> Done:
    """Give the same answer to some observations.

    Raises:
        Refused: what cannot stand, or somebody answered one of them in the meantime.
    """
    return give_each(seat, round_, dict.fromkeys(observations, given), seen)


@transaction.atomic
def give_each(seat: Seat, round_: Round, answers: Mapping[Observation, Given], seen: Seen) -> Done:
    """Give each of some observations its answer, in one act.

    Raises:
        Refused: what cannot stand, or somebody answered one of them in the meantime.
    """
    validates = any(given.stage is Stage.VALIDATED for given in answers.values())
    check_right(seat, Right.VALIDATE if validates else Right.ANSWER)
    known = locked(seat, round_, answers)
    check_seen(known, seen)
    for given in set(answers.values()):
        check_given(given)
    if not seat.may(Right.VALIDATE):
        check_not_validated(known)
    after = {observation: _fields(observation, answers[observation]) for observation in known}
    check_rivals(seat, round_, after)
    return _change(seat, round_, after, Act.VALIDATED if validates else Act.ANSWERED)


def _fields(observation: Observation, given: Given) -> dict[str, str]:
    """Give an answer's fields; what a contributor thought of another answer goes with that one."""
    before = told(observation)
    same = (before.get("disposition"), before.get("wording")) == (
        given.disposition.value,
        given.wording,
    )
    return {**({} if same else {"verdict": "", "verdict_reason": ""}), **given.fields}


@transaction.atomic
def take_back(seat: Seat, round_: Round, observations: Sequence[Observation], seen: Seen) -> Done:
    """Take answers back, as if none had been given; what was is kept in the history.

    Raises:
        Refused: one was validated, or changed in the meantime.
    """
    check_right(seat, Right.ANSWER)
    known = locked(seat, round_, observations)
    check_seen(known, seen)
    if not seat.may(Right.VALIDATE):
        check_not_validated(known)
    return _change(seat, round_, {o: _nothing() for o in known}, Act.WITHDRAWN)


@transaction.atomic
def react(seat: Seat, observation: Observation, verdict: Verdict, reason: str = "") -> Done:
    """Say what a contributor thinks of the answer to its own observation.

    Raises:
        Refused: it is not its own, has no answer yet, or it is not said why one is not satisfied.
    """
    check_right(seat, Right.REACT)
    if observation.organisation_id != getattr(seat.organisation, "pk", None):
        raise Refused(
            say("Seule la structure qui a fait une observation dit son avis sur la suite."), 403
        )
    (held,) = locked(seat, observation.round, [observation])
    if not told(held).get("disposition"):
        raise Refused(say("{id} n'a pas encore de suite.", id=held.identifier))
    if verdict is Verdict.NOT_SATISFIED and not reason.strip():
        raise Refused(
            say("Dites pourquoi la suite donnée à {id} ne vous satisfait pas.", id=held.identifier)
        )
    after = {"verdict": verdict.value, "verdict_reason": reason}
    return _change(seat, observation.round, {held: after}, Act.OPINED)


@transaction.atomic
def undo(seat: Seat, round_: Round, batch: uuid.UUID) -> Done:
    """Put back what a batch changed.

    Raises:
        Refused: it is not one's own, or something in it was changed since.
    """
    changes = undoable(seat, round_, batch)
    known = locked(seat, round_, changes)
    moved = [o.identifier for o in known if told(o) != changes[o].after]
    if moved:
        raise Refused(
            say(
                "Ces suites ont changé depuis et ne peuvent plus être annulées d'un coup : {ids}.",
                ids=", ".join(moved),
            ),
            409,
        )
    back = {observation: changes[observation].before or _nothing() for observation in known}
    check_rivals(seat, round_, back)
    return _change(seat, round_, back, Act.CORRECTED, undoes=batch)


def locked(seat: Seat, round_: Round, observations: Iterable[Observation]) -> list[Observation]:
    """Give the observations as they are now, held until the act is done.

    Raises:
        Refused: the seat may not know of one of them, or it is gone.
    """
    wanted = {observation.pk for observation in observations}
    rows = Observation.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    list(rows.values_list("pk"))  # an answer that is not there yet cannot be held itself
    known = list(
        visible(seat, round_).filter(pk__in=wanted).select_related("answer__by", "organisation")
    )
    if not wanted or len(known) != len(wanted):
        raise Refused(say("Choisissez des observations de ce tour, puis recommencez."), 404)
    return known


# Writing it down


def _nothing() -> dict[str, str]:
    return {name: Stage.PROPOSED.value if name == "stage" else "" for name in FIELDS}


def _change(
    seat: Seat,
    round_: Round,
    after: Mapping[Observation, Mapping[str, str]],
    act: Act,
    undoes: uuid.UUID | None = None,
) -> Done:
    batch, now = uuid.uuid4(), timezone.now()
    changes: list[AnswerChange] = []
    answers: list[Answer] = []
    for observation, values in after.items():
        before = told(observation)
        now_told = {**_nothing(), **before, **values}
        # Who says what one thinks of an answer does not become who gave it.
        given = observation.answer if act is Act.OPINED else None
        answers.append(
            Answer(
                observation=observation,
                revision=revision_of(observation) + 1,
                by=given.by if given else seat.user,
                at=given.at if given else now,
                **now_told,
            )
        )
        changes.append(
            AnswerChange(
                observation=observation,
                batch=batch,
                act=act.value,
                before=before,
                after=now_told,
                by=seat.user,
                at=now,
                undoes=undoes,
            )
        )
    Answer.objects.bulk_create(
        answers,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["observation"],
        update_fields=[*FIELDS, "revision", "by", "at"],
    )
    AnswerChange.objects.bulk_create(changes, batch_size=BATCH)
    _enter(seat, round_, changes, act)
    return Done(batch, len(changes))


def _enter(seat: Seat, round_: Round, changes: Sequence[AnswerChange], act: Act) -> None:
    """Tell of a batch in the ledger; of restricted observations only a commitment."""
    public: dict[str, Json] = {}
    secret: dict[str, Json] = {}
    for change in changes:
        side = secret if change.observation.restricted else public
        side[change.observation.identifier] = {"says": change.observation.key, **change.after}
    record(
        round_.dossier,
        act,
        actor_of(seat),
        f"tour-{round_.number}",
        {"answers": public},
        restricted=secret or None,
    )
