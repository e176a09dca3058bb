"""Independent programs to ask, and the short ways to ask our own the same question."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from toguna.text.content import (
    Leaf,
    Side,
    Story,
    ViewBlock,
    ViewParagraph,
    ViewTable,
    is_atom,
    story_signature,
    walk,
)
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.resolve import accept_all, reject_all

VERDICTS = {Side.BEFORE: reject_all, Side.AFTER: accept_all}


# Ours


def signatures(word: WordDocument, side: Side = Side.AFTER) -> dict[str, str]:
    """All that is compared of a document, story by story."""
    found = {"body": story_signature(word.body.on(side))}
    for number, story in enumerate(inner_stories(word.body, side)):
        found[f"inner {number}"] = story_signature(story.on(side))
    for margin in word.margins:
        name = f"{margin.kind} {margin.section} {margin.pages}"
        found[name] = story_signature(margin.story.on(side))
    return found


def inner_stories(story: Story, side: Side) -> Iterator[Story]:
    """The notes and text boxes that a story opens, in reading order."""
    for paragraph in walk(story.on(side)):
        for leaf in paragraph.leaves:
            yield from leaf.inner


def lines(blocks: Sequence[ViewBlock]) -> list[str]:
    """The words of each paragraph on one side, those of cells, fields and formulas included."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, ViewParagraph):
            found.append("".join(_shown(leaf) for leaf in block.leaves))
        elif isinstance(block, ViewTable):
            for row in block.rows:
                for cell in row.cells:
                    found += lines(cell.blocks)
    return found


def _shown(leaf: Leaf) -> str:
    """What a leaf shows; a picture or note has a name in brackets, which no document has."""
    named = len(leaf.text) == 1 and is_atom(leaf.text) and leaf.shown.startswith("[")
    return "" if named else leaf.shown


def our_words(word: WordDocument, side: Side) -> str:
    """The letters and digits that we read on one side, notes and boxes last."""
    body = "".join(lines(word.body.on(side)))
    inner = "".join("".join(lines(story.on(side))) for story in inner_stories(word.body, side))
    return letters(body + inner)


def all_lines(data: bytes) -> list[str]:
    """The words of every paragraph of a file: of the body, its notes and boxes, its margins."""
    word = read_word(data, "lines.docx")
    found = lines(word.body.after)
    for story in inner_stories(word.body, Side.AFTER):
        found += lines(story.after)
    for margin in word.margins:
        found += lines(margin.story.after)
    return found


# Theirs


def pandoc_words(path: Path, side: Side) -> str:
    """The letters and digits that pandoc reads with the changes accepted or rejected, notes last.

    Its syntax tree is read, where no label of a list and no line of a table is among the words.
    """
    import pypandoc

    track = "accept" if side is Side.AFTER else "reject"
    options = [f"--track-changes={track}"]
    tree = json.loads(pypandoc.convert_file(str(path), "json", "docx", extra_args=options))
    notes: list[str] = []
    return letters("".join(_pandoc_words(tree["blocks"], notes)) + "".join(notes))


def _pandoc_words(node: object, notes: list[str]) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _pandoc_words(child, notes)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        if kind == "Note":
            notes.append("".join(_pandoc_words(content, notes)))
        elif kind in ("Link", "Image", "Span"):
            yield from _pandoc_words(content[1], notes)
        elif kind == "Str":
            yield content
        elif kind in ("Math", "Code", "CodeBlock"):
            yield content[1]
        else:
            yield from _pandoc_words(content, notes)


def scalpel_is_installed() -> bool:
    """Tell whether docx-scalpel, which only the benchmarks need, can be asked."""
    return importlib.util.find_spec("docx_scalpel") is not None


def scalpel_resolved(data: bytes, side: Side) -> bytes:
    """A file with its tracked changes accepted or rejected by docx-scalpel."""
    import docx_scalpel

    if side is Side.AFTER:
        return bytes(docx_scalpel.docx_diff_accept_revisions(data))
    return bytes(docx_scalpel.docx_diff_reject_revisions(data))


def letters(text: str) -> str:
    """The letters and digits of a text: what is left when programs lay words out otherwise."""
    return re.sub(r"[\W_]+", "", text)
