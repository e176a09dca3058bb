"""The sentences that the papers of a workshop share."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.outputs.wordings import against
from toguna.consultation.outputs.words import long_date, number_of
from toguna.consultation.workshop.model import (
    Decision,
    Position,
    Recommendation,
    Referral,
    Vote,
    Workshop,
)
from toguna.consultation.workshop.paper import Grid, Segments, named, plain, strong

SMALL = "un deux trois quatre cinq six sept huit neuf dix".split()
NUMBER_END = " "
CHAIR, RAPPORTEUR = "La présidence de l'atelier", "Le rapporteur général"
"""Who signs."""
ORDER = (Position.FOR, Position.CAN_LIVE_WITH, Position.AGAINST, Position.ABSTAIN)
COUNTED = {
    Position.FOR: ("pour", "pour"),
    Position.CAN_LIVE_WITH: ("peut l'accepter", "peuvent l'accepter"),
    Position.AGAINST: ("contre", "contre"),
    Position.ABSTAIN: ("abstention", "abstentions"),
}
NAMED = {
    Position.FOR: "Pour",
    Position.CAN_LIVE_WITH: "Peuvent l'accepter",
    Position.AGAINST: "Contre",
    Position.ABSTAIN: "Abstentions",
}


def days_of(workshop: Workshop) -> str:
    """Give when it took place: "le 1er juillet 2026", "les 1er et 2 juillet 2026", "du 30 juin au
    3 juillet 2026".
    """
    first, last = (long_date(workshop.days[end]) for end in (0, -1))
    if first == last:
        return f"le {first}"
    (day, month, year), (_, last_month, last_year) = first.split(), last.split()
    if year == last_year:
        first = day if month == last_month else f"{day} {month}"
    return f"les {first} et {last}" if len(workshop.days) == 2 else f"du {first} au {last}"


def dated(workshop: Workshop) -> str:
    """Give the place and day of its end, as a paper is dated."""
    return f"{workshop.letterhead.place}, le {long_date(workshop.days[-1])}"


def listed(names: Sequence[str]) -> str:
    """Give names as a sentence lists them: "A, B et C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} et {names[-1]}"


def of_voting(vote: Vote) -> list[str]:
    """Say how a vote went, and who voted how where it was open."""
    how = "à bulletin secret" if vote.secret else "à main levée"
    counts = [
        f"{vote.counts.get(position, 0)} {COUNTED[position][vote.counts.get(position, 0) > 1]}"
        for position in ORDER
    ]
    said = [f"Vote {how}, une voix par délégation : {', '.join(counts)}."]
    for position in ORDER[1:]:
        names = sorted(label for label, taken in vote.named.items() if taken is position)
        if names and not vote.secret:
            said.append(f"{NAMED[position]} : {listed(names)}.")
    return said


def decided(decisions: Sequence[Decision]) -> Grid:
    """Give decisions as a table: where, what changes, why."""
    return Grid(
        (20, 45, 35),
        ("Passage", "Rédaction retenue", "Motif et vote"),
        tuple(((strong(one.cited), *_by(one)), (_change(one),), _why(one)) for one in decisions),
    )


def _by(decision: Decision) -> tuple[Segments, ...]:
    if not decision.proposed_by:
        return ()
    return (plain(f"À la demande de : {listed(decision.proposed_by)}"),)


def _change(decision: Decision) -> Segments:
    if decision.before == decision.wording:
        return (("keep", decision.wording), ("strong", " (texte maintenu)"))
    found: list[tuple[str, str]] = []
    for one in against(decision.before, decision.wording):
        if one.kind == "add" and found and found[-1][0] == "del":
            found.append(("keep", " "))
        found.append((one.kind, one.text))
    return tuple(found)


def _why(decision: Decision) -> tuple[Segments, ...]:
    voted = of_voting(decision.vote) if decision.vote else ["Adoptée par consensus."]
    return (plain(decision.reason), *map(plain, voted))


def referred(referrals: Sequence[Referral]) -> Grid:
    """Give the points sent to arbitration as a table."""
    return Grid(
        (20, 50, 30),
        ("Passage et question", "Rédactions en présence", "Motif du renvoi"),
        tuple(
            (
                (strong(one.cited), plain(one.question)),
                tuple(named(listed(who) or "Avant-projet", text) for text, who in one.wordings),
                (plain(one.reason), named("Renvoyé au", one.body)),
            )
            for one in referrals
        ),
    )


def addressed(recommendations: Sequence[Recommendation]) -> list[tuple[str, tuple[Segments, ...]]]:
    """Give recommendations by whom they are for, in the order in which each is first named."""
    by: dict[str, list[Segments]] = {}
    for one in recommendations:
        by.setdefault(one.addressee, []).append(plain(one.text))
    return [(who, tuple(texts)) for who, texts in by.items()]


def in_words(number: int, noun: str, *, feminine: bool = False) -> str:
    """Give a number of things, a small one in words: "deux groupes", "12 groupes"."""
    if not 1 <= number <= len(SMALL):
        return number_of(number, noun)
    word = "une" if number == 1 and feminine else SMALL[number - 1]
    return f"{word} {number_of(number, noun).partition(NUMBER_END)[2]}"


def attended(workshop: Workshop) -> str:
    """Say how many people and delegations were there."""
    return (
        f"{number_of(workshop.present, 'participant')} de "
        f"{number_of(workshop.delegations_present, 'délégation')}"
    )
