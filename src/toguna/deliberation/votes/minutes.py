"""The minutes of a vote: the sealed rule's winners, and what every other rule would have given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from toguna.deliberation.votes.model import CannotCount, Outcome, VotingRule
from toguna.deliberation.votes.profile import Profile, exact
from toguna.deliberation.votes.registry import voting_rule, voting_rules
from toguna.deliberation.votes.sealing import Sealed, Terms, TermsDiffer, check_seal
from toguna.messages import Message, say


@dataclass(frozen=True, slots=True)
class Count:
    """The ballots counted by one rule: an outcome, or why there is none."""

    rule: VotingRule
    outcome: Outcome | None
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A vote under every rule.

    `decisive` is the count by the sealed rule. `agreeing` and `differing` are the keys of the
    other rules that give the same winners, or others. `remarks` say what a reader must know.
    """

    decisive: Count
    counts: tuple[Count, ...]
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    remarks: tuple[Message, ...]


def count_all(profile: Profile) -> tuple[Count, ...]:
    """Count the ballots by every rule that is known."""
    return tuple(_count(rule, profile) for rule in voting_rules())


def make_minutes(profile: Profile, terms: Terms, seal: Sealed) -> Minutes:
    """Count a vote by the sealed rule, and by all others for comparison.

    Raises:
        TermsDiffer: the terms are not the sealed ones, the profile is not of their options,
            grades and voices, or the sealed formula is not the one of this program.
        CannotCount: the sealed rule cannot be applied to the ballots.
    """
    check_seal(seal, terms)
    rule = _sealed_rule(terms)
    _check_profile(profile, terms)
    decisive = Count(rule, rule.elect(profile))
    counts = count_all(profile)
    winners = _winners(decisive)
    others = [one for one in counts if one.rule.key != rule.key and one.outcome is not None]
    agreeing = tuple(one.rule.key for one in others if _winners(one) == winners)
    differing = tuple(one.rule.key for one in others if _winners(one) != winners)
    return Minutes(decisive, counts, agreeing, differing, _remarks(profile, terms, decisive))


def _count(rule: VotingRule, profile: Profile) -> Count:
    try:
        return Count(rule, rule.elect(profile))
    except CannotCount as refused:
        return Count(rule, None, refused.message)


def _winners(count: Count) -> frozenset[str]:
    return frozenset(count.outcome.winners) if count.outcome else frozenset()


def _sealed_rule(terms: Terms) -> VotingRule:
    key, formula = terms.rule.method, terms.rule.formula
    try:
        rule = voting_rule(key)
    except KeyError:
        raise TermsDiffer(say("La règle scellée « {key} » n'est pas un vote.", key=key)) from None
    if rule.formula_version != formula:
        raise TermsDiffer(
            say(
                "La formule scellée est {sealed}, celle de ce programme est {ours}.",
                sealed=formula,
                ours=rule.formula_version,
            )
        )
    return rule


def _check_profile(profile: Profile, terms: Terms) -> None:
    allowed = Counter(exact(voices) for voices in terms.voices.values())
    if set(profile.options) != set(terms.options) or profile.scale != terms.grades:
        raise TermsDiffer(say("Les bulletins ne portent pas sur les options scellées."))
    if not Counter(profile.voices) <= allowed:
        raise TermsDiffer(say("Des bulletins portent un nombre de voix qui n'a pas été scellé."))


def _remarks(profile: Profile, terms: Terms, decisive: Count) -> tuple[Message, ...]:
    remarks = []
    if not profile.voices:
        remarks.append(say("Aucun bulletin n'a été déposé : toutes les options sont à égalité."))
    if decisive.outcome and len(decisive.outcome.winners) > 1:
        remarks.append(
            say(
                "Égalité entre {number} options ; règle prévue pour départager : {rule}.",
                number=len(decisive.outcome.winners),
                rule=terms.rule.tie_break,
            )
        )
    if profile.derived:
        remarks.append(
            say(
                "Bulletins sans classement : {number}. Leur classement est déduit de leurs"
                " mentions ou de leurs approbations.",
                number=profile.derived,
            )
        )
    return tuple(remarks)
