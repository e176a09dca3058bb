"""Evidence beside an option: which agencies stand under that kind of body, and which left it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toguna.deliberation.agencies.model import Agency, Anchoring, Basis, Kind
from toguna.deliberation.agencies.table import period
from toguna.deliberation.model import Fact
from toguna.messages import Message, Translate, say


class Standing(NamedTuple):
    """A step of an agency; `after` is the one of the same basis that took its place, if any."""

    agency: Agency
    step: Anchoring
    after: Anchoring | None = None


class Evidence(NamedTuple):
    """What is known of a kind of body: who stands there, and who stood there before."""

    kind: Kind
    now: tuple[Standing, ...]
    before: tuple[Standing, ...]


class Count(NamedTuple):
    """How many agencies stand under a kind of body now: in law, in practice, either way."""

    law: int
    practice: int
    either: int


def beside(agencies: Sequence[Agency], kind: Kind) -> Evidence:
    """Give what is known of a kind of body, agencies in their order.

    A step whose end is not known is with those before: nobody can say that it holds.
    """
    stood = [
        Standing(agency, step, _after(agency, step))
        for agency in agencies
        for step in agency.anchorings
        if step.kind is kind
    ]
    return Evidence(
        kind,
        tuple(standing for standing in stood if standing.step.in_force),
        tuple(standing for standing in stood if not standing.step.in_force),
    )


def counts(agencies: Sequence[Agency]) -> dict[Kind, Count]:
    """Count the agencies under each kind of body; one that sources dispute counts in each."""

    def under(kind: Kind, bases: Sequence[Basis]) -> int:
        return sum(
            any(step.kind is kind for basis in bases for step in agency.now(basis))
            for agency in agencies
        )

    return {
        kind: Count(
            under(kind, [Basis.LAW]), under(kind, [Basis.PRACTICE]), under(kind, list(Basis))
        )
        for kind in Kind
    }


def facts(evidence: Evidence, translate: Translate = str) -> tuple[Fact, ...]:
    """Give the evidence as facts of an option, each with its pages and the day of looking up."""
    return tuple(
        Fact(
            _sentence(standing).render(translate),
            " ".join(standing.step.sources),
            standing.step.looked_up,
        )
        for standing in (*evidence.now, *evidence.before)
    )


def _after(agency: Agency, step: Anchoring) -> Anchoring | None:
    """Give the step that begins when this one ends, None where none is told."""
    if step.until is None:
        return None
    later = (other for other in agency.on(step.basis) if other.since.first >= step.until.first)
    return next(later, None)


def _sentence(standing: Standing) -> Message:
    agency, step, after = standing
    sentence = say(
        "{country} ({agency}) : {body}, {period}, {basis}",
        country=agency.country,
        agency=agency.acronym or agency.name.text,
        body=step.body,
        period=period(step),
        basis=step.basis.message,
    )
    if step in agency.disputed:
        sentence = say("{sentence} ; les sources ne concordent pas", sentence=sentence)
    if after is None:
        return sentence
    moved = say("{sentence} ; ensuite : {body}", sentence=sentence, body=after.body)
    return say("{sentence}. {note}", sentence=moved, note=after.note) if after.note else moved
