"""The answers of the sample dossier name what exists, and the demonstration stands on them."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from toguna.cli.decide import DECISIONS, FINAL, PIECES
from toguna.cli.demo import demo
from toguna.consultation.consolidate import prepare
from toguna.consultation.decisions import record
from toguna.consultation.decisions.model import Answer, Disposition, Stage, Verdict
from toguna.consultation.decisions.verify import Verification, lines_of, verify
from toguna.consultation.pieces import MANIFEST, request_from
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.document import read_word

ANSWERS = SAMPLES / "dossier" / "suites.csv"
CITED = re.compile(r"\b[A-Z]{3,5}(?: \(2\))?-[0-9]{3}\b")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z?")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, run once."""
    folder = tmp_path_factory.mktemp("demo")
    assert demo(folder) == 0
    return folder


@pytest.fixture(scope="module")
def told(dossier: Path) -> dict[str, dict[str, object]]:
    """What the dossier says of each observation."""
    data = json.loads((dossier / "dossier.json").read_text(encoding="utf-8"))
    return {observation["id"]: observation for observation in data["observations"]}


@pytest.fixture(scope="module")
def answers(dossier: Path) -> dict[str, Answer]:
    return record.read((dossier / DECISIONS).read_bytes(), DECISIONS)


@pytest.fixture(scope="module")
def final(dossier: Path) -> Document:
    """The final text, read again from its file."""
    return Document(read_word((dossier / FINAL).read_bytes(), FINAL, Atoms()))


def lines() -> list[dict[str, str]]:
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_line_names_an_observation_that_exists(told: dict[str, dict[str, object]]) -> None:
    numbered = enumerate((line["N°"] for line in lines()), 2)
    assert [f"ligne {row} : {name}" for row, name in numbered if name not in told] == []


def test_no_observation_is_answered_twice() -> None:
    assert [
        name for name, count in Counter(line["N°"] for line in lines()).items() if count > 1
    ] == []


def test_a_reason_cites_observations_that_exist(told: dict[str, dict[str, object]]) -> None:
    cited = {name for line in lines() for name in CITED.findall(line["Motif"])}
    assert len(cited) > 5
    assert cited - told.keys() == set()


def test_nearly_every_observation_is_answered_and_some_wait(
    told: dict[str, dict[str, object]], answers: dict[str, Answer]
) -> None:
    assert answers.keys() <= told.keys()
    assert 0.9 * len(told) <= len(answers) < len(told)


def test_every_disposition_stage_and_verdict_occurs(answers: dict[str, Answer]) -> None:
    given = answers.values()
    assert {answer.disposition for answer in given} == set(Disposition)
    assert {answer.stage for answer in given} == set(Stage)
    assert {answer.verdict for answer in given} == {*Verdict, None}


def test_they_are_written_as_people_write(answers: dict[str, Answer]) -> None:
    """One disposition in several spellings, one day in several forms, all understood."""
    written = {line["Suite donnée"] for line in lines()}
    assert len(written) > len(Disposition) + 5
    days = {answer.date for answer in answers.values()} - {""}
    assert days == {"2025-07-02", "2025-07-03"}
    forms = {line["Instance et date"] for line in lines()}
    assert len(forms) > 2 * len(days)


def test_every_word_adopted_stands_in_the_final_text(
    dossier: Path, answers: dict[str, Answer], final: Document
) -> None:
    found = verification(dossier, answers, final)
    assert found.missing == []
    assert found.received == found.disposed + len(found.waiting)
    assert len(found.adopted) > 60


def verification(dossier: Path, answers: dict[str, Answer], final: Document) -> Verification:
    pieces = dossier / PIECES
    manifest = (pieces / MANIFEST).read_bytes()
    request = request_from(manifest, lambda path: (pieces / path).read_bytes())
    return verify(prepare(request), answers, final)


def test_what_the_committee_agreed_on_is_what_the_final_text_says(final: Document) -> None:
    text = "\n".join(lines_of(final))
    for agreed in (
        "dans un délai de quarante-huit heures à compter de sa découverte",
        "complètent leur déclaration dans les soixante-douze heures",
        "L'ANSI ne peut accéder ni au contenu des correspondances privées ni, sauf réquisition "
        "judiciaire, aux données de connexion.",
        "Un conseil d'orientation de treize membres",
        "180 magistrats et greffiers formés | Compris en 1.3.1",
        "Insécurité sur les sites de travaux | Moyenne | Élevée | Choix des sites en accord avec "
        "la Défense; équipements mobiles | MDAC, MATD",
        "neuf parents sur dix savent où appeler.",
        "1,5% du produit de ces redevances",
    ):
        assert text.count(agreed) == 1, agreed
    assert "les griots, les autorités coutumières, les relais communautaires de santé" in text


def test_both_ministries_that_add_a_risk_have_it(final: Document) -> None:
    rows = [line for line in lines_of(final) if " | " in line]
    first = next(n for n, row in enumerate(rows) if row.startswith("Variation du coût"))
    assert rows[first + 1].startswith("Arrêt d'un hôpital")


def test_who_hosts_the_agency_stays_open_and_comes_before_the_committee(
    dossier: Path, answers: dict[str, Answer], final: Document
) -> None:
    data = json.loads((dossier / "dossier.json").read_text(encoding="utf-8"))
    anchoring = next(c for c in data["conflicts"] if c["clauses"] == ["sec_5__sec_5-3__p_2"])
    assert len(anchoring["observations"]) == 6
    assert {answers[o].disposition for o in anchoring["observations"]} == {Disposition.REFERRED}
    assert (dossier / "arbitrages" / f"{anchoring['id']}.pdf").exists()
    kept = "L'ANSI est placée sous la tutelle du ministre chargé de l'Économie numérique."
    assert kept in list(lines_of(final))


def test_a_change_in_the_tracked_text_is_dated_as_word_dates_it(dossier: Path) -> None:
    with zipfile.ZipFile(dossier / "final-suivi.docx") as file:
        found = re.findall(r'w:date="([^"]*)"', file.read("word/document.xml").decode())
    assert len(found) > 100
    assert [date for date in found if not MOMENT.fullmatch(date)] == []
