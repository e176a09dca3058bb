"""From ballots to what the rules count: every option placed, approved and graded by everybody.

Voices are exact fractions, so that equal totals are equal whatever the order of the ballots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toguna.deliberation.model import Ballot, Deliberation
from toguna.deliberation.tables import eligible
from toguna.messages import Message, say


@dataclass(frozen=True, slots=True)
class Profile:
    """The ballots of a vote, without the names of who cast them.

    One entry a ballot in `voices`, `places`, `approvals` and `grades`; in the latter three, one
    entry an option, in the order of `options`. A place is a number, the least is the first, and
    options of one place are tied. A grade is an index in `scale` (0 the worst). `derived` counts
    the ballots whose places were taken from their grades or approvals.
    """

    options: tuple[str, ...]
    voices: tuple[Fraction, ...]
    places: tuple[tuple[int, ...], ...]
    approvals: tuple[tuple[bool, ...], ...]
    grades: tuple[tuple[int, ...], ...]
    scale: tuple[str, ...] = ()
    derived: int = 0
    approving: bool = False
    """Whether some ballot approves something."""
    grading: bool = False
    """Whether some ballot grades something."""

    @property
    def total(self) -> Fraction:
        """All the voices together."""
        return sum(self.voices, Fraction(0))


class InvalidBallot(ValueError):
    """A ballot cannot be counted; `message` says whose and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def profile_of(deliberation: Deliberation) -> Profile:
    """Give the profile of the ballots of a question, on the options that nothing rules out.

    Raises:
        InvalidBallot: see `make_profile`.
    """
    options = [option.key for option in eligible(deliberation)]
    return make_profile(deliberation.ballots, options, deliberation.grades, deliberation.ruled_out)


def make_profile(
    ballots: Iterable[Ballot],
    options: Sequence[str],
    scale: Sequence[str] = (),
    ruled_out: Iterable[str] = (),
) -> Profile:
    """Make a profile of ballots on `options`; `scale` goes from the worst grade to the best.

    What a ballot says of the options of `ruled_out` is left aside, as if they did not stand.
    A ballot without a ranking ranks by its grades, or else by its approvals: nothing is added
    to what it says. An option that it does not grade has the worst grade (Balinski and Laraki's
    rule), and those that it does not rank are last together.

    Raises:
        InvalidBallot: a ballot names an option that does not stand or one twice, has a grade
            that is not in the scale or no positive voices, or its voter has voted already.
        ValueError: no option stands.
    """
    if not options:
        raise ValueError("no option stands")
    cast = tuple(ballots)
    _check(cast, frozenset(options) | frozenset(ruled_out), frozenset(scale))
    rankings = [_ranking(ballot, scale) for ballot in cast]
    return Profile(
        tuple(options),
        tuple(exact(ballot.voices) for ballot in cast),
        tuple(_places(ranking, options) for ranking in rankings),
        tuple(tuple(option in ballot.approved for option in options) for ballot in cast),
        tuple(_grades(ballot, options, scale) for ballot in cast),
        tuple(scale),
        sum(
            not ballot.ranking and bool(found) for ballot, found in zip(cast, rankings, strict=True)
        ),
        any(ballot.approved for ballot in cast),
        any(ballot.grades for ballot in cast),
    )


def exact(voices: float) -> Fraction:
    """Give a number of voices as the decimal fraction that was meant, to nine figures.

    0.1 is a tenth, and so is what a sum of floats made a little more than a tenth.
    """
    return Fraction(f"{voices:.9g}")


def _ranking(ballot: Ballot, scale: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    if ballot.ranking:
        return ballot.ranking
    if ballot.grades:
        places = (
            tuple(option for option, grade in ballot.grades.items() if grade == word)
            for word in reversed(scale)
        )
        return tuple(place for place in places if place)
    return (ballot.approved,) if ballot.approved else ()


def _places(ranking: tuple[tuple[str, ...], ...], options: Sequence[str]) -> tuple[int, ...]:
    place = {option: number for number, tied in enumerate(ranking) for option in tied}
    return tuple(place.get(option, len(ranking)) for option in options)


def _grades(ballot: Ballot, options: Sequence[str], scale: Sequence[str]) -> tuple[int, ...]:
    number = {word: index for index, word in enumerate(scale)}
    return tuple(
        number[ballot.grades[option]] if option in ballot.grades else 0 for option in options
    )


def _check(ballots: tuple[Ballot, ...], options: frozenset[str], scale: frozenset[str]) -> None:
    voted: set[str] = set()
    for ballot in ballots:
        problem = _problem(ballot, options, scale)
        if problem is None and ballot.voter in voted:
            problem = say("il y a déjà un bulletin de cette personne")
        if problem is not None:
            raise InvalidBallot(
                say("Bulletin de {voter} : {problem}.", voter=ballot.voter, problem=problem)
            )
        voted.add(ballot.voter)


def _problem(ballot: Ballot, options: frozenset[str], scale: frozenset[str]) -> Message | None:
    ranked = [option for place in ballot.ranking for option in place]
    for option in (*ranked, *ballot.approved, *ballot.grades):
        if option not in options:
            return say("l'option « {option} » n'existe pas", option=option)
    twice = next((option for option in ranked if ranked.count(option) > 1), None)
    if twice is not None:
        return say("l'option « {option} » est classée deux fois", option=twice)
    strange = next((grade for grade in ballot.grades.values() if grade not in scale), None)
    if strange is not None:
        return say("la mention « {grade} » n'est pas dans l'échelle", grade=strange)
    if not 0 < ballot.voices < float("inf"):
        return say("le nombre de voix doit être positif")
    return None
