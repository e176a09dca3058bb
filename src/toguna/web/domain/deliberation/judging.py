"""What a delegation says, one criterion after the other, kept as it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils import timezone

from toguna.deliberation.model import Criterion, Option
from toguna.deliberation.model import Deliberation as Core
from toguna.deliberation.reading.lines import Names
from toguna.deliberation.tables import eligible
from toguna.deliberation.weights.tree import levels
from toguna.messages import say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.models import DelegationSaid, Deliberation, DeliberationRound
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused


@dataclass(frozen=True)
class Desk:
    """Where a delegation stands: the round, what it has said in it and before, what is asked.

    `before` is what it said in earlier rounds, by criterion and option.
    """

    deliberation: Deliberation
    question: Core
    round: DeliberationRound
    person: str
    said: DelegationSaid
    before: Mapping[str, Mapping[str, str]]
    weighed_before: Mapping[str, Any]

    @property
    def options(self) -> tuple[Option, ...]:
        """The options that are judged: those that nothing rules out."""
        return eligible(self.question)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria, one a screen."""
        return self.question.leaves

    @property
    def screens(self) -> int:
        """How many screens there are: one a criterion, and the weights."""
        return len(self.criteria) + 1

    def is_done(self, number: int) -> bool:
        """Whether a screen (from 1) is filled in, in this round."""
        if number > len(self.criteria):
            return bool(self.said.weighed)
        judged = self.said.judged.get(self.criteria[number - 1].key, {})
        return all(option.key in judged for option in self.options)

    @property
    def done(self) -> int:
        """How many screens are filled in."""
        return sum(self.is_done(number) for number in range(1, self.screens + 1))

    @property
    def next(self) -> int | None:
        """The first screen that is not filled in, None where all are."""
        numbers = range(1, self.screens + 1)
        return next((number for number in numbers if not self.is_done(number)), None)

    def judged(self, criterion: Criterion) -> dict[str, str]:
        """Give what is said of each option on a criterion: in this round, or else before."""
        return {**self.before.get(criterion.key, {}), **self.said.judged.get(criterion.key, {})}

    @property
    def weighed(self) -> Mapping[str, Any]:
        """The weights as they are said: in this round, or else before."""
        return self.said.weighed or self.weighed_before

    @property
    def pairs(self) -> list[tuple[Criterion, Criterion]]:
        """The criteria that are compared two by two, level by level."""
        by_key = {criterion.key: criterion for criterion in self.question.criteria}
        return [
            (by_key[first], by_key[second])
            for children in levels(self.question.criteria).values()
            for first, second in combinations(children, 2)
        ]


def person_of(seat: Seat, question: Core) -> str | None:
    """Give the key by which a seat's organisation judges, None where it does not."""
    if seat.organisation is None or not seat.may(Right.VOTE):
        return None
    found = Names({person.key: person.organisation for person in question.people})
    return found.find(seat.organisation.label) or found.find(seat.organisation.name)


def desk_of(seat: Seat, deliberation: Deliberation) -> Desk:
    """Give where a seat's delegation stands in the round that is open.

    Raises:
        Refused: it does not judge, or no round is open.
    """
    check_right(seat, Right.VOTE)
    question = question_of(deliberation)
    person = person_of(seat, question)
    if person is None:
        raise Refused(
            say("Votre structure n'est pas parmi celles qui jugent dans cette délibération."), 403
        )
    current = deliberation.rounds.last()
    if current is None:
        raise Refused(say("Le recueil des avis n'est pas encore ouvert."), 409)
    if current.shown is not None:
        raise Refused(
            say("Les résultats de ce tour sont ouverts : les avis ne changent plus."), 409
        )
    said = DelegationSaid.objects.filter(round=current, person=person).first()
    earlier = DelegationSaid.objects.filter(
        round__deliberation=deliberation, round__number__lt=current.number, person=person
    ).order_by("round__number")
    before: dict[str, dict[str, str]] = {}
    weighed: Mapping[str, Any] = {}
    for one in earlier:
        for criterion, judged in one.judged.items():
            before[criterion] = {**before.get(criterion, {}), **judged}
        weighed = one.weighed or weighed
    fresh = DelegationSaid(round=current, person=person)
    return Desk(deliberation, question, current, person, said or fresh, before, weighed)


def save_judged(
    seat: Seat, desk: Desk, criterion: Criterion, judged: Mapping[str, str], revision: int
) -> None:
    """Keep what a delegation says on one criterion, in the words of a cell by option.

    Raises:
        Refused: another telephone of the delegation saved since.
    """
    _save(seat, desk, revision, judged={criterion.key: dict(judged)})


def save_weighed(seat: Seat, desk: Desk, weighed: Mapping[str, Any], revision: int) -> None:
    """Keep how a delegation weighs the criteria.

    Raises:
        Refused: another telephone of the delegation saved since.
    """
    _save(seat, desk, revision, weighed=dict(weighed))


def finish(seat: Seat, desk: Desk) -> None:
    """Say that a delegation has said all; in a later round it may have nothing to change.

    Raises:
        Refused: it has said nothing of something in no round.
    """
    if desk.next is not None and desk.round.number == 1:
        raise Refused(
            say(
                "Il reste des critères sans réponse : répondez à chacun, au besoin par « ne sait "
                "pas »."
            )
        )
    _save(seat, desk, desk.said.revision, finished=timezone.now())


@transaction.atomic
def _save(seat: Seat, desk: Desk, revision: int, **changes: Any) -> None:
    current = DeliberationRound.objects.select_for_update().get(pk=desk.round.pk)
    if current.shown is not None:
        raise Refused(
            say("Les résultats de ce tour sont ouverts : les avis ne changent plus."), 409
        )
    said, _ = DelegationSaid.objects.get_or_create(round=current, person=desk.person)
    if said.revision != revision:
        raise Refused(
            say(
                "Un autre téléphone de votre délégation a répondu entre-temps : rien n'a été "
                "écrasé. Voici ses réponses ; reprenez."
            ),
            409,
        )
    said.judged = {**said.judged, **changes.get("judged", {})}
    said.weighed = changes.get("weighed", said.weighed)
    said.finished = changes.get("finished")
    said.by, said.revision = seat.user, revision + 1
    said.save()
