"""Kemeny: the order that contradicts the ballots the least."""

from __future__ import annotations

from functools import cache

from toguna.deliberation.votes.model import CannotCount, Outcome, VotingRule, named
from toguna.deliberation.votes.pairwise import preferences, whole
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say

MOST_OPTIONS = 12
"""Beyond, the exact search over all sets of options takes too long."""


def _elect(profile: Profile) -> Outcome:
    """Search exactly: the best order of a set begins with one option, then the best of the rest.

    Raises:
        CannotCount: there are more than `MOST_OPTIONS` options.
    """
    if len(profile.options) > MOST_OPTIONS:
        raise CannotCount(say("le calcul exact s'arrête à {most} options", most=MOST_OPTIONS))
    matrix = preferences(profile)
    voices = whole(matrix)

    @cache
    def best(left: frozenset[int]) -> tuple[int, tuple[int, ...]]:
        """Give the most agreement on an order of `left`, and the options that may begin it."""
        reached = {
            one: sum(voices[one][other] for other in left) + best(left - {one})[0] for one in left
        }
        most = max(reached.values(), default=0)
        return most, tuple(sorted(one for one, value in reached.items() if value == most))

    def order(left: frozenset[int]) -> tuple[int, ...] | None:
        """Give the order of the most agreement, None if there are several."""
        first = best(left)[1]
        if not first:
            return ()
        rest = order(left - set(first)) if len(first) == 1 else None
        return None if rest is None else (*first, *rest)

    everything = frozenset(range(len(profile.options)))
    found = order(everything)
    return Outcome(
        named(profile, best(everything)[1]),
        None if found is None else tuple((profile.options[one],) for one in found),
        pairwise=matrix,
    )


RULE = VotingRule(
    "kemeny",
    say("méthode de Kemeny"),
    say("La tête du classement qui contredit le moins de préférences exprimées."),
    say(
        "Plusieurs classements peuvent être aussi bons, et une option de plus, même faible, peut"
        " changer la tête."
    ),
    "kemeny-exact-1",
    _elect,
)
