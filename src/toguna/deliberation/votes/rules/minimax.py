"""Minimax (Simpson, Kramer): the Condorcet winner, or else the option that is beaten the least."""

from __future__ import annotations

from fractions import Fraction

from toguna.deliberation.votes.model import Outcome, VotingRule, by_score
from toguna.deliberation.votes.pairwise import margins, preferences
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def _elect(profile: Profile) -> Outcome:
    """Compare, of each option, its smallest margin over another one (its worst defeat)."""
    matrix = preferences(profile)
    margin = margins(matrix)
    numbers = range(len(profile.options))
    scores = {
        option: min((margin[one][other] for other in numbers if other != one), default=Fraction(0))
        for one, option in enumerate(profile.options)
    }
    found = by_score(scores)
    return Outcome(found.winners, found.order, found.scores, matrix)


RULE = VotingRule(
    "minimax",
    say("Condorcet (minimax)"),
    say(
        "L'option qui bat toutes les autres en duel ; à défaut, celle dont la pire défaite est la"
        " plus courte."
    ),
    say(
        "Sans vainqueur de tous les duels, elle peut désigner une option que chacune de trois"
        " autres bat de peu."
    ),
    "minimax-margins-1",
    _elect,
)
