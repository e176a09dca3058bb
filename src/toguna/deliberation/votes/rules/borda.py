"""Borda: the option that is the highest on average."""

from __future__ import annotations

from fractions import Fraction

from toguna.deliberation.votes.model import Matrix, Outcome, VotingRule, by_score
from toguna.deliberation.votes.pairwise import preferences
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def _score(profile: Profile, matrix: Matrix, one: int) -> Fraction:
    """Give a point for each option put after this one, half a point for each tied with it."""
    others = [number for number in range(len(profile.options)) if number != one]
    return sum(
        ((profile.total + matrix[one][other] - matrix[other][one]) / 2 for other in others),
        Fraction(0),
    )


def _elect(profile: Profile) -> Outcome:
    matrix = preferences(profile)
    scores = {
        option: _score(profile, matrix, number) for number, option in enumerate(profile.options)
    }
    found = by_score(scores)
    return Outcome(found.winners, found.order, found.scores, matrix)


RULE = VotingRule(
    "borda",
    say("méthode de Borda"),
    say("L'option la mieux classée en moyenne : un point pour chaque option placée après elle."),
    say(
        "Ajouter une option voisine d'une autre change le résultat, et l'on gagne à placer son"
        " plus fort rival en dernier."
    ),
    "borda-tournament-1",
    _elect,
)
