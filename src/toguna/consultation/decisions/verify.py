"""Holding a final text against the answers: what was received is disposed of, what was adopted
stands in the words.

The final file is read again on its own, not taken from the run that wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toguna.consultation.consolidate import Prepared
from toguna.consultation.decisions.adopted import adopted_edit, in_one_way
from toguna.consultation.decisions.model import Answer
from toguna.consultation.folding import even
from toguna.consultation.spans import NO_TABLE, Span, spans_of
from toguna.text.content import ViewBlock, ViewParagraph, ViewRow, ViewTable
from toguna.text.document import Document
from toguna.text.shown import shown
from toguna.weave.edits import Edit, EditKind, is_whole
from toguna.weave.operations import Cut, CutRow
from toguna.weave.weave import Weave
from toguna.weave.wording import CELL_SEPARATOR, Wordings, characters_shown


@dataclass(slots=True)
class Verification:
    """What was found.

    `received` and `disposed` count observations; `waiting` have no answer yet; `adopted` are
    those that put words into the text, and `missing` those of them whose words do not stand there.
    """

    received: int = 0
    disposed: int = 0
    waiting: list[str] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether everything is disposed of, and all that was adopted stands."""
        return not self.waiting and not self.missing


def verify(prepared: Prepared, answers: Mapping[str, Answer], final: Document) -> Verification:
    """Hold the final text against the answers."""
    found = Verification(received=len(prepared.observations))
    edits: dict[str, Edit] = {}
    for observation in prepared.observations:
        answer = answers.get(observation.id)
        if answer is None:
            found.waiting.append(observation.id)
            continue
        found.disposed += 1
        edit = adopted_edit(observation, answer, prepared.base)
        if edit is not None:
            edits[observation.id] = edit
    edits = in_one_way(edits, prepared.groups)
    text = _FinalText(prepared.base, edits, final)
    for identifier, edit in edits.items():
        found.adopted.append(identifier)
        if edit.kind is not EditKind.FORMAT and not text.says(edit):
            found.missing.append(identifier)
    return found


class _FinalText:
    """The lines of a final text, and those that it should have by the edits adopted."""

    def __init__(self, base: Document, edits: Mapping[str, Edit], final: Document) -> None:
        self._base = base
        self._adopted = {edit.contributor for edit in edits.values()}
        self._wordings = Wordings(Weave(base, list(edits.values())), bare=True)
        self._lines = Counter(lines_of(final))
        self._before = Counter(lines_of(base))

    def says(self, edit: Edit) -> bool:
        """Tell whether the passage that an edit changes reads as decided."""
        return all(
            self._lines[line] >= 1
            for span in spans_of(edit.operations, self._base)
            for line in self._decided(span)
        ) and all(self._lines[line] < self._before[line] for line in self._gone(edit))

    def _decided(self, span: Span) -> list[str]:
        if span.table == NO_TABLE:
            text = self._wordings.of(span.story, span.start, span.end, self._adopted)
        else:
            rows = range(span.start, span.end)
            text = self._wordings.rows(span.story, span.table, rows, self._adopted)
        return [line for line in map(_plain, text.split("\n")) if line]

    def _gone(self, edit: Edit) -> list[str]:
        """Give the paragraphs and rows that go as a whole and come back nowhere."""
        if edit.kind is not EditKind.DELETE:
            return []
        lines: list[str] = []
        for operation in edit.operations:
            blocks = self._base.stories[operation.story].blocks
            if isinstance(operation, CutRow):
                table = blocks[operation.block]
                assert isinstance(table, ViewTable)
                lines.append(_row(table.rows[operation.row]))
            elif isinstance(operation, Cut) and is_whole(operation, self._base):
                lines.append(_bare(blocks[operation.block]))
        return [line for line in lines if line]


def lines_of(document: Document) -> Iterator[str]:
    """Give every paragraph and every table row of a document, as they are compared."""
    for story in document.stories.values():
        for block in story.blocks:
            if isinstance(block, ViewTable):
                yield from map(_row, block.rows)
            else:
                yield _bare(block)


def _row(row: ViewRow) -> str:
    cells = (" ".join(map(_bare, cell.blocks)) for cell in row.cells)
    return _plain(CELL_SEPARATOR.join(cells))


def _bare(block: ViewBlock) -> str:
    """Give the words typed in a paragraph, those of fields and notes left out."""
    if not isinstance(block, ViewParagraph):
        return _plain(shown(block))
    return _plain("".join(characters_shown(block, bare=True)))


def _plain(line: str) -> str:
    return " ".join(even(line).text.split())
