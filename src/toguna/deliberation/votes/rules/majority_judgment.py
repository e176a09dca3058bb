"""Majority judgment (Balinski and Laraki): the option with the best middle grade."""

from __future__ import annotations

from fractions import Fraction

from toguna.deliberation.orders import Order
from toguna.deliberation.votes.model import CannotCount, Outcome, VotingRule
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say

Steps = tuple[tuple[Fraction, int], ...]
"""The grades of an option from the worst to the best, each with the voices up to its end."""


def majority_grades(profile: Profile) -> dict[str, str]:
    """Give the word that at least half of the voices reach or exceed, by option (lower median)."""
    half = profile.total / 2
    return {
        option: profile.scale[_grade_below(_steps(profile, number), half)]
        for number, option in enumerate(profile.options)
    }


def _steps(profile: Profile, option: int) -> Steps:
    given: dict[int, Fraction] = {}
    for voices, grades in zip(profile.voices, profile.grades, strict=True):
        given[grades[option]] = given.get(grades[option], Fraction(0)) + voices
    reached = Fraction(0)
    steps = []
    for grade in sorted(given):
        reached += given[grade]
        steps.append((reached, grade))
    return tuple(steps)


def _grade_below(steps: Steps, voices: Fraction) -> int:
    """Give the grade of the voice that ends at `voices`, counted from the worst."""
    return next(grade for end, grade in steps if end >= voices)


def _grade_above(steps: Steps, voices: Fraction) -> int:
    """Give the grade of the voice that begins at `voices`, counted from the worst."""
    return next(grade for end, grade in steps if end > voices)


def _values(profile: Profile) -> dict[str, tuple[int, ...]]:
    """Give the majority value of each option, as grades to be compared from the first on.

    It is what is left to see when the middle grade is removed again and again: the grades around
    the middle, the one below before the one above (Majority Judgment, MIT Press 2011, ch. 13).
    Between the distances at which some option's grades change, one look is enough.
    """
    half = profile.total / 2
    steps = [_steps(profile, number) for number in range(len(profile.options))]
    distances = sorted({abs(end - half) for one in steps for end, _ in one} | {Fraction(0)})
    return {
        option: tuple(
            grade
            for distance in distances
            if distance < half
            for grade in (
                _grade_below(steps[number], half - distance),
                _grade_above(steps[number], half + distance),
            )
        )
        for number, option in enumerate(profile.options)
    }


def _elect(profile: Profile) -> Outcome:
    if not profile.grading:
        raise CannotCount(say("aucun bulletin ne donne de mention"))
    values = _values(profile)
    order: Order = tuple(
        tuple(sorted(option for option in values if values[option] == value))
        for value in sorted(set(values.values()), reverse=True)
    )
    return Outcome(order[0], order)


RULE = VotingRule(
    "majority-judgment",
    say("jugement majoritaire"),
    say("L'option dont la mention qu'au moins la moitié des voix lui accordent est la plus haute."),
    say(
        "Une option que presque tous mettent avant une autre peut perdre contre elle, et une"
        " option non jugée reçoit la pire mention."
    ),
    "majority-judgment-value-1",
    _elect,
)
