"""Both sides of a file with tracked changes, as independent programs see them.

Where one of them says something else, its name stands here with the reason. A disagreement that
goes away or comes up makes a test fail, so that these lists stay true.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.oracles import (
    VERDICTS,
    all_lines,
    our_words,
    pandoc_words,
    scalpel_is_installed,
    scalpel_resolved,
)
from tests.weave.pipeline import resolved
from toguna.text.content import Side
from toguna.text.docx.document import read_word
from toguna.text.errors import UnreadableFile

pytestmark = pytest.mark.needs_corpus

GIVEN = CORPUS / "docx" / "open-xml-powertools"
SIDES = {"before": Side.BEFORE, "after": Side.AFTER}

PANDOC_SAYS_OTHERWISE = {
    ("RP001-Tracked-Revisions-01.docx", "before"): "it does not know inserted rows",
    ("RP001-Tracked-Revisions-02.docx", "before"): "it does not know inserted rows",
    ("RP013-Deleted-Math-Control-Char.docx", "before"): "it writes π as TeX, and loses the 2",
    ("RP013-Deleted-Math-Control-Char.docx", "after"): "it writes π as TeX",
}
GIVEN_FILES_SAY_OTHERWISE = {
    ("RP015-MoveFrom-MoveTo.docx", "before"): "an empty paragraph is left where one was moved",
    ("RP015-MoveFrom-MoveTo.docx", "after"): "an empty paragraph is left where one was moved",
    ("RP051-Arabic.docx", "before"): "an inserted paragraph mark is left",
}
"""The files were made by Open-Xml-PowerTools; its successor, docx-scalpel, agrees with us here."""
SCALPEL_SAYS_OTHERWISE = {
    ("RP001-Tracked-Revisions-01.docx", "before"): (
        "a table moved here goes with its words; its rows carry no mark of the move, so that "
        "we leave it, empty"
    ),
    ("RP001-Tracked-Revisions-02.docx", "before"): "as in RP001-Tracked-Revisions-01.docx",
    ("track_changes_move.docx", "before"): (
        "a paragraph between the ends of a move goes whose mark is not tracked"
    ),
    ("track_changes_move.docx", "after"): (
        "a paragraph between the ends of a move goes whose mark is not tracked"
    ),
}


def tracked_files() -> list[Path]:
    """The files of the corpus that carry tracked changes."""
    return [file for file in sorted((CORPUS / "docx").rglob("*.docx")) if _is_tracked(file)]


def _is_tracked(file: Path) -> bool:
    try:
        return len(read_word(file.read_bytes(), file.name).changes) > 0
    except UnreadableFile:
        return False


def given_file(file: Path, side: str) -> Path:
    end = {"before": "Rejected", "after": "Accepted"}[side]
    return file.with_name(f"{file.stem}-{end}.docx")


def cases(files: list[Path]) -> list[object]:
    return [pytest.param(f, s, id=f"{f.stem}-{s}") for f, s in product(files, SIDES)]


TRACKED = tracked_files()


def test_there_are_files_to_ask_about() -> None:
    assert len(TRACKED) == 36
    assert len([case for case in product(TRACKED, SIDES) if given_file(*case).exists()]) == 52


@pytest.mark.parametrize(("file", "side"), cases(TRACKED))
def test_pandoc_reads_the_same_words(file: Path, side: str) -> None:
    data = file.read_bytes()
    theirs = pandoc_words(file, SIDES[side])
    decided = read_word(resolved(data, VERDICTS[SIDES[side]]), file.name)
    same = our_words(read_word(data, file.name), SIDES[side]) == theirs
    same_decided = our_words(decided, Side.AFTER) == theirs
    expected = (file.name, side) not in PANDOC_SAYS_OTHERWISE
    assert (same, same_decided) == (expected, expected)


@pytest.mark.parametrize(
    ("file", "side"), cases([f for f in TRACKED if given_file(f, "before").exists()])
)
def test_the_given_files_have_the_same_paragraphs(file: Path, side: str) -> None:
    ours = all_lines(resolved(file.read_bytes(), VERDICTS[SIDES[side]]))
    same = ours == all_lines(given_file(file, side).read_bytes())
    assert same == ((file.name, side) not in GIVEN_FILES_SAY_OTHERWISE)


@pytest.mark.skipif(not scalpel_is_installed(), reason="docx-scalpel is not installed")
@pytest.mark.parametrize(("file", "side"), cases(TRACKED))
def test_docx_scalpel_leaves_the_same_paragraphs(file: Path, side: str) -> None:
    data = file.read_bytes()
    ours = all_lines(resolved(data, VERDICTS[SIDES[side]]))
    same = ours == all_lines(scalpel_resolved(data, SIDES[side]))
    assert same == ((file.name, side) not in SCALPEL_SAYS_OTHERWISE)
