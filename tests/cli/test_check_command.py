"""`toguna check` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.adoption.plans import SMALL, changed, markdown
from toguna.cli.main import main


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)])


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "strategie.md"
    path.write_text(markdown(SMALL), encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "fausse.md"
    text = changed("3 mars 2025", "31 juin 2025").replace("en une page", "en en une page")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_document_ends_with_0(clean: Path) -> None:
    done = run(clean)

    assert done.exit_code == 0
    assert "rien à signaler" in done.output


def test_errors_end_with_1(wrong: Path) -> None:
    done = run(wrong)

    assert done.exit_code == 1
    assert done.output.index("ERREURS") < done.output.index("AVERTISSEMENTS")
    assert "31 juin 2025" in done.output


def test_rules_are_chosen(wrong: Path) -> None:
    assert run(wrong, "--rules", "doubled-words").exit_code == 0
    assert run(wrong, "--skip", "dates").exit_code == 0
    assert run(wrong, "--rules", "dates,doubled-words").exit_code == 1
    assert run(wrong, "--rules", "rien").exit_code == 2


def test_what_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    pdf = tmp_path / "x.docx"
    pdf.write_bytes(b"%PDF-1.7")

    assert run(pdf).exit_code == 2
    assert run(tmp_path / "absent.docx").exit_code == 2
    assert run().exit_code == 2


@pytest.mark.parametrize(("form", "head"), [("sarif", b"{"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_what_is_written(wrong: Path, tmp_path: Path, form: str, head: bytes) -> None:
    target = tmp_path / "sortie" / f"constats.{form}"

    done = run(wrong, "--format", form, "-o", target, "--date", "2025-07-03")

    assert done.exit_code == 1
    assert target.read_bytes().startswith(head)


def test_sarif_goes_to_the_output_when_no_file_is_named(wrong: Path) -> None:
    results = json.loads(run(wrong, "--format", "sarif").output)["runs"][0]["results"]

    assert [result["ruleId"] for result in results] == ["dates", "doubled-words"]


def test_what_makes_no_sense_is_refused(clean: Path) -> None:
    assert run(clean, "--format", "docx").exit_code == 2
    assert run(clean, "--format", "pdf", "-o", clean).exit_code == 2
    assert run(clean, "--date", "juin").exit_code == 2
    assert clean.read_text(encoding="utf-8") == markdown(SMALL)


def test_a_canevas_of_ones_own(clean: Path, tmp_path: Path) -> None:
    canevas = tmp_path / "canevas.csv"
    canevas.write_text("section;titres;obligatoire\nPersonnel;effectifs;oui\n", encoding="utf-8")

    assert "« Personnel »" in run(clean, "--canevas", canevas).output


def test_the_rules_are_taught() -> None:
    done = run("--list-rules")

    assert done.exit_code == 0
    assert "doubled-words : mots doublés" in done.output
