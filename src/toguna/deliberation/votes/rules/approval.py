"""Approval: the option that most find acceptable."""

from __future__ import annotations

from fractions import Fraction

from toguna.deliberation.votes.model import CannotCount, Outcome, VotingRule, by_score
from toguna.deliberation.votes.profile import Profile
from toguna.messages import say


def _elect(profile: Profile) -> Outcome:
    if not profile.approving:
        raise CannotCount(say("aucun bulletin n'approuve d'option"))
    scores = {
        option: sum(
            (
                voices
                for voices, approved in zip(profile.voices, profile.approvals, strict=True)
                if approved[number]
            ),
            Fraction(0),
        )
        for number, option in enumerate(profile.options)
    }
    return by_score(scores)


RULE = VotingRule(
    "approval",
    say("vote par approbation"),
    say("L'option que le plus de voix jugent acceptable."),
    say(
        "Chacun place où il veut la limite de l'acceptable : l'option préférée d'une majorité"
        " peut être battue par une option que tous tolèrent."
    ),
    "approval-1",
    _elect,
)
