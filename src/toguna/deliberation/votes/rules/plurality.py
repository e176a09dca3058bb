"""Plurality: the option that most put first."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from toguna.deliberation.votes.model import Outcome, VotingRule, by_score
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def first_places(profile: Profile, standing: Collection[int]) -> dict[int, Fraction]:
    """Give the voices that put each option first, among those of the numbers `standing`.

    A ballot with several options in the first place gives each an equal part of its voices.
    """
    counted = dict.fromkeys(sorted(standing), Fraction(0))
    for voices, places in zip(profile.voices, profile.places, strict=True):
        first = min(places[number] for number in standing)
        tied = [number for number in standing if places[number] == first]
        for number in tied:
            counted[number] += voices / len(tied)
    return counted


def _elect(profile: Profile) -> Outcome:
    counted = first_places(profile, range(len(profile.options)))
    return by_score({profile.options[number]: n for number, n in counted.items()})


RULE = VotingRule(
    "plurality",
    say("majorité relative"),
    say("L'option qui est en tête sur le plus de bulletins."),
    say(
        "Deux options voisines se partagent leurs voix : celle que la majorité refuse peut alors"
        " passer."
    ),
    "plurality-1",
    _elect,
)
