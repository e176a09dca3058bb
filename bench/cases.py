"""Drafts and returns made at random from a seed: the same seed always gives the same files."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bench.pen import Pen, sentence
from bench.tiny_word import (
    Block,
    Box,
    Field,
    File,
    Inline,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    write,
)

PLAIN = ("replace_words",) * 6 + ("insert_words",) * 3 + ("delete_words",) * 3
PARAGRAPHS = ("insert_paragraph", "enter_paragraph", "delete_paragraph", "delete_backwards")
SHAPES = ("split_paragraph", "merge_paragraphs", "move_paragraph")
TABLES = ("insert_row", "delete_row", "edit_cell")
HARD = PLAIN + (PARAGRAPHS + TABLES) * 2 + SHAPES + ("edit_note", "insert_note") + ("comment",) * 3
RARE = ("edit_box", "edit_header", "delete_thing", "insert_table", "delete_table", "reformat")
EVERYTHING = HARD + RARE
"""What a pen may do at each level, by the names of its methods."""
DRAFTER = "Rédacteur"
PERSONS = ("Awa", "Moussa")


@dataclass(frozen=True)
class Copy:
    """What one contributor sends back."""

    label: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Case:
    """A draft and what came back of it."""

    draft: bytes = field(repr=False)
    copies: tuple[Copy, ...]


def case(
    seed: int, level: tuple[str, ...], *, paragraphs: int, returns: int, edits: int, words: int = 24
) -> Case:
    """Make a draft and its returns. Contributors edit the same first third of it the most."""
    rng = Random(seed)
    draft = draft_file(rng, paragraphs, words=words)
    shared = rng.randrange(1 << 30)
    copies = []
    for number in range(returns):
        file = copy.deepcopy(draft)
        # What they agreed to ask for together, then what each of them asks for.
        edit(file, Random(shared), level, number, edits // 8)
        edit(file, rng, level, number, edits - edits // 8)
        copies.append(Copy(f"MIN{number + 1}", write(file)))
    return Case(write(draft), tuple(copies))


def case_on_tracked_draft(
    seed: int, level: tuple[str, ...], *, paragraphs: int, returns: int, edits: int
) -> Case:
    """Make a draft with tracked changes of its own, by `DRAFTER`, and its returns."""
    rng = Random(seed)
    draft = draft_file(rng, paragraphs, words=6)
    pen = Pen(draft, rng, DRAFTER, tracked=True)
    for _ in range(5):
        method: Callable[[], bool] = getattr(pen, rng.choice(PLAIN + PARAGRAPHS + SHAPES[:2]))
        method()
    copies = []
    for number in range(returns):
        file = copy.deepcopy(draft)
        edit(file, rng, level, number, edits)
        copies.append(Copy(f"MIN{number + 1}", write(file)))
    return Case(write(draft), tuple(copies))


def edit(file: File, rng: Random, level: tuple[str, ...], number: int, edits: int) -> None:
    """Edit a copy as contributor `number` does.

    Every third contributor works without tracking, and every fifth forgets it now and then; of
    the others two persons hold the pen.
    """
    pens = [Pen(file, rng, f"{who} {number}", tracked=number % 3 != 2) for who in PERSONS]
    for count in range(edits):
        pen = pens[count % 5 == 0]
        pen.reach = 0.3 if count % 2 else 1.0
        if number % 5 == 3:
            pen.tracked = rng.random() < 0.8
        method: Callable[[], bool] = getattr(pen, rng.choice(level))
        method()


def draft_file(rng: Random, paragraphs: int, *, words: int = 24) -> File:
    """Make a draft of so many paragraphs: headings, lists, tables, notes, fields, links."""
    blocks: list[Block] = []
    made = 0
    while made < paragraphs:
        block = _block(rng, words)
        made += 1 if isinstance(block, Paragraph) else sum(len(row.cells) for row in block.rows)
        blocks.append(block)
    blocks.append(Paragraph(_runs(rng, words)))
    header: list[Block] = [Paragraph([Text(sentence(rng, 6)), Field("PAGE", "1")])]
    return File(blocks, header, [Paragraph([Text(sentence(rng, 5))])])


def _block(rng: Random, words: int) -> Block:
    kind = rng.random()
    if kind < 0.08:
        return Paragraph([Text(sentence(rng, 5))], f"Titre{rng.randint(1, 3)}")
    if kind < 0.11:
        return Table(
            [
                Row([[Paragraph([Text(sentence(rng, 3))])] for _ in range(3)])
                for _ in range(rng.randint(2, 5))
            ]
        )
    length = max(2, int(words * rng.uniform(0.4, 1.6)))
    paragraph = Paragraph(_runs(rng, length))
    if kind < 0.3:
        paragraph.list = rng.randint(1, 2)
    elif kind < 0.5:
        _decorate(rng, paragraph)
    return paragraph


def _runs(rng: Random, words: int) -> list[Inline]:
    """Give a sentence as Word keeps one that was written in several sittings: in many runs."""
    tokens = sentence(rng, words).split(" ")
    runs: list[Inline] = []
    while tokens:
        length = rng.randint(2, 12)
        end = " " if len(tokens) > length else ""
        format_ = rng.choice(["bold", "italic"]) if rng.random() < 0.1 else ""
        runs.append(Text(" ".join(tokens[:length]) + end, format_))
        tokens = tokens[length:]
    return runs


def _decorate(rng: Random, paragraph: Paragraph) -> None:
    """Give a paragraph runs of several formats, and sometimes a thing that is not text."""
    paragraph.inlines.append(Text(" " + sentence(rng, 4), rng.choice(["bold", "italic", "red"])))
    kind = rng.random()
    if kind < 0.25:
        paragraph.inlines.append(Note([Paragraph([Text(sentence(rng, 9))])]))
    elif kind < 0.35:
        paragraph.inlines.append(Field("REF _Ref42 \\h", "3.1"))
    elif kind < 0.4:
        paragraph.inlines.append(Box([Paragraph([Text(sentence(rng, 6))])]))
    elif kind < 0.6:
        shell = f"{rng.choice(['link', 'control'])} {rng.randint(1, 9)}"
        paragraph.inlines.append(Text(" " + sentence(rng, 3), "", shell))
    paragraph.inlines.append(Text(" " + sentence(rng, 5)))
