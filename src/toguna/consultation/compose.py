"""Writing the consolidated draft: everybody's changes, everybody's comments, the conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.consultation.anchoring import commentable, contested, paragraph_near
from toguna.consultation.conflicts import TIER_NAMES
from toguna.consultation.copies import Copy
from toguna.consultation.model import Conflict, Observation
from toguna.consultation.threads import END, SIGN, START, Thread, comment_key
from toguna.messages import say
from toguna.text.document import Place
from toguna.text.docx.comment_writer import CommentWriter
from toguna.text.docx.comments import Comment
from toguna.text.docx.line_writer import anchor_element
from toguna.text.docx.reader import P
from toguna.text.docx.redline import AnchorPiece
from toguna.text.docx.resolve import drop
from toguna.text.docx.styles import integer
from toguna.text.docx.target import Target
from toguna.text.docx.transplant import Transplant
from toguna.text.ooxml import Element, W
from toguna.weave.merge import Merger
from toguna.weave.weave import Support, Weave

PROGRAM = "Toguna"
LONGEST_WORDING = 600
"""A comment that names rival wordings cuts each at so many signs; the report has them in full."""
Anchors = dict[Place, list[AnchorPiece]]


@dataclass(frozen=True, slots=True)
class Composed:
    """The consolidated draft, and the changes of format that a rival one left no room for."""

    docx: bytes
    unwritten: list[Support]


def compose(
    weave: Weave,
    copies: Sequence[Copy],
    order: Sequence[str],
    conflicts: Sequence[Conflict],
    observations: Sequence[Observation],
    date: str | None,
) -> Composed:
    """Write everything into the draft's own file, and give its bytes.

    `order` is the order of the labels in the authors of shared changes; `date` is that of the
    comments that name the conflicts.
    """
    return _Composer(weave, copies, order).write(conflicts, observations, date)


class _Composer:
    def __init__(self, weave: Weave, copies: Sequence[Copy], order: Sequence[str]) -> None:
        self._weave = weave
        self._base = weave.base
        self._copies = copies
        self._order = order
        self._target = Target(self._base.word)
        self._comments = CommentWriter(self._target)
        self._anchors: Anchors = defaultdict(list)
        self._fallbacks: dict[int, Place] = {}

    def write(
        self,
        conflicts: Sequence[Conflict],
        observations: Sequence[Observation],
        date: str | None,
    ) -> Composed:
        numbers = {id(copy): self._number(copy) for copy in self._copies}
        transplants = {
            copy.label: Transplant(copy.word, self._target, numbers[id(copy)].get)
            for copy in self._copies
        }
        for copy in self._copies:
            self._carry(copy, numbers[id(copy)], transplants[copy.label])
        by_id = {observation.id: observation for observation in observations}
        for conflict in conflicts:
            self._name(conflict, by_id, date)
        merger = Merger(self._weave, self._target, self._order, transplants, self._anchors)
        merger.write()
        self._anchor_the_rest()
        return Composed(self._target.package.to_bytes(), merger.unwritten)

    # The contributors' comments

    def _number(self, copy: Copy) -> dict[str, int]:
        """Give each comment to be carried over an id that is free in the draft."""
        return {
            comment.id: self._comments.next_id()
            for thread in copy.threads
            for comment in _own(thread)
        }

    def _carry(self, copy: Copy, numbers: dict[str, int], transplant: Transplant) -> None:
        for thread in copy.threads:
            place = thread.anchoring.start or Place("body", 0)
            head = None if thread.own_first else self._drafts_own(thread)
            for comment in _own(thread):
                number = numbers[comment.id]
                transplant.into = self._comments.part
                blocks = transplant.note(comment.element)
                paragraph = self._comments.add(
                    number, _author(comment, copy), copy.label, comment.date, blocks
                )
                if head is not None or thread.first.done:
                    self._comments.thread(paragraph, parent=head, done=thread.first.done)
                elif thread.replies:
                    self._comments.thread(paragraph)
                head = head or paragraph
                self._fallbacks[number] = place
        for place, anchor in copy.anchors:
            found = numbers.get(anchor.comment)
            if found is not None:
                spot = commentable(self._base, place)
                self._anchors[spot].append(AnchorPiece(found, anchor.role))

    def _drafts_own(self, thread: Thread) -> str | None:
        """Give the paragraph id of the draft's own comment that a thread answers."""
        key = comment_key(thread.first)
        own = next((c for c in self._base.word.comments if comment_key(c) == key), None)
        if own is None:
            return None
        paragraph = self._comments.paragraph_of(own)
        self._comments.thread(paragraph, done=own.done)
        return paragraph

    def _anchor_the_rest(self) -> None:
        """Give a place to the comments whose own place did not come into the draft."""
        package = self._target.package
        signed = {
            node.get(W + "id")
            for part in self._base.word.text_parts
            for node in package.root(part).iter(W + SIGN)
        }
        for number, place in self._fallbacks.items():
            if str(number) not in signed:
                self._anchor_whole(number, commentable(self._base, place))
        for part in self._base.word.text_parts:
            self._start_the_ended(package.root(part))

    def _start_the_ended(self, root: Element) -> None:
        """Let a comment that started in a row that is gone start where it ends."""
        started = {node.get(W + "id") for node in root.iter(W + START)}
        for end in list(root.iter(W + END)):
            number = integer(end.get(W + "id"))
            if number in self._fallbacks and end.get(W + "id") not in started:
                end.addprevious(anchor_element(AnchorPiece(number, START), end))

    def _anchor_whole(self, number: int, place: Place) -> None:
        """Anchor a comment to the paragraph at a place, as it stands in the file now."""
        paragraph = paragraph_near(self._base, place)
        part = self._base.stories[place.story].part
        for stray in list(self._target.package.root(part).iter(W + START, W + END)):
            if stray.get(W + "id") == str(number):
                drop(stray)
        element = self._any_paragraph() if paragraph is None else paragraph.raws[-1].element
        for role in (START, END, SIGN):
            element.append(anchor_element(AnchorPiece(number, role), element))
        self._target.package.touch(part)

    def _any_paragraph(self) -> Element:
        """Give a paragraph of a draft that had none: one that came in, else a new one."""
        body = self._base.word.element
        known = next(body.iter(P), None)
        if known is None:
            known = body.makeelement(P)
            body.insert(0, known)
        return known

    # The conflicts

    def _name(self, conflict: Conflict, by_id: dict[str, Observation], date: str | None) -> None:
        first = next((o for i in conflict.observations if (o := by_id[i]).place), None)
        if first is None or first.place is None:
            return
        number = self._comments.next_id()
        self._comments.add_text(number, PROGRAM, "T", date, _lines(conflict))
        self._fallbacks[number] = first.place
        edits = [o.edit for i in conflict.observations if (o := by_id[i]).edit is not None]
        start, end = contested(self._base, first.place, [edit for edit in edits if edit])
        self._anchors[start].append(AnchorPiece(number, START))
        self._anchors[end] += [AnchorPiece(number, END), AnchorPiece(number, SIGN)]


def _own(thread: Thread) -> list[Comment]:
    """Give the comments of a thread that the contributor wrote."""
    return [thread.first, *thread.replies] if thread.own_first else list(thread.replies)


def _author(comment: Comment, copy: Copy) -> str:
    return f"{comment.author} ({copy.label})" if comment.author else copy.label


def _lines(conflict: Conflict) -> list[str]:
    title = say("Divergence {id} ({tier})", id=conflict.id, tier=TIER_NAMES[conflict.tier])
    lines = [title.render(), conflict.reason.render()]
    for wording in conflict.wordings:
        who = ", ".join(wording.contributors) or say("Avant-projet").render()
        text = wording.text.replace("\n", " / ") or say("(supprimé)").render()
        if len(text) > LONGEST_WORDING:
            text = text[: LONGEST_WORDING - 1] + "…"
        lines.append(f"{who} : « {text} »")
    return lines
