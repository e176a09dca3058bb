"""The committed samples are what their builder makes, and they hold what they promise."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from samples.build.__main__ import build
from samples.build.editions import DRAFT, write_edition
from samples.build.returns import RETURNS, mef, msds

from tests.conftest import SAMPLES
from toguna.text.content import Side
from toguna.text.document import Document
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.errors import UnreadableFile
from toguna.text.shown import shown

DOSSIER = SAMPLES / "dossier"
RETURNED = DOSSIER / "retours"
ANSWERS = Path("suites.csv")
OLD = DOSSIER / "version-2024" / "avant-projet-octobre-2024.docx"
OFFICE = {item.file for item in RETURNS if item.needs_office}
TRACKED = ["MJDH_observations_strategie_cyber.docx", "MJDH_complement_droits_humains.docx",
           "Stratégie cyber - retour MSPC v2.docx"]  # fmt: skip
DAMAGED = "MAE_observations.docx"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dossier")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def draft() -> WordDocument:
    return word(DOSSIER / "avant-projet.docx")


def word(path: Path) -> WordDocument:
    return read_word(path.read_bytes(), path.name)


def words(document: WordDocument, side: Side) -> list[str]:
    """What is read in the body, the margins and the notes, block by block."""
    stories = [document.body, *(margin.story for margin in document.margins)]
    stories += [document.notes[key] for key in sorted(document.notes)]
    return [shown(block) for story in stories for block in story.on(side)]


def pixels(png: bytes) -> bytes:
    """The lines of a PNG, however they were compressed."""
    found, position = b"", 8
    while position < len(png):
        (size,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            found += png[position + 8 : position + 8 + size]
        position += 12 + size
    return zlib.decompress(found)


def content(path: Path) -> dict[str, bytes]:
    """The parts of a file, so that two zip libraries give the same."""
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {name: pixels(part) if name.endswith(".png") else part for name, part in parts.items()}


class TestBuilding:
    def test_every_committed_file_has_its_maker(self, built):
        """The builder, LibreOffice, or a hand."""
        made = {path.relative_to(built) for path in built.rglob("*.*") if path.is_file()}
        committed = {path.relative_to(DOSSIER) for path in DOSSIER.rglob("*.*") if path.is_file()}
        assert made | {Path("retours", name) for name in OFFICE} | {ANSWERS} == committed

    def test_the_committed_files_have_the_content_that_the_builder_writes(self, built):
        different = [
            path.name
            for path in sorted(built.rglob("*.*"))
            if path.is_file() and path.name != DAMAGED
            and content(path) != content(DOSSIER / path.relative_to(built))
        ]  # fmt: skip
        assert different == []

    def test_a_second_run_gives_the_same_bytes(self, built, tmp_path):
        build(tmp_path)
        first = {path.name: path.read_bytes() for path in built.rglob("*.*") if path.is_file()}
        second = {path.name: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
        assert first == second

    def test_every_return_has_a_line_among_the_contributors(self):
        table = (DOSSIER / "contributeurs.csv").read_text(encoding="utf-8")
        lines = list(csv.DictReader(io.StringIO(table)))
        assert sorted(line["file"] for line in lines) == sorted(p.name for p in RETURNED.iterdir())
        assert [line["label"] for line in lines].count("MJDH") == 2
        assert all(line["name"] for line in lines)

    def test_every_readable_file_says_that_it_is_fictitious(self):
        silent = []
        for path in [*DOSSIER.rglob("*.docx"), *DOSSIER.rglob("*.xlsx"), *DOSSIER.rglob("*.odt")]:
            parts = content(path) if path.name != DAMAGED else {"": b"fictif"}
            if not any("fictif" in part.decode("utf-8", "replace").lower()
                       for part in parts.values()):  # fmt: skip
                silent.append(path.name)
        assert silent == []
        assert "fictif" in (RETURNED / "apdp obs.csv").read_bytes().decode("cp1252")


class TestDraft:
    def test_it_has_thirty_pages_or_more_by_its_own_page_starts(self, draft):
        starts = draft.package.root(draft.package.main).iter("{*}lastRenderedPageBreak")
        pages = 1 + sum(1 for _ in starts)
        assert pages >= 30
        assert (
            f"<Pages>{pages}</Pages>"
            in content(DOSSIER / "avant-projet.docx")["docProps/app.xml"].decode()
        )

    def test_the_numbers_that_toguna_computes_are_those_that_the_builder_knows(self, draft):
        known = [label for _, label, _ in write_edition(DRAFT).outline.headings if label]
        clauses = Document(draft).clauses.all
        computed = [clause.number for clause in clauses if clause.kind.value == "heading"]
        assert [number for number in computed if number] == known

    def test_it_counts_the_axes_objectives_and_measures_that_it_announces(self, draft):
        numbers = [clause.number for clause in Document(draft).clauses.all]
        plan = table_starting(draft, "N°")
        measures = [row[0] for row in plan if re.fullmatch(r"\d\.\d\.\d", row[0])]
        assert sum(number.startswith("Axe ") for number in numbers) == 4
        assert sum(number.startswith("Objectif ") for number in numbers) == 12
        assert len(measures) == 38
        assert [number for number in numbers if number in set(measures)] == measures

    def test_the_contents_name_pages_in_order_where_the_headings_stand(self, draft):
        pages = {
            clause.text: clause.page
            for clause in Document(draft).clauses.all
            if clause.kind.value == "heading"
        }
        links = draft.package.root(draft.package.main).iter("{*}hyperlink")
        lines = [[piece.text for piece in link.iter("{*}t")] for link in links]
        entries = [(line[-2], line[-1]) for line in lines if len(line) > 1]
        assert len(entries) > 50
        wrong = [(title, page) for title, page in entries if title in pages
                 and str(pages[title]) != page]  # fmt: skip
        assert wrong == []
        headings = [int(page) for title, page in entries if title in pages]
        assert headings == sorted(headings)

    def test_every_reference_has_its_target(self, draft):
        root = draft.package.root(draft.package.main)
        names = {
            value for mark in root.iter("{*}bookmarkStart") for key, value in mark.items()
            if key.endswith("}name")
        }  # fmt: skip
        asked = {
            match.group(1)
            for code in root.iter("{*}instrText")
            if (match := re.match(r" (?:PAGE)?REF (\S+)", code.text or ""))
        }
        assert len(asked) > 60
        assert asked <= names

    def test_the_budget_adds_up(self, draft):
        budget = [numbers(row) for row in table_starting(draft, "Axe", "Année")[2:]]
        assert all(sum(row[:-1]) == row[-1] for row in budget)
        assert [sum(column) for column in zip(*budget[:-1], strict=True)] == budget[-1]
        sources = [numbers(row) for row in table_starting(draft, "Source")[1:]]
        assert sum(row[0] for row in sources[:-1]) == sources[-1][0] == budget[-1][-1]
        assert all(row[0] * 100 == row[1] * budget[-1][-1] for row in sources)

    def test_the_costs_of_the_plan_make_the_cost_of_each_axis(self, draft):
        axes: list[tuple[int, list[int]]] = []
        for row in table_starting(draft, "N°")[1:]:
            if row[0].startswith("Axe"):
                axes.append((numbers(row[-1:])[0], []))
            else:
                axes[-1][1].append(numbers(row[-1:])[0])
        assert [total for total, _ in axes] == [sum(costs) for _, costs in axes]
        budget = [numbers(row) for row in table_starting(draft, "Axe", "Année")[2:6]]
        assert [total for total, _ in axes] == [row[-1] for row in budget]


def table_starting(document: WordDocument, *first: str) -> list[list[str]]:
    """The rows of the first table whose first row starts with these words."""
    for block in document.body.on(Side.BEFORE):
        text = shown(block)
        if hasattr(block, "rows") and text.startswith(" | ".join(first)):
            return [line.split(" | ") for line in text.splitlines()]
    raise LookupError(first)


def numbers(row: list[str]) -> list[int]:
    """The numbers of a row, its first cell left out where it is words."""
    cells = [re.sub(r"[\s\u00a0%]", "", cell) for cell in row]
    return [int(cell) for cell in cells if cell.isdigit()]


class TestReturns:
    @pytest.mark.parametrize("name", TRACKED)
    def test_rejecting_all_changes_of_a_tracked_copy_gives_the_draft(self, draft, name):
        copy = word(RETURNED / name)
        assert words(copy, Side.BEFORE) == words(draft, Side.BEFORE)
        assert words(copy, Side.AFTER) != words(draft, Side.BEFORE)

    def test_rejecting_all_changes_of_the_late_copy_gives_last_years_version(self, draft):
        copy = words(word(RETURNED / "SNC_2025-2029_MESRS_suivi.docx"), Side.BEFORE)
        assert copy == words(word(OLD), Side.BEFORE)
        assert copy != words(draft, Side.BEFORE)

    @pytest.mark.parametrize("write", [mef.write_tracked, msds.write_tracked])
    def test_what_libreoffice_was_given_also_goes_back_to_the_draft(self, draft, write, tmp_path):
        write(tmp_path / "copy.docx")
        assert words(word(tmp_path / "copy.docx"), Side.BEFORE) == words(draft, Side.BEFORE)

    def test_the_copy_saved_by_libreoffice_still_holds_the_draft(self, draft):
        copy = words(word(RETURNED / "observations MEF_DGB.docx"), Side.BEFORE)
        kept = {text for text in words(draft, Side.BEFORE) if text and "Page" not in text}
        assert kept <= set(copy)

    def test_two_people_of_justice_use_every_kind_of_change(self):
        copy = word(RETURNED / TRACKED[0])
        changes = [change for _, change in copy.changes]
        assert {change.author for change in changes} == {
            "Kadidia SANGARÉ (MJDH)", "Bréhima DEMBÉLÉ",
        }  # fmt: skip
        assert {change.kind for change in changes} == {
            "ins", "del", "moveFrom", "moveTo", "rPrChange",
        }  # fmt: skip
        assert all(change.date for change in changes)

    def test_security_discusses_in_threads_and_closes_one(self):
        comments = content(RETURNED / TRACKED[2])
        assert comments["word/comments.xml"].count(b"<w:comment ") == 8
        assert comments["word/commentsExtended.xml"].count(b"paraIdParent") == 3
        assert comments["word/commentsExtended.xml"].count(b'w15:done="1"') == 2
        assert comments["word/people.xml"].count(b"<w15:person ") == 2

    def test_the_clean_copy_has_no_tracked_change(self, draft):
        copy = word(RETURNED / "Avant-projet SNC relu MATD propre.docx")
        assert not list(copy.changes)
        assert words(copy, Side.AFTER) != words(draft, Side.BEFORE)

    def test_three_delays_compete_for_one_sentence(self, draft):
        start = "Rendre obligatoire la déclaration des incidents. "
        seen = set()
        for name in TRACKED:
            (sentence,) = [
                text for text in words(word(RETURNED / name), Side.AFTER) if text.startswith(start)
            ]
            seen.add(re.search(r"dans un délai de ([\w-]+) heures", sentence).group(1))
        assert seen == {"quarante-huit", "vingt-quatre"}
        assert any("soixante-douze heures" in text for text in words(draft, Side.BEFORE))

    def test_one_file_is_damaged_and_refused(self):
        with pytest.raises(UnreadableFile):
            word(RETURNED / DAMAGED)
        assert (RETURNED / DAMAGED).read_bytes().startswith(b"PK")

    def test_the_odt_carries_changes_and_comments(self):
        text = content(RETURNED / "MSDS - Stratégie cybersécurité (annotée).odt")["content.xml"]
        assert text.count(b"<text:changed-region ") >= 10
        assert text.count(b"<office:annotation ") == 2
