"""What became of the observations of one's organisation: their answers, and one's opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.web.models import Observation, Round
from toguna.web.permissions import Right, Seat, visible

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Outcome:
    """One's own observation and what became of it; `final` are the words that stay, if any."""

    observation: Observation
    disposition: str
    validated: bool
    final: str
    may_react: bool


def own_observations(seat: Seat, round_: Round) -> QuerySet[Observation]:
    """Give the observations of one's organisation in a round."""
    own = visible(seat, round_).filter(organisation=seat.organisation)
    return own.select_related("answer")


def outcome(seat: Seat, observation: Observation) -> Outcome:
    """Tell what became of an observation of one's organisation."""
    answer = getattr(observation, "answer", None)
    if answer is None or not answer.disposition:
        return Outcome(observation, "", False, "", False)
    validated = answer.stage == Stage.VALIDATED.value
    return Outcome(
        observation,
        answer.disposition,
        validated,
        _final(observation) if validated else "",
        seat.may(Right.REACT) and validated,
    )


def _final(observation: Observation) -> str:
    """Give the words that an answer keeps: those proposed, or those that were chosen instead."""
    if observation.answer.wording:
        return observation.answer.wording
    adopted = observation.answer.disposition == Disposition.ACCEPTED.value
    return observation.after if adopted else ""


def opinions() -> list[Verdict]:
    """Give what a contributor may say of an answer."""
    return [Verdict.SATISFIED, Verdict.NOT_SATISFIED]
