"""`toguna consolidate` as a rapporteur types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consultation.story import copy_of, docx
from toguna.consultation.pieces import request_from

DRAFT = docx("# Axe 1", "Les incidents sont déclarés dans un délai de 72 heures.")
MJDH = docx("# Axe 1", "Les incidents sont déclarés dans un délai de {~~72~>48~~} heures.")
OUTPUTS = {"consolide.docx", "matrice.xlsx", "rapport.pdf", "dossier.json"}
FOLDER = OUTPUTS | {"pieces"}


def toguna(*words: object, language: str = "fr_FR.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-c", "from toguna.cli.main import run; run()", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment, "LANG": language, "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as it stands on a rapporteur's desk."""
    (tmp_path / "projet.docx").write_bytes(DRAFT)
    returns = tmp_path / "retours"
    returns.mkdir()
    (returns / "MJDH_observations.docx").write_bytes(MJDH)
    return tmp_path


def test_a_folder_of_returns_gives_the_four_files(desk: Path) -> None:
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (desk / "sortie").iterdir()} == FOLDER
    assert "Reçu = enregistré : oui" in done.stdout
    assert "d’après le nom du fichier" in done.stdout
    consolidated = (desk / "sortie" / "consolide.docx").read_bytes()
    assert "48 heures" in copy_of(consolidated, "MJDH")


def test_the_contributors_list_gives_the_labels(desk: Path) -> None:
    table = desk / "contributeurs.csv"
    table.write_text("file,label,name\nMJDH_observations.docx,Justice,Ministère de la Justice\n")
    done = toguna(
        "consolidate", desk / "projet.docx", desk / "retours", "--contributors", table,
        "-o", desk / "sortie",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    data = json.loads((desk / "sortie" / "dossier.json").read_text(encoding="utf-8"))
    assert data["contributors"] == [{"label": "Justice", "name": "Ministère de la Justice"}]
    assert "Justice" in done.stdout


def test_a_contributors_list_without_its_columns_is_refused_with_what_it_should_be(
    desk: Path,
) -> None:
    table = desk / "contributeurs.csv"
    table.write_text("fichier;sigle\nMJDH_observations.docx;MJDH\n")
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "--contributors", table)
    assert done.returncode == 2
    assert "file, label et name" in " ".join(done.stderr.split())


def test_an_unread_return_is_named_and_the_status_says_so(desk: Path) -> None:
    (desk / "retours" / "MAE.docx").write_bytes(MJDH[:700])
    line = ("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    done = toguna(*line)
    assert done.returncode == 1
    assert "Non lu : MAE.docx" in " ".join(done.stdout.split())
    assert {path.name for path in (desk / "sortie").iterdir()} == FOLDER
    assert toguna(*line, "--allow-unread").returncode == 0


def test_the_locks_of_word_and_hidden_files_are_not_returns(desk: Path) -> None:
    (desk / "retours" / "~$DH_observations.docx").write_bytes(b"lock")
    (desk / "retours" / ".DS_Store").write_bytes(b"mac")
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["absent.docx", "retours"], "ce fichier n'existe pas"),
        (["projet.docx", "vide"], "Aucun retour à lire"),
        (["projet.docx", "retours", "--date", "2025-02-30"], "2025-07-03"),
        (["projet.docx", "retours", "-o", "projet.docx"], "n'est pas un dossier"),
        (["retours/MAE.pdf", "retours"], "MAE.pdf"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_way_out(
    desk: Path, words: list[str], said: str
) -> None:
    (desk / "vide").mkdir()
    (desk / "retours" / "MAE.pdf").write_bytes(b"%PDF-1.7 nothing")
    paths = [word if word.startswith(("-", "20")) else str(desk / word) for word in words]
    done = toguna("consolidate", *paths)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_the_same_command_twice_writes_the_same_bytes(desk: Path) -> None:
    for folder in ("un", "deux"):
        toguna(
            "consolidate", desk / "projet.docx", desk / "retours", "--date", "2025-07-03",
            "-o", desk / folder,
        )  # fmt: skip
    for name in OUTPUTS:
        assert (desk / "un" / name).read_bytes() == (desk / "deux" / name).read_bytes(), name


def test_a_matrix_that_was_filled_in_is_never_written_over(desk: Path) -> None:
    line = ("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    toguna(*line)
    (desk / "sortie" / "matrice.xlsx").write_bytes(b"filled in for a week")
    done = toguna(*line)
    kept = desk / "sortie" / "matrice (ancienne 1).xlsx"
    assert kept.read_bytes() == b"filled in for a week"
    assert kept.name in done.stdout


def test_the_pieces_of_the_dossier_are_kept_with_it(desk: Path) -> None:
    toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    pieces = desk / "sortie" / "pieces"
    assert (pieces / "projet" / "projet.docx").read_bytes() == DRAFT
    assert (pieces / "retours" / "MJDH_observations.docx").read_bytes() == MJDH
    request = request_from(
        (pieces / "pieces.json").read_bytes(), lambda p: (pieces / p).read_bytes()
    )
    assert [one.contributor.label for one in request.returns] == ["MJDH"]


def test_a_common_matrix_says_itself_who_speaks(desk: Path) -> None:
    table = desk / "commune.csv"
    table.write_text(
        "N°;Structure;Axe ou §;Observation;Rédaction proposée\n"
        "1;MEF;Axe 1;Remplacer « 72 heures » par « 24 heures »;\n"
        "2;MSDS;Axe 1;Préciser qui déclare.;\n",
        encoding="utf-8",
    )
    done = toguna(
        "consolidate", desk / "projet.docx", desk / "retours", "--matrix", table,
        "-o", desk / "sortie",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads((desk / "sortie" / "dossier.json").read_text(encoding="utf-8"))
    assert [c["label"] for c in data["contributors"]] == ["MJDH", "MEF", "MSDS"]
    consolidated = (desk / "sortie" / "consolide.docx").read_bytes()
    assert "24 heures" in copy_of(consolidated, "MEF (proposition)")


def test_help_speaks_french_and_english() -> None:
    assert "Consolide un avant-projet" in toguna("--help").stdout
    assert "Le dossier où écrire" in toguna("consolidate", "-h", language="C.UTF-8").stdout
    english = toguna("consolidate", "--help", language="en_GB.UTF-8").stdout
    assert "dossier" not in english.replace("dossier.json", "")
    assert "The folder to write to" in english


def test_errors_of_usage_speak_french_too() -> None:
    assert "Il manque un argument" in toguna("consolidate").stderr
    assert "Missing argument" in toguna("consolidate", language="en").stderr


def test_the_version_is_shown() -> None:
    assert toguna("--version").stdout.startswith("toguna")


def test_what_an_earlier_run_wrote_among_the_returns_is_no_return(desk: Path) -> None:
    for output in (desk / "retours" / "sortie", desk):
        line = ("consolidate", desk / "projet.docx", desk, "-o", output)
        first, second = toguna(*line), toguna(*line)
        assert (first.returncode, second.returncode) == (0, 0), second.stderr
        assert second.stdout == first.stdout
        data = json.loads((output / "dossier.json").read_text(encoding="utf-8"))
        assert [sent["file"] for sent in data["returns"]] == ["MJDH_observations.docx"]


def test_a_file_of_a_folder_that_cannot_be_opened_is_listed_and_the_others_are_read(
    desk: Path,
) -> None:
    (desk / "retours" / "MEF.docx").symlink_to("nulle-part.docx")
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 1, done.stderr
    assert "Non lu :" in done.stdout
    data = json.loads((desk / "sortie" / "dossier.json").read_text(encoding="utf-8"))
    assert [(u["file"], u["contributor"]) for u in data["unread"]] == [("MEF.docx", "MEF")]
    assert [sent["file"] for sent in data["returns"]] == ["MJDH_observations.docx"]


def test_a_name_that_an_old_computer_wrote_is_read(desk: Path) -> None:
    name = os.fsdecode("Santé.docx".encode("cp1252"))
    (desk / "retours" / name).write_bytes(MJDH)
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 0, done.stderr
    assert "Santé (d’après le nom du fichier)" in done.stdout


def test_a_list_that_names_a_file_that_is_not_there_says_so(desk: Path) -> None:
    table = desk / "contributeurs.csv"
    table.write_text("sep=;\nfile;label\nMJDH_observations.docx;MJDH\nAbsent.docx;MEF\n")
    line = ("consolidate", desk / "projet.docx", desk / "retours", "--contributors", table)
    done = toguna(*line, "-o", desk / "sortie", language="en")
    assert done.returncode == 0, done.stderr
    assert "are not among the returns: Absent.docx." in done.stdout


def test_where_nothing_can_be_written_the_machine_s_reason_is_told_in_french(desk: Path) -> None:
    (desk / "sortie" / "consolide.docx").mkdir(parents=True)
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 2
    assert "c'est un dossier" in " ".join(done.stderr.split())


def test_a_folder_in_the_matrix_s_place_is_kept_aside(desk: Path) -> None:
    (desk / "sortie" / "matrice.xlsx").mkdir(parents=True)
    done = toguna("consolidate", desk / "projet.docx", desk / "retours", "-o", desk / "sortie")
    assert done.returncode == 0, done.stderr
    assert (desk / "sortie" / "matrice (ancienne 1).xlsx").is_dir()
