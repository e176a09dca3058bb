"""Whether a vote can be secret at all: what its published totals would tell of a single voter.

Only totals by option are published, yet they may betray somebody: all voted alike, or only one
voter has the number of voices that makes up the total. For each possible total of an option
(but nothing and everything, where all voted alike) this asks whether it says how a voter voted.
With more than two options there is more to read from; what is found here is the least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from toguna.deliberation.votes.profile import Profile, exact
from toguna.messages import Message, say

FEWEST = 5
"""With fewer voters, whoever knows a few of the others' votes knows the rest."""
TOO_OFTEN = Fraction(1, 2)
"""From this share of the possible totals that betray a voter, secrecy is refused."""
MOST_TOTALS = 5_000
"""More possible totals than this come from voices that differ too much to hide anybody."""

Totals = Mapping[Fraction, int]
"""In how many ways each total may come about."""


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Whether a secret vote may be promised: why not, or within which limits.

    `exposed` gives, for each voter whom some total betrays, the share of possible totals that do.
    """

    refused: bool
    reasons: tuple[Message, ...]
    exposed: Mapping[str, Fraction]


def secrecy(voices: Mapping[str, float]) -> Secrecy:
    """Judge, before a vote, what can be promised to these voters, each with so many voices."""
    weights = {voter: exact(number) for voter, number in voices.items()}
    if len(weights) < FEWEST:
        return Secrecy(
            True,
            (
                say(
                    "Le secret est refusé : à moins de {fewest} votants (il y en a {number}), on"
                    " déduit le vote de chacun.",
                    number=len(weights),
                    fewest=FEWEST,
                ),
            ),
            {},
        )
    totals = _totals(weights)
    if totals is None:
        return Secrecy(True, (say("Le secret est refusé : chacun a un autre nombre de voix."),), {})
    exposed = {voter: _share(totals, weight) for voter, weight in weights.items()}
    exposed = {voter: share for voter, share in exposed.items() if share}
    worst_first = sorted(exposed.items(), key=lambda found: (-found[1], found[0]))
    reasons = [_exposure(voter, share) for voter, share in worst_first]
    reasons.append(say("Si tous votent de même, le résultat dit le vote de chacun."))
    return Secrecy(any(share >= TOO_OFTEN for share in exposed.values()), tuple(reasons), exposed)


def betrayed(profile: Profile) -> tuple[Message, ...]:
    """Say, after a vote, what its result tells of every voter."""
    cast = set(zip(profile.places, profile.approvals, profile.grades, strict=True))
    if len(profile.voices) > 1 and len(cast) == 1:
        return (say("Tous les bulletins sont semblables : le vote de chacun est connu."),)
    return ()


def _exposure(voter: str, share: Fraction) -> Message:
    percent = round(100 * share)
    if share >= TOO_OFTEN:
        return say(
            "Le secret est refusé : le nombre de voix de {voter} trahit son vote dans {percent} %"
            " des totaux possibles.",
            voter=voter,
            percent=percent,
        )
    return say(
        "Limite du secret : le nombre de voix de {voter} trahit son vote dans {percent} % des"
        " totaux possibles.",
        voter=voter,
        percent=percent,
    )


def _totals(weights: Mapping[str, Fraction]) -> Totals | None:
    """Give every total and in how many ways it comes about, None where there are too many."""
    totals = Counter({Fraction(0): 1})
    for weight in weights.values():
        more = Counter({total + weight: ways for total, ways in totals.items()})
        totals += more
        if len(totals) > MOST_TOTALS:
            return None
    return totals


def _share(totals: Totals, weight: Fraction) -> Fraction:
    """Give the share of the totals that say how a voter of this weight voted.

    The ways to a total with the voter are those of the others to the rest of it, which follow
    one total after the other: the ways without it are all of them, less those with it.
    """
    without: dict[Fraction, int] = {}
    for total in sorted(totals):
        without[total] = totals[total] - without.get(total - weight, 0)
    everything = max(totals)
    split = [total for total in totals if 0 < total < everything]
    told = [total for total in split if without[total] in (0, totals[total])]
    return Fraction(len(told), len(split)) if split else Fraction(1)
