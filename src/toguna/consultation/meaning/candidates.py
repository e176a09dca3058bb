"""Which observations may ask for the same as one, in other words: ranked, never merged.

A page shows them to a person, who says which are. What sets two of them apart at first sight
(a number, a negation) is given with each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.consultation.meaning.likeness import Likeness
from toguna.consultation.meaning.words import guards, tokens
from toguna.consultation.model import Observation

FIRST = 10
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """An observation that may ask for the same as another."""

    observation: Observation
    likeness: float
    shared: tuple[str, ...]
    """The beginnings of the words that make them alike, the most telling first."""
    apart: tuple[str, ...]
    """The numbers, negations and letters that only one of the two has."""


def candidates(
    observation: Observation, others: Sequence[Observation], first: int = FIRST
) -> list[Candidate]:
    """Rank the others by how likely they ask for the same; those that share no word are left out.

    Which others is for the caller to choose: those on the same clause, or those of earlier rounds.
    """
    said = [saying(each) for each in (observation, *others)]
    alike = Likeness(said)
    ranked = ranking(alike, 0, range(1, len(said)))[:first]
    own = Counter(guards(tokens(said[0])))
    found = []
    for index in ranked:
        theirs = Counter(guards(tokens(said[index])))
        apart = tuple(sorted({*(own - theirs), *(theirs - own)}))
        likeness = float(alike.to_all(0)[index])
        shared = alike.shared(0, index, SHOWN)
        found.append(Candidate(others[index - 1], likeness, shared, apart))
    return found


def ranking(alike: Likeness, one: int, others: Sequence[int]) -> list[int]:
    """Put others in the order of their likeness to one, those without any left out."""
    likeness = alike.to_all(one)
    found = [other for other in others if other != one and likeness[other] > 0]
    return sorted(found, key=lambda other: (-likeness[other], other))


def saying(observation: Observation) -> str:
    """Give all that an observation says: its remark, the words that it proposes, its reason."""
    return "\n".join(filter(None, (observation.text, observation.after, observation.reason)))
