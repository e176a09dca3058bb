"""Elections counted by pref-voting: run by the Python of its own environment, not by ours.

Reads from its input a list of elections (`ranked`: places by option and how many voters have
them; `graded`: grades by option) and writes the winners by rule, as JSON.
"""

from __future__ import annotations

import json
import math
import sys
import warnings

warnings.simplefilter("ignore")

from pref_voting.grade_methods import majority_judgement  # noqa: E402
from pref_voting.grade_profiles import GradeProfile  # noqa: E402
from pref_voting.iterative_methods import instant_runoff, split_irv_put  # noqa: E402
from pref_voting.margin_based_methods import (  # noqa: E402
    beat_path,
    minimax,
    ranked_pairs,
    split_cycle,
)
from pref_voting.other_methods import kemeny_young  # noqa: E402
from pref_voting.profiles_with_ties import ProfileWithTies  # noqa: E402
from pref_voting.scoring_methods import borda_for_profile_with_ties  # noqa: E402

RANKED = {
    "borda": borda_for_profile_with_ties,
    "instant-runoff": split_irv_put,
    "minimax": minimax,
    "schulze": beat_path,
    "split-cycle": split_cycle,
    "kemeny": kemeny_young,
}


MOST_TIE_BREAKS = 200
"""Its ranked pairs tries every order of the duels of equal margin."""


def main() -> None:
    asked = json.load(sys.stdin)
    answer = {
        "ranked": [_ranked(one["options"], one["ballots"]) for one in asked["ranked"]],
        "graded": [_graded(one["options"], one["grades"]) for one in asked["graded"]],
    }
    json.dump(answer, sys.stdout)


def _ranked(options: int, ballots: list[tuple[int, list[int]]]) -> dict[str, list[int]]:
    profile = ProfileWithTies(
        [dict(enumerate(places)) for _, places in ballots],
        [voters for voters, _ in ballots],
        candidates=list(range(options)),
    )
    found = {key: rule(profile) for key, rule in RANKED.items()}
    if _tie_breaks(profile) <= MOST_TIE_BREAKS:
        found["ranked-pairs"] = ranked_pairs(profile)
    if all(len(set(places)) == options for _, places in ballots):
        found["simultaneous-runoff"] = instant_runoff(profile.to_linear_profile())
    return {key: [int(one) for one in winners] for key, winners in found.items()}


def _tie_breaks(profile: ProfileWithTies) -> int:
    pairs = ((a, b) for a in profile.candidates for b in profile.candidates if a != b)
    margins = [profile.margin(a, b) for a, b in pairs]
    return math.prod(math.factorial(margins.count(m)) for m in set(margins) if m >= 0)


def _graded(options: int, grades: list[list[int]]) -> list[int]:
    profile = GradeProfile([dict(enumerate(one)) for one in grades], list(range(4)))
    assert profile.num_cands == options
    return [int(one) for one in majority_judgement(profile)]


main()
