"""A clause through the versions of a text: its words in each, and what was said of it in between.

Versions are told clause by clause, so nothing is read again: clauses are paired by their order and
their words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from toguna.consultation.outputs.wordings import Segment, against
from toguna.text.align import Unit, align
from toguna.text.clauses import ClauseKind
from toguna.web.domain.rounds import rounds_of
from toguna.web.domain.told import Told
from toguna.web.models import Observation, Round, Version
from toguna.web.permissions import Right, Seat, visible

PROSE = (ClauseKind.HEADING.value, ClauseKind.PARAGRAPH.value, ClauseKind.ITEM.value)
"""A paragraph may become an item or a heading: they are compared with one another."""


@dataclass(frozen=True)
class Heard:
    """What was said of a clause in one round, as far as a seat may know."""

    round: Round
    observations: Sequence[Observation]


@dataclass(frozen=True)
class Step:
    """A clause in one version: its clauses there (none where it is no more, several where it was
    parted), its words with what changed since the version before, and the rounds that it went to.
    """

    version: Version
    clauses: Sequence[Told]
    segments: Sequence[Segment]
    heard: Sequence[Heard]

    @property
    def cite(self) -> str:
        """How the clause is cited in this version."""
        return " ; ".join(clause["cite"] for clause in self.clauses)


def history_of(seat: Seat, version: Version, clause: str) -> list[Step]:
    """Tell a clause of a version through all versions that a seat may know, the oldest first.

    Nothing where the version has no such clause.
    """
    versions = list(known_versions(seat))
    if version not in versions or clause not in {one["id"] for one in version.clauses}:
        return []
    at = versions.index(version)
    named: dict[int, list[str]] = {version.pk: [clause]}
    for old, new in zip(versions[at:], versions[at + 1 :], strict=False):
        named[new.pk] = _followed(named[old.pk], _pairs(old, new))
    for new, old in zip(versions[at::-1], versions[:at][::-1], strict=False):
        back = {b: [a for a, found in _pairs(old, new).items() if b in found]
                for b in named[new.pk]}  # fmt: skip
        named[old.pk] = _followed(named[new.pk], back)
    rounds = rounds_of(seat)
    steps: list[Step] = []
    before: str | None = None
    for one in versions:
        clauses = _told(one, named[one.pk])
        words = "\n".join(told["text"] for told in clauses)
        segments = against(words if before is None else before, words)
        heard = [_heard(seat, round_, named[one.pk]) for round_ in rounds
                 if round_.draft_id == one.pk]  # fmt: skip
        steps.append(Step(one, clauses, segments, heard))
        before = words
    return steps


def known_versions(seat: Seat) -> QuerySet[Version]:
    """Give the versions that a seat may know: who makes rounds all, others those of its rounds."""
    versions = seat.dossier.versions.all()
    if seat.may(Right.ROUND):
        return versions
    rounds = [one.pk for one in rounds_of(seat)]
    sent = Round.objects.filter(pk__in=rounds)
    return versions.filter(Q(pk__in=sent.values("draft_id")) | Q(pk__in=sent.values("earlier__pk")))


def _pairs(old: Version, new: Version) -> Mapping[str, Sequence[str]]:
    """Give the clauses that each clause of a version became in the next one."""
    pairs: dict[str, Sequence[str]] = {}
    for group in align(_units(old), _units(new)):
        after = [one["id"] for one in new.clauses[group.other : group.other_end]]
        pairs |= {one["id"]: after for one in old.clauses[group.start : group.end]}
    return pairs


def _units(version: Version) -> list[Unit]:
    kinds = ("p" if one["kind"] in PROSE else one["kind"] for one in version.clauses)
    return [Unit(kind, one["text"]) for kind, one in zip(kinds, version.clauses, strict=True)]


def _followed(clauses: Sequence[str], pairs: Mapping[str, Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(after for one in clauses for after in pairs.get(one, ())))


def _told(version: Version, clauses: Sequence[str]) -> list[Told]:
    return [one for one in version.clauses if one["id"] in clauses]


def _heard(seat: Seat, round_: Round, clauses: Sequence[str]) -> Heard:
    places = visible(seat, round_).values_list("pk", "clauses")
    wanted = [pk for pk, found in places if not set(clauses).isdisjoint(found)]
    found = visible(seat, round_).filter(pk__in=wanted).select_related("answer").defer("words")
    return Heard(round_, list(found))
