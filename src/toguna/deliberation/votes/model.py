"""What a voting rule is, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from toguna.deliberation.orders import Order
from toguna.deliberation.votes.profile import Profile
from toguna.messages import Message

Matrix = tuple[tuple[Fraction, ...], ...]
"""Options against options, in the order of the profile."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives for a profile.

    `winners` are all of them, sorted by their keys. `order` is the whole order,
    None where the rule gives none (or several). `scores` are what the rule compares, by option,
    where it compares numbers. `pairwise[a][b]` is the voices that put `a` before `b`, where the
    rule reads them; it is exact.
    """

    winners: tuple[str, ...]
    order: Order | None = None
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    pairwise: Matrix | None = None


Elect = Callable[[Profile], Outcome]


@dataclass(frozen=True, slots=True)
class VotingRule:
    """One way to count votes: what it means in a sentence, and when it misleads.

    `formula_version` names the exact formula, and goes into the seal of the rule. `elect` raises
    `CannotCount` where the rule cannot be applied to a profile.
    """

    key: str
    name: Message
    meaning: Message
    misleads: Message
    formula_version: str
    elect: Elect


class CannotCount(Exception):
    """A rule cannot be applied to these ballots; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def named(profile: Profile, numbers: Iterable[int]) -> tuple[str, ...]:
    """Give the options of these numbers, sorted by their keys."""
    return tuple(sorted(profile.options[number] for number in numbers))


def by_score(scores: Mapping[str, Fraction]) -> Outcome:
    """Give the outcome of a rule that compares one exact number an option, the greatest first."""
    values = sorted(set(scores.values()), reverse=True)
    order = tuple(
        tuple(sorted(option for option in scores if scores[option] == value)) for value in values
    )
    return Outcome(order[0], order, scores)
