"""The second tutorial does what it says: its mistakes are refused, its decisions stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toguna.cli import decide
from toguna.cli.demo import demo
from toguna.messages import translation

PAGE = ROOT / "docs/tutorial/du-projet-consolide-au-texte-final.md"
TABLE = re.compile(r"^```text\n(N°;.*?)^```", re.MULTILINE | re.DOTALL)
FRENCH = translation("fr")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of the tutorial after its fourth step, which is what the demonstration makes."""
    folder = tmp_path_factory.mktemp("tutoriel") / "mon-dossier"
    assert demo(folder) == 0
    return folder


def run(dossier: Path, answers: str, date: str | None = None) -> int:
    matrix = dossier.parent / "suites.csv"
    matrix.write_text(answers, encoding="utf-8")
    return decide.run_decision(decide.Arguments(dossier, matrix=matrix, date=date), FRENCH)


def test_each_mistake_is_refused_with_its_line(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistakes, _ = TABLE.findall(PAGE.read_text(encoding="utf-8"))
    before = (dossier / decide.DECISIONS).read_bytes()
    (dossier / decide.DECISIONS).unlink()  # the third step comes before any decision

    assert run(dossier, mistakes) == decide.REFUSED

    said = capsys.readouterr().err
    lines = [line for line in said.splitlines() if line.startswith("ligne ")]
    assert sorted(line.split(" : ")[0] for line in lines) == [
        f"ligne {number}" for number in (2, 4, 5, 6, 7, 8)
    ]
    assert "MJDH-007 (ligne 3) et MDAC-003" in said
    assert not (dossier / decide.DECISIONS).exists()
    (dossier / decide.DECISIONS).write_bytes(before)


def test_the_committee_s_answers_leave_nothing_to_wait_for(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    _, committee = TABLE.findall(page)
    assert (dossier / "arbitrages/D-002.pdf").exists()
    capsys.readouterr()
    assert decide.run_verification(dossier, FRENCH) == decide.REFUSED
    counts = "148 avec une suite, 7 en attente ; 76 retenues, dont 76"
    assert counts in capsys.readouterr().out
    assert counts in page

    assert run(dossier, committee, "2025-07-10") == decide.OK

    assert not (dossier / "arbitrages/D-002.pdf").exists()
    assert "Au moins 12 % du budget" in (dossier / "final.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert decide.run_verification(dossier, FRENCH) == decide.OK
    assert "155 avec une suite, 0 en attente ; 77 retenues, dont 77" in capsys.readouterr().out


def test_as_many_answers_are_safe_as_the_page_says(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    safe = decide.Arguments(dossier, draft_answers=True)

    assert decide.run_decision(safe, FRENCH) == decide.OK

    assert capsys.readouterr().out.startswith("13 suites proposées")
    assert "avec treize suites déjà écrites" in PAGE.read_text(encoding="utf-8")
