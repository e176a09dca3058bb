"""A copy of the draft that came back: its edits, its comments and its other changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toguna.consultation.copy_observations import ObservationMaker
from toguna.consultation.margins import unmatched
from toguna.consultation.model import Received, Return
from toguna.consultation.rebase import Rebase
from toguna.consultation.threads import Thread, threads_of
from toguna.text.content import Change
from toguna.text.document import Document, Place
from toguna.text.docx.changes import CHANGE_TAGS
from toguna.text.docx.document import WordDocument
from toguna.text.docx.properties import last_modified
from toguna.text.docx.reader import TR
from toguna.text.ooxml import Element
from toguna.weave.compare import compare
from toguna.weave.edits import Edit, edits_of
from toguna.weave.operations import Anchor, CutRow, Put, PutRow, Whole


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier version of the draft, and the way from it to the present one."""

    document: Document
    rebase: Rebase


@dataclass(eq=False)
class Copy:
    """What a copy of the draft holds: the return, its edits of the draft and its comments.

    `anchors` are where in the draft's own words its comments start and end.
    """

    received: Received
    word: WordDocument
    found: Return
    edits: list[Edit]
    threads: list[Thread]
    anchors: list[tuple[Place, Anchor]]

    @property
    def label(self) -> str:
        """The contributor's label."""
        return self.received.contributor.label


def read_copy(
    received: Received, word: WordDocument, base: Document, earlier: Earlier | None = None
) -> Copy:
    """Turn a copy of the draft into observations: every change and comment once.

    `earlier` is the version that the copy was made on, where it is not the present one.
    """
    label = received.contributor.label
    source = base if earlier is None else earlier.document
    script = compare(source, word)
    edits = edits_of(label, script, source, last_modified(word.package))
    threads = threads_of(word, source, script, edits)
    maker = ObservationMaker(received, base, None if earlier is None else earlier.rebase.place)
    found = Return(received.file, label, "copie")
    claimed = _claim(edits, word)
    for edit, changes in zip(edits, claimed, strict=True):
        here = edit if earlier is None else earlier.rebase.edit(edit)
        found.observations.append(
            maker.stranded(edit, changes) if here is None else maker.of_edit(here, changes)
        )
    anchors = script.anchors
    if earlier is not None:
        anchors = _rebase_comments(threads, script.anchors, earlier.rebase)
    found.observations += [maker.of_thread(thread) for thread in threads]
    claims = dict(zip(map(id, found.observations), claimed, strict=False))
    maker.add_leftovers(found.observations, word, claims, script.ghosts)
    others = [maker.of_margin(*told) for told in unmatched(source, word)]
    found.observations += others
    found.counts = {
        "tracked": len(word.changes),
        "untracked": sum(not edit.tracked for edit in edits) + len(others),
        "comments": sum(thread.own_first for thread in threads),
        "replies": sum(len(thread.replies) for thread in threads),
    }
    kept = [o.edit for o in found.observations if o.edit is not None]
    word.release()
    return Copy(received, word, found, kept, threads, anchors)


def _claim(edits: list[Edit], word: WordDocument) -> list[list[Change]]:
    """Give each edit the tracked changes that it accounts for; each change belongs to one."""
    taken = {0}  # the number of what the drafters deleted themselves
    elements = {change.number: element for element, change in word.changes}
    claimed: list[list[Change]] = []
    for edit in edits:
        inside = _changes_inside(edit, word, elements)
        mine = {c.number: c for c in (*edit.changes, *inside) if c.number not in taken}
        taken.update(mine)
        claimed.append(list(mine.values()))
    return claimed


def _changes_inside(
    edit: Edit, word: WordDocument, elements: Mapping[int, Element]
) -> Iterator[Change]:
    """Give the changes inside rows and tables that come or go: they say the same again."""
    wholes: list[Element] = []
    for operation in edit.operations:
        if isinstance(operation, Put):
            blocks = [item.block for item in operation.items if isinstance(item, Whole)]
            wholes += [element for block in blocks for element in block.elements]
        elif isinstance(operation, PutRow):
            wholes.append(operation.content.element)
        elif isinstance(operation, CutRow):
            marks = (elements.get(change.number) for change in operation.changes)
            wholes += [row for mark in marks if mark is not None for row in mark.iterancestors(TR)]
    for whole in wholes:
        for node in whole.iter(*CHANGE_TAGS):
            change = word.changes.of(node)
            if change is not None:
                yield change


def _rebase_comments(
    threads: list[Thread], anchors: list[tuple[Place, Anchor]], rebase: Rebase
) -> list[tuple[Place, Anchor]]:
    """Put comments made on an earlier version where they belong in the present one."""
    for thread in threads:
        anchoring = thread.anchoring
        anchoring.start = rebase.place(anchoring.start) if anchoring.start else None
        anchoring.end = rebase.place(anchoring.end) if anchoring.end else None
        if anchoring.within is not None:
            anchoring.within = rebase.edit(anchoring.within)
    return [(here, anchor) for place, anchor in anchors if (here := rebase.place(place))]
