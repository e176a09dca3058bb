"""The main job: one draft and N returns -> one consolidated draft, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from toguna.consultation.collisions import PROPOSITION
from toguna.consultation.compose import compose
from toguna.consultation.conflicts import find_conflicts
from toguna.consultation.contributors import distinct
from toguna.consultation.copies import Copy, Earlier
from toguna.consultation.drafters import Drafters
from toguna.consultation.groups import find_groups
from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Contributor,
    Group,
    Observation,
    Received,
    Return,
    Unread,
)
from toguna.consultation.options import DraftChanges
from toguna.consultation.rebase import Rebase
from toguna.consultation.receive import Reader
from toguna.consultation.statements import Register
from toguna.messages import Message, say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.uncollected import uncollected
from toguna.weave.weave import Support, Weave

Progress = Callable[[Message, int, int], None]
"""Told what is being done, how many steps are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is not a return: the draft or an earlier version of it."""

    file: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be consolidated.

    `common` are matrices whose lines say themselves who speaks; `earlier` are versions of the
    draft that copies may have been made on; `date` is the day that the outputs carry.
    """

    draft: Source
    returns: Sequence[Received]
    common: Sequence[Received] = ()
    earlier: Sequence[Source] = ()
    draft_changes: DraftChanges = DraftChanges.KEEP
    date: str | None = None


def silent(what: Message, done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass(eq=False)
class Prepared:
    """A draft and its returns, read and compared, before anything is written.

    `labels` are in the order of the contributors; `weave` has the edits of the observations over
    the draft. `fresh` reads the draft again, for each file that is made of it.
    """

    request: Request
    base: Document
    contributors: list[Contributor]
    returns: list[Return]
    unread: list[Unread]
    copies: list[Copy]
    observations: list[Observation]
    weave: Weave
    labels: list[str]
    groups: list[Group]
    conflicts: list[Conflict]
    drafters: Drafters

    def fresh(self) -> Document:
        """Give the draft as it was sent out, in a file that may be written into."""
        draft = self.request.draft
        return Document(self.drafters.draft(draft.data, draft.file))


@uncollected()
def prepare(request: Request, progress: Progress = silent) -> Prepared:
    """Read and compare everything.

    Raises:
        UnreadableFile: the draft or an earlier version cannot be read. A return that cannot be
            read is listed, and the others are compared all the same.
    """
    return _Run(request, progress).prepare()


@uncollected()
def consolidate(request: Request, progress: Progress = silent) -> Consolidation:
    """Consolidate a draft with everything that came back.

    Raises:
        UnreadableFile: as `prepare`.
    """
    run = _Run(request, progress)
    prepared = run.prepare()
    run.step(say("Écriture du projet consolidé"))
    return written(prepared)


@uncollected()
def written(prepared: Prepared) -> Consolidation:
    """Write the consolidated draft, and give everything that is known."""
    composed = compose(
        prepared.weave,
        prepared.copies,
        prepared.labels,
        prepared.conflicts,
        prepared.observations,
        prepared.request.date,
    )
    _note_unwritten(prepared.returns, composed.unwritten)
    return Consolidation(
        prepared.request.draft.file,
        prepared.base,
        prepared.contributors,
        prepared.returns,
        prepared.unread,
        prepared.observations,
        prepared.groups,
        prepared.conflicts,
        composed.docx,
        prepared.request.date,
    )


class _Run:
    def __init__(self, request: Request, progress: Progress) -> None:
        self._request = request
        self._progress = progress
        self._steps = len(request.returns) + len(request.common) + 3
        self._done = 0
        self._drafters = Drafters(request.draft_changes, Atoms())

    def prepare(self) -> Prepared:
        request = self._request
        self.step(say("Lecture de l'avant-projet"))
        base = Document(self._drafters.draft(request.draft.data, request.draft.file))
        received = _labelled(request.returns)
        register = Register([r.contributor for r in received])
        reader = Reader(base, self._earlier(base), self._drafters, register)
        returns, unread, copies = self._read(reader, received)
        observations = _in_order([o for r in returns for o in r.observations], base)
        contributors = _contributors(received, observations)
        labels = [label for c in contributors for label in (c.label, f"{c.label}{PROPOSITION}")]
        ranks = {label: rank for rank, label in enumerate(labels)}
        edits = [o.edit for r in returns for o in r.observations if o.edit is not None]
        edits.sort(key=lambda edit: ranks[edit.contributor])
        self.step(say("Convergences et divergences"))
        groups = find_groups(observations, base)
        weave = Weave(base, edits)
        conflicts = find_conflicts(observations, edits, weave)
        return Prepared(
            request, base, contributors, returns, unread, copies, observations, weave, labels,
            groups, conflicts, self._drafters,
        )  # fmt: skip

    def step(self, what: Message) -> None:
        """Tell what is being done now."""
        self._progress(what, self._done, self._steps)
        self._done += 1

    def _earlier(self, base: Document) -> list[Earlier]:
        versions = [
            Document(self._drafters.copy(source.data, source.file))
            for source in self._request.earlier
        ]
        return [Earlier(version, Rebase(version, base)) for version in versions]

    def _read(
        self, reader: Reader, received: Sequence[Received]
    ) -> tuple[list[Return], list[Unread], list[Copy]]:
        returns: list[Return] = []
        unread: list[Unread] = []
        copies: list[Copy] = []
        seen: dict[tuple[str, bytes], str] = {}
        common = {id(one) for one in self._request.common}
        for one in (*received, *self._request.common):
            self.step(say("Lecture de {file}", file=one.file))
            first = seen.setdefault((one.contributor.name, one.data), one.file)
            if first != one.file:
                returns.append(_twice(one, first))
                continue
            try:
                found = reader.read(one, common=id(one) in common)
            except UnreadableFile as error:
                unread.append(Unread(one.file, one.contributor.label, error.message))
                continue
            if isinstance(found, Copy):
                copies.append(found)
                found = found.found
            returns.append(found)
        return returns, unread, copies


def _labelled(received: Sequence[Received]) -> list[Received]:
    """Give each file a label of its own, files that are the same to the byte left with one."""
    first = {(r.contributor, r.data): r for r in reversed(received)}
    own = [r for r in received if first[r.contributor, r.data] is r]
    given = distinct(r.contributor for r in own)
    labels = {id(r): contributor for r, contributor in zip(own, given, strict=True)}
    return [replace(r, contributor=labels[id(first[r.contributor, r.data])]) for r in received]


def _twice(received: Received, first: str) -> Return:
    note = say("{file} est identique à {first} : compté une seule fois.",
               file=received.file, first=first)  # fmt: skip
    return Return(received.file, received.contributor.label, "doublon", notes=[note])


def _in_order(observations: list[Observation], base: Document) -> list[Observation]:
    """Put observations in the draft's order, those without a place last, and number them."""
    ranks = {clause.id: rank for rank, clause in enumerate(base.clauses.all)}

    def key(observation: Observation) -> tuple[int, int, int]:
        if not observation.clauses:
            return len(ranks), 0, 0
        place = observation.place
        block, offset = (place.block, place.offset) if place else (0, 0)
        return ranks[observation.clauses[0]], block, offset

    ordered = sorted(observations, key=key)
    counts: dict[str, int] = {}
    for observation in ordered:
        label = observation.contributor
        counts[label] = counts.get(label, 0) + 1
        observation.id = f"{label}-{counts[label]:03d}"
    return ordered


def _contributors(
    received: Sequence[Received], observations: Sequence[Observation]
) -> list[Contributor]:
    """Give everybody who was heard, those whom only a common matrix names last."""
    known = {r.contributor.label: r.contributor for r in received}
    for label in sorted({o.contributor for o in observations} - known.keys()):
        known[label] = Contributor(label, label)
    return list(known.values())


def _note_unwritten(returns: Sequence[Return], unwritten: Sequence[Support]) -> None:
    """Say which changes of format stand in the register only, a rival one being in the text."""
    for found in returns:
        mine = [s for s in unwritten if s.contributor == found.contributor]
        if mine:
            found.notes.append(
                say(
                    "{count} changement(s) de mise en forme, concurrents d'un autre, sont dans la "
                    "matrice mais pas dans le texte consolidé.",
                    count=len({id(support.edit) for support in mine}),
                )
            )
