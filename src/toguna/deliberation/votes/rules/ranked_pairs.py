"""Ranked pairs (Tideman): the clearest duels first, none that contradicts a clearer one.

Where margins are equal, the result may depend on which is taken first. All ways to break such
ties are considered, and every option that wins under one of them is a winner.

Instead of trying them all, this looks for *stacks*: orders in which each option reaches every
later one by duels, downwards, none of which has a smaller margin than the later one has over it.
These are exactly the orders that some way to break ties gives (Zavist and Tideman, Complete
independence of clones in the ranked pairs rule, Social Choice and Welfare 6, 1989).
"""

from __future__ import annotations

from toguna.deliberation.orders import Order
from toguna.deliberation.votes.model import CannotCount, Outcome, VotingRule, named
from toguna.deliberation.votes.pairwise import margins, preferences, whole
from toguna.deliberation.votes.profile import Profile
from toguna.deliberation.votes.rules.split_cycle import undefeated
from toguna.messages import say

MOST_STEPS = 50_000
"""Whether an option can win at all is a hard question; this bounds the search."""


class _Search:
    """The search for a stack that begins with a given option."""

    def __init__(self, margin: list[list[int]]) -> None:
        self.margin = margin
        self.steps = 0

    def from_top(self, top: int) -> tuple[int, ...] | None:
        """Give a stack whose first option is `top`, None if there is none.

        Raises:
            CannotCount: the search takes too long.
        """
        return self._extend((top,), {})

    def _extend(
        self, order: tuple[int, ...], reach: dict[tuple[int, int], int]
    ) -> tuple[int, ...] | None:
        """Complete an order; `reach` is the strongest way down from an option to a later one."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise CannotCount(say("trop de duels ont le même écart pour tout examiner"))
        left = [number for number in range(len(self.margin)) if number not in order]
        if not left:
            return order
        for lower in left:
            ways = self._ways(order, reach, lower)
            if all(ways[upper, lower] >= self.margin[lower][upper] for upper in order):
                found = self._extend((*order, lower), reach | ways)
                if found is not None:
                    return found
        return None

    def _ways(
        self, order: tuple[int, ...], reach: dict[tuple[int, int], int], lower: int
    ) -> dict[tuple[int, int], int]:
        """Give the strength of the strongest way down from each option of an order to `lower`."""
        margin = self.margin
        return {
            (upper, lower): max(
                [margin[upper][lower]]
                + [min(reach[upper, by], margin[by][lower]) for by in order[at + 1 :]]
            )
            for at, upper in enumerate(order)
        }


def _elect(profile: Profile) -> Outcome:
    """Search a stack from each option that can win at all (those of the split cycle rule).

    Raises:
        CannotCount: the search takes too long.
    """
    matrix = preferences(profile)
    margin = whole(margins(matrix))
    search = _Search(margin)
    stacks = {one: search.from_top(one) for one in undefeated(profile)}
    found = {one: order for one, order in stacks.items() if order is not None}
    return Outcome(
        named(profile, found),
        _order(profile, margin, next(iter(found.values()))),
        pairwise=matrix,
    )


def _order(profile: Profile, margin: list[list[int]], stack: tuple[int, ...]) -> Order | None:
    """Give the stack as the whole order where no two margins are equal: it is the only one."""
    sizes = [abs(margin[one][other]) for one in stack for other in stack if one < other]
    if 0 in sizes or len(set(sizes)) < len(sizes):
        return None
    return tuple((profile.options[one],) for one in stack)


RULE = VotingRule(
    "ranked-pairs",
    say("paires ordonnées (Tideman)"),
    say(
        "La tête du classement bâti en retenant les duels du plus net au plus serré, sauf ceux"
        " qui contredisent les précédents."
    ),
    say(
        "À écarts égaux, le résultat dépend du duel retenu d'abord : toutes les options qui"
        " peuvent gagner sont données."
    ),
    "ranked-pairs-margins-put-1",
    _elect,
)
