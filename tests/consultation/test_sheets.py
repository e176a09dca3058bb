"""Tables as people send them: formats, encodings, and what nobody should send."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.conftest import CORPUS
from tests.consultation.books import (
    open_document,
    packed,
    rewritten,
    saved,
    shared_strings,
    text_table,
    workbook,
)
from toguna.consultation.sheets import Row, Sheet, is_sheet, read_sheets
from toguna.text.errors import UnreadableFile
from toguna.text.package import OLE_MAGIC

PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/_rels/workbook.xml.rels",
]
SHEET = "xl/worksheets/sheet1.xml"


def only(data: bytes, filename: str = "retour.xlsx") -> Sheet:
    (sheet,) = read_sheets(data, filename)
    return sheet


def cells(data: bytes, filename: str = "retour.xlsx") -> list[tuple[str, ...]]:
    return [row.cells for row in only(data, filename).rows]


def refusal(data: bytes, filename: str = "retour.xlsx") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(data, filename)
    assert filename in str(refused.value)
    return str(refused.value)


# Workbooks


def test_a_line_has_the_number_that_a_person_sees() -> None:
    rows = only(workbook([["Titre"], [], [None, "dit"]])).rows
    assert rows == [Row(1, ("Titre",)), Row(3, ("", "dit"))]


def test_values_are_text_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.active
    values = [3.0, 2.5, True, datetime.date(2025, 7, 3), datetime.datetime(2025, 7, 3, 9, 30)]
    sheet.append([*values, datetime.time(8, 15), 0.05, 2.1, 0.1 + 0.2, -4])
    sheet["G1"].number_format = "0%"
    sheet["H1"].number_format = "0.00"
    assert cells(saved(book)) == [
        ("3", "2.5", "VRAI", "2025-07-03", "2025-07-03 09:30", "08:15", "5 %", "2.10", "0.3", "-4")
    ]


def test_rich_text_is_one_text() -> None:
    book = Workbook()
    book.active["A1"] = CellRichText("le délai ", TextBlock(InlineFont(b=True), "de six mois"))
    assert cells(saved(book)) == [("le délai de six mois",)]


def test_strings_kept_apart_are_read() -> None:
    data = shared_strings([["le", "délai"], ["le", 3.0]], "A2:A3")
    assert cells(data) == [("le", "délai"), ("le", "3")]


def test_a_merged_cell_stands_in_each_cell_of_the_merge() -> None:
    data = workbook([["Axe 1", None, None], ["a", "b", "c"], [None, "d"]], ["A1:C1", "A2:A3"])
    assert only(data).rows == [
        Row(1, ("Axe 1", "Axe 1", "Axe 1"), frozenset({1, 2}), frozenset({1, 2})),
        Row(2, ("a", "b", "c")),
        Row(3, ("a", "d"), frozenset({0})),
    ]


def test_what_is_hidden_is_read() -> None:
    book = Workbook()
    book.active.append(["seul", "mot"])
    book.active.row_dimensions[1].hidden = True
    book.active.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("Cachée")
    hidden.sheet_state = "hidden"
    hidden.append(["ici"])
    shown, more = read_sheets(saved(book), "retour.xlsx")
    assert shown.rows == [Row(1, ("seul", "mot"))]
    assert (more.place, more.rows) == ("feuille « Cachée »", [Row(1, ("ici",))])


def test_formulas_give_their_last_result_or_are_told() -> None:
    data = workbook([["=1+1", "dit"], ["=2+2"]])
    known = re.compile(rb"(<f>1\+1</f>)(?:<v></v>|<v ?/>)")
    sheet = only(rewritten(data, SHEET, lambda xml: known.sub(rb"\1<v>2</v>", xml)))
    assert sheet.rows == [Row(1, ("2", "dit"))]
    assert "1 formules n'ont pas de résultat" in str(sheet.notes[0])


def test_comments_on_cells_are_told() -> None:
    book = Workbook()
    book.active["A1"] = "dit"
    book.active["A1"].comment = Comment("à voir", "MEF")
    (note,) = only(saved(book)).notes
    assert "1 commentaires posés sur des cellules" in str(note)


def test_escaped_characters_and_strict_files_are_read() -> None:
    data = workbook([["un_x000D_\ndeux"]])
    assert cells(data) == [("un\ndeux",)]
    strict = rewritten(
        workbook([["dit"]]),
        SHEET,
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    assert cells(strict) == [("dit",)]


def test_a_sheet_of_formatted_empty_lines_cost_little() -> None:
    lines = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 200_000))
    data = rewritten(
        workbook([["dit"]]),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", lines + b"</sheetData>"),
    )
    assert only(data).rows == [Row(1, ("dit",))]


def test_a_merge_of_the_whole_sheet_costs_little() -> None:
    data = rewritten(
        workbook([["dit"], ["aussi"]], ["A1:B1"]),
        SHEET,
        lambda xml: xml.replace(b'"A1:B1"', b'"A1:XFD1048576"'),
    )
    assert [row.cells[:2] for row in only(data).rows] == [("dit", "dit"), ("aussi", "dit")]


def test_a_stray_cell_far_away_is_refused_and_not_allotted() -> None:
    data = rewritten(
        workbook([["dit"]]),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    assert "démesuré" in refusal(data)


# Open documents and old workbooks


def test_ods_cells_repeats_and_merges() -> None:
    rows = (
        "<table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>Axe 1</text:p>"
        "</table:table-cell><table:covered-table-cell/></table:table-row>"
        "<table:table-row table:number-rows-repeated='2'/>"
        "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
        "<table:table-cell office:date-value='2025-07-03'><text:p>03/07/25</text:p>"
        "</table:table-cell><table:table-cell><office:annotation><text:p>note</text:p>"
        "</office:annotation><text:p>un<text:s text:c='2'/><text:span>deux</text:span></text:p>"
        "<text:p>trois</text:p></table:table-cell></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048570'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    sheet = only(open_document(rows), "retour.ods")
    assert sheet.place == "feuille « Retours »"
    assert sheet.rows == [
        Row(1, ("Axe 1", "Axe 1"), frozenset({1}), frozenset({1})),
        Row(4, ("", "", "2025-07-03", "un  deux\ntrois")),
    ]


def test_ods_repeats_cannot_fill_the_memory() -> None:
    row = (
        "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
        "table:number-columns-repeated='1000'><text:p>x</text:p></table:table-cell>"
        "</table:table-row>"
    )
    assert "démesuré" in refusal(open_document(row), "retour.ods")


@pytest.mark.needs_libreoffice
def test_old_workbooks_and_ods_of_libreoffice_are_read(tmp_path: Path) -> None:
    rows = [["N°", "Observation", "Date"], [1, "Œuvre « à revoir »", datetime.date(2025, 7, 3)]]
    source = tmp_path / "retour.xlsx"
    source.write_bytes(workbook([*rows, [2, "fusionnée"], [None, "suite"]], ["A3:A4"]))
    expected = only(source.read_bytes()).rows
    for suffix in ("xls", "ods"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless",
             "--convert-to", suffix, "--outdir", str(tmp_path), str(source)],
            check=True, capture_output=True,
        )  # fmt: skip
        converted = tmp_path / f"retour.{suffix}"
        assert only(converted.read_bytes(), converted.name).rows == expected
    old = (tmp_path / "retour.xls").read_bytes()
    for end in range(513, len(old) - 1, len(old) // 30):  # calamine panics at some of these
        assert "classeur lisible" in refusal(old[:end], "retour.xls")


# Text tables


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    rows = [["N°", "Observation"], ["1", 'Œuvre « à "revoir" », déjà ;\ndite | vue']]
    data = text_table(rows, separator, encoding)
    assert cells(data, "retour.csv") == [tuple(row) for row in rows]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_old_machines_encodings(encoding: str) -> None:
    rows = [("N°", "Observation"), ("1", "Le délai prévu à cet alinéa, déjà évoqué")]
    assert cells(text_table(rows, ";", encoding), "retour.csv")[1] == rows[1]


def test_two_encodings_in_one_file_are_read_and_told() -> None:
    data = text_table([["N°", "dit"]], ";", "utf-8") + text_table(
        [["1", "à revoir"]], ";", "cp1252"
    )
    sheet = only(data, "retour.csv")
    assert [row.cells for row in sheet.rows] == [("N°", "dit"), ("1", "à revoir")]
    assert "mêle deux encodages ; 1 lignes ont été lues en cp1252, 1 en UTF-8" in str(
        sheet.notes[0]
    )


def test_a_declared_separator_is_obeyed() -> None:
    assert cells(b"sep=,\r\na;b,c\r\n1;2,3\r\n", "retour.csv") == [("a;b", "c"), ("1;2", "3")]


def test_an_open_quote_swallows_nothing() -> None:
    sheet = only(b'a;b\n1;"sans fin\n2;fin\n', "retour.csv")
    assert [row.cells for row in sheet.rows] == [("a", "b"), ("1", '"sans fin'), ("2", "fin")]
    assert "n'est jamais refermé" in str(sheet.notes[0])


def test_a_text_table_named_as_a_workbook_is_read() -> None:
    assert cells(b"a\tb\n1\t2\n", "retour.xls") == [("a", "b"), ("1", "2")]


@pytest.mark.needs_corpus
def test_a_real_table_of_amendments() -> None:
    path = CORPUS / "amendements" / "jeu_complet_2018-2019_146.csv"
    rows = only(path.read_bytes(), path.name).rows
    width = len(rows[0].cells)
    assert rows[0].cells[0] == "Nature"
    assert len(rows) > 500
    assert all(len(row.cells) <= width for row in rows)
    assert not any("\ufffd" in text for row in rows for text in row.cells)


# What nobody should send


def test_files_are_recognised_by_what_they_hold() -> None:
    book = workbook([["dit"]])
    assert is_sheet(book, "sans nom")
    assert is_sheet(b"", "retour.csv")
    assert cells(book, "retour.csv") == [("dit",)]
    word = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    assert not is_sheet(word, "retour.docx")
    assert not is_sheet(b"Bonjour", "lettre.md")


def test_empty_and_other_files_are_refused() -> None:
    assert "vide" in refusal(b"")
    assert "page web" in refusal(b"<html><table></table></html>", "retour.xls")
    assert "n'est pas du texte" in refusal(bytes(range(256)) * 4, "retour.csv")
    assert "tableau que l'on sait lire" in refusal(b"%PDF-1.7 ...", "retour.csv")
    word = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    assert "tableau que l'on sait lire" in refusal(word)
    assert "pas un classeur" in refusal(packed({"xl/autre.xml": "<a/>"}))
    assert "pas un classeur" in refusal(packed({"autre.xml": "<a/>"}), "retour.ods")


def test_damaged_files_are_refused() -> None:
    data = workbook([["dit"] * 50] * 50)
    assert "endommagé" in refusal(data[: len(data) // 2])
    assert "endommagé" in refusal(rewritten(data, SHEET, lambda xml: xml[: len(xml) // 2]))
    assert "endommagé" in refusal(rewritten(data, "xl/styles.xml", lambda xml: b"<styles"))
    assert "classeur lisible" in refusal(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "r.xls"
    )


def test_bombs_and_entities_are_refused() -> None:
    bomb = rewritten(workbook([["dit"]]), SHEET, lambda xml: xml + b" " * (64 << 20))
    assert "démesuré" in refusal(bomb)
    entities = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    laughs = rewritten(
        workbook([["dit"]]), SHEET, lambda xml: entities + xml.replace(b"<v>0</v>", b"<v>&b;</v>")
    )
    assert "entités XML" in refusal(laughs)


def test_locked_files_are_refused() -> None:
    assert "mot de passe" in refusal(OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"))
    manifest = "<manifest><encryption-data/></manifest>"
    locked = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"\x01\x02",
            "META-INF/manifest.xml": manifest,
        }
    )
    assert "mot de passe" in refusal(locked, "retour.ods")


@pytest.mark.needs_corpus
def test_a_really_locked_file_is_refused() -> None:
    path = next((CORPUS / "docx" / "apache-poi").glob("protected_agile*"))
    assert "mot de passe" in refusal(path.read_bytes())


MUTATED = {
    "retour.xlsx": shared_strings([["N°", "Axe"], [1, "Œuvre"], [2.5, ""]], "B2:B3"),
    "retour.csv": text_table([["N°", "Axe"], ["1", 'Œ"uvre;']], ";", "cp1252"),
    "retour.ods": open_document(
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    ),
}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(MUTATED)), st.data())
def test_a_mutated_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    mutated = bytearray(MUTATED[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(mutated) - 1))
        mutated[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(mutated)) | st.just(len(mutated)))
    try:
        sheets = read_sheets(bytes(mutated[:end]), name)
    except UnreadableFile:
        return
    assert sheets


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(PARTS), st.data())
def test_a_mutated_part_is_read_or_refused(noise: bytes, part: str, data: st.DataObject) -> None:
    def mutate(xml: bytes) -> bytes:
        start = data.draw(st.integers(0, len(xml)))
        return xml[:start] + noise + xml[start + data.draw(st.integers(0, 40)) :]

    try:
        read_sheets(rewritten(MUTATED["retour.xlsx"], part, mutate), "retour.xlsx")
    except UnreadableFile:
        return
