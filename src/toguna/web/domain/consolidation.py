"""Consolidating a round: the core's work, kept as rows that pages can filter and files.

It is done twice: with everything, and without what is restricted. Rows are matched with those of
the last time by what observations say, so that answers and assignments stay with them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation import model as core
from toguna.consultation.consolidate import Prepared, Progress, Request, Source, prepare, written
from toguna.consultation.decisions.record import mark
from toguna.consultation.folding import fold
from toguna.consultation.model import Contributor, Received
from toguna.consultation.outputs.files import consolidated_files
from toguna.consultation.redline import kept, redline
from toguna.consultation.withheld import number_apart, without
from toguna.messages import say
from toguna.text.document import Document
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.domain.ledger import SITE, record
from toguna.web.models import (
    Conflict,
    Group,
    Observation,
    Organisation,
    Output,
    Return,
    ReturnState,
    Round,
    Variant,
)

NOBODY = Contributor("", "")
"""Who sends a common matrix: its lines say who speaks."""
REDLINE_FOLDER, REDLINE = "web", "texte.json"
"""Where the text with every change is kept, for the pages alone."""
NO_OWNERS: Mapping[str, Organisation] = {}
TAKEN = (ReturnState.SENT, ReturnState.READ, ReturnState.UNREAD)


@dataclass(frozen=True)
class Gathered:
    """The returns of a round and the request that they make; `returns` are in its order."""

    request: Request
    returns: list[Return]


@dataclass
class BothSides:
    """Both sides of one consolidation: with everything, and without what is restricted."""

    gathered: Gathered
    full: Prepared
    restricted: set[str]
    rows: dict[str, Observation] = field(default_factory=dict)

    @cached_property
    def open(self) -> Prepared:
        """The side without restricted observations."""
        return without(self.full, self.restricted) if self.restricted else self.full

    def of(self, variant: str) -> Prepared:
        """Give one of the two sides."""
        return self.full if variant == Variant.FULL else self.open


def gather(round_: Round) -> Gathered:
    """Make the request of a round from the returns that were sent, restricted ones last.

    So an open return of an organisation has the plain label ("MJDH") on both sides.
    """
    taken = round_.returns.filter(state__in=TAKEN).select_related("organisation", "blob")
    own = [one for one in taken if one.organisation is not None]
    own.sort(key=lambda one: one.restricted)
    common = [one for one in taken if one.organisation is None]
    names = _distinct_names([*own, *common])
    request = Request(
        Source(round_.draft.filename, bytes_of(round_.draft.blob_id)),
        [Received(names[one.pk], bytes(one.blob.data), _contributor(one)) for one in own],
        [Received(names[one.pk], bytes(one.blob.data), NOBODY) for one in common],
        [Source(v.filename, bytes_of(v.blob_id)) for v in round_.earlier.order_by("number")],
        date=timezone.localdate(round_.opened or round_.created).isoformat(),
    )
    return Gathered(request, [*own, *common])


def _distinct_names(returns: Sequence[Return]) -> dict[int, str]:
    """Give each return a file name of its own: two ministries may both send "observations.docx"."""
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for one in returns:
        seen[one.filename.casefold()] += 1
        number = seen[one.filename.casefold()]
        stem, dot, suffix = one.filename.rpartition(".")
        names[one.pk] = one.filename if number == 1 else f"{stem} ({number}){dot}{suffix}"
    return names


def _contributor(one: Return) -> Contributor:
    assert one.organisation is not None
    return Contributor(one.organisation.label, one.organisation.name)


def prepare_round(round_: Round, progress: Progress) -> BothSides:
    """Read and compare the returns of a round, restricted observations numbered apart."""
    gathered = gather(round_)
    prepared = prepare(gathered.request, progress)
    by_file = _returns_by_file(gathered)
    keys = keys_of(prepared.observations)
    marked = set(
        round_.observations.filter(restricted=True, source_return__restricted=False).values_list(
            "key", flat=True
        )
    )
    before = {
        o.id for o in prepared.observations if keys[id(o)] in marked or by_file[o.file].restricted
    }
    secret = {id(o) for o in prepared.observations if o.id in before}
    prepared = number_apart(prepared, before)
    return BothSides(gathered, prepared, {o.id for o in prepared.observations if id(o) in secret})


def _returns_by_file(gathered: Gathered) -> dict[str, Return]:
    received = [*gathered.request.returns, *gathered.request.common]
    return {r.file: one for r, one in zip(received, gathered.returns, strict=True)}


def keys_of(observations: Sequence[core.Observation]) -> dict[int, str]:
    """Tell each observation (by identity) by what it says, and which of those that say the same."""
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for observation in observations:
        said = mark(observation)
        seen[said] += 1
        keys[id(observation)] = f"{said}-{seen[said]}"
    return keys


def consolidate_round(round_: Round, progress: Progress) -> None:
    """Consolidate a round, keep what was found and write its files.

    Raises:
        UnreadableFile: the draft cannot be read.
    """
    both = prepare_round(round_, progress)
    outputs, redlines = {}, {}
    variants = (Variant.FULL, Variant.OPEN) if both.restricted else (Variant.FULL,)
    for variant in variants:
        progress(say("Écriture du projet consolidé"), 0, 0)
        found = written(both.of(variant))
        outputs[variant] = made(consolidated_files(found))
        redlines[variant] = _redline(both.of(variant), found)
    outputs.setdefault(Variant.OPEN, outputs[Variant.FULL])
    redlines.setdefault(Variant.OPEN, redlines[Variant.FULL])
    with transaction.atomic():
        _keep_register(round_, both)
        for variant in Variant:
            keep_outputs(round_, variant, "consolidate", outputs[variant])
            keep_outputs(round_, variant, REDLINE_FOLDER, {REDLINE: redlines[variant]})
        round_.counts = _counts(both)
        round_.consolidated, round_.stale = timezone.now(), _changed_since(round_, both.gathered)
        round_.save(update_fields=["counts", "consolidated", "stale"])
        _record(round_, both)


def _changed_since(round_: Round, gathered: Gathered) -> bool:
    """Tell whether returns came or went while those that were gathered were consolidated."""
    now = round_.returns.filter(state__in=TAKEN).values_list("pk", flat=True)
    return set(now) != {one.pk for one in gathered.returns}


def made(makers: Mapping[str, Callable[[], bytes]]) -> dict[str, bytes]:
    """Make files."""
    return {name: make() for name, make in makers.items()}


def _redline(prepared: Prepared, found: core.Consolidation) -> bytes:
    """Tell the consolidated draft line by line, as pages show it."""
    word = prepared.drafters.copy(found.docx, found.draft)
    return kept.write(redline(word, prepared.base))


def keep_outputs(
    round_: Round,
    variant: str,
    folder: str,
    files: Mapping[str, bytes],
    owners: Mapping[str, Organisation] = NO_OWNERS,
) -> None:
    """Keep the files made from a round in place of those made before.

    `owners` are the organisations to which some of them go, by path.
    """
    round_.outputs.filter(variant=variant, folder=folder).delete()
    Output.objects.bulk_create(
        Output(
            round=round_,
            variant=variant,
            folder=folder,
            path=path,
            blob=keep(data),
            organisation=owners.get(path),
        )
        for path, data in files.items()
    )


# The register


def _keep_register(round_: Round, both: BothSides) -> None:
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
    for file, one in _returns_by_file(both.gathered).items():
        if file in unread:
            one.state, one.problem = ReturnState.UNREAD, unread[file].render()
            one.counts, one.notes, one.kind = {}, [], ""
        elif file in found:
            read = found[file]
            one.state, one.problem, one.kind = ReturnState.READ, "", read.kind
            one.counts = {**read.counts, "observations": len(read.observations)}
            one.notes = [note.render() for note in read.notes]
        # One that was withdrawn while it was being read stays withdrawn.
        Return.objects.filter(pk=one.pk, state__in=TAKEN).update(
            state=one.state,
            problem=one.problem,
            kind=one.kind,
            counts=one.counts,
            notes=one.notes,
        )


def _keep_observations(round_: Round, both: BothSides) -> None:
    known = {row.key: row for row in round_.observations.all()}
    keys = keys_of(both.full.observations)
    by_file = _returns_by_file(both.gathered)
    cite = _Citing(both.full.base)
    fresh: list[Observation] = []
    for rank, observation in enumerate(both.full.observations):
        row = known.pop(keys[id(observation)], None)
        if row is None:
            row = Observation(round=round_, key=keys[id(observation)])
            fresh.append(row)
        both.rows[observation.id] = row
        _fill(row, observation, rank, by_file[observation.file], cite)
        row.restricted = observation.id in both.restricted
    Observation.objects.bulk_create(fresh)
    Observation.objects.bulk_update(
        [row for row in both.rows.values() if row not in fresh], FILLED, batch_size=200
    )
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
            reason=conflict.reason.render(),
        )
        row.observations.set(members)


def _counts(both: BothSides) -> dict[str, dict[str, int]]:
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


def _record(round_: Round, both: BothSides) -> None:
    """Enter in the ledger what was linked and grouped, restricted things committed to."""
    opened = both.open
    secret: list[core.Observation] = [o for o in both.full.observations if o.id in both.restricted]
    files = round_.outputs.filter(variant=Variant.OPEN, folder="consolidate")
    digests = {one.path: one.blob_id for one in files}
    record(
        round_.dossier,
        Act.LINKED,
        SITE,
        f"tour-{round_.number}",
        {
            "observations": {o.id: list(o.clauses) for o in opened.observations},
            "unread": [one.file for one in opened.unread],
            "digests": digests,
        },
        restricted={o.id: list(o.clauses) for o in secret} or None,
    )
    record(
        round_.dossier,
        Act.GROUPED,
        SITE,
        f"tour-{round_.number}",
        {
            "groups": {g.id: list(g.observations) for g in opened.groups},
            "conflicts": {c.id: list(c.observations) for c in opened.conflicts},
        },
    )
