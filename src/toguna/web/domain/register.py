"""The register of a round: returns, observations, groups and conflicts as rows for the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from toguna.consultation import model as core
from toguna.consultation.folding import fold
from toguna.text.document import Document
from toguna.web.domain.gathering import TAKEN, BothSides, keys_of
from toguna.web.domain.told import told_message
from toguna.web.models import (
    Conflict,
    Group,
    Observation,
    Organisation,
    Return,
    ReturnState,
    Round,
    Variant,
)


def keep_register(round_: Round, both: BothSides) -> None:
    """Keep the rows of a consolidation in place of those of the last one.

    Rows of observations are matched by what they say, so that answers and assignments stay.
    """
    _keep_returns(both)
    _keep_observations(round_, both)
    round_.groups.all().delete()
    round_.conflicts.all().delete()
    for variant in Variant:
        _keep_groups(round_, variant, both)
        _keep_conflicts(round_, variant, both)


def _keep_returns(both: BothSides) -> None:
    unread = {one.file: one.reason for one in both.full.unread}
    found = {one.file: one for one in both.full.returns}
    for file, one in both.gathered.by_file.items():
        if file in unread:
            one.state, one.problem = ReturnState.UNREAD, told_message(unread[file])
            one.counts, one.notes, one.kind = {}, [], ""
        elif file in found:
            read = found[file]
            one.state, one.problem, one.kind = ReturnState.READ, {}, read.kind
            one.counts = {**read.counts, "observations": len(read.observations)}
            one.notes = [told_message(note) for note in read.notes]
        # One that was withdrawn while it was being read stays withdrawn.
        Return.objects.filter(pk=one.pk, state__in=TAKEN).update(
            state=one.state,
            problem=one.problem,
            kind=one.kind,
            counts=one.counts,
            notes=one.notes,
        )


def _keep_observations(round_: Round, both: BothSides) -> None:
    # Held in the order in which answers hold them, so that neither waits for the other.
    held = round_.observations.select_for_update().order_by("pk")
    known = {row.key: row for row in held}
    keys = keys_of(both.full.observations)
    by_file = both.gathered.by_file
    cite = _Citing(both.full.base)
    fresh: list[Observation] = []
    kept: list[Observation] = []
    for rank, observation in enumerate(both.full.observations):
        row = known.pop(keys[id(observation)], None)
        if row is None:
            row = Observation(round=round_, key=keys[id(observation)])
            fresh.append(row)
        else:
            kept.append(row)
        both.rows[observation.id] = row
        _fill(row, observation, rank, by_file[observation.file], cite)
        row.restricted = observation.id in both.restricted
    Observation.objects.bulk_create(fresh)
    Observation.objects.bulk_update(kept, FILLED, batch_size=200)
    round_.observations.filter(key__in=known).update(gone=True)


FILLED = (
    "identifier", "rank", "source_return", "organisation", "contributor", "person", "date",
    "source", "origin", "nature", "placing", "doubt", "before", "after", "text", "reason",
    "replies", "clauses", "place", "words", "restricted", "gone",
)  # fmt: skip


def _fill(row: Observation, told: core.Observation, rank: int, sent: Return, cite: _Citing) -> None:
    row.identifier, row.rank, row.gone = told.id, rank, False
    row.source_return = sent
    row.organisation = sent.organisation or _organisation(told.contributor)
    row.contributor, row.person, row.date = told.contributor, told.person or "", told.date or ""
    row.source, row.origin, row.nature = told.source, told.origin.value, told.nature.value
    row.placing, row.doubt = told.placing.value, str(told.doubt)
    row.before, row.after, row.text, row.reason = told.before, told.after, told.text, told.reason
    row.replies = [{"person": r.person, "date": r.date, "text": r.text} for r in told.replies]
    row.clauses, row.place = list(told.clauses), cite(told.clauses)
    said = (told.id, row.place, told.before, told.after, told.text, told.reason, row.person)
    row.words = " ".join(fold(words).text for words in said if words)


def _organisation(label: str) -> Organisation:
    """Give the organisation that a line of a common matrix names, made where it is new."""
    found, _ = Organisation.objects.get_or_create(label=label, defaults={"name": label})
    return found


class _Citing:
    """How the places of observations are cited ("Axe 2, Objectif 2.1, al. 3")."""

    def __init__(self, base: Document) -> None:
        self._clauses = base.clauses

    def __call__(self, clauses: Sequence[str]) -> str:
        known = [self._clauses.by_id[key] for key in clauses if key in self._clauses.by_id]
        return self._clauses.cite(known[0])[:300] if known else ""


def _keep_groups(round_: Round, variant: str, both: BothSides) -> None:
    for group in both.of(variant).groups:
        row = Group.objects.create(
            round=round_,
            variant=variant,
            identifier=group.id,
            identical=group.identical,
            clauses=list(group.clauses),
        )
        row.observations.set([both.rows[o] for o in group.observations])


def _keep_conflicts(round_: Round, variant: str, both: BothSides) -> None:
    cite = _Citing(both.full.base)
    for conflict in both.of(variant).conflicts:
        members = [both.rows[o] for o in conflict.observations]
        said = "\0".join(sorted(row.key for row in members))
        row = Conflict.objects.create(
            round=round_,
            variant=variant,
            key=hashlib.sha256(said.encode()).hexdigest(),
            identifier=conflict.id,
            tier=conflict.tier.value,
            clauses=list(conflict.clauses),
            place=cite(conflict.clauses),
            wordings=[
                {
                    "contributors": list(w.contributors),
                    "text": w.text,
                    "observations": list(w.observations),
                }
                for w in conflict.wordings
            ],
            reason=told_message(conflict.reason),
        )
        row.observations.set(members)


def counts(both: BothSides) -> dict[str, dict[str, int]]:
    """Count what was found, by side."""
    return {
        variant.value: {
            "returns": len(side.returns),
            "unread": len(side.unread),
            "observations": len(side.observations),
            "groups": len(side.groups),
            "conflicts": len(side.conflicts),
        }
        for variant in Variant
        for side in (both.of(variant),)
    }
