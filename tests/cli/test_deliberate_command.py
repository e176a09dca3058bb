"""`toguna deliberate` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import SAMPLES
from tests.deliberation.deliberations import SMALL, WORKBOOK, changed
from toguna.cli.main import main


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["deliberate", *map(str, words)])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "petite.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_sample_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "sortie"

    done = run(WORKBOOK, "--agencies", SAMPLES / "agences", "-o", out, "--samples", 200)

    assert done.exit_code == 0
    assert {"note.pdf", "resultats.xlsx", "deliberation.json", "images/agences.svg"} <= set(
        files(out)
    )
    assert (out / "note.pdf").read_bytes().startswith(b"%PDF")
    assert f"Écrit : {out / 'note.pdf'}" in done.output


def test_the_same_seed_gives_the_same_files(small: Path, tmp_path: Path) -> None:
    for name in "ab":
        assert run(small, "-o", tmp_path / name, "--samples", 100, "--seed", 1).exit_code == 0
    first, second = (
        {name: (tmp_path / folder / name).read_bytes() for name in files(tmp_path / folder)}
        for folder in "ab"
    )

    assert first == second
    assert json.loads(first["deliberation.json"])["robustness"]["seed"] == 1


def test_the_date_given_takes_the_place_of_the_file_s(small: Path, tmp_path: Path) -> None:
    run(small, "-o", tmp_path / "a", "--samples", 100, "--date", "2026-01-15")

    told = json.loads((tmp_path / "a" / "deliberation.json").read_text(encoding="utf-8"))
    assert told["date"] == "2026-01-15"


def test_what_is_wrong_is_told_line_by_line_and_nothing_is_written(
    small: Path, tmp_path: Path
) -> None:
    wrong = changed('"Autorité" = "fort"', '"Autorité" = "énorme"')
    small.write_text(changed('"Autorité" = 3', '"Autorité" = 9', wrong), encoding="utf-8")

    done = run(small, "-o", tmp_path / "sortie")

    assert done.exit_code == 1
    assert "Rien n'a été écrit : 2 point(s) à régler." in done.output
    assert "« énorme » n'est pas compris" in done.output
    assert not (tmp_path / "sortie").exists()


def test_an_empty_workbook_is_one_command_away_and_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "neuf.xlsx"

    assert run("--new", path).exit_code == 0
    before = path.read_bytes()
    again = run("--new", path)

    assert again.exit_code == 2
    assert "existe déjà" in again.output
    assert path.read_bytes() == before
    assert run(path, "-o", tmp_path / "sortie").exit_code == 1


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("absent.toml",),
        ("--new", "neuf.docx"),
        ("{small}", "--date", "juin"),
        ("{small}", "--agencies", "{small}"),
        ("{small}", "-o", "{small}"),
        ("{small}", "--samples", "3"),
    ],
)
def test_what_cannot_be_done_ends_with_2(words: tuple[str, ...], small: Path) -> None:
    assert run(*(word.format(small=small) for word in words)).exit_code == 2


def test_a_file_that_is_no_deliberation_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "autre.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")

    done = run(other)

    assert done.exit_code == 2
    assert "toguna deliberate --new" in done.output
