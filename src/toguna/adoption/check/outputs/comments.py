"""The findings for editors: a copy of the document with a comment at the right words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toguna.adoption.check.model import SEVERITY_NAMES, Finding, Report
from toguna.consultation.anchoring import commentable, paragraph_near
from toguna.messages import Translate, say
from toguna.text.content import ViewParagraph
from toguna.text.document import Document, Place
from toguna.text.docx.comment_writer import CommentWriter
from toguna.text.docx.line_writer import anchor_element
from toguna.text.docx.redline import AnchorPiece, LineChanges
from toguna.text.docx.target import Target
from toguna.text.docx.writer import Writer

PROGRAM = "Toguna"
START, END, SIGN = "commentRangeStart", "commentRangeEnd", "commentReference"
Anchors = dict[tuple[str, int], dict[int, list[AnchorPiece]]]


def write(
    document: Document, report: Report, date: str | None = None, translate: Translate = str
) -> bytes:
    """Give the document's own file with a comment for each finding, and nothing else changed.

    `date` is that of the comments. What stands nowhere is said at the first paragraph; what is
    in a note or a margin, where Word takes no comments, at the place that it hangs on.
    """
    return _Commenter(document, translate).write(report.findings, date)


class _Commenter:
    def __init__(self, document: Document, translate: Translate) -> None:
        self._document = document
        self._translate = translate
        self._target = Target(document.word)
        self._comments = CommentWriter(self._target)
        self._anchors: Anchors = defaultdict(lambda: defaultdict(list))
        self._bare: list[tuple[int, Place]] = []

    def write(self, findings: Sequence[Finding], date: str | None) -> bytes:
        for finding in findings:
            number = self._comments.next_id()
            self._comments.add_text(number, PROGRAM, "T", date, self._lines(finding))
            self._place(finding, number)
        writer = Writer(self._target)
        for (name, index), anchors in self._anchors.items():
            story = self._document.stories[name]
            writer.paragraph(story.blocks, index, LineChanges(anchors=dict(anchors)))
            self._target.package.touch(story.part)
        for number, place in self._bare:
            self._hang(number, place)
        writer.finish()
        return self._target.package.to_bytes()

    def _lines(self, finding: Finding) -> list[str]:
        severity = SEVERITY_NAMES[finding.severity]
        title = say("{severity} ({rule})", severity=severity, rule=finding.rule)
        said = [title, finding.message, finding.advice]
        return [message.render(self._translate) for message in said]

    def _place(self, finding: Finding, number: int) -> None:
        spot = finding.spot
        place = Place("body", 0) if spot is None else Place(spot.story, spot.block, spot.start)
        found = commentable(self._document, place)
        blocks = self._document.stories[found.story].blocks
        block = blocks[found.block] if found.block < len(blocks) else None
        if not isinstance(block, ViewParagraph) or not block.text:
            self._bare.append((number, found))
            return
        start, end = found.offset, min(found.offset + 1, len(block.text))
        if spot is None:
            end = len(block.text)
        elif found == place:
            end = spot.end
        anchors = self._anchors[found.story, found.block]
        anchors[start].append(AnchorPiece(number, START))
        anchors[end] += [AnchorPiece(number, END), AnchorPiece(number, SIGN)]

    def _hang(self, number: int, place: Place) -> None:
        """Anchor a comment to the paragraph at or near a place that has no words."""
        paragraph = paragraph_near(self._document, place)
        if paragraph is None:
            return
        element = paragraph.raws[-1].element
        for role in (START, END, SIGN):
            element.append(anchor_element(AnchorPiece(number, role), element))
        self._target.package.touch(self._document.stories[place.story].part)
