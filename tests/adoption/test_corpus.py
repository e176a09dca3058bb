"""On real files: no rule fails, and comments change nothing but comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CORPUS
from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.outputs import comments
from toguna.adoption.check.registry import known_rules
from toguna.adoption.check.runner import check
from toguna.text.content import deep_signature
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.errors import UnreadableFile

EVERY = 12
FILES = sorted((CORPUS / "docx").rglob("*.docx"))[::EVERY]


@pytest.mark.needs_corpus
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_are_checked_and_commented(path: Path) -> None:
    try:
        document, original = (Document(read_word(path.read_bytes(), path.name)) for _ in range(2))
    except UnreadableFile:
        return
    report = check(document, default_canevas(), known_rules())

    written = Document(read_word(comments.write(document, report), path.name))

    count = len(original.word.comments) + len(report.findings)
    assert len(written.word.comments) == count
    for name, story in original.stories.items():
        assert deep_signature(written.stories[name].blocks) == deep_signature(story.blocks)
