"""Law 2 on real files: whoever marked the changes, they can be taken back and had back."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.weave.pipeline import of_label, resolved, weave_of
from toguna.text.content import Atoms, deep_signature
from toguna.text.docx.document import read_word
from toguna.text.docx.resolve import accept_all, reject_all
from toguna.text.errors import UnreadableFile

pytestmark = pytest.mark.needs_corpus
FILES = sorted((CORPUS / "docx").rglob("*.docx"))
POWERTOOLS = CORPUS / "docx" / "open-xml-powertools"
BASE = POWERTOOLS / "WC002-Unmodified.docx"
LARGEST = 2_000_000


@cache
def tracked_files() -> list[Path]:
    """Give the files of the corpus that hold tracked changes and can be read."""
    found = []
    for path in FILES:
        try:
            if path.stat().st_size < LARGEST and len(
                read_word(path.read_bytes(), path.name).changes
            ):
                found.append(path)
        except UnreadableFile:
            continue
    return found


def text_of(data: bytes, atoms: Atoms) -> list[str]:
    """Give the words of the body, with the notes and boxes that they open, and of the margins."""
    word = read_word(data, "file.docx", atoms)
    margins = [
        f"{m.kind}{m.section}{m.pages}: {deep_signature(m.story.after)}" for m in word.margins
    ]
    return [deep_signature(word.body.after), *margins]


def assert_law_2(draft: bytes, copies: dict[str, bytes]) -> None:
    """Rejecting all gives the draft; accepting one contributor gives its copy."""
    woven = weave_of(draft, list(copies.items()))
    assert text_of(resolved(woven.docx, reject_all), woven.atoms) == text_of(draft, woven.atoms)
    for label, data in copies.items():
        back = text_of(resolved(woven.docx, of_label(label)), woven.atoms)
        assert back == text_of(resolved(data, accept_all), woven.atoms), label


def test_a_file_with_changes_comes_back_from_its_own_rejected_text() -> None:
    failed = []
    for path in tracked_files():
        data = path.read_bytes()
        try:
            assert_law_2(resolved(data, reject_all), {"MIN": data})
        except AssertionError:
            failed.append(path.name)
    assert len(tracked_files()) > 30
    assert failed == []


def test_one_base_and_eight_revised_copies() -> None:
    copies = {
        path.stem.removeprefix("WC002-"): path.read_bytes()
        for path in sorted(POWERTOOLS.glob("WC002-*.docx"))
        if path != BASE
    }
    assert len(copies) >= 7
    assert_law_2(BASE.read_bytes(), copies)


def test_files_that_share_a_rejected_text_are_returns_of_one_draft() -> None:
    by_draft: dict[str, list[Path]] = defaultdict(list)
    atoms = Atoms()
    for path in tracked_files():
        draft = resolved(path.read_bytes(), reject_all)
        by_draft["\0".join(text_of(draft, atoms))].append(path)
    pairs = [pair for same in by_draft.values() for pair in itertools.combinations(same, 2)]
    assert pairs
    for one, other in pairs[:40]:
        draft = resolved(one.read_bytes(), reject_all)
        assert_law_2(draft, {"UN": one.read_bytes(), "DEUX": other.read_bytes()})
