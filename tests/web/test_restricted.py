"""What is restricted is not known of by who is not cleared, however one asks."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.api_stories import program
from tests.web.stories import DRAFT, Story, begun, seat_of
from toguna.consultation.decisions.model import Disposition
from toguna.messages import say
from toguna.web.domain.answers import Given, give, undo
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.domain.decision import decide_round
from toguna.web.domain.desks import assign
from toguna.web.domain.gathering import keys_of, prepare_round
from toguna.web.domain.room.deciding import Decided as Settled
from toguna.web.domain.room.deciding import decide
from toguna.web.domain.room.opening import open_workshop
from toguna.web.domain.texts import add_version
from toguna.web.domain.told import told_message
from toguna.web.jobs.queue import enqueue, run
from toguna.web.models import Decided, Item, Job, LedgerEntry, Output, Return, Role, Variant

pytestmark = pytest.mark.django_db
SECRET = "secret-defense.docx"
WORKSHOP = {"title": "Atelier", "place": "Bamako", "days": ["2026-07-01"]}


def silent(*_: object) -> None:
    """Tell nobody how far it is."""


@pytest.fixture
def story() -> Story:
    """Justice and Finance want another authority each; the round is open."""
    told = begun()
    told.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    told.sent("MEF", DRAFT[0], DRAFT[1].replace("Premier ministre", "ministre"), *DRAFT[2:])
    return told


def in_secret(story: Story, data: bytes) -> Return:
    """Let Defence send a restricted file."""
    return Return.objects.create(
        round=story.round,
        organisation=story.organisation("MSPC"),
        blob=keep(data),
        filename=SECRET,
        restricted=True,
    )


def words_of(data: bytes) -> bytes:
    """Give all bytes of a file, those of an archive unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("data", [b"\x00 not a document", None])
def test_a_restricted_file_that_says_nothing_is_named_nowhere(
    story: Story, data: bytes | None
) -> None:
    draft = bytes_of(story.round.draft.blob_id)
    in_secret(story, draft if data is None else data)
    observation = story.consolidated()[0]
    awa = seat_of(story, "awa")
    give(awa, story.round, [observation], Given(Disposition.ACCEPTED), {observation.pk: 0})
    decide_round(story.round, silent)
    public = b"".join(bytes(entry.canonical) for entry in LedgerEntry.objects.all())
    assert b"secret-defense" not in public
    assert b"MSPC" not in public
    opened = Output.objects.filter(variant=Variant.OPEN).select_related("blob")
    leaks = [
        one.path
        for one in opened
        if b"secret-defense" in (told := words_of(bytes(one.blob.data))) or b"MSPC" in told
    ]
    assert leaks == []
    full = Output.objects.get(variant=Variant.FULL, folder="consolidate", path="dossier.json")
    assert b"secret-defense" in bytes(full.blob.data), "who is cleared is told"
    assert story.round.counts["open"]["returns"] == 2
    assert story.round.counts["open"]["unread"] == 0


def test_the_papers_of_a_workshop_name_no_restricted_file_as_they_are_made(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_secret(story, bytes_of(story.round.draft.blob_id))
    story.consolidated()
    bakary = story.seat("bakary", Role.FACILITATOR)
    workshop = open_workshop(bakary, story.round, WORKSHOP)
    item = Item.objects.get()
    decide(bakary, workshop, item, Settled(Item.State.REFERRED, "", "Pas d'accord."))
    told: list[str] = []
    job = enqueue(story.dossier, "room_papers", bakary.user, workshop=str(workshop.pk))
    update = Job.objects.none().update

    def noted(rows: object, **values: object) -> int:
        told.append(json.dumps(values, default=str))
        return update.__func__(rows, **values)  # type: ignore[attr-defined]

    monkeypatch.setattr("django.db.models.query.QuerySet.update", noted)
    run(job.pk)
    monkeypatch.undo()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.problem
    assert workshop.papers.filter(path__contains="arbitrages").exists()
    assert [one for one in told if "secret-defense" in one] == []


def test_an_observation_is_told_alike_whether_a_restricted_one_says_the_same(
    story: Story,
) -> None:
    story.consolidated()
    found = prepare_round(story.round, silent).full.observations[0]
    secret, said = replace(found, id="MJDH-R001"), replace(found, id="MJDH-001")
    with_it, without_it = keys_of([secret, said]), keys_of([said])
    assert with_it[id(said)] == without_it[id(said)] != with_it[id(secret)]


def test_only_who_makes_the_documents_is_told_that_something_hidden_hinders_them(
    story: Story,
) -> None:
    story.consolidated()
    hidden = {"where": "", "message": told_message(say("Rien.")), "observations": ["MSPC-R001"]}
    Decided.objects.create(round=story.round, tried=timezone.now(), problems=[hidden])
    told = {
        name: "pas pu être faits"
        in story.client(name).get(story.url("documents/")).content.decode()
        for name in ("awa", "moussa")
    }
    assert told == {"awa": True, "moussa": False}


def test_what_is_undone_is_seen_by_others_once_the_round_is_closed(story: Story) -> None:
    observation = next(one for one in story.consolidated() if one.contributor == "MJDH")
    awa = seat_of(story, "awa")
    reason = "Motif que les autres ne lisent pas encore."
    done = give(awa, story.round, [observation], Given(Disposition.NOTED, reason), {})
    again = undo(awa, story.round, done.batch)
    undo(awa, story.round, again.batch)
    index = LedgerEntry.objects.order_by("-index").values_list("index", flat=True)[0]
    ibrahim: Client = story.client("ibrahim")
    url = story.url(f"registre/{index}/")
    assert "se voit à la clôture du tour" in ibrahim.get(url).content.decode()
    assert ibrahim.post(url + "recepisse/").status_code == 404
    path = f"/dossiers/snc/ledger/entries/{index}/receipt"
    assert program(story, "ibrahim").ask("POST", path).status_code == 404
    assert story.client("awa").post(url + "recepisse/").status_code == 200


def test_who_answers_an_observation_is_no_business_of_contributors(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), story.consolidated()[0]
    assign(awa, story.round, [observation], awa.user)
    story.round.closed = timezone.now()
    story.round.save()
    path = f"/dossiers/snc/rounds/1/observations/{observation.identifier}"
    desks = {name: program(story, name).get(path)["desk"] for name in ("awa", "ibrahim")}
    assert desks == {"awa": "awa", "ibrahim": None}


def test_a_version_that_was_not_sent_out_is_for_who_works_on_it(story: Story) -> None:
    add_version(
        story.dossier, "Version non diffusée", "v2.docx", bytes_of(story.round.draft.blob_id)
    )
    lists = {
        name: [one["number"] for one in program(story, name).get("/dossiers/snc/versions")]
        for name in ("moussa", "awa")
    }
    assert lists == {"moussa": [1], "awa": [1, 2]}
