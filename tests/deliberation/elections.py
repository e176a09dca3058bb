"""Ballots for the tests of votes: published examples, and made-up ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from toguna.deliberation.model import Ballot
from toguna.deliberation.votes.model import Outcome
from toguna.deliberation.votes.profile import Profile, make_profile
from toguna.deliberation.votes.registry import voting_rule

Groups = Sequence[tuple[int, str]]
"""How many voters have which ranking, one letter an option ("A=B>C" where some are tied)."""


def ranking(words: str) -> tuple[tuple[str, ...], ...]:
    """Read "ABC" or "A=B>C"."""
    places = words.split(">") if ">" in words or "=" in words else list(words)
    return tuple(tuple(place.split("=")) for place in places)


def ballots(groups: Groups) -> tuple[Ballot, ...]:
    return tuple(
        Ballot(f"{number}-{one}-{words}", ranking(words))
        for number, (voters, words) in enumerate(groups)
        for one in range(voters)
    )


def election(groups: Groups, options: str | None = None) -> Profile:
    names = options or "".join(sorted({o for _, words in groups for o in words if o.isalpha()}))
    return make_profile(ballots(groups), names)


def elected(key: str, profile: Profile) -> Outcome:
    return voting_rule(key).elect(profile)


def winners(key: str, profile: Profile) -> set[str]:
    return set(elected(key, profile).winners)


def line(order: Iterable[tuple[str, ...]] | None) -> str:
    """Write an order as "A>B=C"."""
    assert order is not None
    return ">".join("=".join(place) for place in order)


SCHULZE = [
    (5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"),
    (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC"),
]  # fmt: skip
"""Markus Schulze's 45 voters: Schulze method examples, example 1."""

TENNESSEE = [(42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM")]
"""Where to put Tennessee's capital: Memphis, Nashville, Chattanooga or Knoxville."""


@st.composite
def rankings(draw: st.DrawFn, options: str = "ABCD", ties: bool = True) -> str:
    """A ranking of all options, with ties if they are allowed."""
    shuffled = draw(st.permutations(options))
    between = [draw(st.sampled_from(">=")) if ties else ">" for _ in shuffled[1:]]
    return "".join(o + b for o, b in zip(shuffled, [*between, ""], strict=True))


def electorates(
    options: str = "ABCD", ties: bool = True
) -> st.SearchStrategy[list[tuple[int, str]]]:
    """A few groups of voters."""
    return st.lists(st.tuples(st.integers(1, 4), rankings(options, ties)), min_size=1, max_size=6)
