"""From the seal before the first ballot to the minutes: nothing changes in between unseen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliberation.elections import SCHULZE, ballots, ranking
from toguna.deliberation.model import (
    Ballot,
    Constraint,
    Deliberation,
    Option,
    Person,
    Rule,
)
from toguna.deliberation.votes.minutes import make_minutes
from toguna.deliberation.votes.model import CannotCount
from toguna.deliberation.votes.profile import InvalidBallot, make_profile, profile_of
from toguna.deliberation.votes.receipts import commitment, opens
from toguna.deliberation.votes.registry import voting_rule
from toguna.deliberation.votes.sealing import (
    Sealed,
    Terms,
    TermsDiffer,
    check_seal,
    matches,
    sealed,
    terms_of,
)
from toguna.deliberation.votes.secrecy import betrayed, secrecy

RULE = Rule(
    method="schulze",
    tie_break="le comité revote entre les options à égalité",
    formula="schulze-margins-1",
    parameters={"table d'indices": "Saaty 1980", "normalisation": "vecteur"},
)
SALT = bytes(range(16))


def question(rule: Rule = RULE) -> Deliberation:
    """Forty-five people of a made-up committee and Schulze's ballots."""
    cast = ballots(SCHULZE)
    return Deliberation(
        question="Sous quelle autorité placer l'agence ?",
        options=tuple(Option(key, f"option {key}") for key in "ABCDE"),
        criteria=(),
        people=tuple(Person(ballot.voter, ballot.voter, "comité") for ballot in cast),
        ballots=cast,
        rule=rule,
    )


class TestMinutes:
    def test_they_give_the_sealed_rules_winner_and_what_the_others_would_give(self) -> None:
        terms = terms_of(question())
        minutes = make_minutes(profile_of(question()), terms, sealed(terms))
        assert minutes.decisive.outcome is not None
        assert minutes.decisive.outcome.winners == ("E",)
        assert minutes.agreeing == ("borda", "kemeny", "minimax")
        assert minutes.differing == ("instant-runoff", "plurality", "ranked-pairs", "split-cycle")
        counted = [count for count in minutes.counts if count.outcome]
        assert len(counted) >= 6
        refused = {count.rule.key: str(count.refusal) for count in minutes.counts if count.refusal}
        assert refused == {
            "approval": "aucun bulletin n'approuve d'option",
            "majority-judgment": "aucun bulletin ne donne de mention",
        }

    def test_a_tie_is_kept_and_the_rule_for_it_is_shown(self) -> None:
        tied = replace(question(), ballots=ballots([(1, "ABCDE"), (1, "BACDE")]))
        voters = tuple(Person(b.voter, b.voter, "comité") for b in tied.ballots)
        tied = replace(tied, people=voters)
        terms = terms_of(tied)
        minutes = make_minutes(profile_of(tied), terms, sealed(terms))
        assert minutes.decisive.outcome is not None
        assert minutes.decisive.outcome.winners == ("A", "B")
        assert "le comité revote" in str(minutes.remarks[0])

    def test_without_ballots_nothing_is_decided_and_it_says_so(self) -> None:
        empty = replace(question(), ballots=())
        terms = terms_of(empty)
        minutes = make_minutes(profile_of(empty), terms, sealed(terms))
        assert "Aucun bulletin" in str(minutes.remarks[0])

    def test_grades_alone_are_enough_for_six_rules(self) -> None:
        scale = ("mauvais", "bon")
        cast = (Ballot("x", grades={"A": "bon"}), Ballot("y", grades={"A": "bon", "B": "mauvais"}))
        graded = replace(
            question(Rule("majority-judgment", "aucune", "majority-judgment-value-1")),
            ballots=cast,
            grades=scale,
            people=(Person("x", "X", "comité"), Person("y", "Y", "comité")),
        )
        terms = terms_of(graded)
        minutes = make_minutes(profile_of(graded), terms, sealed(terms))
        assert sum(count.outcome is not None for count in minutes.counts) >= 6
        assert "déduit" in str(minutes.remarks[0])

    def test_a_rule_that_the_ballots_do_not_serve_is_refused(self) -> None:
        terms = terms_of(question(Rule("approval", "aucune", "approval-1")))
        with pytest.raises(CannotCount):
            make_minutes(profile_of(question()), terms, sealed(terms))


class TestSeal:
    def test_the_payload_is_canonical_json_and_the_digest_is_its_sha_256(self) -> None:
        seal = sealed(terms_of(question()))
        assert hashlib.sha256(seal.payload).hexdigest() == seal.digest
        plain = json.loads(seal.payload)
        assert plain["method"] == "schulze"
        assert plain["tie_break"] == RULE.tie_break
        again = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert again.encode() == seal.payload

    def test_the_order_of_entry_and_the_form_of_accents_do_not_matter(self) -> None:
        terms = Terms("Où ?", RULE, ("é", "b"), {"x": 1, "y": 2.0}, {"c": 0.5, "d": 0.5})
        same = Terms("Ou\u0300 ?", RULE, ("b", "e\u0301"), {"y": 2, "x": 1.0},
                     {"d": 0.5, "c": 0.5})  # fmt: skip
        assert sealed(same) == sealed(terms)

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"rule": replace(RULE, method="borda")}, "la règle"),
            ({"rule": replace(RULE, tie_break="la voix du président")}, "la façon de départager"),
            ({"rule": replace(RULE, formula="schulze-winning-1")}, "la version de la formule"),
            ({"rule": replace(RULE, parameters={})}, "les paramètres de la règle"),
            ({"options": ("A", "B")}, "la liste des options"),
            ({"voices": {"x": 2}}, "le nombre de voix de chacun"),
            ({"weights": {"coût": 1}}, "les poids"),
            ({"grades": ("bon", "mauvais")}, "l'échelle de mentions"),
            ({"round": 2}, "le tour"),
        ],
    )
    def test_a_count_by_other_terms_is_refused_and_says_which(
        self, changed: dict[str, object], named: str
    ) -> None:
        terms = terms_of(question())
        seal = sealed(terms)
        other = replace(terms, **changed)
        assert matches(seal.digest, terms)
        assert not matches(seal.digest, other)
        with pytest.raises(TermsDiffer, match=f"refusé : {named} ne"):
            check_seal(seal, other)

    def test_a_payload_that_was_tampered_with_is_noticed(self) -> None:
        seal = sealed(terms_of(question()))
        forged = Sealed(seal.payload.replace(b"schulze", b"kemeny "), seal.digest)
        with pytest.raises(TermsDiffer, match="altéré"):
            check_seal(forged, terms_of(question()))

    @pytest.mark.parametrize("rule", [
        replace(RULE, method="topsis"), replace(RULE, formula="schulze-margins-0"),
    ])  # fmt: skip
    def test_a_formula_that_is_not_this_programs_is_not_counted(self, rule: Rule) -> None:
        terms = terms_of(question(rule))
        with pytest.raises(TermsDiffer):
            make_minutes(profile_of(question()), terms, sealed(terms))

    def test_ballots_on_other_options_or_with_other_voices_are_not_counted(self) -> None:
        terms = terms_of(question())
        seal = sealed(terms)
        with pytest.raises(TermsDiffer, match="options"):
            make_minutes(make_profile(ballots([(1, "ABC")]), "ABC"), terms, seal)
        heavy = make_profile([Ballot("x", ranking("ABCDE"), voices=7)], "ABCDE")
        with pytest.raises(TermsDiffer, match="voix"):
            make_minutes(heavy, terms, seal)

    def test_a_weight_that_is_no_number_cannot_be_sealed(self) -> None:
        with pytest.raises(ValueError, match="JSON"):
            sealed(replace(terms_of(question()), weights={"coût": float("nan")}))

    def test_every_rule_can_be_sealed_by_its_own_formula(self) -> None:
        for key in ("schulze", "kemeny", "plurality"):
            rule = Rule(key, "aucune", voting_rule(key).formula_version)
            terms = terms_of(question(rule))
            assert make_minutes(profile_of(question()), terms, sealed(terms)).decisive.outcome


class TestBallots:
    @pytest.mark.parametrize(
        ("ballot", "problem"),
        [
            (Ballot("x", ranking("AZ")), "« Z » n'existe pas"),
            (Ballot("x", ranking("ABA")), "« A » est classée deux fois"),
            (Ballot("x", grades={"A": "génial"}), "« génial » n'est pas dans l'échelle"),
            (Ballot("x", ranking("AB"), voices=0), "voix doit être positif"),
            (Ballot("x", ranking("AB"), voices=float("inf")), "voix doit être positif"),
            (Ballot("x", ranking("AB"), voices=float("nan")), "voix doit être positif"),
        ],
    )
    def test_one_that_cannot_be_counted_is_refused_by_name(
        self, ballot: Ballot, problem: str
    ) -> None:
        with pytest.raises(InvalidBallot, match=f"Bulletin de x : .*{problem}"):
            make_profile([ballot], "ABC", ("bon",))

    def test_nobody_votes_twice(self) -> None:
        with pytest.raises(InvalidBallot, match="déjà un bulletin"):
            make_profile([Ballot("x"), Ballot("x")], "AB")

    def test_what_the_law_rules_out_is_left_aside_on_every_ballot(self) -> None:
        law = Constraint("loi", "loi", rules_out=("E",))
        assert profile_of(replace(question(), constraints=(law,))).options == tuple("ABCD")

    def test_what_is_not_ranked_is_last_together(self) -> None:
        assert make_profile([Ballot("x", ranking("B"))], "ABC").places == ((1, 0, 1),)

    def test_a_question_without_options_has_no_profile(self) -> None:
        with pytest.raises(ValueError, match="no option"):
            make_profile([], "")


class TestSecrecy:
    def voices(self, *numbers: float) -> dict[str, float]:
        return {f"P{number}": voices for number, voices in enumerate(numbers, 1)}

    def test_with_fewer_than_five_voters_it_is_refused(self) -> None:
        found = secrecy(self.voices(1, 1, 1, 1))
        assert found.refused
        assert "il y en a 4" in str(found.reasons[0])

    def test_five_equal_voters_may_vote_in_secret_but_unanimity_tells(self) -> None:
        found = secrecy(self.voices(1, 1, 1, 1, 1))
        assert not found.refused
        assert [str(reason) for reason in found.reasons] == [
            "Si tous votent de même, le résultat dit le vote de chacun."
        ]

    def test_one_with_more_voices_is_told_the_limits(self) -> None:
        found = secrecy(self.voices(2, 1, 1, 1, 1, 1))
        assert not found.refused
        assert set(found.exposed) == {"P1"}
        assert "33 % des totaux" in str(found.reasons[0])

    @pytest.mark.parametrize("numbers", [(3, 1, 1, 1, 1), (1, 2, 4, 8, 16), tuple(range(1, 200))])
    def test_voices_that_single_somebody_out_refuse_it(self, numbers: tuple[int, ...]) -> None:
        found = secrecy(self.voices(*numbers))
        assert found.refused
        assert "refusé" in str(found.reasons[0])

    @given(numbers=st.lists(st.integers(1, 6), min_size=5, max_size=7))
    def test_it_is_what_going_through_all_votes_finds(self, numbers: list[int]) -> None:
        exposed = secrecy(self.voices(*numbers)).exposed
        votes = range(1, 2 ** len(numbers) - 1)
        totals: dict[int, list[int]] = {}
        for vote in votes:
            totals.setdefault(sum(n for i, n in enumerate(numbers) if vote >> i & 1), []).append(
                vote
            )
        for who in range(len(numbers)):
            told = [t for t, all_of in totals.items() if len({v >> who & 1 for v in all_of}) == 1]
            assert exposed.get(f"P{who + 1}", 0) * len(totals) == len(told)

    def test_after_the_vote_unanimity_is_said(self) -> None:
        assert betrayed(make_profile(ballots([(5, "AB")]), "AB"))
        assert not betrayed(make_profile(ballots([(4, "AB"), (1, "BA")]), "AB"))


class TestReceipts:
    def test_a_receipt_opens_its_own_ballot_only(self) -> None:
        ballot = Ballot("x", ranking("A=B>C"))
        committed = commitment(ballot, SALT)
        assert opens(committed, Ballot("x", ranking("B=A>C")), SALT)
        assert not opens(committed, Ballot("x", ranking("A>B>C")), SALT)
        assert not opens(committed, ballot, bytes(16))

    def test_a_short_salt_is_refused(self) -> None:
        with pytest.raises(ValueError, match="16 bytes"):
            commitment(Ballot("x"), b"short")
