"""`toguna decide` and `toguna verify-answers` as a rapporteur types them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_consolidate_command import toguna
from tests.consultation.story import body, docx

DRAFT = docx("# Axe 1", "Les incidents sont déclarés dans un délai de 72 heures.", "Fin du texte.")
MJDH = docx(
    "# Axe 1",
    "Les incidents sont déclarés dans un délai de {~~72~>48~~} heures.",
    "Fin du {~~texte~>Texte~~}.",
)
MSPC = docx(
    "# Axe 1",
    "Les incidents sont déclarés dans un délai de {~~72~>24~~} heures.",
    "Fin du texte.",
)
DECIDED = {"final.docx", "final-suivi.docx", "matrice-avec-suites.xlsx", "decisions.json"}


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A consolidated dossier."""
    returns = tmp_path / "retours"
    returns.mkdir()
    (tmp_path / "projet.docx").write_bytes(DRAFT)
    (returns / "MJDH.docx").write_bytes(MJDH)
    (returns / "MSPC.docx").write_bytes(MSPC)
    done = toguna("consolidate", tmp_path / "projet.docx", returns, "-o", tmp_path / "dossier")
    assert done.returncode == 0, done.stderr
    return tmp_path / "dossier"


def fill(matrix: Path, **answers: tuple[str, str]) -> None:
    """Fill the matrix in as a person does: a disposition and a reason for some lines."""
    book = openpyxl.load_workbook(matrix)
    sheet = book["Matrice"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        number = str(sheet.cell(row, columns["N°"]).value).replace("-", "_")
        if number in answers:
            sheet.cell(row, columns["Suite donnée"]).value = answers[number][0]
            sheet.cell(row, columns["Motif"]).value = answers[number][1]
            sheet.cell(row, columns["Instance et date"]).value = "Comité, 3 juillet 2025"
    book.save(matrix)


def test_a_filled_in_matrix_gives_the_final_text(dossier: Path) -> None:
    fill(
        dossier / "matrice.xlsx",
        MJDH_001=("Acceptée", ""),
        MSPC_001=("NON RETENUE", "délai trop court"),
        MJDH_002=("Accepte", ""),
    )
    done = toguna("decide", dossier)
    assert done.returncode == 0, done.stderr + done.stdout
    assert {path.name for path in dossier.iterdir()} >= DECIDED
    assert "48 heures" in body((dossier / "final.docx").read_bytes())
    assert "2 retenues, dont 2 se lisent" in done.stdout
    assert toguna("verify-answers", dossier).returncode == 0


def test_what_cannot_stand_is_refused_with_the_line_and_nothing_is_written(dossier: Path) -> None:
    fill(dossier / "matrice.xlsx", MJDH_001=("retenue", ""), MSPC_001=("retenue", ""))
    done = toguna("decide", dossier)
    assert done.returncode == 1
    said = " ".join(done.stderr.split())
    assert "Rien n'a été écrit" in said
    assert "feuille « Matrice », ligne" in said
    assert not (dossier / "final.docx").exists()


def test_a_matrix_where_nothing_stands_is_refused_in_bounded_length(dossier: Path) -> None:
    book = openpyxl.load_workbook(dossier / "matrice.xlsx")
    sheet = book["Matrice"]
    answer = next(cell.column for cell in sheet[1] if cell.value == "Suite donnée")
    for row in range(10, 2010):
        sheet.cell(row, 1).value = f"ABC-{row}"
        sheet.cell(row, answer).value = "retenue"
    book.save(dossier / "matrice.xlsx")
    done = toguna("decide", dossier)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) < 250
    assert "Et 1800 autre(s)" in done.stderr


def test_a_matrix_that_nobody_filled_in_is_told(dossier: Path) -> None:
    done = toguna("decide", dossier)
    assert done.returncode == 1
    assert "aucune suite n'est donnée" in done.stderr


def test_a_missing_reason_is_told(dossier: Path) -> None:
    fill(dossier / "matrice.xlsx", MSPC_001=("rejetée", ""))
    assert "sans motif" in toguna("decide", dossier).stderr


def test_the_safe_answers_are_proposed_and_can_be_read_back(dossier: Path) -> None:
    assert toguna("decide", dossier, "--draft-answers").returncode == 0
    matrix = dossier / "matrice-preremplie.xlsx"
    done = toguna("decide", dossier, "--matrix", matrix)
    assert done.returncode == 0, done.stderr
    answers = json.loads((dossier / "decisions.json").read_text(encoding="utf-8"))["answers"]
    assert [(a["observation"], a["stage"]) for a in answers] == [("MJDH-002", "proposée")]
    assert "provisoire" in done.stdout


def test_a_contributors_opinion_comes_back_in_its_own_matrix(dossier: Path) -> None:
    fill(dossier / "matrice.xlsx", MSPC_001=("rejetée", "délai trop court"))
    toguna("decide", dossier)
    back = dossier / "matrice-avec-suites.xlsx"
    book = openpyxl.load_workbook(back)
    sheet = book["Matrice"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, columns["N°"]).value == "MSPC-001":
            sheet.cell(row, columns["Avis du contributeur"]).value = "Pas satisfait"
    book.save(dossier.parent / "avis-MSPC.xlsx")
    done = toguna("decide", dossier, "--reaction", dossier.parent / "avis-MSPC.xlsx")
    assert done.returncode == 0, done.stderr
    answers = json.loads((dossier / "decisions.json").read_text(encoding="utf-8"))["answers"]
    assert answers[0]["verdict"] == "non satisfait"


def test_only_the_bodies_named_may_validate(dossier: Path) -> None:
    fill(dossier / "matrice.xlsx", MJDH_001=("retenue", ""))
    rights = dossier.parent / "habilitations.txt"
    rights.write_text("# qui valide\nComité interministériel\n", encoding="utf-8")
    refused = toguna("decide", dossier, "--rights", rights)
    assert refused.returncode == 1
    assert "n'en a pas le droit" in refused.stderr
    rights.write_text("Comité\n", encoding="utf-8")
    assert toguna("decide", dossier, "--rights", rights).returncode == 0


def test_a_piece_that_was_changed_since_is_told(dossier: Path) -> None:
    (dossier / "pieces" / "retours" / "MJDH.docx").write_bytes(MSPC)
    done = toguna("decide", dossier)
    assert done.returncode == 2
    assert "a été modifiée depuis" in done.stderr


def test_a_folder_that_is_no_dossier_is_told(tmp_path: Path) -> None:
    done = toguna("decide", tmp_path)
    assert done.returncode == 2
    assert "n'est pas un dossier consolidé" in done.stderr
    assert toguna("verify-answers", tmp_path).returncode == 2


@pytest.mark.parametrize("date", ["20250703", "3 juillet", "2025-02-30"])
def test_a_date_is_taken_in_one_form_by_every_command(dossier: Path, date: str) -> None:
    draft = dossier.parent / "projet.docx"
    for words in (("decide", dossier), ("check", draft), ("consolidate", draft, draft.parent)):
        done = toguna(*words, "--date", date)
        assert done.returncode == 2
        assert "2025-07-03" in done.stderr
