"""Edits: the coherent changes that a person made, each one or several operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from toguna.text.content import MARK, Changes, ViewTable
from toguna.text.document import Document, Place
from toguna.text.shown import shown, shown_row
from toguna.weave.operations import (
    Cut,
    CutBlock,
    CutRow,
    Keep,
    Operation,
    Put,
    PutRow,
    Reformat,
    person,
)
from toguna.weave.script import UNTOUCHED, Script

JOINING_GAP = 2
"""Two tracked changes of one person with no more than so many signs between them are one."""

DIVIDING = frozenset(f".;:!?{MARK}{UNTOUCHED}")
"""What keeps two tracked changes apart however little stands between them."""

MOVED_LENGTH = 20
"""A shorter text that goes at one place and comes at another is not called a move."""


class EditKind(Enum):
    """What an edit does."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    FORMAT = "format"


@dataclass(eq=False)
class Edit:
    """One coherent change by one person of one contributor.

    `before` and `after` are the words concerned and the words proposed, as a person sees them;
    where the edit is several operations, what is kept between them stands in both. `tracked`
    tells whether the contributor's own file marks it as a change.
    """

    contributor: str
    operations: list[Operation]
    before: str
    after: str
    person: str | None
    date: str | None
    kind: EditKind
    changes: Changes = ()
    number: int = 0
    derived: bool = False
    """Whether it was read out of a proposition in prose rather than made in the text."""

    @property
    def tracked(self) -> bool:
        """Whether it comes from tracked changes."""
        return bool(self.changes)

    @property
    def place(self) -> Place:
        """Where it starts."""
        return place_of(self.operations[0])


@dataclass(eq=False)
class _Cluster:
    """Operations being gathered, with what stands between them."""

    steps: list[Operation | Keep] = field(default_factory=list)

    @property
    def operations(self) -> list[Operation]:
        return [step for step in self.steps if not isinstance(step, Keep)]


def place_of(operation: Operation) -> Place:
    """Give where an operation starts."""
    if isinstance(operation, Cut | Reformat):
        return Place(operation.story, operation.block, operation.start)
    if isinstance(operation, Put):
        return Place(operation.story, operation.block, operation.offset)
    return Place(operation.story, operation.block)


def edits_of(contributor: str, script: Script, base: Document, saved: str | None) -> list[Edit]:
    """Gather the steps of a script into edits, in the draft's order, moves paired.

    `saved` is the date on which the copy was last saved: that of edits made without tracking.
    """
    for order, step in enumerate(script.steps):
        if not isinstance(step, Keep):
            step.order = order
    clusters = _cluster(script.steps, base)
    edits = [_edit(contributor, cluster, base, saved) for cluster in clusters]
    edits = _pair_moves(edits)
    for number, edit in enumerate(edits, 1):
        edit.number = number
    return edits


def _cluster(steps: list[Operation | Keep], base: Document) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    gap: list[Keep] = []
    for step in steps:
        if isinstance(step, Keep):
            gap.append(step)
            continue
        if clusters and _continues(clusters[-1], gap, step, base):
            clusters[-1].steps += [*gap, step]
        else:
            clusters.append(_Cluster([step]))
        gap = []
    return clusters


def _continues(cluster: _Cluster, gap: list[Keep], step: Operation, base: Document) -> bool:
    last = cluster.operations[-1]
    if last.story != step.story or person(last.changes) != person(step.changes):
        return False
    if isinstance(last, Reformat) or isinstance(step, Reformat):
        return isinstance(last, Reformat) and isinstance(step, Reformat) and not _text(gap)
    between = _text(gap)
    if between:
        plain = not any(char.isalnum() or char in DIVIDING for char in between)
        return plain and len(between) <= JOINING_GAP and bool(step.changes)
    if isinstance(last, Cut) and isinstance(step, Cut):
        return True
    return is_whole(last, base) == is_whole(step, base)


def _text(gap: list[Keep]) -> str:
    return "".join(keep.text for keep in gap)


def is_whole(operation: Operation, base: Document) -> bool:
    """Tell whether an operation takes or brings whole paragraphs, rows or tables."""
    if isinstance(operation, Cut):
        length = base.stories[operation.story].length(operation.block)
        return operation.start == 0 and operation.end > length
    if isinstance(operation, Put):
        return operation.offset == 0 and operation.text[-1:] in (MARK, "\x1d")
    return not isinstance(operation, Reformat)


def comes_whole(edit: Edit, base: Document) -> bool:
    """Tell whether an edit only brings new paragraphs, rows or tables: it changes no others."""
    return edit.kind is EditKind.INSERT and all(is_whole(op, base) for op in edit.operations)


def _edit(contributor: str, cluster: _Cluster, base: Document, saved: str | None) -> Edit:
    operations = cluster.operations
    changes = tuple(dict.fromkeys(c for operation in operations for c in operation.changes))
    before = "".join(_before(step, base) for step in cluster.steps).strip("\n")
    after = "".join(_after(step) for step in cluster.steps).strip("\n")
    return Edit(
        contributor,
        operations,
        before,
        after,
        person(operations[0].changes),
        _date(changes) if changes else saved,
        _kind(operations),
        changes,
    )


def _date(changes: Changes) -> str | None:
    return max((change.date for change in changes if change.date), default=None)


def _kind(operations: list[Operation]) -> EditKind:
    if isinstance(operations[0], Reformat):
        return EditKind.FORMAT
    comes = any(isinstance(operation, Put | PutRow) for operation in operations)
    goes = any(isinstance(operation, Cut | CutBlock | CutRow) for operation in operations)
    if comes and goes:
        return EditKind.REPLACE
    return EditKind.INSERT if comes else EditKind.DELETE


def _before(step: Operation | Keep, base: Document) -> str:
    if isinstance(step, Keep):
        return step.text
    if isinstance(step, Put | PutRow):
        return ""
    block = base.stories[step.story].blocks[step.block]
    if isinstance(step, CutRow):
        return shown_base_row(base, step.story, step.block, step.row) + "\n"
    if isinstance(step, CutBlock):
        return shown(block) + "\n"
    length = base.stories[step.story].length(step.block)
    return shown(block, step.start, min(step.end, length)) + ("\n" if step.end > length else "")


def shown_base_row(base: Document, story: str, block: int, row: int) -> str:
    """Give the words of a row of the draft on one line."""
    table = base.stories[story].blocks[block]
    return shown_row(table.rows[row]) if isinstance(table, ViewTable) else ""


def _after(step: Operation | Keep) -> str:
    if isinstance(step, Keep):
        return step.text
    if isinstance(step, Put):
        return "".join(item.shown for item in step.items)
    return step.shown + "\n" if isinstance(step, PutRow) else ""


def _pair_moves(edits: list[Edit]) -> list[Edit]:
    """Make one edit of what goes at one place and comes at another."""
    partners: dict[int, Edit] = {}
    taken: set[int] = set()
    arrivals = [edit for edit in edits if edit.kind is EditKind.INSERT]
    for source in edits:
        if source.kind is not EditKind.DELETE:
            continue
        target = next((a for a in arrivals if id(a) not in taken and _is_move(source, a)), None)
        if target is not None:
            taken.add(id(target))
            partners[id(source)] = target
    return [
        _moved(edit, partners[id(edit)]) if id(edit) in partners else edit
        for edit in edits
        if id(edit) not in taken
    ]


def _is_move(source: Edit, target: Edit) -> bool:
    names = {change.move for change in source.changes if change.move}
    if names:
        return bool(names & {change.move for change in target.changes})
    return (
        len(source.before) >= MOVED_LENGTH
        and source.before == target.after
        and source.person == target.person
    )


def _moved(source: Edit, target: Edit) -> Edit:
    return Edit(
        source.contributor,
        [*source.operations, *target.operations],
        source.before,
        target.after,
        source.person,
        source.date,
        EditKind.MOVE,
        (*source.changes, *target.changes),
    )
