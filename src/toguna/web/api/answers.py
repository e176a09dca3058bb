"""Answering observations: one or many, taking back, assigning, settling divergences, undoing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.web.api.frame import eg, offers, round_of
from toguna.web.api.observations import ObservationOut, told
from toguna.web.domain import answers, desks, rivals
from toguna.web.domain.answers import Done, Given
from toguna.web.domain.history import batches_of, undo_batch
from toguna.web.models import Observation, Round, User
from toguna.web.permissions import Right, Seat, visible, visible_conflicts

ROUTER = Router()
ANSWERS = "/rounds/{int:number}/answers"
MOST = 10_000


class SeenIn(Schema):
    """An observation, and the revision of its answer that was seen: 0 where there was none."""

    observation: str = eg("MJDH-001")
    seen: int = eg(0)


class ManyIn(Schema):
    """Some observations, each with what was seen of it."""

    observations: list[SeenIn] = Field(min_length=1, max_length=MOST)


class ReasonIn(ManyIn):
    """Why, who decided, and whether it is validated."""

    reason: str = eg("Conforme à la loi.", "")
    wording: str = eg("", "")
    instance: str = eg("Atelier de finalisation", "")
    date: str = eg("2025-07-03", "")
    stage: Stage = eg(Stage.PROPOSED.value, Stage.PROPOSED)

    def given(self, disposition: Disposition) -> Given:
        """Give it as the domain takes it."""
        return Given(disposition, self.reason, self.wording, self.instance, self.date, self.stage)


class AnswerIn(ReasonIn):
    """The answer that some observations get."""

    disposition: Disposition = eg(Disposition.ACCEPTED.value)


class SettleIn(ReasonIn):
    """How a divergence is settled: one of its wordings is chosen, or it is referred."""

    conflict: str = eg("D-01")
    wording_index: int | None = eg(
        0, None, "Which of its wordings; -1 is the draft's own, none sends it to who arbitrates."
    )


class AssignIn(ManyIn):
    """To whom some observations are given; nobody where left out."""

    desk: str | None = eg("bakary", None)


class ReactIn(Schema):
    """What a contributor thinks of an answer."""

    observation: str = eg("MJDH-001")
    verdict: Verdict = eg(Verdict.SATISFIED.value)
    reason: str = eg("", "")


class DoneOut(Schema):
    """What was done: its batch, with which it can be undone."""

    batch: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    count: int = eg(1)


class BatchOut(DoneOut):
    """An act that was done."""

    act: str = eg("répondu")
    at: datetime = eg("2025-07-03T10:00:00Z")
    by: str = eg("Awa Sissoko")
    first: str = eg("MJDH-001")
    undone: bool = eg(False)


def told_done(done: Done) -> dict[str, Any]:
    """Tell what was done."""
    return {"batch": done.batch, "count": done.count}


def _seen(seat: Seat, round_: Round, body: ManyIn) -> tuple[list[Observation], dict[int, int]]:
    """Give the observations that are meant, and the revisions that were seen of them."""
    wanted = {one.observation: one.seen for one in body.observations}
    found = list(visible(seat, round_).filter(identifier__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return found, {one.pk: wanted[one.identifier] for one in found}


@offers(ROUTER, "POST", ANSWERS, Right.ANSWER, DoneOut)
def give_answers(seat: Seat, number: int, body: AnswerIn) -> Any:
    """Give the same answer to some observations, in one act."""
    round_ = round_of(seat, number)
    rows, seen = _seen(seat, round_, body)
    return told_done(answers.give(seat, round_, rows, body.given(body.disposition), seen))


@offers(ROUTER, "POST", f"{ANSWERS}/take-back", Right.ANSWER, DoneOut)
def take_back_answers(seat: Seat, number: int, body: ManyIn) -> Any:
    """Take answers back."""
    round_ = round_of(seat, number)
    rows, seen = _seen(seat, round_, body)
    return told_done(answers.take_back(seat, round_, rows, seen))


@offers(ROUTER, "POST", f"{ANSWERS}/assign", Right.ANSWER, DoneOut)
def assign_observations(seat: Seat, number: int, body: AssignIn) -> Any:
    """Give observations to a desk, or to nobody."""
    round_ = round_of(seat, number)
    rows, _ = _seen(seat, round_, body)
    desk = None
    if body.desk is not None:
        desk = User.objects.filter(username=body.desk, memberships__dossier=seat.dossier).first()
        if desk is None:
            raise Http404
    return told_done(desks.assign(seat, round_, rows, desk))


@offers(ROUTER, "POST", f"{ANSWERS}/settle", Right.ANSWER, DoneOut)
def settle_conflict(seat: Seat, number: int, body: SettleIn) -> Any:
    """Settle a divergence: one wording is chosen and the others fall, or it is referred."""
    round_ = round_of(seat, number)
    found = visible_conflicts(seat, round_).filter(identifier=body.conflict)
    cases = rivals.cases_of(seat, round_, found)
    if not cases:
        raise Http404
    _, seen = _seen(seat, round_, body)
    given = body.given(Disposition.REFERRED)
    if body.wording_index is None:
        return told_done(rivals.refer(seat, round_, cases[0], given, seen))
    return told_done(rivals.choose(seat, round_, cases[0], body.wording_index, given, seen))


@offers(ROUTER, "POST", f"{ANSWERS}/react", Right.REACT, ObservationOut)
def react_to_answer(seat: Seat, number: int, body: ReactIn) -> Any:
    """Say what one's organisation thinks of the answer to its own observation."""
    rows = visible(seat, round_of(seat, number)).select_related("round", "answer", "desk")
    found = rows.filter(identifier=body.observation).first()
    if found is None:
        raise Http404
    answers.react(seat, found, body.verdict, body.reason)
    return told(seat, rows.get(pk=found.pk))


@offers(ROUTER, "GET", f"{ANSWERS}/batches", Right.SEE_REGISTER, list[BatchOut])
def list_batches(seat: Seat, number: int) -> Any:
    """List what was done last, act by act."""
    return [
        {
            "batch": one.id,
            "count": one.count,
            "act": one.act,
            "at": one.at,
            "by": str(one.by or ""),
            "first": one.first.identifier,
            "undone": one.undone,
        }
        for one in batches_of(seat, round_of(seat, number))
    ]


@offers(ROUTER, "POST", f"{ANSWERS}/batches/{{uuid:batch}}/undo", Right.ANSWER, DoneOut)
def undo_answers(seat: Seat, number: int, batch: UUID) -> Any:
    """Undo one act."""
    return told_done(undo_batch(seat, round_of(seat, number), batch))
