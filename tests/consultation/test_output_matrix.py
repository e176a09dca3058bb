"""The observation matrix, read back with another program than the one that writes it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from subprocess import run

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from tests.consultation.outputs_sample import consolidation, crowded, document, observed
from toguna.consultation.matrix.header import find_header
from toguna.consultation.matrix.reading import read_matrix
from toguna.consultation.model import Consolidation, Origin
from toguna.consultation.outputs import matrix_xlsx
from toguna.consultation.outputs.words import DISPOSITIONS
from toguna.consultation.outputs.workbook import CELL_LIMIT, CUT_MARK, fitting
from toguna.consultation.sheets import read_sheets
from toguna.text.rendering.inline import clean

FRENCH_FORM = [
    "N°", "Structure", "Représentant", "Axe ou §", "Page", "Nature", "Observation",
    "Rédaction proposée", "Justification", "Suite donnée", "Motif", "Rédaction retenue",
    "Instance et date", "Avis du contributeur",
]  # fmt: skip


def test_the_matrix_has_the_columns_of_the_french_form_in_its_order() -> None:
    headings = [cell.value for cell in sheet(consolidation())[1]]

    assert [heading for heading in headings if heading in FRENCH_FORM] == FRENCH_FORM


def test_a_change_is_told_as_a_request() -> None:
    line = lines(consolidation())[0]

    assert line["Structure"] == "MJDH\nMinistère de la Justice et des Droits de l'homme"
    assert line["Axe ou §"] == "« Gouvernance », al. 1"
    assert line["Observation"] == (
        "Remplacer «\u00a0ministère chargé du numérique\u00a0» par «\u00a0Premier ministre\u00a0»"
    )
    assert line["Texte actuel"] == "ministère chargé du numérique"
    assert line["Rédaction proposée"] == "Premier ministre"
    assert line["Convergence, divergence"] == "D-01"


def test_the_replies_of_a_comment_stand_under_it() -> None:
    line = lines(consolidation())[2]

    assert line["Observation"] == "Pourquoi 5 % ?\n↳ F. Traoré (21/06/2025)\u00a0: Loi de finances."
    assert line["Fil clos"] == "oui"


def test_what_is_not_placed_is_last_and_marked() -> None:
    made = consolidation()
    mixed = replace(made, observations=[made.observations[-1], *made.observations[:-1]])

    assert lines(mixed)[-1]["Axe ou §"] == "NON PLACÉE"
    assert lines(mixed)[-1]["Placement"] == "non placée"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_nothing_that_a_contributor_wrote_becomes_a_formula(start: str) -> None:
    hostile = f'{start}HYPERLINK("https://exemple.ml";"ici")'
    made = consolidation()
    base = made.document
    bad = observed(base, hostile, hostile, 3, before=hostile, after=hostile, text=hostile,
                   reason=hostile, person=hostile, origin=Origin.COMMENT)  # fmt: skip
    book = opened(replace(made, observations=[bad], draft=hostile))

    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    written = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert written
    assert all(cell.quotePrefix for cell in written if str(cell.value)[0] in "=+-@\t")


def test_a_person_chooses_the_disposition_from_a_list() -> None:
    page = sheet(consolidation())
    headings = [cell.value for cell in page[1]]
    letter = page.cell(1, headings.index("Suite donnée") + 1).column_letter
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}

    assert rules[f"{letter}2:{letter}5"] == f'"{",".join(DISPOSITIONS)}"'


def test_the_sheet_is_ready_to_filter_and_to_print() -> None:
    page = sheet(consolidation())

    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:W5"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$1"
    assert "Page" in page.oddFooter.center.text


def test_every_rival_wording_is_in_full_on_the_second_sheet() -> None:
    rows = list(opened(consolidation())["Divergences"].iter_rows(min_row=2, values_only=True))

    assert [row[3] for row in rows] == ["Avant-projet", "MJDH", "MEF"]
    assert [row[4] for row in rows] == [
        "L'agence est placée auprès du ministère chargé du numérique.",
        "L'agence est placée auprès du Premier ministre.",
        "L'agence est placée auprès du ministère chargé des finances.",
    ]
    assert rows[1][5] == "«\u00a0ministère chargé du numérique\u00a0»"


def test_the_third_sheet_holds_the_balance_and_the_unread_files() -> None:
    rows = [row[:7] for row in opened(consolidation())["Comptes"].iter_rows(values_only=True)]

    assert ("Reçu = enregistré", *[None] * 6) in rows
    assert ("MJDH.docx", "MJDH", "copie annotée", "modifications suivies", 2, 2, "oui") in rows
    assert ("MATD.docx", "MATD", "MATD.docx : fichier abîmé.", *[None] * 4) in rows


def test_a_missing_record_is_shouted() -> None:
    made = consolidation()
    rows = opened(replace(made, observations=made.observations[1:]))["Comptes"].values
    cells = [cell for row in rows for cell in row]

    assert "Reçu ≠ enregistré : À VÉRIFIER" in cells
    assert "NON" in cells


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    made = consolidation()
    made.observations[0].text = "😀" * CELL_LIMIT
    shown = lines(made)[0]["Observation"]

    assert shown is not None
    assert shown.endswith(CUT_MARK)
    assert len(shown.encode("utf-16-le")) <= 2 * CELL_LIMIT


def test_our_own_reader_finds_every_line_again() -> None:
    made = crowded(12, 2)
    sheets = read_sheets(matrix_xlsx.write(made), "matrice.xlsx")
    found = read_matrix(sheets[:1], "matrice.xlsx").statements

    assert [line.number for line in found] == [o.id for o in made.observations]
    assert [line.proposed for line in found] == [o.after for o in made.observations]
    assert found[0].structure == "MJDH\nMinistère MJDH"
    assert found[0].reference == "« Partie 1 », al. 1"


@pytest.mark.parametrize("name", ["Divergences", "Convergences"])
def test_the_other_lists_are_not_taken_for_observations(name: str) -> None:
    made = replace(crowded(12, 2), groups=consolidation().groups)
    sheets = read_sheets(matrix_xlsx.write(made), "matrice.xlsx")

    assert [find_header(sheet) for sheet in sheets if sheet.name == name] == [None]


def test_nothing_at_all_still_gives_a_matrix() -> None:
    empty = crowded(0)

    assert lines(empty) == []
    assert opened(empty)["Divergences"]["A2"].value == "Aucune divergence."


def test_same_input_same_bytes() -> None:
    assert matrix_xlsx.write(consolidation()) == matrix_xlsx.write(consolidation())
    assert matrix_xlsx.write(consolidation(date=None)) == matrix_xlsx.write(
        consolidation(date=None)
    )


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60), st.sampled_from(list(Origin)))
def test_any_words_can_be_read_back(words: str, origin: Origin) -> None:
    base = document()
    made = replace(
        consolidation(), document=base,
        observations=[observed(base, "O-1", "MEF", 3, origin=origin, text=f"a{words}b")],
    )  # fmt: skip

    assert lines(made)[0]["Observation"] == fitting(clean(f"a{words}b"))


@pytest.mark.needs_libreoffice
def test_libreoffice_prints_the_matrix_on_pages_as_wide_as_the_table(tmp_path: Path) -> None:
    (tmp_path / "matrice.xlsx").write_bytes(matrix_xlsx.write(crowded(40, 5)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    run([*command, str(tmp_path / "matrice.xlsx")], check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "matrice.pdf").pages]

    assert "Rédaction retenue" in pages[0]
    assert "Avis du" in pages[0]
    assert "O-0001" in pages[0]
    assert all("N°" in page for page in pages if "O-00" in page and "Divergence" not in page)


def opened(made: Consolidation) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(matrix_xlsx.write(made)))


def sheet(made: Consolidation) -> Worksheet:
    page: Worksheet = opened(made)["Matrice"]
    return page


def lines(made: Consolidation) -> list[dict[str, str | None]]:
    headings, *rows = sheet(made).values
    named = [dict(zip(headings, row, strict=True)) for row in rows]
    return [line for line in named if line["N°"]]
