"""The API: the same rights as the pages, role by role and operation by operation."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja import Schema

from tests.consultation.story import docx
from tests.web.api_stories import ROOT, Call, Program, calls, described, program
from tests.web.stories import DRAFT, Story, begun
from toguna.web.api.frame import OPERATIONS, SCOPE_OF
from toguna.web.domain.tokens import SCOPES, revoke_api_token
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import ApiToken, Role
from toguna.web.permissions import RIGHTS, Right

pytestmark = pytest.mark.django_db
TYPE = "application/problem+json"
OF_DOSSIERS = [call for call in calls() if "x-right" in call.told]


def refused(program: Program, call: Call, slug: str) -> int:
    """Give the status of an operation that is asked for as its examples say."""
    return program.ask(call.method, call.address(slug), **call.sent()).status_code


# The description


def test_every_operation_is_described_with_examples() -> None:
    schemas = described()["components"]["schemas"]
    lacking = []
    for call in calls():
        parts = [call.told.get("requestBody", {}), *call.told["responses"].values()]
        contents = [c for part in parts for c in part.get("content", {}).values()]
        whole = all("example" in c or c["schema"].get("format") == "binary" for c in contents)
        if not (whole and contents and call.told["summary"]):
            lacking.append(call.id)
        assert {"4XX", "5XX"} <= set(call.told["responses"]), call.id
    assert lacking == []
    fields = [(n, f, s) for n, one in schemas.items() for f, s in one.get("properties", {}).items()]
    bare = [
        (name, field)
        for name, field, schema in fields
        if "examples" not in schema and not ({"$ref", "items", "anyOf", "allOf"} & schema.keys())
    ]
    assert bare == []


def test_the_table_has_every_operation_and_every_right_a_scope() -> None:
    assert len(OF_DOSSIERS) == len(OPERATIONS) == len(set(OPERATIONS))
    assert set(SCOPE_OF) == set(Right)
    assert set(SCOPE_OF.values()) | {"read"} == set(SCOPES)


def test_the_page_of_the_api_is_ours_alone() -> None:
    page = Client().get(f"{ROOT}/").content.decode()
    assert "give_answers" in page
    assert "https://" not in page.replace("https://www.w3.org", "")
    assert Client().get(f"{ROOT}/openapi.json").json()["openapi"].startswith("3.")


def test_two_schemas_never_have_one_name() -> None:
    """The description would show one for the other."""
    modules = [one for name, one in sys.modules.items() if name.startswith("toguna.web.api.")]
    found = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Schema) and one.__module__ == module.__name__
    }
    names = [one.__name__ for one in found]
    assert sorted(names) == sorted(set(names))


# Keys


@pytest.fixture
def story() -> Story:
    return begun()


def test_without_a_key_nothing_opens(story: Story) -> None:
    for call in calls():
        response = Client().generic(call.method, ROOT + call.address(story.dossier.slug))
        assert response.status_code == 401, call.id
        assert response.headers["Content-Type"] == TYPE
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_the_browser_session_opens_nothing(story: Story) -> None:
    assert story.client("awa").get(f"{ROOT}/dossiers").status_code == 401


def test_a_key_that_was_taken_back_or_whose_person_is_gone_opens_nothing(story: Story) -> None:
    awa, moussa = program(story, "awa"), program(story, "moussa")
    assert [one["slug"] for one in awa.get("/dossiers")["items"]] == ["snc"]
    key = ApiToken.objects.get(digest=hashlib.sha256(awa.key.encode()).hexdigest())
    assert key.last_used is not None
    revoke_api_token(story.people["awa"], key.pk)
    assert awa.ask("GET", "/dossiers").status_code == 401
    story.people["moussa"].is_active = False
    story.people["moussa"].save()
    assert moussa.ask("GET", "/dossiers").status_code == 401


def test_a_key_is_not_asked_for_without_end(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toguna.web.api.frame.RATE", (3, 3600))
    awa = program(story, "awa")
    statuses = [awa.ask("GET", "/dossiers").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


# Rights, role by role


@pytest.mark.parametrize("role", Role.values)
def test_a_role_does_what_its_rights_allow_and_nothing_else(story: Story, role: str) -> None:
    story.seat("quelqu-un", role, "MJDH")
    someone = program(story, "quelqu-un")
    wrong = []
    for call in OF_DOSSIERS:
        allowed = Right(call.told["x-right"]) in RIGHTS[role]
        status = refused(someone, call, story.dossier.slug)
        if (status == 403) == allowed or status >= 500:
            wrong.append((call.id, call.told["x-right"], status))
    assert {one for one in wrong if one[0] not in DOMAIN_REFUSES} == set()


DOMAIN_REFUSES = {"deposit_files"}
"""Operations whose page anybody opens, and whose act asks for more than the page does."""


def test_a_key_does_not_more_than_its_scopes(story: Story) -> None:
    story.seat("chef", Role.RAPPORTEUR, "MJDH")
    without = {scope: program(story, "chef", *(SCOPES.keys() - {scope})) for scope in SCOPES}
    done = [
        (call.id, status)
        for call in OF_DOSSIERS
        if (status := refused(without[call.told["x-scope"]], call, story.dossier.slug)) != 403
    ]
    assert done == []


def test_who_is_of_another_dossier_finds_nothing(story: Story) -> None:
    other = begun(slug="autre")
    other.seat("etranger", Role.RAPPORTEUR)
    stranger = program(other, "etranger")
    statuses = {refused(stranger, call, story.dossier.slug) for call in OF_DOSSIERS}
    assert statuses == {404}


def test_what_is_restricted_is_in_no_answer(story: Story) -> None:
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "quatorze"), DRAFT[3], restricted=True)
    story.consolidated()
    story.round.closed = timezone.now()
    story.round.save()
    story.seat("claire", Role.RAPPORTEUR, cleared=True)
    cleared, open_ = program(story, "claire"), program(story, "ibrahim")
    paths = [call.address("snc") for call in OF_DOSSIERS if call.method == "GET"]
    paths += [
        "/dossiers/snc/rounds/1/observations?q=quatorze",
        "/dossiers/snc/rounds/1/observations/MDAC-R001",
    ]
    told = {path: open_.ask("GET", path).getvalue().decode("utf-8", "replace") for path in paths}
    leaks = [path for path, words in told.items() if "quatorze" in words or "MDAC-R" in words]
    assert leaks == []
    assert open_.get("/dossiers/snc/rounds/1/observations")["total"] == 1
    seen = cleared.get("/dossiers/snc/rounds/1/observations")
    assert [one["id"] for one in seen["items"]] == ["MJDH-001", "MDAC-R001"]


# What a program does


def test_a_round_from_its_draft_to_its_answers(story: Story) -> None:
    story.seat("mariam", Role.AUTHORITY, "MJDH")
    awa, moussa, mariam = (program(story, name) for name in ("awa", "moussa", "mariam"))
    rounds = "/dossiers/snc/rounds"
    made = awa.ask(
        "POST", rounds, data={"draft": SimpleUploadedFile("p.docx", docx(*DRAFT)), "label": "Deux"}
    )
    assert (made.status_code, json.loads(made.content)["number"]) == (201, 2)
    assert moussa.ask("GET", f"{rounds}/2").status_code == 404  # not open yet
    awa.send(f"{rounds}/2/open")
    clauses = moussa.get(f"{rounds}/2/clauses")
    file = SimpleUploadedFile(
        "MJDH.docx", docx(DRAFT[0], DRAFT[1].replace("Premier", "Second"), *DRAFT[2:])
    )
    left = json.loads(moussa.ask("POST", f"{rounds}/2/returns", data={"files": file}).content)
    key = left["kept"][0]["id"]
    sent = moussa.send(f"{rounds}/2/returns/{key}/send", {"organisation": "MJDH"})
    assert sent["state"] == "waiting"
    assert mariam.send(f"{rounds}/2/returns/{key}/pass-on")["state"] == "sent"
    assert mariam.ask("GET", f"{rounds}/2/returns/{key}/receipt").status_code == 200
    job = awa.send(f"{rounds}/2/consolidate", status=202)
    run_waiting()
    assert awa.get(f"/dossiers/snc/jobs/{job['id']}")["state"] == "done"
    (observation,) = awa.get(f"{rounds}/2/observations")["items"]
    assert clauses[1]["id"] in observation["clauses"]
    answer = {
        "observations": [{"observation": observation["id"], "seen": 0}],
        "disposition": "retenue",
    }
    done = awa.send(f"{rounds}/2/answers", answer)
    late = awa.ask("POST", f"{rounds}/2/answers", answer)
    assert late.status_code == 409
    assert (
        awa.get(f"{rounds}/2/observations/{observation['id']}")["answer"]["disposition"]
        == "retenue"
    )
    verdict = {"observation": observation["id"], "verdict": "satisfait"}
    assert (
        mariam.ask("POST", f"{rounds}/2/answers/react", {**verdict, "verdict": "?"}).status_code
        == 422
    )
    awa.send(f"{rounds}/2/answers/batches/{done['batch']}/undo")
    entries = awa.get("/dossiers/snc/ledger/entries")
    assert entries["total"] == awa.get("/dossiers/snc/ledger")["size"]
    assert awa.send("/dossiers/snc/ledger/heads")["size"] == entries["total"]


def test_remarks_are_written_and_sent(story: Story) -> None:
    story.seat("mariam", Role.AUTHORITY, "MJDH")
    mariam, remarks = program(story, "mariam"), "/dossiers/snc/rounds/1/remarks"
    clause = mariam.get("/dossiers/snc/rounds/1/clauses")[2]["id"]
    body = {"clause": clause, "proposed": "Sous deux jours.", "seen": 0}
    one = mariam.send(remarks, body, status=201)
    again = mariam.send(
        f"{remarks}/{one['id']}", {**body, "proposed": "Sous un jour.", "seen": 1}, "PUT"
    )
    assert again["revision"] == 2
    assert mariam.ask("PUT", f"{remarks}/{one['id']}", {**body, "seen": 1}).status_code == 409
    assert mariam.send(f"{remarks}/send", {}, status=201)["state"] == "sent"


def test_people_are_invited_and_changed(story: Story) -> None:
    story.seat("chef", Role.ADMINISTRATOR)
    chef = program(story, "chef")
    wanted = {"people": [{"role": "desk", "organisation": "MJDH", "name": "Untel"}]}
    (issued,) = chef.send("/dossiers/snc/invitations", wanted, status=201)
    assert issued["token"]
    assert chef.send(f"/dossiers/snc/invitations/{issued['id']}", method="DELETE") == []
    place = next(one for one in chef.get("/dossiers/snc/people") if one["username"] == "moussa")
    body = {"role": "reader", "organisation": None}
    assert chef.send(f"/dossiers/snc/people/{place['id']}", body, "PUT")["role"] == "reader"


def test_a_workshop_from_its_opening_to_a_decision(story: Story) -> None:
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent("MDAC", DRAFT[0], DRAFT[1].replace("Premier ministre", "Conseil"), *DRAFT[2:])
    story.consolidated()
    awa, moussa = program(story, "awa"), program(story, "moussa")
    about = {"round": 1, "title": "Atelier", "place": "Bamako", "days": ["2025-07-01"]}
    room = awa.send("/dossiers/snc/workshops", about, status=201)
    root = f"/dossiers/snc/workshops/{room['id']}"
    (item,) = moussa.get(f"{root}/items")
    assert awa.send(f"{root}/screen", {"item": item["id"]})["item"]["id"] == item["id"]
    words = "L'agence est placée auprès de la Présidence."
    live = {"words": words, "revision": 0}
    assert awa.send(f"{root}/items/{item['id']}/live", live, "PUT")["live"] == words
    question = {"question": "Retenez-vous cette rédaction ?", "wording": words}
    vote = awa.send(f"{root}/items/{item['id']}/votes", question, status=201)
    choice = vote["choices"][0]["key"]
    for _ in range(2):  # a retry is the same vote
        moussa.send(f"{root}/votes/{vote['id']}/cast", {"choice": choice, "key": "k1"})
    (running,) = moussa.get(f"{root}/votes")
    assert running["cast"] == 1
    assert {one["number"] for one in running["choices"]} == {None}
    closed = awa.send(f"{root}/votes/{vote['id']}/close")
    assert closed["choices"][0]["delegations"] == ["MJDH"]
    decided = {"disposition": "settled", "wording": words, "reason": "Compromis."}
    assert awa.send(f"{root}/items/{item['id']}/decide", decided)["state"] == "settled"


def test_the_way_to_the_council(story: Story) -> None:
    awa = program(story, "awa")
    (version,) = awa.get("/dossiers/snc/versions")
    freeze = {"version": version["number"], "who": "Awa", "day": "2025-07-10"}
    assert awa.send("/dossiers/snc/adoption/freeze", freeze)["frozen"] == 1
    when = {"subject": "Observations", "when": "2025-07-07 14:00"}
    due = awa.send("/dossiers/snc/adoption/deadlines", when, status=201)
    assert awa.send(f"/dossiers/snc/adoption/deadlines/{due['id']}/meet")["met"]
    too_early = awa.ask("POST", "/dossiers/snc/publication", {"label": "S", "publisher": "P"})
    assert too_early.status_code == 422
    told = {"label": "S", "publisher": "P", "past": [version["number"]]}
    assert "antérieures" in awa.ask("POST", "/dossiers/snc/publication", told).content.decode()


# Problems


def test_a_problem_speaks_the_language_that_is_asked_for(story: Story) -> None:
    french, english = program(story, "awa"), program(story, "awa")
    english.language = "en-GB,en;q=0.9,fr;q=0.1"
    for someone, language in ((french, "fr"), (english, "en")):
        response = someone.ask("POST", "/dossiers/snc/rounds/1/open", {})
        told = json.loads(response.content)
        assert response.headers["Content-Type"] == TYPE
        assert response.headers["Content-Language"] == language
        assert (told["status"], told["title"]) == (409, "Conflict")
    assert json.loads(french.ask("POST", "/dossiers/snc/rounds/1/open", {}).content)["detail"] == (
        "Ce tour est déjà ouvert."
    )


def test_what_is_not_understood_says_where(story: Story) -> None:
    response = program(story, "awa").ask(
        "POST", "/dossiers/snc/rounds/1/answers", {"observations": []}
    )
    told = json.loads(response.content)
    assert response.status_code == 422
    assert {one["at"].rpartition(".")[2] for one in told["errors"]} == {
        "observations",
        "disposition",
    }


def test_a_character_that_a_database_cannot_keep_is_refused(story: Story) -> None:
    awa, body = program(story, "awa"), {"label": "Un\0", "message": ""}
    assert awa.ask("PUT", "/dossiers/snc/rounds/1", body).status_code == 422
    assert awa.ask("GET", "/dossiers/snc/rounds/1/observations?q=%00").status_code == 404
    assert awa.ask("GET", "/dossiers/snc/rounds/1/observations/%00").status_code == 404


WORDS = st.text(max_size=20) | st.integers() | st.none() | st.booleans() | st.floats()
ANY = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def shaped(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Give values that nearly do: the right names, any values."""
    schemas = described()["components"]["schemas"]
    if "$ref" in schema:
        return shaped(schemas[schema["$ref"].rpartition("/")[2]])
    if schema.get("type") == "array":
        return st.lists(shaped(schema["items"]), max_size=3) | ANY
    if "properties" in schema:
        return st.fixed_dictionaries(
            {}, optional={k: shaped(v) for k, v in schema["properties"].items()}
        )
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | ANY
    if schema.get("type") == "string":
        return st.text(max_size=300) | ANY
    return st.integers(-5, 2**70) | ANY


@given(st.data())
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_sent_the_server_stands(fuzzed: Program, data: st.DataObject) -> None:
    call = data.draw(st.sampled_from(OF_DOSSIERS))
    content = call.told.get("requestBody", {}).get("content", {}).get("application/json")
    body = None if content is None else data.draw(shaped(content["schema"]))
    query = "?q=" + data.draw(
        st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=5)
    )
    response = fuzzed.ask(call.method, call.address("snc") + query, body)
    assert response.status_code < 500, (call.id, body)
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == TYPE


@pytest.fixture
def fuzzed(story: Story, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr("toguna.web.api.frame.RATE", (100_000, 60))
    story.seat("awa", Role.RAPPORTEUR, "MJDH", cleared=True)
    return program(story, "awa")
