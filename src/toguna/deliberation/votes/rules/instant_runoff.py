"""Instant run-off: the weakest option falls out, again and again."""

from __future__ import annotations

from functools import cache

from toguna.deliberation.orders import Order
from toguna.deliberation.votes.model import Outcome, VotingRule, named
from toguna.deliberation.votes.profile import Profile
from toguna.deliberation.votes.rules.plurality import first_places
from toguna.messages import say


def _elect(profile: Profile) -> Outcome:
    """Follow every order in which tied options may fall out ("parallel universes")."""

    @cache
    def losers(standing: frozenset[int]) -> tuple[int, ...]:
        counted = first_places(profile, standing)
        return tuple(number for number, n in counted.items() if n == min(counted.values()))

    @cache
    def winners(standing: frozenset[int]) -> frozenset[int]:
        if len(standing) == 1:
            return standing
        return frozenset().union(*(winners(standing - {loser}) for loser in losers(standing)))

    def order(standing: frozenset[int]) -> Order | None:
        fallen: list[tuple[str, ...]] = []
        while standing:
            last = losers(standing)
            if len(last) > 1:
                return None
            fallen.append((profile.options[last[0]],))
            standing -= set(last)
        return tuple(reversed(fallen))

    everything = frozenset(range(len(profile.options)))
    found = winners(everything)
    return Outcome(
        named(profile, found),
        order(everything),
    )


RULE = VotingRule(
    "instant-runoff",
    say("vote alternatif (tours successifs)"),
    say("L'option qui reste quand on retire, tour après tour, celle qui a le moins de têtes."),
    say(
        "Un compromis que tous placent deuxième tombe au premier tour, et une option peut perdre"
        " parce que des votants l'ont mieux classée."
    ),
    "instant-runoff-put-1",
    _elect,
)
