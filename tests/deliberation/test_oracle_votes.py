"""Voting rules on published elections, each with its source."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from tests.deliberation.elections import SCHULZE, TENNESSEE, elected, election, line, winners
from toguna.deliberation.model import Ballot
from toguna.deliberation.votes.pairwise import preferences, strongest_paths
from toguna.deliberation.votes.profile import Profile, make_profile
from toguna.deliberation.votes.registry import voting_rules
from toguna.deliberation.votes.rules.majority_judgment import majority_grades


class TestSchulze:
    """Markus Schulze, "Schulze method examples" (example 1): 45 voters, five candidates."""

    @pytest.fixture
    def profile(self) -> Profile:
        return election(SCHULZE)

    def test_the_matrix_of_pairwise_preferences_is_the_printed_one(self, profile: Profile) -> None:
        assert [[int(n) for n in row] for row in preferences(profile)] == [
            [0, 20, 26, 30, 22],
            [25, 0, 16, 33, 18],
            [19, 29, 0, 17, 24],
            [15, 12, 28, 0, 14],
            [23, 27, 21, 31, 0],
        ]

    def test_the_strengths_of_the_strongest_paths_are_the_printed_ones(
        self, profile: Profile
    ) -> None:
        wins = preferences(profile)
        defeats = tuple(
            tuple(n if n > wins[col][row] else Fraction(0) for col, n in enumerate(line))
            for row, line in enumerate(wins)
        )
        strongest = strongest_paths(defeats)
        assert [[int(n) for col, n in enumerate(line) if col != row] for row, line in
                enumerate(strongest)] == [
            [28, 28, 30, 24],
            [25, 28, 33, 24],
            [25, 29, 29, 24],
            [25, 28, 28, 24],
            [25, 28, 28, 31],
        ]  # fmt: skip

    def test_the_schulze_ranking_is_e_a_c_b_d(self, profile: Profile) -> None:
        assert line(elected("schulze", profile).order) == "E>A>C>B>D"

    def test_ranked_pairs_elects_a_and_the_split_cycle_keeps_both(self, profile: Profile) -> None:
        assert winners("ranked-pairs", profile) == {"A"}
        assert winners("split-cycle", profile) == {"A", "E"}

    def test_kemenys_order_agrees_with_260_preferences(self, profile: Profile) -> None:
        """By brute force over the 120 orders."""
        wins = preferences(profile)
        agreement = {
            order: sum(wins[a][b] for at, a in enumerate(order) for b in order[at + 1 :])
            for order in permutations(range(5))
        }
        best = max(agreement.values())
        assert best == 260
        assert ["".join("ABCDE"[n] for n in o) for o, n in agreement.items() if n == best] == [
            "EBADC"
        ]
        assert line(elected("kemeny", profile).order) == "E>B>A>D>C"

    def test_the_run_off_depends_on_who_falls_out_where_two_are_last(
        self, profile: Profile
    ) -> None:
        """D falls out, then B and E have 8 each.

        Taken out together, as some programs do, A wins; whichever falls out first, C does.
        """
        assert winners("instant-runoff", profile) == {"C"}
        assert winners("instant-runoff", _among(profile, "AC")) == {"A"}


def _among(profile: Profile, standing: str) -> Profile:
    kept = [number for number, option in enumerate(profile.options) if option in standing]
    return Profile(
        tuple(standing),
        profile.voices,
        *(
            tuple(tuple(row[n] for n in kept) for row in rows)
            for rows in (profile.places, profile.approvals, profile.grades)
        ),
    )


class TestTennessee:
    """The example of the English Wikipedia's articles on each of these rules."""

    @pytest.mark.parametrize(
        ("rule", "winner"),
        [
            ("plurality", "M"),
            ("instant-runoff", "K"),
            ("borda", "N"),
            ("minimax", "N"),
            ("split-cycle", "N"),
            ("kemeny", "N"),
            ("schulze", "N"),
            ("ranked-pairs", "N"),
        ],
    )
    def test_each_rule_elects_its_city(self, rule: str, winner: str) -> None:
        assert winners(rule, election(TENNESSEE)) == {winner}

    def test_kemenys_order_is_nashville_chattanooga_knoxville_memphis(self) -> None:
        """Electowiki, Kemeny-Young method: it contradicts 207 preferences (in percent)."""
        profile = election(TENNESSEE, "NCKM")
        assert line(elected("kemeny", profile).order) == "N>C>K>M"
        wins = preferences(profile)
        assert sum(wins[low][high] for high in range(4) for low in range(high + 1, 4)) == 207

    def test_borda_gives_the_printed_points(self) -> None:
        scores = elected("borda", election(TENNESSEE)).scores
        assert scores == {"M": 126, "N": 194, "C": 173, "K": 107}


ORSAY_SCALE = ("À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien")
ORSAY = {
    "Bayrou": (29 + 45, 84, 148, 251, 307, 136),
    "Royal": (18 + 108, 122, 168, 191, 227, 167),
    "Sarkozy": (17 + 265, 71, 115, 143, 198, 191),
}
"""Balinski and Laraki, Election by Majority Judgment: Experimental Evidence (cahier 2007-28 of the
École polytechnique, hal-00243076): Orsay, 22 April 2007, in tenths of a percent of 1733 ballots,
those without a grade counted with the rejections. Bayrou's and Sarkozy's line are as printed,
Royal's is from memory and agrees with her printed majority gauge (39.4, Good-, 41.5)."""


class TestMajorityJudgment:
    def graded(self, grades: dict[str, tuple[int, ...]], scale: tuple[str, ...]) -> Profile:
        lines = {
            name: [word for word, n in zip(scale, counts, strict=True) for _ in range(n)]
            for name, counts in grades.items()
        }
        fewest = min(map(len, lines.values()))
        return make_profile(
            [
                Ballot(str(one), grades={name: given[one] for name, given in lines.items()})
                for one in range(fewest)
            ],
            tuple(grades),
            scale,
        )

    def test_orsay_puts_bayrou_before_royal_before_sarkozy(self) -> None:
        """All three are "Assez bien"; more are above it than below for Bayrou alone."""
        profile = self.graded(ORSAY, ORSAY_SCALE)
        assert set(majority_grades(profile).values()) == {"Assez bien"}
        assert line(elected("majority-judgment", profile).order) == "Bayrou>Royal>Sarkozy"

    def test_removing_a_middle_grade_decides_between_equal_medians(self) -> None:
        """The example of the English Wikipedia's article "Majority judgment" (2015): X has Good,
        Good, Fair, Poor and Y Excellent, Fair, Fair, Fair; X wins with a new median of Good."""
        scale = ("Poor", "Fair", "Good", "Excellent")
        profile = self.graded({"X": (1, 1, 2, 0), "Y": (0, 3, 0, 1)}, scale)
        assert majority_grades(profile) == {"X": "Fair", "Y": "Fair"}
        assert line(elected("majority-judgment", profile).order) == "X>Y"

    def test_tennessee_elects_nashville(self) -> None:
        """Electowiki, Majority Judgment, example application: each voter gives its four cities
        four different grades; Nashville and Chattanooga have Good as median."""
        scale = ("Poor", "Fair", "Good", "Excellent")
        cast = [
            Ballot(words, grades=dict(zip(words, reversed(scale), strict=True)), voices=voters)
            for voters, words in TENNESSEE
        ]
        profile = make_profile(cast, "MNCK", scale)
        assert majority_grades(profile) == {"M": "Poor", "N": "Good", "C": "Good", "K": "Fair"}
        assert line(elected("majority-judgment", profile).order) == "N>C>K>M"


class TestParadoxes:
    """What a rule does not promise, shown on an election where it fails."""

    def test_more_support_makes_a_run_off_winner_lose(self) -> None:
        """P. Tannenbaum's election (with 4 voters, D. Kraines's course notes of 2022)."""
        before = election([(7, "ABC"), (8, "BCA"), (10, "CAB"), (4, "ACB")])
        after = election([(7, "ABC"), (8, "BCA"), (10, "CAB"), (4, "CAB")])
        assert winners("instant-runoff", before) == {"C"}
        assert winners("instant-runoff", after) == {"B"}

    def test_more_support_makes_a_run_off_winner_lose_with_17_voters(self) -> None:
        """Warren D. Smith, (Non)Monotonicity and Instant Runoff Voting, criterion I."""
        groups = [(6, "CAB"), (2, "BAC"), (3, "BCA"), (4, "ABC")]
        assert winners("instant-runoff", election([*groups, (2, "ACB")])) == {"C"}
        assert winners("instant-runoff", election([*groups, (2, "CAB")])) == {"B"}

    def test_a_clone_changes_who_wins_by_borda(self) -> None:
        """B's clone below it gives B points from its own opponents' ballots (analytic)."""
        assert winners("borda", election([(3, "AB"), (2, "BA")])) == {"A"}
        assert winners("borda", election([(3, "ABC"), (2, "BCA")])) == {"B"}

    def test_a_clone_splits_the_votes_of_a_plurality_winner(self) -> None:
        assert winners("plurality", election([(3, "AB"), (2, "BA")])) == {"A"}
        assert winners("plurality", election([(2, "ACB"), (1, "CAB"), (2, "BAC")])) == {"A", "B"}

    def test_majority_judgment_may_not_elect_a_condorcet_winner(self) -> None:
        """Balinski and Laraki say so themselves; two of three put A before B (analytic)."""
        scale = ("bad", "fair", "good", "great")
        given = [{"A": "great", "B": "good"}, {"A": "fair", "B": "bad"}, {"A": "bad", "B": "good"}]
        profile = make_profile(
            [Ballot(str(n), grades=grades) for n, grades in enumerate(given)], "AB", scale
        )
        assert winners("schulze", profile) == {"A"}
        assert winners("majority-judgment", profile) == {"B"}


def test_every_rule_says_what_it_means_and_when_it_misleads() -> None:
    for rule in voting_rules():
        assert str(rule.meaning).endswith(".")
        assert str(rule.misleads).endswith(".")
        assert rule.formula_version.startswith(rule.key)
    assert len({rule.key for rule in voting_rules()}) == len(voting_rules()) >= 10
