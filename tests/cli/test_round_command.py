"""`toguna round` and `toguna history` as a rapporteur types them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.consultation.rounds_story import DELAY, DRAFT, MEETING, answered, replaced
from tests.consultation.story import body, docx, told
from toguna.cli import version_commands
from toguna.consultation.decisions import record
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.consultation.decisions.returned import read_answers
from toguna.consultation.outputs import dossier_json
from toguna.consultation.sheets import read_sheets

SHORTER = replaced(DELAY, DELAY.replace("72", "{~~72~>48~~}"))
OFTENER = replaced(MEETING, MEETING.replace("trimestre", "{~~trimestre~>mois~~}"))
ASIDE = " (ancien"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "v1.docx").write_bytes(docx(*DRAFT))
    (tmp_path / "v2.docx").write_bytes(docx(*DRAFT, "Une évaluation a lieu en 2028."))
    (tmp_path / "MJDH.docx").write_bytes(docx(*SHORTER))
    (tmp_path / "MEF.docx").write_bytes(docx(*OFTENER))
    return tmp_path


@pytest.fixture(autouse=True)
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_commands, "_", str)


def toguna(name: str, *words: object) -> Result:
    command: click.Command = getattr(version_commands, {"round": "rounds"}.get(name, name))
    found = CliRunner().invoke(command, [str(word) for word in words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exc_info
    return found


def done(*words: object) -> str:
    found = toguna(*words)
    assert found.exit_code == 0, found.output
    return found.stdout


def refused(*words: object) -> str:
    found = toguna(*words)
    assert found.exit_code == 2
    assert found.stderr.strip()
    return found.stderr


def first_round(desk: Path) -> Path:
    """A first round in which MJDH was refused and MEF put off, closed."""
    folder = desk / "dossier"
    done("round", "open", folder, "--draft", desk / "v1.docx", "--date", "2025-01-06")
    done("round", "consolidate", folder, desk / "MJDH.docx", desk / "MEF.docx")
    answers = [
        answered("MJDH-001", Disposition.REJECTED, "le délai ne peut être tenu"),
        answered("MEF-001", Disposition.DEFERRED, "à revoir avec le budget"),
    ]
    (folder / "tour-1" / "decisions.json").write_bytes(record.write(answers))
    (folder / "tour-1" / "final.docx").write_bytes(docx(*DRAFT))
    done("round", "close", folder, "--date", "2025-03-03")
    return folder


def lines(folder: Path) -> list[dict[str, Any]]:
    """The lines of a matrix, by the headings of its columns."""
    book = openpyxl.load_workbook(io.BytesIO((folder / "matrice.xlsx").read_bytes()))
    heads, *rows = book["Matrice"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_round_knows_what_the_first_one_answered(desk: Path) -> None:
    folder = first_round(desk)
    opening = done("round", "open", folder, "--draft", desk / "v2.docx")
    assert "À reprendre : MEF-001" in opening
    (desk / "MSPC.docx").write_bytes((desk / "MJDH.docx").read_bytes())
    said = done("round", "consolidate", folder, desk / "MSPC.docx")
    assert "MSPC-001 : Déjà traitée au tour 1 (MJDH-001" in said
    assert "MEF-001 (MEF), « reportée » au tour 1, n'est reprise nulle part" in said
    (line,) = lines(folder / "tour-2")
    assert "le délai ne peut être tenu" in line["Tours précédents"]
    assert not line["Suite donnée"]


def test_a_copy_of_the_first_draft_is_moved_onto_the_second(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "open", folder, "--draft", desk / "v2.docx")
    done("round", "consolidate", folder, desk / "MJDH.docx")
    data = json.loads((folder / "tour-2" / "dossier.json").read_text("utf-8"))
    assert [o["after"] for o in data["observations"]] == ["48"], "nobody deleted the new line"


def test_a_version_given_in_the_first_round_serves_in_the_second(desk: Path) -> None:
    folder = desk / "dossier"
    (desk / "v0.docx").write_bytes(docx(*DRAFT[:-1], "Rien d'autre n'était dit alors de ce sujet."))
    done("round", "open", folder, "--draft", desk / "v1.docx")
    given = (desk / "MJDH.docx", "--earlier", desk / "v0.docx")
    done("round", "consolidate", folder, *given)
    done("round", "close", folder, "--force")
    done("round", "open", folder, "--draft", desk / "v2.docx")
    (desk / "MATD.docx").write_bytes((desk / "v0.docx").read_bytes())
    done("round", "consolidate", folder, desk / "MATD.docx")
    data = json.loads((folder / "tour-2" / "dossier.json").read_text("utf-8"))
    assert data["observations"] == [], "it only sends back the oldest version"


def test_the_column_of_earlier_rounds_does_not_hinder_reading_the_matrix(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "open", folder, "--draft", desk / "v2.docx")
    done("round", "consolidate", folder, desk / "MJDH.docx", "--keep", "all")
    data = (folder / "tour-2" / "matrice.xlsx").read_bytes()
    reading = read_answers(read_sheets(data, "matrice.xlsx"), ["MJDH-001"])
    assert not reading.problems
    answer = reading.answers["MJDH-001"]
    assert (answer.disposition, answer.stage) == (Disposition.REJECTED, Stage.PROPOSED)


def test_every_option_is_documented() -> None:
    reference = (ROOT / "docs/reference/dossier-folder.md").read_text(encoding="utf-8")
    commands = [version_commands.diff, version_commands.history]
    commands += version_commands.rounds.commands.values()
    options = {name for c in commands for p in c.params for name in p.opts if name[0] == "-"}
    assert "--keep" in options
    assert {name for name in options if name not in reference} == set()


def test_an_answer_that_is_kept_is_filled_in_as_a_proposal(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "open", folder, "--draft", desk / "v2.docx")
    done("round", "consolidate", folder, desk / "MJDH.docx", "--keep", "MJDH-001")
    (line,) = lines(folder / "tour-2")
    assert line["Suite donnée"] == "non retenue (proposée)"
    assert line["Motif"] == "le délai ne peut être tenu"
    assert not line["Instance et date"]


def test_one_round_has_no_column_of_earlier_ones(desk: Path) -> None:
    folder = first_round(desk)
    assert "Tours précédents" not in lines(folder / "tour-1")[0]


def test_a_new_draft_that_reopens_a_settled_question_is_told(desk: Path) -> None:
    folder = first_round(desk)
    silent = replaced(DELAY, DELAY.replace("72", "48"))
    (desk / "v2.docx").write_bytes(docx("Stratégie nationale 2026-2030", *silent[1:]))
    opening = done("round", "open", folder, "--draft", desk / "v2.docx")
    assert "rouverte sans décision" in opening
    assert "2025-2029 (tour 1) à 2026-2030" in opening


def test_a_return_that_was_there_is_not_left_out_by_accident(desk: Path) -> None:
    folder = desk / "dossier"
    done("round", "open", folder, "--draft", desk / "v1.docx")
    done("round", "consolidate", folder, desk / "MJDH.docx")
    before = files(folder)
    assert "MJDH.docx" in refused("round", "consolidate", folder, desk / "MEF.docx")
    assert files(folder) == before
    done("round", "consolidate", folder, desk / "MJDH.docx", desk / "MEF.docx")
    assert len(lines(folder / "tour-1")) == 2
    returned = docx(*SHORTER)
    assert [name for name, data in files(folder).items() if data == returned] == [
        "tour-1/pieces/retours/MJDH.docx", "tour-1/pieces (ancien 1)/retours/MJDH.docx",
    ]  # fmt: skip


def test_answers_are_not_lost_when_returns_are_replaced(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "reopen", folder)
    answers = (folder / "tour-1" / "decisions.json").read_bytes()
    both = (desk / "MJDH.docx", desk / "MEF.docx")
    (desk / "MSPC.docx").write_bytes(docx(*SHORTER))
    assert "--replace" in refused("round", "consolidate", folder, *both, desk / "MSPC.docx")
    done("round", "consolidate", folder, *both, desk / "MSPC.docx", "--replace")
    aside = [data for name, data in files(folder).items() if ASIDE in name]
    assert answers in aside


def test_what_cannot_be_is_refused_with_a_sentence(desk: Path) -> None:
    folder = desk / "dossier"
    assert "pas de dossier" in refused("round", "list", folder)
    assert "pas de dossier" in refused("history", folder, "Axe 1")
    assert "n'existe pas" in refused("round", "open", folder, "--draft", desk / "rien.docx")
    assert not folder.exists()
    done("round", "open", folder, "--draft", desk / "v1.docx", "--label", "Atelier")
    assert "« Atelier »" in refused("round", "open", folder, "--draft", desk / "v2.docx")
    assert "rien de consolidé" in refused("round", "close", folder)
    done("round", "consolidate", folder, desk / "MJDH.docx")
    assert "MJDH-001" in refused("round", "close", folder)
    done("round", "close", folder, "--force")
    assert "fermer" in refused("round", "close", folder)
    assert "2025-13-01" in refused("round", "reopen", folder, "--date", "2025-13-01")
    (folder / "tour-1" / "projet" / "v1.docx").write_bytes((desk / "v2.docx").read_bytes())
    assert "modifié depuis" in refused("round", "list", folder)


def test_the_files_of_the_dossier_are_no_returns(desk: Path) -> None:
    folder = desk / "dossier"
    done("round", "open", folder, "--draft", desk / "v1.docx")
    assert "lui-même" in refused("round", "consolidate", folder, desk)
    assert "lui-même" in refused("round", "consolidate", folder, folder)


def test_the_output_of_a_consolidation_is_no_dossier_of_rounds(desk: Path) -> None:
    (desk / "sortie").mkdir()
    data = dossier_json.write(told(docx(*DRAFT), {"MJDH.docx": docx(*SHORTER)}))
    (desk / "sortie" / "dossier.json").write_bytes(data)
    before = files(desk / "sortie")
    assert "dossier.json" in refused("round", "open", desk / "sortie", "--draft", desk / "v1.docx")
    assert files(desk / "sortie") == before


def test_the_list_tells_where_each_round_stands(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "open", folder, "--draft", desk / "v2.docx", "--date", "2025-06-02")
    listed = done("round", "list", folder)
    assert [word in listed for word in ("Tour 1", "clos", "Tour 2", "ouvert")] == [True] * 4
    assert "2025-06-02" in listed


def test_the_life_of_a_clause_over_two_rounds(desk: Path) -> None:
    folder = first_round(desk)
    done("round", "open", folder, "--draft", desk / "v2.docx")
    life = done("history", folder, "proteger__p_1", "--no-color")
    assert "MJDH-001 (MJDH)" in life
    assert "non retenue" in life
    assert "le délai ne peut être tenu" in life
    data = json.loads(done("history", folder, "proteger__p_1", "--format", "json"))
    assert [one["number"] for one in data["rounds"]] == [1, 2]
    done("history", folder, "proteger__p_1", "--format", "html", "-o", desk / "vie.html")
    assert "MJDH-001" in (desk / "vie.html").read_text("utf-8")
    assert "identifiant" in refused("history", folder, "Axe 7")


def test_the_same_acts_write_the_same_bytes(desk: Path) -> None:
    one = files(first_round(desk))
    (desk / "dossier").rename(desk / "premier")
    assert files(first_round(desk)) == one
    assert body(one["tour-1/projet/v1.docx"]) == body(docx(*DRAFT))
