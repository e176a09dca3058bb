"""Every real DOCX is read or refused with a clear sentence; none crashes or hangs."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import CORPUS
from tests.oracles import VERDICTS, signatures
from tests.weave.pipeline import resolved
from toguna.text.content import Side
from toguna.text.document import Document
from toguna.text.docx.changes import CHANGE_KINDS
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import W, qn
from toguna.text.package import Package

pytestmark = pytest.mark.needs_corpus

FOLDERS = ("apache-poi", "open-xml-powertools", "pandoc")
SECONDS = 60
"""Far beyond what any file takes (the longest, 2 s): only a hang is caught."""


@contextmanager
def guard(file: Path) -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise TimeoutError(file.name)

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def files(folder: str) -> list[Path]:
    return sorted((CORPUS / "docx" / folder).glob("*.docx"))


def word_or_none(file: Path) -> WordDocument | None:
    try:
        return read_word(file.read_bytes(), file.name)
    except UnreadableFile:
        return None


@pytest.mark.parametrize(
    ("folder", "count", "refused"), list(zip(FOLDERS, (168, 89, 85), (17, 0, 0), strict=True))
)
def test_every_file_is_read_or_refused_by_name(folder: str, count: int, refused: int) -> None:
    outcomes: Counter[str] = Counter()
    for file in files(folder):
        with guard(file):
            outcomes[read_or_refuse(file)] += 1
    assert outcomes == Counter(read=count - refused, refused=refused)


def read_or_refuse(file: Path) -> str:
    try:
        document = Document(read_word(file.read_bytes(), file.name))
    except UnreadableFile as error:
        return "refused" if str(error).startswith(f"{file.name} : ") else "refused without a name"
    clauses = document.clauses
    assert len(clauses.by_id) == len(clauses.all)
    for clause in clauses.all:
        assert clauses.cite(clause)
        assert clauses.path(clause)[-1] is clause
    again = Document(read_word(file.read_bytes(), file.name)).clauses
    assert [c.id for c in again.all] == [c.id for c in clauses.all]
    return "read"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_tracked_change_is_in_the_inventory_once(folder: str) -> None:
    for file in files(folder):
        word = word_or_none(file)
        if word is not None:
            kinds = Counter(change.kind for _, change in word.changes)
            assert kinds == kinds_in_the_xml(file), file.name


def kinds_in_the_xml(file: Path) -> Counter[str]:
    """The elements of tracked changes in a file, found without the reader's idea of parts.

    Those of comments and of the parts that nothing uses are not counted, nor the second
    writing of a text box (`mc:Fallback`).
    """
    package = Package(file.read_bytes(), file.name)
    main = package.main
    used = {main}
    for relationship in package.relationships(main).values():
        if relationship.type in ("footnotes", "endnotes", "styles", "numbering"):
            used.add(relationship.target)
        if relationship.type in ("header", "footer") and _refers(package, relationship.id):
            used.add(relationship.target)
    found: Counter[str] = Counter()
    for part in sorted(used & set(package.names)):
        for element in etree.fromstring(package.read(part)).iter(*(W + k for k in CHANGE_KINDS)):
            if next(element.iterancestors(qn("mc:Fallback")), None) is None:
                found[element.tag[len(W) :]] += 1
    return found


def _refers(package: Package, identifier: str) -> bool:
    references = package.root(package.main).iter(W + "headerReference", W + "footerReference")
    return any(reference.get(qn("r:id")) == identifier for reference in references)


def test_the_corpus_has_most_kinds_of_change() -> None:
    seen: set[str] = set()
    for file in files("open-xml-powertools"):
        word = word_or_none(file)
        seen |= {change.kind for _, change in word.changes} if word else set()
    assert set(CHANGE_KINDS) - seen == {
        "cellDel", "cellMerge", "numberingChange", "customXmlDelRangeStart",
        "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
    }  # fmt: skip


def test_moves_are_paired_by_name() -> None:
    word = word_or_none(CORPUS / "docx" / "open-xml-powertools" / "RP015-MoveFrom-MoveTo.docx")
    assert word is not None
    moves = {(c.kind, c.move) for _, c in word.changes if c.move}
    assert moves == {("moveFrom", "move478160808"), ("moveTo", "move478160808")}


@pytest.mark.parametrize("side", list(Side))
def test_deciding_in_the_xml_and_reading_a_side_agree(side: Side) -> None:
    for folder in FOLDERS:
        for file in files(folder):
            word = word_or_none(file)
            if word is None or not len(word.changes):
                continue
            decided = read_word(resolved(file.read_bytes(), VERDICTS[side]), "x", word.atoms)
            assert signatures(decided) == signatures(word, side), file.name
            assert not len(decided.changes), file.name
