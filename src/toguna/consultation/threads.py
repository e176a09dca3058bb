"""The comments of a copy: their threads, where they are anchored, which are the draft's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from toguna.text.content import ViewParagraph
from toguna.text.document import Document, Place
from toguna.text.docx.comments import Comment
from toguna.text.docx.document import WordDocument
from toguna.text.shown import shown
from toguna.weave.edits import Edit
from toguna.weave.operations import Put, PutRow, Whole
from toguna.weave.script import Script

START, END, SIGN = "commentRangeStart", "commentRangeEnd", "commentReference"
CommentKey = tuple[str, str | None, str]


@dataclass(slots=True)
class Anchoring:
    """Where a comment stands in the draft: the first and last place, and the words between.

    `within` is the edit whose new words it stands in, if it does.
    """

    start: Place | None = None
    end: Place | None = None
    words: str = ""
    within: Edit | None = None
    signed: bool = False
    """Whether its sign, without which no program shows it, has a place."""


@dataclass(slots=True, eq=False)
class Thread:
    """A comment and its answers that a contributor wrote.

    `own_first` is False where the first comment is the draft's own, and only answers are new.
    """

    first: Comment
    replies: list[Comment] = field(default_factory=list)
    anchoring: Anchoring = field(default_factory=Anchoring)
    own_first: bool = True


def comment_key(comment: Comment) -> CommentKey:
    """Tell a comment by what its author wrote: ids change from one file to another."""
    return comment.author, comment.date, comment.text


def threads_of(
    word: WordDocument, base: Document, script: Script, edits: list[Edit]
) -> list[Thread]:
    """Gather the comments of a copy that the draft does not have, thread by thread."""
    known = Counter(comment_key(comment) for comment in base.word.comments)
    anchorings = _anchorings(base, script, edits)
    threads: dict[str, Thread] = {}
    for comment in word.comments:
        is_known = known[comment_key(comment)] > 0
        known[comment_key(comment)] -= is_known
        first = comment.thread
        thread = threads.setdefault(first.id, Thread(first, own_first=False))
        if is_known:
            continue
        if comment is first:
            thread.own_first = True
        else:
            thread.replies.append(comment)
    found = [thread for thread in threads.values() if thread.own_first or thread.replies]
    for thread in found:
        thread.anchoring = anchorings.get(thread.first.id, Anchoring())
    return found


def _anchorings(base: Document, script: Script, edits: list[Edit]) -> dict[str, Anchoring]:
    found: dict[str, Anchoring] = {}
    for place, anchor in script.anchors:
        _note(found.setdefault(anchor.comment, Anchoring()), anchor.role, place)
    for edit in edits:
        for operation in edit.operations:
            if not isinstance(operation, Put):
                continue
            place = Place(operation.story, operation.block, operation.offset)
            for _, anchor in operation.anchors:
                anchoring = found.setdefault(anchor.comment, Anchoring())
                _note(anchoring, anchor.role, place)
                anchoring.within = edit
    _note_hidden(found, edits)
    for anchoring in found.values():
        anchoring.words = _words(base, anchoring)
    return found


def _note(anchoring: Anchoring, role: str, place: Place) -> None:
    if role == START:
        anchoring.start = place
    elif role == END:
        anchoring.end = place
    else:
        anchoring.signed = True
        anchoring.start = anchoring.start or place
        anchoring.end = anchoring.end or place


def _note_hidden(found: dict[str, Anchoring], edits: list[Edit]) -> None:
    """Comments inside rows and tables that come in stand in their elements."""
    for edit in edits:
        for operation in edit.operations:
            place = Place(operation.story, operation.block)
            elements = []
            if isinstance(operation, PutRow):
                elements = [operation.content.element]
            elif isinstance(operation, Put):
                wholes = [item.block for item in operation.items if isinstance(item, Whole)]
                elements = [element for block in wholes for element in block.elements]
            for element in elements:
                for sign in element.iter(f"{{*}}{SIGN}"):
                    identifier = next(
                        (v for k, v in sign.attrib.items() if str(k)[-3:] == "}id"), ""
                    )
                    anchoring = found.setdefault(str(identifier), Anchoring())
                    _note(anchoring, SIGN, place)
                    anchoring.within = edit


def _words(base: Document, anchoring: Anchoring) -> str:
    """Give the draft's words between the two ends of a comment."""
    start, end = anchoring.start, anchoring.end
    if start is None or end is None or start.story != end.story:
        return ""
    blocks = base.stories[start.story].blocks
    lines: list[str] = []
    for index in range(start.block, min(end.block + 1, len(blocks))):
        block = blocks[index]
        if not isinstance(block, ViewParagraph):
            lines.append(shown(block))
            continue
        low = start.offset if index == start.block else 0
        high = end.offset if index == end.block else len(block.text)
        lines.append(shown(block, low, high))
    return "\n".join(lines).strip()
