"""The rules against pref-voting on random elections; it runs in an environment of its own."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import ORACLES
from tests.deliberation.elections import SCHULZE, elected
from toguna.deliberation.model import Ballot
from toguna.deliberation.votes.profile import Profile, make_profile

pytestmark = pytest.mark.needs_oracles

NAMES = "ABCDEFGH"
SCALE = ("0", "1", "2", "3")
Ballots = list[tuple[int, list[int]]]
"""How many voters put each option in which place."""


def _election(random: Random, ties: bool) -> Ballots:
    """A few voters, so that ties and cycles are frequent."""
    options = random.randint(2, 5)
    one = list(range(options))
    return [
        (
            random.randint(1, 3),
            [random.randrange(options) for _ in one] if ties else random.sample(one, options),
        )
        for _ in range(random.randint(2, 7))
    ]


@cache
def _elections() -> dict[str, list[Any]]:
    random = Random(20261124)
    ranked: list[Ballots] = [_election(random, ties=bool(number % 2)) for number in range(160)]
    ranked.append([(n, [words.index(o) for o in "ABCDE"]) for n, words in SCHULZE])
    graded = [
        [[random.randrange(4) for _ in range(3)] for _ in range(random.randint(1, 12))]
        for _ in range(100)
    ]
    return {"ranked": ranked, "graded": graded}


@cache
def _peer() -> dict[str, Any]:
    """Ask the peer once, for all elections."""
    asked = {
        "ranked": [{"options": len(b[0][1]), "ballots": b} for b in _elections()["ranked"]],
        "graded": [{"options": 3, "grades": g} for g in _elections()["graded"]],
    }
    done = subprocess.run(
        [
            ORACLES / "votes" / "bin" / "python",
            "-W",
            "ignore",
            Path(__file__).with_name("peer_votes.py"),
        ],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _profile(ballots: Ballots) -> Profile:
    cast = [
        Ballot(
            str(number),
            tuple(
                tuple(o for o, at in zip(NAMES, places, strict=False) if at == place)
                for place in sorted(set(places))
            ),
            voices=voters,
        )
        for number, (voters, places) in enumerate(ballots)
    ]
    return make_profile(cast, NAMES[: len(ballots[0][1])])


@pytest.mark.parametrize(
    "key",
    ["borda", "instant-runoff", "minimax", "ranked-pairs", "schulze", "split-cycle", "kemeny"],
)
def test_the_winners_are_those_of_pref_voting(key: str) -> None:
    asked = zip(_elections()["ranked"], _peer()["ranked"], strict=True)
    answered = [(ballots, theirs[key]) for ballots, theirs in asked if key in theirs]
    assert len(answered) >= 80
    for ballots, theirs in answered:
        ours = elected(key, _profile(ballots)).winners
        assert set(ours) == {NAMES[one] for one in theirs}, ballots


def test_majority_judgment_refines_the_peers_majority_gauge() -> None:
    """The peer stops at the gauge (proponents against opponents of the median grade) and leaves a
    tie where it is equal; removing middle grades goes on."""
    for grades, theirs in zip(_elections()["graded"], _peer()["graded"], strict=True):
        cast = [
            Ballot(str(n), grades={o: str(g) for o, g in zip("ABC", given, strict=True)})
            for n, given in enumerate(grades)
        ]
        ours = set(elected("majority-judgment", make_profile(cast, "ABC", SCALE)).winners)
        assert ours <= {NAMES[one] for one in theirs}, grades
        assert len(theirs) > 1 or len(ours) == 1


def test_the_peers_default_run_off_takes_tied_options_out_together() -> None:
    """Which is why it gives A on Schulze's 45 ballots, where every order of falling out gives C."""
    theirs = _peer()["ranked"][-1]
    assert [NAMES[one] for one in theirs["simultaneous-runoff"]] == ["A"]
    assert [NAMES[one] for one in theirs["instant-runoff"]] == ["C"]
