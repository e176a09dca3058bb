"""The rounds of a deliberation: results opened by the facilitator, and one more round."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.messages import say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.deliberation.lines import question_of, rounds_of
from toguna.web.domain.ledger import actor_of, record
from toguna.web.jobs.queue import enqueue
from toguna.web.models import Deliberation, DeliberationRound, Job
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

TASK = "examine"


@dataclass(frozen=True)
class Heard:
    """Who has said all in the round: all that is known before results are opened."""

    finished: tuple[str, ...]
    begun: tuple[str, ...]
    expected: tuple[str, ...]


def heard(deliberation: Deliberation, current: DeliberationRound) -> Heard:
    """Tell who has answered in a round, not what."""
    rows = dict(current.said.values_list("person", "finished"))
    people = tuple(person.key for person in question_of(deliberation).people)
    return Heard(
        tuple(key for key in people if rows.get(key)),
        tuple(key for key in people if key in rows and not rows[key]),
        people,
    )


@transaction.atomic
def open_results(seat: Seat, deliberation: Deliberation) -> Job:
    """Close the judgements of the round and have its results made.

    Raises:
        Refused: they are open already, or too little was said to compute anything.
    """
    check_right(seat, Right.DELIBERATE)
    current = deliberation.rounds.select_for_update().last()
    if current is None or current.shown is not None:
        raise Refused(say("Aucun tour n'attend l'ouverture de ses résultats."), 409)
    for problem in rounds_of(deliberation).problems:
        raise Refused(
            say(
                "Les résultats ne peuvent pas être calculés : {where} : {reason}",
                where=problem.where,
                reason=problem.message,
            )
        )
    current.shown = timezone.now()
    current.save(update_fields=["shown"])
    record(
        deliberation.dossier, Act.CLOSED, actor_of(seat), f"deliberation-{deliberation.pk}",
        {"round": current.number,
         "heard": sorted(current.said.values_list("person", flat=True))},
    )  # fmt: skip
    return compute(seat, deliberation, current.number)


def compute(seat: Seat, deliberation: Deliberation, number: int) -> Job:
    """Ask for the results of a round."""
    return enqueue(
        deliberation.dossier, TASK, seat.user, deliberation=str(deliberation.pk), round=number
    )


def job_of(deliberation: Deliberation, number: int) -> Job | None:
    """Give the work that makes the results of a round, the last one asked for."""
    wanted = {"deliberation": str(deliberation.pk), "round": number}
    return deliberation.dossier.jobs.filter(task=TASK, arguments=wanted).last()


@transaction.atomic
def open_next(seat: Seat, deliberation: Deliberation) -> DeliberationRound:
    """Open one more round: delegations change what they wish to, and keep the rest.

    Raises:
        Refused: results were not opened yet, or the committee votes.
    """
    check_right(seat, Right.DELIBERATE)
    held = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    current = held.rounds.last()
    if current is None or current.shown is None:
        raise Refused(say("Ouvrez d'abord les résultats du tour en cours."), 409)
    if held.vote_opened is not None or hasattr(held, "decision"):
        raise Refused(say("Le comité est saisi : il n'y a plus de tour à ouvrir."), 409)
    made = DeliberationRound.objects.create(
        deliberation=held, number=current.number + 1, opened=timezone.now()
    )
    record(
        held.dossier, Act.OPENED, actor_of(seat), f"deliberation-{held.pk}",
        {"question": held.question, "round": made.number},
    )  # fmt: skip
    return made
