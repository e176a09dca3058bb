"""Gathering and reading the returns of a round: with everything, and without what is restricted.

Observations are known again from one reading to the next by what they say (`keys_of`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from toguna.consultation import model as core
from toguna.consultation.consolidate import Prepared, Progress, Request, Source, prepare
from toguna.consultation.decisions.record import mark
from toguna.consultation.model import Contributor, Received
from toguna.consultation.withheld import is_restricted_number, number_apart, without
from toguna.web.domain.blobs import bytes_of
from toguna.web.models import Observation, Return, ReturnState, Round, Variant

TAKEN = (ReturnState.SENT, ReturnState.READ, ReturnState.UNREAD)
NOBODY = Contributor("", "")
"""Who sends a common matrix: its lines say who speaks."""


@dataclass(frozen=True)
class Gathered:
    """The returns of a round and the request that they make; `returns` are in its order."""

    request: Request
    returns: list[Return]

    @cached_property
    def by_file(self) -> dict[str, Return]:
        """The returns by the name of their file, which is each one's own here."""
        received = [*self.request.returns, *self.request.common]
        return {r.file: one for r, one in zip(received, self.returns, strict=True)}


@dataclass
class BothSides:
    """Both sides of one consolidation: with everything, and without what is restricted.

    `restricted` are ids of observations, `files` names of returns: one that says nothing, or that
    cannot be read, is not to be known of either.
    """

    gathered: Gathered
    full: Prepared
    restricted: set[str]
    files: frozenset[str] = frozenset()
    rows: dict[str, Observation] = field(default_factory=dict)

    @cached_property
    def open(self) -> Prepared:
        """The side without what is restricted."""
        return without(self.full, self.restricted, self.files) if self.withholds else self.full

    @property
    def withholds(self) -> bool:
        """Whether the two sides differ."""
        return bool(self.restricted or self.files)

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
    names = _distinct_names(sorted([*own, *common], key=lambda one: one.restricted))
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
    by_file = gathered.by_file
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
    return BothSides(
        gathered,
        prepared,
        {o.id for o in prepared.observations if id(o) in secret},
        frozenset(file for file, one in by_file.items() if one.restricted),
    )


def keys_of(observations: Sequence[core.Observation]) -> dict[int, str]:
    """Tell each observation (by identity) by what it says, and which of those that say the same.

    Restricted ones are counted last: so the others are told alike with and without them.
    """
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for observation in sorted(observations, key=lambda one: is_restricted_number(one.id)):
        said = mark(observation)
        seen[said] += 1
        keys[id(observation)] = f"{said}-{seen[said]}"
    return keys
