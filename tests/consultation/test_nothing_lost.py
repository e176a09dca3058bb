"""Law 1 on real files: every tracked change and comment is in the register, once."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.consultation.story import accepted, body, copy_of, rejected, resolved, told
from toguna.consultation.model import Origin
from toguna.text.docx.comments import Comment
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.resolve import reject_all
from toguna.text.errors import UnreadableFile

pytestmark = pytest.mark.needs_corpus


@cache
def reviewed() -> list[Path]:
    """The real files that carry tracked changes or comments."""
    return [path for path in sorted(CORPUS.glob("docx/*/*.docx")) if _is_reviewed(path)]


def _is_reviewed(path: Path) -> bool:
    try:
        word = read_word(path.read_bytes(), path.name)
    except UnreadableFile:
        return False
    return bool(word.changes or word.comments)


def read(data: bytes) -> WordDocument:
    return read_word(data, "x.docx")


@pytest.mark.parametrize("path", reviewed(), ids=lambda path: path.stem)
def test_every_change_and_comment_of_a_real_file_is_registered_once(path: Path) -> None:
    data = path.read_bytes()
    draft = _without_comments(resolved(data, reject_all))
    found = told(draft, {"MJDH.docx": data})
    assert not found.unread
    numbers = sorted(number for o in found.observations for number in o.changes)
    assert numbers == list(range(1, len(read(data).changes) + 1))
    said = Counter(_said(read(data).comments))
    registered = Counter(
        text
        for o in found.observations
        if o.origin is Origin.COMMENT
        for text in (o.text, *(reply.text for reply in o.replies))
    )
    assert registered == said
    carried = Counter(_said([c for c in read(found.docx).comments if c.author != "Toguna"]))
    assert carried == said
    assert rejected(found.docx) == body(draft)
    assert copy_of(found.docx, "MJDH") == accepted(data)


def _said(comments: list[Comment]) -> list[str]:
    return [comment.text for comment in comments]


def _without_comments(data: bytes) -> bytes:
    """A draft that was sent out before anybody commented on it."""
    word = read(data)
    package = word.package
    part = package.related(package.main, "comments")
    if part is None or package.optional_root(part) is None:
        return data
    root = package.root(part)
    for comment in list(root):
        root.remove(comment)
    package.touch(part)
    for text_part in word.text_parts:
        for kind in ("RangeStart", "RangeEnd", "Reference"):
            for anchor in list(package.root(text_part).iter(f"{{*}}comment{kind}")):
                parent = anchor.getparent()
                assert parent is not None
                parent.remove(anchor)
        package.touch(text_part)
    return package.to_bytes()
