"""Independent programs to ask, and the short ways to ask our own the same question."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from toguna.text.content import (
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
from toguna.text.ooxml import Element, W

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
    """The words of each paragraph on one side, cells included, inline things left out."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, ViewParagraph):
            found.append("".join(char for char in block.text if not is_atom(char)))
        elif isinstance(block, ViewTable):
            for row in block.rows:
                for cell in row.cells:
                    found += lines(cell.blocks)
    return found


def elements(data: bytes, *tags: str) -> list[Element]:
    """The elements of some kinds in the parts of a file that carry text."""
    word = read_word(data, "elements.docx")
    wanted = [W + tag for tag in tags]
    return [e for part in word.text_parts for e in word.package.root(part).iter(*wanted)]


# Theirs


def pandoc_markup(path: Path, side: Side) -> str:
    """A file as pandoc reads it with its tracked changes accepted or rejected, as plain text."""
    import pypandoc

    track = "accept" if side is Side.AFTER else "reject"
    options = [f"--track-changes={track}", "--wrap=none"]
    return str(pypandoc.convert_file(str(path), "plain", "docx", extra_args=options))


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
