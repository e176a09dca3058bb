"""Split cycle (Holliday and Pacuit, 2023): in each cycle of defeats the weakest does not count."""

from __future__ import annotations

from toguna.deliberation.votes.model import Outcome, VotingRule, named
from toguna.deliberation.votes.pairwise import margins, preferences, strongest_paths
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def undefeated(profile: Profile) -> tuple[int, ...]:
    """Give the numbers of the options that no other one defeats.

    A defeat counts if no path back to its winner is as strong: else it is the weakest of a cycle.
    """
    margin = margins(preferences(profile))
    paths = strongest_paths(margin)
    numbers = range(len(profile.options))
    return tuple(
        one
        for one in numbers
        if not any(margin[other][one] > paths[one][other] for other in numbers)
    )


def _elect(profile: Profile) -> Outcome:
    return Outcome(named(profile, undefeated(profile)), pairwise=preferences(profile))


RULE = VotingRule(
    "split-cycle",
    say("cycles rompus (split cycle)"),
    say(
        "Les options que rien ne bat, une fois retirée de chaque cycle la victoire la plus courte."
    ),
    say("Elle laisse souvent plusieurs options : elle écarte, elle ne tranche pas."),
    "split-cycle-margins-1",
    _elect,
)
