"""A pen: what a person does to a document of `tiny_word`, with tracked changes or without."""

from __future__ import annotations

import copy
import itertools
import re
from dataclasses import replace
from random import Random
from typing import TypeVar

from bench.tiny_word import (
    FORMATS,
    Anchor,
    Block,
    Box,
    Change,
    Changes,
    Comment,
    Field,
    File,
    Inline,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)

T = TypeVar("T")
Flow = list[Block]
WORDS = (
    "la stratégie nationale protège les services numériques et les données des citoyens contre "
    "toute menace dans le délai prévu par une agence dotée de moyens propres chaque ministère "
    "désigne un responsable pour suivre mesures objectifs indicateurs budget annuel formation "
    "coopération régionale audit réponse incidents confiance réseau sécurité comité pilotage"
)
VOCABULARY = WORDS.split()


def sentence(rng: Random, words: int) -> str:
    """Give a sentence of so many words, some of them numbers."""
    chosen = [
        str(rng.randint(2, 900)) if rng.random() < 0.04 else rng.choice(VOCABULARY)
        for _ in range(words)
    ]
    return " ".join(chosen).capitalize() + rng.choice(["."] * 5 + [" ;", " :", " !"])


class Pen:
    """Edits `file` as `author` at random places; each method tells whether it found one."""

    def __init__(self, file: File, rng: Random, author: str, *, tracked: bool) -> None:
        self.file = file
        self.rng = rng
        self.author = author
        self.tracked = tracked
        self.reach = 1.0
        """The share of the document's blocks, from its start, that is edited."""
        self.inside = 0.15
        """How often paragraphs of cells, notes and boxes are meant."""
        self._moves = 0

    # Where

    def _flow(self) -> Flow:
        """Give the body, or now and then what stands in a cell, a note or a box."""
        if self.rng.random() < self.inside:
            inner = _choice(self.rng, [self._cells(), self._things(Note), self._things(Box)])
            return _choice(self.rng, inner or []) or self.file.blocks
        return self.file.blocks

    def _end(self, flow: Flow) -> int:
        return max(1, int(len(flow) * self.reach)) if flow is self.file.blocks else len(flow)

    def _paragraphs(self, flow: Flow | None = None) -> list[Paragraph]:
        chosen = self.file.blocks if flow is None else flow
        blocks = chosen[: self._end(chosen)]
        return [b for b in blocks if isinstance(b, Paragraph) and not gone(b.mark)]

    def _tables(self) -> list[Table]:
        blocks = self.file.blocks
        return [b for b in blocks[: self._end(blocks)] if isinstance(b, Table)]

    def _paragraph(self, flow: Flow | None = None) -> Paragraph | None:
        return _choice(self.rng, [p for p in self._paragraphs(flow) if _spans(p)])

    def _cells(self) -> list[Flow]:
        rows = [row for t in self._tables() for row in t.rows if not gone(row.changes)]
        return [cell for row in rows for cell in row.cells]

    def _things(self, kind: type[Note] | type[Box]) -> list[Flow]:
        return [
            inline.blocks
            for paragraph in self._paragraphs()
            for inline in paragraph.inlines
            if isinstance(inline, kind) and not inline.changes
        ]

    def _coming(self) -> Changes:
        return (Change("ins", self.author),) if self.tracked else ()

    # Words

    def replace_words(self) -> bool:
        """Some words become others."""
        return self._change_words(self._paragraph(), delete=True, insert=True)

    def insert_words(self) -> bool:
        """Words come in."""
        return self._change_words(self._paragraph(), delete=False, insert=True)

    def delete_words(self) -> bool:
        """Words go."""
        return self._change_words(self._paragraph(), delete=True, insert=False)

    def edit_cell(self) -> bool:
        """Words of a cell become others."""
        return self._edit_one(_choice(self.rng, self._cells()))

    def edit_note(self) -> bool:
        """Words of a note become others."""
        return self._edit_one(_choice(self.rng, self._things(Note)))

    def edit_box(self) -> bool:
        """Words of a text box become others."""
        return self._edit_one(_choice(self.rng, self._things(Box)))

    def edit_header(self) -> bool:
        """Words of the header or footer become others."""
        return self._edit_one(self.rng.choice([self.file.header, self.file.footer]))

    def _edit_one(self, flow: Flow | None) -> bool:
        paragraph = None if flow is None else self._paragraph(flow)
        return self._change_words(paragraph, delete=True, insert=True)

    def _change_words(self, paragraph: Paragraph | None, *, delete: bool, insert: bool) -> bool:
        index = None if paragraph is None else _choice(self.rng, _spans(paragraph))
        if paragraph is None or index is None:
            return False
        text = paragraph.inlines[index]
        assert isinstance(text, Text)
        starts = [match.start() for match in re.finditer(r"\S+", text.text)]
        first = self.rng.randrange(len(starts))
        last = min(len(starts), first + self.rng.randint(1, 3))
        start = starts[first]
        end = start if not delete else starts[last] if last < len(starts) else len(text.text)
        pieces: list[Inline] = [replace(text, text=text.text[:start])] if start else []
        if delete:
            pieces += self._deleted(replace(text, text=text.text[start:end]))
        if insert:
            words = " ".join(self.rng.choices(VOCABULARY, k=self.rng.randint(1, 3)))
            pieces.append(Text(f"{words} ", text.format, text.shell, self._coming()))
        if end < len(text.text):
            pieces.append(replace(text, text=text.text[end:]))
        paragraph.inlines[index : index + 1] = pieces
        return True

    def _deleted(self, inline: Inline) -> list[Inline]:
        """Give what is left of an inline thing once this author has deleted it."""
        if gone(inline.changes) or isinstance(inline, Anchor):
            return [inline]
        mine = any(change.author == self.author for change in inline.changes)
        if not self.tracked or mine:
            return []
        return [replace(inline, changes=(*inline.changes, Change("del", self.author)))]

    def reformat(self) -> bool:
        """The format of a run changes, its words do not."""
        paragraph = self._paragraph()
        if paragraph is None:
            return False
        text = paragraph.inlines[self.rng.choice(_spans(paragraph))]
        assert isinstance(text, Text)
        if text.old_format is None and not text.changes:
            if self.tracked:
                text.old_format = (text.format, self.author)
            text.format = self.rng.choice([f for f in FORMATS if f != text.format])
        return True

    # Paragraphs

    def insert_paragraph(self) -> bool:
        """A paragraph comes in, sometimes two, like one that is there."""
        flow = self._flow()
        index = self.rng.randint(0, self._end(flow) - 1)
        like = _choice(self.rng, self._paragraphs(flow))
        for _ in range(self.rng.choice([1, 1, 2])):
            fresh = Paragraph([self._new_text()], mark=self._coming())
            if like is not None:
                fresh.style, fresh.list = like.style, like.list
            flow.insert(index, fresh)
        return True

    def _new_text(self) -> Text:
        return Text(sentence(self.rng, self.rng.randint(2, 9)), changes=self._coming())

    def enter_paragraph(self) -> bool:
        """A paragraph is typed after the end of another: the new mark is that of the first."""
        flow = self._flow()
        paragraph = _choice(self.rng, self._paragraphs(flow))
        if paragraph is None:
            return False
        first = Paragraph(paragraph.inlines, paragraph.style, paragraph.list, self._coming())
        paragraph.inlines = [self._new_text()]
        flow.insert(_index(flow, paragraph), first)
        return True

    def delete_paragraph(self) -> bool:
        """A paragraph goes."""
        flow = self._flow()
        paragraph = _choice(self.rng, self._followed_by_paragraph(flow))
        if paragraph is None:
            return False
        self._delete_inlines(paragraph)
        self._delete_mark(flow, paragraph)
        return True

    def delete_backwards(self) -> bool:
        """A paragraph goes, selected from the end of the one before: that one's mark goes."""
        flow = self._flow()
        before = _choice(self.rng, self._followed_by_paragraph(flow))
        if before is None:
            return False
        following = flow[_index(flow, before) + 1]
        assert isinstance(following, Paragraph)
        self._delete_inlines(following)
        self._delete_mark(flow, before)
        return True

    def _followed_by_paragraph(self, flow: Flow) -> list[Paragraph]:
        """Give the paragraphs whose mark may go: a story's end and a table need one before."""
        return [
            block
            for block, following in itertools.islice(itertools.pairwise(flow), self._end(flow))
            if isinstance(block, Paragraph)
            and isinstance(following, Paragraph)
            and not gone(block.mark)
        ]

    def _delete_inlines(self, paragraph: Paragraph) -> None:
        inlines = paragraph.inlines
        paragraph.inlines = [left for inline in inlines for left in self._deleted(inline)]

    def _delete_mark(self, flow: Flow, paragraph: Paragraph) -> None:
        mine = any(change.author == self.author for change in paragraph.mark)
        if self.tracked and not mine:
            paragraph.mark = (*paragraph.mark, Change("del", self.author))
            return
        index = _index(flow, paragraph)
        following = flow.pop(index + 1) if index + 1 < len(flow) else paragraph
        assert isinstance(following, Paragraph)
        following.inlines[:0] = paragraph.inlines
        flow[index] = following

    def merge_paragraphs(self) -> bool:
        """A paragraph is joined with the next one."""
        flow = self._flow()
        paragraph = _choice(self.rng, self._followed_by_paragraph(flow))
        if paragraph is None:
            return False
        self._delete_mark(flow, paragraph)
        return True

    def split_paragraph(self) -> bool:
        """A paragraph is cut in two."""
        flow = self._flow()
        paragraph = self._paragraph(flow)
        if paragraph is None:
            return False
        at = self.rng.choice(_spans(paragraph))
        text = paragraph.inlines[at]
        assert isinstance(text, Text)
        cut = text.text.find(" ", len(text.text) // 3) + 1
        head = [*paragraph.inlines[:at], replace(text, text=text.text[:cut])]
        tail = [replace(text, text=text.text[cut:]), *paragraph.inlines[at + 1 :]]
        fresh = Paragraph(head, paragraph.style, paragraph.list, self._coming())
        paragraph.inlines = tail
        flow.insert(_index(flow, paragraph), fresh)
        return True

    def move_paragraph(self) -> bool:
        """A paragraph that is as the draft has it moves elsewhere."""
        flow = self.file.blocks
        candidates = [
            p
            for p in self._followed_by_paragraph(flow)
            if not p.mark and p.inlines and all(_is_movable(inline) for inline in p.inlines)
        ]
        source = _choice(self.rng, candidates)
        if source is None:
            return False
        moved = copy.deepcopy(source)
        if self.tracked:
            self._moves += 1
            name = f"{self.author} {self._moves}"
            for paragraph, kind in ((source, "moveFrom"), (moved, "moveTo")):
                paragraph.mark = (Change(kind, self.author, name),)
                for inline in paragraph.inlines:
                    inline.changes = (Change(kind, self.author, name),)
        else:
            del flow[_index(flow, source)]
        flow.insert(self.rng.randint(0, self._end(flow) - 1), moved)
        return True

    # Rows, notes, tables, comments

    def insert_row(self) -> bool:
        """A row comes into a table."""
        table = _choice(self.rng, self._tables())
        if table is None:
            return False
        cells = [
            [Paragraph([Text(sentence(self.rng, 3), changes=self._coming())], mark=self._coming())]
            for _ in table.rows[0].cells
        ]
        table.rows.insert(self.rng.randint(0, len(table.rows)), Row(cells, self._coming()))
        return True

    def delete_row(self) -> bool:
        """A row goes, not the last one that is left."""
        table = _choice(self.rng, self._tables())
        left = [] if table is None else [row for row in table.rows if not gone(row.changes)]
        if table is None or len(left) < 2:
            return False
        row = self.rng.choice(left)
        if not self.tracked or any(c.author == self.author for c in row.changes):
            table.rows = [other for other in table.rows if other is not row]
            return True
        self._delete_row(row)
        return True

    def _delete_row(self, row: Row) -> None:
        row.changes = (*row.changes, Change("del", self.author))
        for block in (block for cell in row.cells for block in cell):
            if isinstance(block, Paragraph):
                self._delete_inlines(block)

    def delete_table(self) -> bool:
        """A table goes."""
        table = _choice(self.rng, self._tables())
        if table is None:
            return False
        table.rows = [
            row
            for row in table.rows
            if self.tracked and not any(c.author == self.author for c in row.changes)
        ]
        for row in table.rows:
            if not gone(row.changes):
                self._delete_row(row)
        if not table.rows:
            del self.file.blocks[_index(self.file.blocks, table)]
        return True

    def insert_table(self) -> bool:
        """A table comes in, with a paragraph after it."""
        rows = [
            Row(
                [
                    [Paragraph([Text(sentence(self.rng, 2), changes=self._coming())])]
                    for _ in range(2)
                ],
                self._coming(),
            )
            for _ in range(self.rng.randint(1, 3))
        ]
        after = Paragraph(
            [Text(sentence(self.rng, 4), changes=self._coming())], mark=self._coming()
        )
        index = self.rng.randint(0, self._end(self.file.blocks) - 1)
        self.file.blocks[index:index] = [Table(rows), after]
        return True

    def insert_note(self) -> bool:
        """A footnote comes in."""
        paragraph = self._paragraph()
        if paragraph is None:
            return False
        words = Text(sentence(self.rng, 6), changes=self._coming())
        note = Note([Paragraph([words])], self._coming())
        spans = _spans(paragraph)
        paragraph.inlines.insert(self.rng.choice(spans) + 1, note)
        return True

    def delete_thing(self) -> bool:
        """A note, field or text box goes."""
        found = [
            (paragraph, inline)
            for paragraph in self._paragraphs()
            for inline in paragraph.inlines
            if isinstance(inline, Note | Field | Box) and not gone(inline.changes)
        ]
        chosen = _choice(self.rng, found)
        if chosen is None:
            return False
        paragraph, inline = chosen
        index = next(i for i, other in enumerate(paragraph.inlines) if other is inline)
        paragraph.inlines[index : index + 1] = self._deleted(inline)
        return True

    def comment(self) -> bool:
        """Words get a comment, sometimes with an answer."""
        paragraph = self._paragraph()
        if paragraph is None:
            return False
        number = len(self.file.comments)
        self.file.comments.append(Comment(self.author, sentence(self.rng, 8)))
        if self.rng.random() < 0.3:
            self.file.comments.append(Comment(self.author, sentence(self.rng, 5), number))
        at = self.rng.choice(_spans(paragraph))
        covered = range(number, len(self.file.comments))
        paragraph.inlines[at + 1 : at + 1] = [Anchor("End", n) for n in covered]
        paragraph.inlines[at:at] = [Anchor("Start", n) for n in covered]
        return True


def gone(changes: Changes) -> bool:
    """Tell whether a thing is no longer there once its changes are accepted."""
    return any(change.kind in ("del", "moveFrom") for change in changes)


def _is_movable(inline: Inline) -> bool:
    return isinstance(inline, Text) and not inline.changes and not inline.shell


def _spans(paragraph: Paragraph) -> list[int]:
    """Give the places of the runs in which a word can be edited."""
    return [
        index
        for index, inline in enumerate(paragraph.inlines)
        if isinstance(inline, Text) and not gone(inline.changes) and inline.text.strip()
    ]


def _index(blocks: Flow, block: Block) -> int:
    return next(index for index, other in enumerate(blocks) if other is block)


def _choice(rng: Random, items: list[T]) -> T | None:
    return rng.choice(items) if items else None
