"""A question under deliberation: options, criteria, and what each person says of them.

What a person says is kept as it was said: an interval where it hesitates, nothing where it does
not know, a comparison where it compares. Constraints rule an option out and are never mixed with
preferences. Everything is a value; arrays are made of it in `tables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property


class Direction(Enum):
    """Whether more of a criterion is better or worse."""

    MORE = "plus"
    LESS = "moins"


@dataclass(frozen=True, slots=True)
class Scale:
    """How options are judged on a criterion: a number from `low` to `high`, in `unit`.

    `words` are the words that may be said instead of a number, from the least to the most, each
    with its number ("faible", 1).
    """

    low: float
    high: float
    unit: str = ""
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which difference on a criterion two options are told apart, in units of its scale.

    Up to `indifference` they are the same; from `preference` on, one is wholly preferred; from
    `veto` on, an option cannot outrank the other whatever the rest says (None: no veto).
    """

    indifference: float = 0.0
    preference: float = 0.0
    veto: float | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that matters; a criterion with children is judged through them alone.

    `parent` is the key of the criterion that it details, "" at the top.
    """

    key: str
    name: str
    scale: Scale
    direction: Direction = Direction.MORE
    description: str = ""
    parent: str = ""
    thresholds: Thresholds = Thresholds()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of an option, with where it comes from ("" where no source is known)."""

    text: str
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to the question.

    `kind` is the kind of parent body that it stands for, by which known agencies are shown
    beside it ("" where it stands for none).
    """

    key: str
    name: str
    description: str = ""
    facts: tuple[Fact, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What rules options out, whoever prefers them: a law, the constitution.

    `source` is the text that says so; `rules_out` are keys of options.
    """

    key: str
    name: str
    rules_out: tuple[str, ...]
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who judges, for an organisation; `voices` is its weight when voices are counted."""

    key: str
    name: str
    organisation: str
    voices: float = 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of an option on a criterion (a leaf of the tree).

    It is an interval of the criterion's scale, a point where both ends are equal, and "don't
    know" where both are None. `said` is what was written ("plutôt fort", "3-4").
    """

    person: str
    option: str
    criterion: str
    low: float | None
    high: float | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class DirectWeights:
    """Weights given as numbers, by criterion: any positive unit, made to sum to 1 later."""

    person: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many times more `first` matters than `second`, on Saaty's scale (1/9 to 9)."""

    first: str
    second: str
    ratio: float


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """Weights by comparing the children of `parent` two by two ("" for the top of the tree)."""

    person: str
    comparisons: tuple[Comparison, ...]
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SwingWeights:
    """Points, from 0 to 100, for going from the worst to the best on each criterion."""

    person: str
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RankedWeights:
    """Criteria from the most to the least important; those of one place are as important."""

    person: str
    order: tuple[tuple[str, ...], ...]


Weighing = DirectWeights | PairwiseWeights | SwingWeights | RankedWeights


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote on the options: places from the first on, approvals, and grades, as the rule asks.

    Options of one place of `ranking` are tied; those left out are last together. `grades` are
    words of the majority judgment's scale.
    """

    voter: str
    ranking: tuple[tuple[str, ...], ...] = ()
    approved: tuple[str, ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)
    voices: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """By what the question will be settled, said before the first ballot.

    `method` is the key of a method; `parameters` all that it takes (random index table,
    normalisation...); `formula` the version of its formula; `tie_break` what is done with a tie.
    """

    method: str
    tie_break: str
    formula: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Deliberation:
    """A question, what may answer it, and everything that was said of it in one round.

    `fictitious` marks sample content; `date` is the day that outputs carry ("2025-07-03").
    """

    question: str
    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    people: tuple[Person, ...]
    judgements: tuple[Judgement, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    rule: Rule | None = None
    grades: tuple[str, ...] = ()
    """The words of the majority judgment's scale, from the worst to the best."""
    context: str = ""
    round: int = 1
    date: str | None = None
    fictitious: bool = False

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria on which options are judged: those without children, in order."""
        parents = {criterion.parent for criterion in self.criteria}
        return tuple(c for c in self.criteria if c.key not in parents)

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """The organisations that judge, in the order of their people."""
        return tuple(dict.fromkeys(person.organisation for person in self.people))

    @cached_property
    def ruled_out(self) -> dict[str, tuple[Constraint, ...]]:
        """What rules each option out, for those that something does."""
        found = {
            option.key: tuple(c for c in self.constraints if option.key in c.rules_out)
            for option in self.options
        }
        return {key: constraints for key, constraints in found.items() if constraints}
