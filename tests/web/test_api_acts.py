"""What programs do to documents, in the room, with people and for the Council."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.adoption_stories import STEPS, story_of_adoption
from tests.web.api_stories import Program, program
from tests.web.stories import DRAFT, Story, begun
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Role

pytestmark = pytest.mark.django_db
DOSSIER = "/dossiers/snc"
ROUND = f"{DOSSIER}/rounds/1"


@pytest.fixture
def story() -> Story:
    """Give a round in which two ministries want one passage otherwise, and one corrects a word."""
    told = begun()
    told.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    told.sent("MDAC", DRAFT[0], DRAFT[1].replace("Premier ministre", "Conseil"), *DRAFT[2:])
    told.consolidated()
    return told


def posted(someone: Program, path: str, status: int = 200, **data: Any) -> Any:
    """Let a program send a form, and give what it is told."""
    answer = someone.ask("POST", path, data=data)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def done(someone: Program, path: str, body: Any = None) -> None:
    """Let a program ask for work, and the work be done."""
    job = someone.send(path, body, status=202)
    run_waiting()
    told = someone.get(f"{DOSSIER}/jobs/{job['id']}")
    assert told["state"] == "done", told["problem"]


# Documents


def test_answers_become_letters_and_the_next_version(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    items = awa.get(f"{ROUND}/observations")["items"]
    answer = {"disposition": "non retenue", "reason": "Le décret le dit déjà.",
              "instance": "Comité fictif", "date": "2026-11-20"}  # fmt: skip
    seen = [{"observation": one["id"], "seen": 0} for one in items]
    awa.send(f"{ROUND}/answers", {**answer, "observations": seen, "stage": "validée"})
    letters = {"place": "Ségou", "days": 12}
    assert awa.send(f"{ROUND}/letter-settings", letters, "PUT")["days"] == 12
    wrong = awa.ask("PUT", f"{ROUND}/letter-settings", {"days": 9999})
    assert json.loads(wrong.content)["errors"][0]["at"] == "body.days"
    awa.send(f"{ROUND}/next-version", {"label": "Version 2"}, status=409)  # not decided yet
    done(awa, f"{ROUND}/decide")
    awa.send(f"{ROUND}/release-letters")
    assert {one["organisation"] for one in moussa.get(f"{ROUND}/files")} == {"MJDH"}
    assert b"".join(moussa.ask("GET", f"{ROUND}/files.zip")).startswith(b"PK")
    for subject in ("projet", "final"):
        done(awa, f"{ROUND}/checks/{subject}")
    assert {one["subject"] for one in awa.get(f"{ROUND}/checks")} == {"projet", "final"}
    assert moussa.get(f"{ROUND}/checks") == []  # the round is open
    assert awa.ask("POST", f"{ROUND}/checks/rien", {}).status_code == 404


def test_a_matrix_is_shown_then_taken_in(story: Story) -> None:
    awa = program(story, "awa")
    done(awa, f"{ROUND}/matrix")
    (file,) = [one for one in awa.get(f"{ROUND}/files") if one["folder"] == "matrix"]
    data = b"".join(awa.ask("GET", f"{ROUND}/files/matrix/{file['path']}"))
    matrix = SimpleUploadedFile("matrice.xlsx", data)
    shown = posted(awa, f"{ROUND}/matrix-import", matrix=matrix)
    assert (shown["changes"], shown["refused"]) == ([], [])
    nothing = awa.send(f"{ROUND}/matrix-import/apply", {"token": shown["token"]}, status=422)
    assert "ne change rien" in nothing["detail"]
    csv = "N°;Suite réservée;Motif;Instance\nMJDH-001;retenue;Conforme.;\n".encode()
    shown = posted(awa, f"{ROUND}/matrix-import", matrix=SimpleUploadedFile("m.csv", csv))
    assert [one["observation"] for one in shown["changes"]] == ["MJDH-001"]
    assert awa.get(f"{ROUND}/observations/MJDH-001")["answer"] is None
    assert awa.send(f"{ROUND}/matrix-import/apply", {"token": shown["token"]})["count"] == 1
    late = awa.ask("POST", f"{ROUND}/matrix-import/apply", {"token": shown["token"]})
    assert late.status_code in (409, 422)


def test_a_filter_is_one_s_own(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    wanted = {"name": "Sans suite", "query": "disposition=aucune"}
    (kept,) = awa.send(f"{DOSSIER}/filters", wanted, status=201)
    assert moussa.get(f"{DOSSIER}/filters") == []
    assert moussa.ask("DELETE", f"{DOSSIER}/filters/{kept['id']}").status_code == 404
    assert awa.send(f"{DOSSIER}/filters/{kept['id']}", method="DELETE") == []


def test_a_round_is_made_from_a_version_that_is_there(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    made = posted(awa, f"{DOSSIER}/rounds", 201, label="Deux", version=1)
    assert (made["number"], made["draft"]) == (2, "avant-projet.docx")
    posted(awa, f"{DOSSIER}/rounds", 422, label="Trois")
    form = b"".join(moussa.ask("GET", f"{ROUND}/form"))
    assert b"MJDH" in form
    other = awa.ask("GET", f"{ROUND}/form?organisation=MDAC")
    assert b"MDAC" in b"".join(other)


def test_what_became_of_an_observation_and_of_a_clause_is_told(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    answer = {"observations": [{"observation": "MJDH-001", "seen": 0}], "disposition": "retenue"}
    awa.send(f"{ROUND}/answers", answer)
    one = f"{ROUND}/observations/MJDH-001/history"
    (change,) = awa.get(one)
    assert (change["by"], change["disposition"]) == ("Awa", "retenue")
    assert moussa.ask("GET", one).status_code == 403
    clause = awa.get(f"{ROUND}/observations/MJDH-001")["clauses"][0]
    steps = f"{DOSSIER}/versions/1/clauses/{clause}/history"
    (step,) = awa.get(steps)
    assert step["heard"] == [{"round": 1, "observations": ["MJDH-001", "MDAC-001"]}]
    assert moussa.get(steps)[0]["heard"] == [{"round": 1, "observations": ["MJDH-001"]}]
    assert awa.ask("GET", f"{DOSSIER}/versions/1/clauses/rien/history").status_code == 404


# The room


def test_a_room_is_led_from_its_first_item_to_its_recommendations(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    about = {"round": 1, "title": "Atelier", "place": "Bamako", "days": ["2025-07-01"]}
    room = awa.send(f"{DOSSIER}/workshops", about, status=201)
    root = f"{DOSSIER}/workshops/{room['id']}"
    clause = awa.get(f"{ROUND}/clauses")[-1]["id"]
    item = awa.send(
        f"{root}/items", {"clause": clause, "title": "Ajout", "wording": "Une."}, status=201
    )
    moved = awa.send(f"{root}/items/{item['id']}/move", {"by": -1})
    assert moved[0]["title"] == "Ajout"
    assert len(awa.send(f"{root}/refresh")) == len(moved)
    assert awa.send(f"{root}/timer", {"act": "start", "seconds": 300})["timer_ends"] > 0
    assert awa.send(f"{root}/timer", {"act": "stop"})["timer_ends"] == 0
    assert awa.send(f"{root}/timer", {"act": "clear"})["timer_left"] == 0
    (alone,) = awa.get(f"{root}/unopposed")
    adopted = awa.send(f"{root}/unopposed", {"items": [alone["item"]]})
    assert adopted[0]["state"] == "settled"
    words = {"text": "Que le décret soit pris.", "addressee": "Le Gouvernement"}
    awa.send(f"{root}/recommendations", words, status=201)
    assert moussa.ask("POST", f"{root}/recommendations", words).status_code == 403
    own = moussa.send(f"{root}/presences/own", status=201)
    assert own["organisation"] == "MJDH"
    assert awa.send(f"{root}/presences/days", {"days": {}}, "PUT") == []


def test_a_group_keeps_notes_and_recommends(story: Story) -> None:
    awa, moussa, fatou = (program(story, name) for name in ("awa", "moussa", "fatou"))
    about = {"round": 1, "title": "Atelier", "place": "Bamako", "days": ["2025-07-01"]}
    room = awa.send(f"{DOSSIER}/workshops", about, status=201)
    root = f"{DOSSIER}/workshops/{room['id']}"
    (item,) = awa.get(f"{root}/items")
    group = {"name": "Groupe 1", "items": [item["id"]], "delegations": ["MJDH"]}
    made = awa.send(f"{root}/groups", group, status=201)
    inside = f"{root}/groups/{made['id']}"
    moussa.send(f"{inside}/notes", {"item": item["id"], "text": "À vérifier."}, status=201)
    assert (
        fatou.ask("POST", f"{inside}/notes", {"item": item["id"], "text": "Non."}).status_code
        == 403
    )
    moussa.send(f"{inside}/proposals", {"item": item["id"], "words": "Sous le Président."})
    (told,) = moussa.get(f"{inside}/proposals")
    assert (told["words"], told["notes"]) == ("Sous le Président.", ["À vérifier."])
    moussa.send(f"{inside}/recommendations", {"text": "Former."}, status=201)
    assert [one["text"] for one in awa.get(f"{root}/recommendations")] == ["Former."]
    assert moussa.get(f"{inside}/rivals") == []
    nothing = {"item": item["id"], "name": "x"}
    assert moussa.ask("POST", f"{inside}/rivals", nothing).status_code == 409


# People


def test_people_come_by_list_and_their_secrets_are_renewed(story: Story) -> None:
    story.seat("chef", Role.ADMINISTRATOR)
    chef = program(story, "chef")
    listed = SimpleUploadedFile("s.csv", "sigle;nom\nMSPC;Sécurité\nMEF;Économie\n".encode())
    added = posted(chef, f"{DOSSIER}/organisation-lists", file=listed)
    assert added == {"added": 1, "known": 1}
    renamed = {"label": "MSPC", "name": "Sécurité et protection civile"}
    assert chef.send(f"{DOSSIER}/organisations/MSPC", renamed, "PUT") == renamed
    wrong = SimpleUploadedFile("p.csv", b"nom;role;sigle\nUn;roi;\nDeux;point focal;XX\n")
    refused = posted(chef, f"{DOSSIER}/invitation-lists", 422, file=wrong)
    assert len(refused["errors"]) == 2
    right = SimpleUploadedFile("p.csv", b"nom;role;sigle\nUn;point focal;MSPC\n")
    (issued,) = posted(chef, f"{DOSSIER}/invitation-lists", 201, file=right)
    again = chef.send(f"{DOSSIER}/invitations/{issued['id']}/reissue")
    assert again["code"] != issued["code"]
    secrets = {"issued": [{"token": again["token"], "code": again["code"]}]}
    cards = chef.ask("POST", f"{DOSSIER}/invitations/cards", secrets)
    assert b"".join(cards).startswith(b"%PDF")
    old = {"issued": [{"token": issued["token"], "code": issued["code"]}]}
    assert chef.ask("POST", f"{DOSSIER}/invitations/cards", old).status_code >= 400
    place = next(one for one in chef.get(f"{DOSSIER}/people") if one["username"] == "moussa")
    link = chef.send(f"{DOSSIER}/people/{place['id']}/password-link", {}, status=201)["link"]
    assert story.client("awa").get("/" + link.split("/", 3)[3]).status_code == 200
    told = program(story, "awa").get(f"{DOSSIER}/directory")
    assert [one["organisation"] for one in told] == ["MDAC", "MEF", "MJDH", "MSPC"]


def test_the_site_s_administrator_makes_dossiers_and_joins_them(story: Story) -> None:
    about = {"title": "Autre stratégie fictive", "role": "rapporteur"}
    awa = program(story, "awa")
    assert awa.ask("POST", "/dossiers", about).status_code == 403
    story.seat("chef", Role.READER)
    chef = story.people["chef"]
    chef.is_superuser = True
    chef.save()
    made = program(story, "chef").send("/dossiers", about, status=201)
    assert (made["slug"], made["role"]) == ("autre-strategie-fictive", "rapporteur")
    assert program(story, "chef").ask("POST", f"{DOSSIER}/seat", {}).status_code == 409
    narrow = program(story, "chef", "read", "write")
    assert narrow.ask("POST", "/dossiers", about).status_code == 403


# The Council


def test_pieces_are_signed_by_a_certificate_and_the_minutes_come_later() -> None:
    story = story_of_adoption()
    awa, lassana = program(story, "awa"), program(story, "lassana")
    number = awa.get(f"{DOSSIER}/versions")[-1]["number"]
    freeze = {"version": number, "who": "Awa", "day": "2026-11-24"}
    awa.send(f"{DOSSIER}/adoption/freeze", freeze)
    done(awa, f"{DOSSIER}/versions/{number}/check")
    assert isinstance(awa.get(f"{DOSSIER}/versions/{number}/check")["findings"], list)
    report = lassana.ask("GET", f"{DOSSIER}/versions/{number}/check/report")
    assert b"".join(report).startswith(b"%PDF")
    posted(awa, f"{DOSSIER}/adoption/acts", 201, step=STEPS[0], outcome="approuvé",
           who="Le comité", day="2026-11-24", reason="", back_to="")  # fmt: skip
    minutes = SimpleUploadedFile("pv.txt", b"PV")
    steps = f"{DOSSIER}/adoption/steps"
    filed = posted(awa, f"{steps}/{STEPS[0]}/minutes", 201, minutes=minutes)
    last = awa.ask("GET", f"{DOSSIER}/adoption/events/{filed['events']}/minutes")
    assert b"".join(last) == b"PV"
    names = {"name": "Secrétariat", "organisation": "Gouvernement fictif", "country": "ml"}
    certificate = f"{DOSSIER}/council/certificate"
    assert len(awa.send(certificate, names, status=201)["fingerprint"]) >= 64
    awa.send(certificate, names, status=409)
    assert b"".join(lassana.ask("GET", certificate)).startswith(b"-----BEGIN CERT")
    assert awa.get(f"{DOSSIER}/council/gaps")[0]["advice"]


def test_a_key_that_opens_nothing_signs_nothing() -> None:
    story = story_of_adoption()
    awa = program(story, "awa")
    piece = posted(awa, f"{DOSSIER}/council/pieces/communication", 201,
                   file=SimpleUploadedFile("c.pdf", b"%PDF-1.7"), validated_by="SG")  # fmt: skip
    one = f"{DOSSIER}/council/pieces/{piece['id']}"
    assert piece["validated_by"] == "SG"
    key = SimpleUploadedFile("cle.p12", b"rien")
    posted(awa, f"{one}/sign-with-key", 422, p12=key, passphrase="x")
    big = SimpleUploadedFile("cle.p12", b"0" * 300_000)
    posted(awa, f"{one}/sign-with-key", 413, p12=big, passphrase="x")
    assert awa.send(f"{one}/signed-on-paper", {"who": "SG"})["signed_by"] == ["SG"]
    assert b"".join(awa.ask("GET", f"{one}/file")) == b"%PDF-1.7"
    assert awa.send(f"{one}/remove") == []
