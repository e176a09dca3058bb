"""The words of a clause as a person would read them with some contributors' edits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from toguna.text.content import (
    COLUMN_BREAK,
    MARK,
    PAGE_BREAK,
    ViewParagraph,
    ViewTable,
    is_atom,
)
from toguna.text.document import DocumentStory, cell_name
from toguna.text.shown import shown
from toguna.weave.operations import Put
from toguna.weave.weave import Come, Strand, Supports, Weave

NOTHING = Strand()
CELL_SEPARATOR = " | "


class Wordings:
    """Reads clauses of a weave with the edits of some contributors and no others.

    With `bare`, what is not typed (fields, notes, pictures) is left out.
    """

    def __init__(self, weave: Weave, *, bare: bool = False) -> None:
        self._weave = weave
        self._bare = bare

    def of(self, story: str, start: int, end: int, accepted: Collection[str]) -> str:
        """Give blocks `start` to `end` of a story, a line a paragraph or row.

        What comes in just before block `start` is left out where it is whole paragraphs.
        """
        source = self._weave.base.stories[story]
        text = "".join(self._blocks(source, range(start, end), frozenset(accepted)))
        return text.replace(MARK, "\n").strip("\n")

    def _blocks(
        self, story: DocumentStory, blocks: range, accepted: frozenset[str]
    ) -> Iterator[str]:
        strand = self._weave.strands.get(story.name, NOTHING)
        for index in blocks:
            first = index == blocks.start
            yield from self._block(story, strand, index, accepted, first=first)
        after = strand.come.get(blocks.stop, {}).get(0, [])
        yield from (
            self._shown(come) for come in after if _is_in(come.by, accepted) and _whole(come)
        )

    def _block(
        self,
        story: DocumentStory,
        strand: Strand,
        index: int,
        accepted: frozenset[str],
        *,
        first: bool,
    ) -> Iterator[str]:
        block = story.blocks[index]
        if isinstance(block, ViewParagraph):
            yield self._line(strand, index, block, accepted, first=first)
            return
        if not first:
            coming = strand.come.get(index, {}).get(0, [])
            yield from (self._shown(come) for come in coming if _is_in(come.by, accepted))
        if _is_in(strand.blocks.get(index, ()), accepted):
            return
        if isinstance(block, ViewTable):
            yield self.rows(story.name, index, range(len(block.rows)), accepted) + MARK
        else:
            yield shown(block) + MARK

    def _line(
        self,
        strand: Strand,
        index: int,
        block: ViewParagraph,
        accepted: frozenset[str],
        *,
        first: bool,
    ) -> str:
        hidden = [gone for gone in strand.gone.get(index, []) if _is_in(gone.by, accepted)]
        coming = strand.come.get(index, {})
        characters = characters_shown(block, bare=self._bare)
        length = len(characters)
        edges = {edge for gone in hidden for edge in (gone.start, gone.end)}
        pieces: list[str] = []
        for start, end in pairwise(sorted({0, length, length + 1, *coming, *edges})):
            pieces += [
                self._shown(come)
                for come in coming.get(start, [])
                if _is_in(come.by, accepted) and not (first and start == 0 and _whole(come))
            ]
            if not any(gone.start <= start < gone.end for gone in hidden):
                pieces.append(MARK if start == length else "".join(characters[start:end]))
        return "".join(pieces)

    def rows(self, story: str, block: int, rows: range, accepted: Collection[str]) -> str:
        """Give rows of a table, a line a row, with the new ones before, between and after them."""
        strand = self._weave.strands.get(story, NOTHING)
        chosen = frozenset(accepted)
        lines: list[str] = []
        for number in range(rows.start, rows.stop + 1):
            coming = strand.new_rows.get((block, number), [])
            lines += [row.content.shown for row in coming if _is_in(row.by, chosen)]
            gone = _is_in(strand.rows.get((block, number), ()), chosen)
            if number < rows.stop and not gone:
                lines.append(self.row(story, block, number, chosen))
        return "\n".join(lines)

    def _shown(self, come: Come) -> str:
        if self._bare:
            return "".join(char for char in come.text if not is_atom(char))
        text = "".join(item.shown for item in come.content.items)
        return text.replace("\n", MARK)

    def row(self, story: str, block: int, number: int, accepted: Collection[str]) -> str:
        """Give a row of a table on one line."""
        table = self._weave.base.stories[story].blocks[block]
        assert isinstance(table, ViewTable)
        cells = (
            cell_name(story, block, number, cell) for cell in range(len(table.rows[number].cells))
        )
        return CELL_SEPARATOR.join(
            self.of(cell, 0, len(self._weave.base.stories[cell].blocks), accepted).replace(
                "\n", " "
            )
            for cell in cells
        )


def characters_shown(block: ViewParagraph, *, bare: bool = False) -> Sequence[str]:
    """Give, for each character of a paragraph, what a person sees for it.

    With `bare`, nothing for what is not typed.
    """
    text = block.text.replace(PAGE_BREAK, " ").replace(COLUMN_BREAK, " ")
    if not text or not is_atom(max(text)):
        return text
    characters = list(text)
    offset = 0
    for leaf in block.leaves:
        if len(leaf.text) == 1 and is_atom(leaf.text):
            characters[offset] = "" if bare else leaf.shown
        offset += len(leaf.text)
    return characters


def _is_in(by: Supports, accepted: frozenset[str]) -> bool:
    return any(support.contributor in accepted for support in by)


def _whole(come: Come) -> bool:
    return isinstance(come.content, Put) and come.text[-1:] in (MARK, "\x1d")
