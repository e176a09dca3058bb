"""What every rule promises on every election, and what only some of them do."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deliberation.elections import (
    SCHULZE,
    ballots,
    elected,
    election,
    electorates,
    ranking,
    winners,
)
from toguna.deliberation.model import Ballot
from toguna.deliberation.votes.model import CannotCount, Outcome
from toguna.deliberation.votes.pairwise import margins, preferences
from toguna.deliberation.votes.profile import Profile, make_profile
from toguna.deliberation.votes.registry import voting_rules

RANKED = [rule.key for rule in voting_rules() if rule.key not in {"approval", "majority-judgment"}]
CONDORCET = ["minimax", "split-cycle", "schulze", "ranked-pairs", "kemeny"]
CLONE_PROOF = ["schulze", "ranked-pairs", "split-cycle"]
MONOTONE = ["plurality", "borda", "minimax", "schulze", "ranked-pairs", "split-cycle", "kemeny"]
SCALE = ("mauvais", "passable", "bon", "excellent")
Electorate = list[tuple[int, str]]

graded = st.lists(
    st.tuples(*[st.sampled_from(SCALE)] * 3, st.integers(1, 3)), min_size=1, max_size=8
)


def in_place(outcome: Outcome) -> dict[str, int]:
    return {o: n for n, tied in enumerate(outcome.order or ()) for o in tied}


class TestEveryRule:
    @pytest.mark.parametrize("key", RANKED)
    @settings(max_examples=25, deadline=None)
    @given(groups=electorates(), seed=st.integers(0, 99))
    def test_who_votes_first_changes_nothing(self, key: str, groups: Electorate, seed: int) -> None:
        cast = list(ballots(groups))
        Random(seed).shuffle(cast)
        assert elected(key, make_profile(cast, "ABCD")) == elected(key, election(groups, "ABCD"))

    @pytest.mark.parametrize("key", RANKED)
    @settings(max_examples=25, deadline=None)
    @given(groups=electorates(), order=st.permutations("ABCD"))
    def test_names_and_their_order_change_nothing(
        self, key: str, groups: Electorate, order: list[str]
    ) -> None:
        renamed = str.maketrans("ABCD", "".join(order))
        before = elected(key, election(groups, "ABCD"))
        after = elected(key, election([(n, w.translate(renamed)) for n, w in groups], "ABCD"))
        assert set(after.winners) == {one.translate(renamed) for one in before.winners}
        assert in_place(after) == {
            one.translate(renamed): place for one, place in in_place(before).items()
        }

    @pytest.mark.parametrize("key", RANKED)
    @settings(max_examples=25, deadline=None)
    @given(groups=electorates(), voices=st.sampled_from([0.1, 0.3, 2.5]))
    def test_only_the_proportions_of_voices_count(
        self, key: str, groups: Electorate, voices: float
    ) -> None:
        heavier = [
            Ballot(str(number), ranking(words), voices=voices * voters)
            for number, (voters, words) in enumerate(groups)
        ]
        exact = make_profile(heavier, "ABCD")
        assert set(elected(key, exact).winners) == winners(key, election(groups, "ABCD"))

    @pytest.mark.parametrize("key", RANKED)
    @settings(max_examples=25, deadline=None)
    @given(groups=electorates())
    def test_there_is_a_winner_and_it_leads_the_order(self, key: str, groups: Electorate) -> None:
        found = elected(key, election(groups, "ABCD"))
        assert found.winners
        if found.order is not None:
            assert set(found.order[0]) == set(found.winners)
            assert sorted(one for place in found.order for one in place) == list("ABCD")

    @pytest.mark.parametrize("key", RANKED)
    @settings(max_examples=25, deadline=None)
    @given(groups=electorates())
    def test_an_option_that_all_put_after_another_never_wins_alone(
        self, key: str, groups: Electorate
    ) -> None:
        below = election([(n, f"{w}>E" if ">" in w or "=" in w else w + "E") for n, w in groups])
        assert winners(key, below) != {"E"}

    @pytest.mark.parametrize("key", RANKED)
    def test_two_options_with_as_many_voices_are_tied_in_every_order(self, key: str) -> None:
        found = elected(key, election([(2, "AB"), (2, "BA")]))
        assert found.winners == ("A", "B")
        assert found.order in (None, (("A", "B"),))

    def test_a_ballot_that_ties_its_first_options_gives_each_its_part(self) -> None:
        profile = election([(1, "A=B>C"), (1, "C>A>B")])
        assert elected("plurality", profile).scores == {"A": 0.5, "B": 0.5, "C": 1}

    @pytest.mark.parametrize("key", RANKED)
    def test_without_ballots_everything_is_tied(self, key: str) -> None:
        assert winners(key, election([], "ABC")) == {"A", "B", "C"}


class TestDuels:
    @pytest.mark.parametrize("key", CONDORCET)
    @settings(max_examples=60, deadline=None)
    @given(groups=electorates())
    def test_who_beats_all_others_is_elected_alone(self, key: str, groups: Electorate) -> None:
        profile = election(groups, "ABCD")
        margin = margins(preferences(profile))
        for one in range(4):
            if all(margin[one][other] > 0 for other in range(4) if other != one):
                assert winners(key, profile) == {"ABCD"[one]}

    @pytest.mark.parametrize("key", CLONE_PROOF)
    @settings(max_examples=50, deadline=None)
    @given(groups=electorates("ABC", ties=False), swaps=st.lists(st.booleans(), min_size=6))
    def test_a_clone_changes_nothing_but_may_win_for_its_twin(
        self, key: str, groups: Electorate, swaps: list[bool]
    ) -> None:
        cloned = [
            (n, w.replace("C", "Z>C" if swap else "C>Z"))
            for (n, w), swap in zip(groups, swaps, strict=False)
        ]
        before = winners(key, election(groups, "ABC"))
        after = winners(key, election(cloned, "ABCZ"))
        assert {"C" if one == "Z" else one for one in after} == before

    @pytest.mark.parametrize("key", MONOTONE)
    @settings(max_examples=40, deadline=None)
    @given(groups=electorates(ties=False), which=st.integers(0, 5))
    def test_a_winner_that_one_group_puts_first_still_wins(
        self, key: str, groups: Electorate, which: int
    ) -> None:
        at = which % len(groups)
        voters, words = groups[at]
        for winner in winners(key, election(groups, "ABCD")):
            rest = [one for one in words.split(">") if one != winner]
            lifted = [*groups[:at], (voters, ">".join([winner, *rest])), *groups[at + 1 :]]
            assert winner in winners(key, election(lifted, "ABCD"))

    @settings(max_examples=40, deadline=None)
    @given(groups=electorates())
    def test_ranked_pairs_gives_what_some_way_to_break_ties_gives(self, groups: Electorate) -> None:
        profile = election(groups, "ABCD")
        assert winners("ranked-pairs", profile) == by_all_tie_breaks(profile)

    def test_ranked_pairs_copes_with_ten_options_all_in_ties(self) -> None:
        forth, back = "ABCDEFGHIJ", "JIHGFEDCBA"
        assert winners("ranked-pairs", election([(1, forth), (1, back)])) == set(forth)
        rotated = [(1, forth[n:] + forth[:n]) for n in range(10)]
        assert winners("ranked-pairs", election(rotated)) == set(forth)

    def test_kemeny_refuses_more_options_than_it_can_search(self) -> None:
        with pytest.raises(CannotCount, match="12 options"):
            elected("kemeny", election([(1, "ABCDEFGHIJKLM")]))


def by_all_tie_breaks(profile: Profile) -> set[str]:
    """Lock duels by decreasing margin, for every order of those of equal margin."""
    margin = margins(preferences(profile))
    numbers = range(len(profile.options))
    duels: dict[Fraction, list[tuple[int, int]]] = {}
    for one, other in product(numbers, numbers):
        if margin[one][other] > 0:
            duels.setdefault(margin[one][other], []).append((one, other))
    graphs: set[frozenset[tuple[int, int]]] = {frozenset()}
    for size in sorted(duels, reverse=True):
        graphs = {locked(graph, order) for graph in graphs for order in permutations(duels[size])}
    return {
        profile.options[one]
        for graph in graphs
        for one in numbers
        if not any(loser == one for _, loser in graph)
    }


def locked(
    graph: frozenset[tuple[int, int]], order: tuple[tuple[int, int], ...]
) -> frozenset[tuple[int, int]]:
    """Add duels to a transitive relation, but those that contradict it."""
    for one, other in order:
        if (other, one) not in graph:
            above = {a for a, b in graph if b == one} | {one}
            below = {b for a, b in graph if a == other} | {other}
            graph |= set(product(above, below))
    return graph


class TestGradesAndApprovals:
    def profile(self, given: list[tuple[str, str, str, int]]) -> Profile:
        return make_profile(
            [
                Ballot(str(n), grades=dict(zip("ABC", grades, strict=True)), voices=voices)
                for n, (*grades, voices) in enumerate(given)
            ],
            "ABC",
            SCALE,
        )

    @settings(max_examples=80, deadline=None)
    @given(given=graded)
    def test_majority_judgment_is_removing_middle_grades_one_by_one(
        self, given: list[tuple[str, str, str, int]]
    ) -> None:
        def value(option: int) -> list[int]:
            grades = sorted(SCALE.index(g[option]) for g in given for _ in range(g[3]))
            return [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]

        values = {name: value(number) for number, name in enumerate("ABC")}
        expected = {name for name in "ABC" if values[name] == max(values.values())}
        found = elected("majority-judgment", self.profile(given))
        assert set(found.winners) == expected
        assert [{tuple(values[o]) for o in tied} for tied in found.order or ()] == [
            {v} for v in sorted({tuple(v) for v in values.values()}, reverse=True)
        ]

    @settings(max_examples=40, deadline=None)
    @given(given=graded)
    def test_an_option_graded_higher_by_all_is_before(
        self, given: list[tuple[str, str, str, int]]
    ) -> None:
        higher = [(g[0], SCALE[min(3, SCALE.index(g[0]) + 1)], g[2], g[3]) for g in given]
        places = in_place(elected("majority-judgment", self.profile(higher)))
        assert places["B"] <= places["A"]

    def test_grades_rank_where_no_ranking_is_given_and_the_profile_says_so(self) -> None:
        profile = self.profile([("bon", "excellent", "bon", 1), ("bon", "mauvais", "passable", 2)])
        assert profile.places == ((1, 0, 1), (0, 2, 1))
        assert profile.derived == 2

    def test_approval_counts_voices_and_keeps_ties(self) -> None:
        cast = [
            Ballot("1", approved=("A", "B"), voices=0.1),
            Ballot("2", approved=("A",), voices=0.2),
            Ballot("3", approved=("B",), voices=0.2),
        ]
        found = elected("approval", make_profile(cast, "ABC"))
        assert found.winners == ("A", "B")
        assert found.scores == {"A": Fraction(3, 10), "B": Fraction(3, 10), "C": 0}

    def test_a_rule_says_what_it_misses_on_the_ballots(self) -> None:
        for key in ("approval", "majority-judgment"):
            with pytest.raises(CannotCount, match="aucun bulletin"):
                elected(key, election(SCHULZE))
