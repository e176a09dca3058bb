"""A deliberation from its first line to the committee's decision, by programs alone."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.api_stories import Program, program
from tests.web.deliberation_stories import TIE, TOML
from tests.web.stories import DRAFT, Story, begun
from toguna.deliberation.votes.secrecy import FEWEST
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Role

pytestmark = pytest.mark.django_db
ALL = "/dossiers/snc/deliberations"
ORDER = [["Primature"], ["Présidence"], ["Numérique"]]


@pytest.fixture
def story() -> Story:
    return begun()


def taken_in(awa: Program) -> str:
    """Let a program take the question in, and give where it is."""
    file = SimpleUploadedFile("question.toml", TOML.encode())
    answer = awa.ask("POST", f"{ALL}/workbook", data={"file": file})
    assert answer.status_code == 201, answer.content
    return f"{ALL}/{json.loads(answer.content)['id']}"


def judge(someone: Program, one: str, *words: str) -> None:
    """Let a delegation judge authority in words, say a delay of each, and rank."""
    options = [place for (place,) in ORDER]
    desk = someone.get(f"{one}/judging")
    for criterion, said in (("Autorité", words), ("Délai", ("6", "6 à 12", "3"))):
        body = {"judged": dict(zip(options, said, strict=True)), "seen": desk["revision"]}
        desk = someone.send(f"{one}/judging/criteria/{criterion}", body, "PUT")
    weights = {"values": {"Autorité": "1", "Délai": "2"}, "seen": desk["revision"]}
    assert someone.send(f"{one}/judging/weights", weights, "PUT")["done"] == 3
    assert someone.send(f"{one}/judging/finish")["finished"]


def sealed(awa: Program, one: str, method: str = "schulze", *, secret: bool = False) -> None:
    """Let the rule be sealed."""
    awa.send(f"{one}/seal", {"method": method, "tie_break": TIE, "secret": secret})


def test_a_question_is_written_line_by_line_and_sealed(story: Story) -> None:
    story.seat("lassana", Role.COMMITTEE)
    awa, moussa = program(story, "awa"), program(story, "moussa")
    made = awa.send(ALL, {"question": "Quelle autorité ?"}, status=201)
    one = f"{ALL}/{made['id']}"
    assert moussa.ask("GET", one).status_code == 404  # prepared still
    for key in ("Présidence", "Primature"):
        awa.send(f"{one}/sheets/options", {"cells": {"key": key, "name": key}}, status=201)
    scale = {"key": "Délai", "name": "Délai", "low": "0", "high": "24", "direction": "moins"}
    awa.send(f"{one}/sheets/criteria", {"cells": scale}, status=201)
    unknown = awa.ask("PUT", f"{one}/sheets/question/0", {"cells": {"method": "schulze"}})
    assert unknown.status_code == 422  # the rule is sealed, not written
    late = {"cells": {"key": "Numérique", "name": "Numérique"}}
    assert awa.send(f"{one}/sheets/options/1", late, "PUT")["lines"][1]["key"] == "Numérique"
    assert len(awa.send(f"{one}/sheets/options/1", method="DELETE")["lines"]) == 1
    awa.send(f"{one}/sheets/options", {"cells": {"key": "Présidence"}}, status=422)
    awa.send(f"{one}/sheets/options", late, status=201)
    assert awa.send(f"{one}/weighing", {"weighing": "swing"}, "PUT")["weighing"] == "swing"
    assert awa.get(one)["lacking"] == []
    stranger = {"method": "schulze", "tie_break": TIE, "voices": {"personne": 2}}
    awa.send(f"{one}/seal", stranger, status=422)
    told = awa.send(f"{one}/seal", {**stranger, "voices": {"lassana": 2}})
    assert (told["rule"], len(told["sha256"])) == ("schulze", 64)
    assert moussa.get(f"{one}/vote")["voters"] == {"Lassana": 2.0}
    awa.send(f"{one}/sheets/options", {"cells": {"key": "Autre", "name": "Autre"}}, status=409)


def test_delegations_judge_round_by_round(story: Story) -> None:
    awa, moussa, fatou = (program(story, name) for name in ("awa", "moussa", "fatou"))
    one = taken_in(awa)
    assert awa.send(f"{one}/open")["rounds"][0]["number"] == 1
    assert moussa.get(f"{one}/agencies") == []  # not asked for in this one
    wrong = {"judged": {"Présidence": "immense", "Ailleurs": "forte"}, "seen": 0}
    refused = moussa.ask("PUT", f"{one}/judging/criteria/Autorité", wrong)
    at = {error["at"] for error in json.loads(refused.content)["errors"]}
    assert at == {"body.Présidence", "body.Ailleurs"}
    judge(moussa, one, "forte", "moyenne", "faible")
    late = {"judged": {"Présidence": "faible"}, "seen": 0}
    assert moussa.ask("PUT", f"{one}/judging/criteria/Autorité", late).status_code == 409
    judge(fatou, one, "moyenne", "forte", "faible")
    assert awa.get(one)["finished"] == ["MJDH", "MDAC"]
    assert awa.ask("GET", f"{one}/workbook").status_code == 404  # the round is open
    assert moussa.ask("GET", f"{one}/results/1").status_code == 404
    job = awa.send(f"{one}/open-results", status=202)
    run_waiting()
    assert awa.get(f"/dossiers/snc/jobs/{job['id']}")["state"] == "done"
    results = moussa.get(f"{one}/results/1")
    assert results["told"]["consensus"]["verdict"]
    note = next(file for file in results["files"] if file["name"] == "note.pdf")
    pdf = moussa.ask("GET", f"{one}/files/{note['id']}")
    assert b"".join(pdf).startswith(b"%PDF")
    assert awa.ask("GET", f"{one}/workbook").status_code == 200
    assert awa.send(f"{one}/next-round")["rounds"][1]["number"] == 2


def test_the_committee_votes_decides_and_the_observations_are_answered(story: Story) -> None:
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.consolidated()
    names = [f"membre-{at}" for at in range(3)]
    for name in names:
        story.seat(name, Role.COMMITTEE)
    awa, moussa = program(story, "awa"), program(story, "moussa")
    answers = "/dossiers/snc/rounds/1/answers"
    referred = {"observations": [{"observation": "MJDH-001", "seen": 0}],
                "disposition": "renvoyée à l'arbitrage", "reason": "À arbitrer."}  # fmt: skip
    awa.send(answers, referred)
    one = taken_in(awa)
    awa.send(f"{one}/vote/open", status=409)  # sealed first
    sealed(awa, one)
    assert awa.send(f"{one}/vote/open")["opened"]
    for at, name in enumerate(names):
        ballot = {"ranking": ORDER, "salt": f"{at:032x}"}
        for _ in range(2):  # a retry is the same vote
            told = program(story, name).send(f"{one}/vote/ballot", ballot)
        assert told["receipt"] is None  # the vote is open
    ailleurs = {"ranking": [["Ailleurs"]], "salt": f"{9:032x}"}
    program(story, names[0]).send(f"{one}/vote/ballot", ailleurs, status=409)
    counted = awa.send(f"{one}/vote/close")["counted"]
    assert counted["winners"] == ["Primature"]
    (passage,) = awa.get(f"{one}/passages")
    decision = {
        "option": "Primature", "reasons": "La coordination prime.", "day": "2026-11-24",
        "dissents": [{"who": names[0], "why": "Le coût."}],
        "choices": {passage["key"]: passage["wordings"][0]["key"]},
        "seen": passage["observations"],
    }  # fmt: skip
    awa.send(f"{one}/decision", {**decision, "option": "Régulateur"}, status=422)
    awa.send(f"{one}/decision", {**decision, "seen": []}, status=409)
    made = awa.send(f"{one}/decision", decision, status=201)
    assert made["answered"] == ["MJDH-001"]
    run_waiting()
    assert {file["name"] for file in moussa.get(f"{one}/decision")["minutes"]} == {
        "proces-verbal.pdf", "proces-verbal.docx"}  # fmt: skip
    answer = awa.get("/dossiers/snc/rounds/1/observations/MJDH-001")["answer"]
    assert answer["disposition"] == "retenue"


def test_a_secret_ballot_has_a_receipt_that_opens(story: Story) -> None:
    names = [f"membre-{at}" for at in range(FEWEST)]
    for name in names:
        story.seat(name, Role.COMMITTEE)
    awa = program(story, "awa")
    one = taken_in(awa)
    sealed(awa, one, secret=True)
    awa.send(f"{one}/vote/open")
    receipts = [
        program(story, name).send(f"{one}/vote/ballot", {"ranking": ORDER, "salt": f"{at:032x}"})[
            "receipt"
        ]
        for at, name in enumerate(names)
    ]
    assert "ranking" not in json.dumps(awa.send(f"{one}/vote/close"))
    checked = [awa.send(f"{one}/vote/receipt", {"receipt": each}) for each in receipts]
    assert {each["good"] for each in checked} == {True}
    forged = receipts[0].replace("Numérique", "Présidence")
    assert awa.send(f"{one}/vote/receipt", {"receipt": forged})["good"] is False
