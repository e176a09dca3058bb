"""Schulze: options compared by the strongest path of defeats from one to the other."""

from __future__ import annotations

from toguna.deliberation.votes.model import Outcome, VotingRule, named
from toguna.deliberation.votes.pairwise import (
    margins,
    preferences,
    strongest_paths,
    weak_order,
)
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def _elect(profile: Profile) -> Outcome:
    matrix = preferences(profile)
    paths = strongest_paths(margins(matrix))

    def beats(one: int, other: int) -> bool:
        return paths[one][other] > paths[other][one]

    numbers = range(len(profile.options))
    winners = [one for one in numbers if not any(beats(other, one) for other in numbers)]
    return Outcome(
        named(profile, winners),
        weak_order(profile.options, beats),
        pairwise=matrix,
    )


RULE = VotingRule(
    "schulze",
    say("méthode de Schulze"),
    say("L'option qui bat chaque autre, directement ou par une suite de duels plus solide."),
    say(
        "Quand les duels tournent en rond, le résultat tient à quelques voix, et d'autres règles"
        " de duels désignent une autre option."
    ),
    "schulze-margins-1",
    _elect,
)
