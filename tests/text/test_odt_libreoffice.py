"""The law of the round trip: a copy that LibreOffice saved without a change has no edit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import CORPUS, SAMPLES
from tests.text.tiny_odt import odt
from toguna.text.content import Atoms, Side, walk
from toguna.text.document import Document
from toguna.text.docx.document import WordDocument
from toguna.text.formats import read_text
from toguna.text.markdown import markdown_package
from toguna.weave.compare import compare
from toguna.weave.edits import Edit, edits_of

pytestmark = pytest.mark.needs_libreoffice

UNCHANGED = [
    "pandoc/tables.docx", "pandoc/lists.docx", "pandoc/notes.docx", "pandoc/links.docx",
    "pandoc/image_vml.docx", "pandoc/numbered_header.docx", "apache-poi/Numbering.docx",
    "apache-poi/NoHeadFoot.docx", "apache-poi/ThreeColHeadFoot.docx",
    "open-xml-powertools/WC002-Unmodified.docx",
]  # fmt: skip
TRACKED = [
    "open-xml-powertools/RP011-Multiple-Deleted-Rows.docx",
    "open-xml-powertools/RP045-One-and-Half-Deleted-Lines-at-End.docx",
    "pandoc/paragraph_insertion_deletion.docx",
    "pandoc/track_changes_move.docx",
]
MARKDOWN = b"""# Axe 1

Un *paragraphe*.

1. un
2. deux

| a | b |
| - | - |
| 1 | 2 |
"""
HAND_WRITTEN = """<text:h text:outline-level="1">Titre</text:h>
<text:p>Dans<text:s text:c="2"/>cinq<text:tab/>ans<text:line-break/>au plus.</text:p>
<text:list><text:list-item><text:p>un</text:p></text:list-item></text:list>
<table:table><table:table-column/><table:table-row><table:table-cell><text:p>case</text:p>
</table:table-cell></table:table-row></table:table><text:p>Fin.</text:p>"""
FORMATS = ("odt", "docx")


def convert(form: str, into: Path, sources: list[Path]) -> None:
    """Save files again in another format, in one run of LibreOffice with its own settings."""
    profile = (into.parent / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(into), *map(str, sources)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft, real files and a hand-written text, saved again by LibreOffice in one go."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "draft.docx").write_bytes((SAMPLES / "dossier" / "avant-projet.docx").read_bytes())
    (sources / "plain.docx").write_bytes(markdown_package(MARKDOWN, "a.md").to_bytes())
    (sources / "by_hand.odt").write_bytes(odt(HAND_WRITTEN))
    if CORPUS.is_dir():
        for name in UNCHANGED + TRACKED:
            copied = sources / name.replace("/", "__")
            copied.write_bytes((CORPUS / "docx" / name).read_bytes())
    for form in ("odt", "docx"):
        convert(form, folder / form, sorted(sources.iterdir()))
    return folder


def edits(base: WordDocument, copy: WordDocument) -> list[Edit]:
    document = Document(base)
    return edits_of("A", compare(document, copy), document, None)


def saved_again(folder: Path, name: str, form: str) -> tuple[WordDocument, WordDocument]:
    """A file, and what LibreOffice made of it."""
    atoms = Atoms()
    source = folder / "sources" / name
    copy = folder / form / f"{source.stem}.{form}"
    return (
        read_text(source.read_bytes(), source.name, atoms),
        read_text(copy.read_bytes(), copy.name, atoms),
    )


def words(word: WordDocument, side: Side) -> list[str]:
    return [line for p in walk(word.body.on(side)) if (line := p.text.strip())]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["draft.docx", "plain.docx", "by_hand.odt"])
def test_our_own_texts_saved_without_a_change_have_no_edit(
    folder: Path, name: str, form: str
) -> None:
    base, copy = saved_again(folder, name, form)
    assert [(edit.before, edit.after) for edit in edits(base, copy)] == []


def test_the_draft_as_odt_has_the_same_clauses_and_numbers(folder: Path) -> None:
    base, copy = saved_again(folder, "draft.docx", "odt")
    mine, theirs = (
        [(c.id, c.kind, c.number, c.level) for c in Document(word).clauses.all if c.parent]
        for word in (base, copy)
    )
    assert len(mine) > 1000
    assert theirs == mine


@pytest.mark.needs_corpus
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", UNCHANGED)
def test_real_files_saved_without_a_change_have_no_edit(folder: Path, name: str, form: str) -> None:
    base, copy = saved_again(folder, name.replace("/", "__"), form)
    assert [(edit.before, edit.after) for edit in edits(base, copy)] == []


@pytest.mark.needs_corpus
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", TRACKED)
def test_tracked_changes_say_the_same_in_odt(folder: Path, name: str, side: Side) -> None:
    base, copy = saved_again(folder, name.replace("/", "__"), "odt")
    assert len(copy.changes) > 0
    assert words(copy, side) == words(base, side)
