"""Each contributor's matrix back: its own file, answered, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import Font

from tests.consultation.answered import ACCEPTED, answer, final
from tests.consultation.books import Rows, open_document, saved, text_table, workbook
from tests.consultation.libreoffice import converted
from tests.consultation.story import docx
from tests.consultation.word import Table, word
from toguna.consultation.consolidate import Request, Source, prepare
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Disposition, Final, Verdict
from toguna.consultation.decisions.outputs import matrix_back
from toguna.consultation.decisions.outputs.matrix_back.answers import SEPARATE
from toguna.consultation.decisions.outputs.matrix_back.csv_text import fill
from toguna.consultation.decisions.outputs.matrix_back.filling import Filling
from toguna.consultation.decisions.returned import read_answers
from toguna.consultation.matrix import tables_as_sheets
from toguna.consultation.model import Contributor, Received
from toguna.consultation.sheets import Sheet, read_sheets
from toguna.consultation.sheets.decoding import decode
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.ooxml import Element, W

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "L'agence est placée sous la tutelle du ministre chargé du numérique.",
)
HEAD = ("N°", "Axe ou §", "Nature", "Observation", "Rédaction proposée", "Justification")
LINES = (
    ("1", "Axe 1, alinéa 1", "fond", "Trop long", "Remplacer « 72 heures » par « 48 heures »", ""),
    ("2", "Axe 1, alinéa 2", "question", "Qui nomme le directeur ?", "", "Le décret se tait"),
)
REASON = "Le décret le dira."
ANSWERS = {"MDAC-001": ACCEPTED, "MDAC-002": answer(Disposition.NOTED, REASON)}
NEW = [part.value for part in SEPARATE]


def sent(name: str, data: bytes, answers: dict[str, Answer] = ANSWERS) -> tuple[Final, bytes]:
    """Decide on one matrix; the second value is what goes back."""
    made = final(docx(*DRAFT), {name: data}, answers)
    assert len(made.consolidation.observations) == 2
    (path,) = back = matrix_back.write(made, {name: data})
    assert path == f"matrices/{name}"
    return made, back[path]


def cells(data: bytes, name: str) -> list[list[str]]:
    (sheet,) = read_sheets(data, name)
    return [list(row.cells) for row in sheet.rows]


FORMS: dict[str, Callable[[Rows], bytes]] = {
    "MDAC.xlsx": workbook,
    "MDAC.csv": lambda rows: text_table(rows, ";", "cp1252"),
    "MDAC.ods": lambda rows: open_document("".join(map(ods_row, rows))),
}


def ods_row(cells: tuple[str, ...]) -> str:
    texts = "".join(
        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    rest = '<table:table-cell table:number-columns-repeated="1018"/>'
    return f"<table:table-row>{texts}{rest}</table:table-row>"


@pytest.mark.parametrize("name", FORMS)
def test_answers_stand_beside_each_line_and_every_old_cell_is_as_it_was(name: str) -> None:
    data = FORMS[name]([HEAD, *LINES])
    _, written = sent(name, data)
    before, after = cells(data, name), cells(written, name)

    assert [(row + [""] * 6)[:6] for row in before] == [row[:6] for row in after]
    assert after[0][6:] == NEW
    assert after[1][6:10] == ["MDAC-001", "retenue", "", DRAFT[1].replace("72", "48")]
    assert after[2][6:9] == ["MDAC-002", "prise en note", REASON]
    assert after[2][10] == "Comité de rédaction, 02/07/2025"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_has_columns_for_the_answer_has_them_filled(name: str) -> None:
    head = (*HEAD, "Suite réservée", "Motif de la suite")
    _, written = sent(name, FORMS[name]([head, *((*line, "", "") for line in LINES)]))
    after = cells(written, name)

    assert after[0][:8] == list(head)
    assert after[0][8:] == [NEW[0], *NEW[3:]]
    assert after[2][6:9] == ["prise en note", REASON, "MDAC-002"]


def test_the_iso_form_is_answered_in_the_column_of_the_secretariat() -> None:
    head = ("MB/NC", "Clause/ Subclause", "Type of comment", "Comments", "Proposed change",
            "Observations of the secretariat")  # fmt: skip
    lines = (
        ("ML", "Axe 1, al. 1", "te", "Trop long", "Remplacer « 72 heures » par « 48 heures »", ""),
        ("ML", "Axe 1, al. 2", "ge", "Qui nomme le directeur ?", "", "Lu en 2024"),
    )
    _, written = sent("MDAC.xlsx", workbook([head, *lines]))
    after = cells(written, "MDAC.xlsx")

    assert after[1][5].startswith("Retenue\nRédaction retenue\u00a0: «\u00a0Les opérateurs")
    assert after[2][5].startswith("Lu en 2024\nPrise en note\nMotif\u00a0: Le décret le dira.")
    assert after[0][6:] == ["N° de l'observation", "Suite donnée", "Avis du contributeur"]


def test_a_workbook_keeps_its_looks_merges_and_other_sheets() -> None:
    book = load_workbook(io.BytesIO(workbook([("Ministère", *[""] * 5), HEAD, *LINES], ["A1:F1"])))
    sheet = book.active
    sheet["D3"].font = Font(name="Georgia", italic=True)
    sheet["D3"].number_format = "0.00"
    sheet.row_dimensions[3].height = 15
    sheet.column_dimensions["D"].width = 51
    sheet.conditional_formatting.add("A1:A9", _colour())
    book.create_sheet("Annexe")["B2"] = "=1+1"
    _, written = sent("MDAC.xlsx", saved(book))
    after = load_workbook(io.BytesIO(written))
    seen = after["Observations"]

    assert [str(merge) for merge in seen.merged_cells.ranges] == ["A1:F1"]
    assert (seen["D3"].font.name, seen["D3"].number_format) == ("Georgia", "0.00")
    assert seen["H3"].font.name == "Georgia"
    assert seen["H3"].alignment.wrap_text
    assert seen["H3"].number_format == "@"
    assert seen.column_dimensions["D"].width == 51
    assert seen.column_dimensions["G"].width == 24
    assert seen.row_dimensions[3].height > 15
    assert len(seen.conditional_formatting) == 1
    assert after["Annexe"]["B2"].value == "=1+1"


def _colour() -> object:
    from openpyxl.formatting.rule import CellIsRule

    return CellIsRule(operator="equal", formula=["1"], font=Font(bold=True))


def test_parts_that_nobody_touches_are_the_same_bytes() -> None:
    data = workbook([HEAD, *LINES])
    _, written = sent("MDAC.xlsx", data)
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(written))
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}

    assert old.namelist() == new.namelist()
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


@pytest.mark.parametrize("name", FORMS)
def test_what_starts_like_a_formula_stays_words(name: str) -> None:
    hostile = answer(Disposition.NOTED, "=HYPERLINK(1)")
    data = FORMS[name]([HEAD, *LINES])
    _, written = sent(name, data, {"MDAC-002": hostile})
    text = cells(written, name)[2][8]

    assert text in ("=HYPERLINK(1)", "'=HYPERLINK(1)")
    if name.endswith("csv"):
        assert text.startswith("'")
    if name.endswith("xlsx"):
        cell = load_workbook(io.BytesIO(written)).active["I3"]
        assert cell.data_type == "s"
        assert cell.quotePrefix


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("cp1252", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", "|"), ("mac_roman", ";")],
)
def test_a_text_table_keeps_its_encoding_separator_and_quotes(
    encoding: str, separator: str
) -> None:
    text = separator.join(HEAD) + "\r\n"
    for line in LINES:
        quoted = [f'"{cell}"' if n in (1, 3) else cell for n, cell in enumerate(line)]
        text += separator.join(quoted) + "\r\n"
    data = text.encode(encoding)
    _, written = sent("MDAC.csv", data)
    lines = written.decode(encoding).split("\r\n")

    assert written[:2] == data[:2]
    assert [after.startswith(line) for line, after in zip(text.split("\r\n"), lines, strict=True)]
    assert lines[0] == separator.join([*HEAD, *NEW])
    assert '"Trop long"' in lines[1]


cell_texts = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12)


@given(st.lists(st.lists(cell_texts, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=80)
def test_a_text_table_is_written_again_sign_by_sign(rows: list[list[str]]) -> None:
    data = text_table([["a", "b", "c"], *rows], ";", "cp1252")
    # Signs that are UTF-8 by chance make a file of two encodings, which comes back in one.
    assume(decode(data, "x.csv")[0] == data.decode("cp1252"))
    (sheet,) = read_sheets(data, "x.csv")

    assert fill(data, "x.csv", [Filling(sheet, 3)]) == data


def test_a_text_table_of_two_encodings_comes_back_in_one_with_the_same_words() -> None:
    data = text_table([["a", "b"], ["\u00a0", "é"], ["Â\u00a0", "x"]], ";", "cp1252")
    (sheet,) = read_sheets(data, "x.csv")
    (again,) = read_sheets(fill(data, "x.csv", [Filling(sheet, 3)]), "x.csv")

    assert [row.cells for row in again.rows] == [row.cells for row in sheet.rows]


def test_a_matrix_in_a_word_table_is_answered_in_its_rows() -> None:
    data = _word_matrix()
    _, written = sent("MDAC.docx", data)
    (sheet,) = word_sheets(written)
    rows = [list(row.cells) for row in sheet.rows]

    assert rows[0] == [*HEAD, "N° de l'observation", "Réponse", "Avis du contributeur"]
    assert [row[:6] for row in rows[1:]] == [list(line) for line in LINES]
    assert rows[1][6] == "MDAC-001"
    assert rows[2][7].startswith("Prise en note\nMotif\u00a0: Le décret le dira.")


def word_sheets(data: bytes) -> list[Sheet]:
    return tables_as_sheets(Document(read_word(data, "x.docx")))


def _word_matrix() -> bytes:
    return word("Observations", Table([list(HEAD), *map(list, LINES)])).word.package.to_bytes()


def test_a_word_table_stays_as_wide_as_the_page() -> None:
    lines = ["| " + " | ".join(cell or "–" for cell in row) + " |" for row in (HEAD, *LINES)]
    data = docx("Observations", *lines)
    _, written = sent("MDAC.docx", data)
    old, new = (
        [int(column.get(W + "w", "0")) for column in _root(one).iter(W + "gridCol")]
        for one in (data, written)
    )

    assert len(new) == len(old) + 3
    assert sum(old) * 0.98 <= sum(new) <= sum(old)


def _root(data: bytes) -> Element:
    return read_word(data, "x.docx").package.root("word/document.xml")


def test_who_sent_a_copy_gets_a_matrix_of_its_own_observations() -> None:
    copy = docx(*DRAFT[:1], DRAFT[1].replace("72", "{~~72~>48~~}"), DRAFT[2])
    other = docx(*DRAFT[:2], DRAFT[2].replace("numérique", "{~~numérique~>budget~~}"))
    made = final(docx(*DRAFT), {"MJDH.docx": copy, "MEF.docx": other}, {"MJDH-001": ACCEPTED})
    back = matrix_back.write(made, {"MJDH.docx": copy}, {"until": "2025-07-18"})
    (sheet,) = read_sheets(back["matrices/MJDH.xlsx"], "MJDH.xlsx")
    text = "\n".join("|".join(row.cells) for row in sheet.rows)

    assert list(back) == ["matrices/MJDH.xlsx", "matrices/MEF.xlsx"]
    assert "jusqu'au 18 juillet 2025" in text
    assert "MJDH-001" in text
    assert "MEF" not in text
    assert "budget" not in text


def test_an_opinion_written_in_it_is_read_back() -> None:
    copy = docx(*DRAFT[:1], DRAFT[1].replace("72", "{~~72~>48~~}"), DRAFT[2])
    made = final(docx(*DRAFT), {"MJDH.docx": copy}, {"MJDH-001": ACCEPTED})
    book = load_workbook(io.BytesIO(matrix_back.write(made, {})["matrices/MJDH.xlsx"]))
    sheet = book.active
    sheet.cell(sheet.max_row, sheet.max_column, "non satisfait")
    reading = read_answers(read_sheets(saved(book), "MJDH.xlsx"), ["MJDH-001"])

    assert not reading.problems
    assert reading.answers["MJDH-001"].disposition is Disposition.ACCEPTED
    verdict = reading.answers["MJDH-001"].verdict
    assert verdict is not None
    assert verdict.value == "non satisfait"


def test_a_file_that_is_not_there_is_answered_in_the_french_form() -> None:
    data = workbook([HEAD, *LINES])
    made = final(docx(*DRAFT), {"MDAC.xlsx": data}, ANSWERS)
    back = matrix_back.write(made, {})

    assert list(back) == ["matrices/MDAC.xlsx"]
    assert cells(back["matrices/MDAC.xlsx"], "MDAC.xlsx")[4][0] == "MDAC-001"


def test_an_opinion_in_a_form_with_numbers_and_reasons_of_its_own_is_read_back() -> None:
    head = ("N°", "Partie du document", "Constat", "Nouvelle rédaction souhaitée", "Motif")
    lines = [(line[0], line[1], line[3], line[4], "Une raison à nous") for line in LINES]
    _, written = sent("MDAC.xlsx", workbook([head, *lines]))
    book = load_workbook(io.BytesIO(written))
    book.active["K2"] = "non satisfait"
    reading = read_answers(read_sheets(saved(book), "MDAC.xlsx"), ["MDAC-001", "MDAC-002"])

    assert not reading.problems
    assert reading.answers["MDAC-001"].verdict is Verdict.NOT_SATISFIED
    assert reading.answers["MDAC-002"].reason == REASON


@pytest.mark.needs_libreoffice
def test_libreoffice_opens_it_and_saves_every_answer(tmp_path: Path) -> None:
    data = converted(workbook([HEAD, *LINES]), "MDAC.xlsx", "ods", tmp_path)
    _, written = sent("MDAC.ods", data)
    saved_again = converted(written, "MDAC.ods", "xlsx", tmp_path)

    assert cells(written, "MDAC.ods")[2][6:9] == ["MDAC-002", "prise en note", REASON]
    assert cells(saved_again, "MDAC.xlsx") == cells(written, "MDAC.ods")


@pytest.mark.needs_libreoffice
def test_an_opinion_survives_libreoffice(tmp_path: Path) -> None:
    copy = docx(*DRAFT[:1], DRAFT[1].replace("72", "{~~72~>48~~}"), DRAFT[2])
    made = final(docx(*DRAFT), {"MJDH.docx": copy}, {"MJDH-001": ACCEPTED})
    book = load_workbook(io.BytesIO(matrix_back.write(made, {})["matrices/MJDH.xlsx"]))
    sheet = book.active
    sheet.cell(sheet.max_row, sheet.max_column, "satisfait")
    again = converted(saved(book), "MJDH.xlsx", "xlsx", tmp_path)
    reading = read_answers(read_sheets(again, "MJDH.xlsx"), ["MJDH-001"])

    assert not reading.problems
    assert reading.answers["MJDH-001"].verdict is Verdict.SATISFIED


@pytest.mark.parametrize("name", FORMS)
def test_same_input_same_bytes(name: str) -> None:
    data = FORMS[name]([HEAD, *LINES])

    assert sent(name, data)[1] == sent(name, data)[1]


@pytest.mark.parametrize("name", FORMS)
def test_words_that_no_file_holds_are_written_as_signs(name: str) -> None:
    reason = "a\x01b\x1b \ud800 \U000f0001 <b> & \"c\" ; 'd'\nligne"
    data = FORMS[name]([HEAD, *LINES])
    _, written = sent(name, data, {"MDAC-002": answer(Disposition.NOTED, reason)})

    assert "<b> & \"c\" ; 'd'\nligne" in cells(written, name)[2][8]


def test_lines_of_a_common_matrix_go_to_each_without_those_of_others() -> None:
    rows = [("Structure", *HEAD), ("MJDH", *LINES[0]), ("MEF", *LINES[1])]
    request = Request(
        Source("projet.docx", docx(*DRAFT)),
        [],
        [Received("commune.xlsx", workbook(rows), Contributor("", ""))],
        date="2025-07-03",
    )
    made = decide(prepare(request), {})
    back = matrix_back.write(made, {"commune.xlsx": workbook(rows)})

    assert list(back) == ["matrices/MEF.xlsx", "matrices/MJDH.xlsx"]
    text = "\n".join("|".join(row) for row in cells(back["matrices/MEF.xlsx"], "MEF.xlsx"))
    assert "Qui nomme le directeur" in text
    assert "MJDH" not in text
    assert "Trop long" not in text
