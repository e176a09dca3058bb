"""What goes wrong in a hall: the power, the disk, two people at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from tests.consultation.story import docx
from tests.web.api_stories import program
from tests.web.stories import DRAFT, Story, begun
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.frontier import Frontier
from toguna.consultation.decisions.model import Disposition
from toguna.web.domain.answers import Given, give
from toguna.web.domain.ledger import SITE, check_kept, record
from toguna.web.models import Answer, AnswerChange, Blob, Ledger, LedgerEntry, Return, Role
from toguna.web.refusal import Refused

ROOT = Path(__file__).parents[2]
RETURNS = "/api/v1/dossiers/exemple/rounds/1/returns"


# The power: a server of its own, killed


@dataclass
class Laptop:
    """A site on a laptop, whose server can be started, and killed as a battery does."""

    data: Path
    key: str = ""
    server: subprocess.Popen[bytes] | None = None
    port: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    wire: socket.socket | None = None

    def prepare(self) -> None:
        self.environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
            "DJANGO_SETTINGS_MODULE": "toguna.web.settings",
            "TOGUNA_DATA": str(self.data),
            "TOGUNA_SILENCE_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }
        made = subprocess.run(
            [sys.executable, "-m", "tests.web.fault_site"],
            env=self.environment, cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        self.key = made.stdout.decode()

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        code = "from toguna.cli.main import run; run()"
        self.server = subprocess.Popen(
            [sys.executable, "-c", code, "serve", "--no-browser", "--port", str(self.port)],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(lambda: self.answers("/api/v1/dossiers") == 200)

    def kill(self) -> None:
        assert self.server is not None
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def request(self, path: str, body: bytes | None = None, kind: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": kind}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.loads(answer.read())

    def send_half(self, body: bytes, kind: str) -> None:
        """Begin to send a form, and stop in its midst."""
        head = (
            f"POST {RETURNS} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.key}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.wire = socket.create_connection(("127.0.0.1", self.port))
        self.wire.sendall(head.encode() + body[: len(body) // 2])
        time.sleep(0.2)  # so that the server has read what came

    def answers(self, path: str) -> int:
        try:
            self.request(path)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0
        return 200

    def asks(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        with sqlite3.connect(self.data / "toguna.sqlite3", timeout=20) as database:
            return database.execute(sql).fetchall()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that is to come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    found = Laptop(tmp_path / "data")
    yield found
    if found.server is not None and found.server.poll() is None:
        found.kill()
    if found.wire is not None:
        found.wire.close()


def form(data: bytes, boundary: str = "frontiere") -> tuple[bytes, str]:
    """Write a form with one file."""
    head = (
        f"--{boundary}\r\nContent-Disposition: form-data; name=files; filename=MJDH.docx\r\n"
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def test_the_power_goes_during_a_consolidation_and_in_the_midst_of_an_upload(
    laptop: Laptop,
) -> None:
    laptop.prepare()
    laptop.start()
    states = "select state from web_job order by created"
    until(lambda: laptop.asks(states) == [("running",)])
    laptop.kill()
    assert laptop.asks("select count(*) from web_observation") == [(0,)]

    laptop.start()  # what had been begun is begun again
    until(lambda: laptop.asks(states) == [("done",)])
    ((count, keys),) = laptop.asks("select count(*), count(distinct key) from web_observation")
    assert count == keys > 20
    acts = laptop.asks("select act, count(*) from web_ledgerentry group by act")
    assert ("rattaché", 1) in acts
    kept = [laptop.asks(f"select count(*) from {table}") for table in ("web_blob", "web_return")]
    body, kind = form(docx(DRAFT[0], DRAFT[1].replace("Premier", "Second"), *DRAFT[2:]))
    laptop.send_half(body, kind)
    laptop.kill()
    assert laptop.asks("pragma integrity_check") == [("ok",)]
    assert kept == [
        laptop.asks(f"select count(*) from {table}") for table in ("web_blob", "web_return")
    ]

    laptop.start()
    told = laptop.request(RETURNS, body, kind)
    assert [one["filename"] for one in told["kept"]] == ["MJDH.docx"]


# The disk


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the database have no room for one more file."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1")  # as many as there are
        else:
            cursor.execute(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
                "EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = "
                "'53100'; END $$; CREATE TRIGGER no_room BEFORE INSERT ON web_blob FOR EACH ROW "
                "EXECUTE FUNCTION no_room()"
            )
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA max_page_count = 1073741823")
        else:
            cursor.execute("DROP TRIGGER no_room ON web_blob; DROP FUNCTION no_room")


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_nothing_is_lost() -> None:
    story = begun()
    noise = os.urandom(300_000).hex()
    copy = docx(DRAFT[0], DRAFT[1].replace("Premier", noise), *DRAFT[2:])

    def left(name: str) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, copy)

    browser, moussa = story.client("moussa"), program(story, "moussa")
    before = (Blob.objects.count(), Return.objects.count(), LedgerEntry.objects.count())
    with full_disk():
        page = browser.post(deposit_url(story), {"files": left("MJDH.docx")})
        told = moussa.ask("POST", "/dossiers/snc/rounds/1/returns", data={"files": left("M.docx")})
        assert browser.get(story.url()).status_code == 200
    assert (page.status_code, told.status_code) == (507, 507)
    assert "plein" in page.content.decode()
    assert (Blob.objects.count(), Return.objects.count(), LedgerEntry.objects.count()) == before
    again = browser.post(deposit_url(story), {"files": left("MJDH.docx")})
    assert again.status_code == 302
    assert Return.objects.count() == before[1] + 1


def deposit_url(story: Story) -> str:
    from django.urls import reverse

    return reverse("upload", args=(story.dossier.slug, 1))


# Two at once


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do acts at the same moment, each in a thread; give what each gave, or how it failed."""
    ready = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)

    def run(rank: int, act: Callable[[], object]) -> None:
        ready.wait()
        try:
            found[rank] = act()
        except Exception as error:  # whatever it is, the test looks at it
            found[rank] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_rapporteurs_at_once_the_second_is_told() -> None:
    story = begun()
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    (observation,) = story.consolidated()
    awa, bintou = story.seat("awa", Role.RAPPORTEUR), story.seat("bintou", Role.RAPPORTEUR)
    answers = [
        (awa, Given(Disposition.ACCEPTED)),
        (bintou, Given(Disposition.REJECTED, "Contraire à la loi.")),
    ]
    found = at_once(
        *(
            lambda seat=seat, given=given: give(
                seat, story.round, [observation], given, {observation.pk: 0}
            )
            for seat, given in answers
        )
    )
    refusals = [one for one in found if isinstance(one, Refused)]
    assert [one.status for one in refusals] == [409], found
    first = answers[1 - found.index(refusals[0])]
    answer = Answer.objects.get()
    assert (answer.by, answer.disposition) == (first[0].user, first[1].disposition.value)
    assert (answer.revision, AnswerChange.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_write_in_the_ledger_at_once_leave_no_gap() -> None:
    story = begun()

    def write(who: int) -> None:
        for turn in range(5):
            record(story.dossier, Act.CHECKED, SITE, f"fil-{who}", {"turn": turn})

    found = at_once(*(lambda who=who: write(who) for who in range(20)))
    assert found == [None] * 20
    ledger = Ledger.objects.get(dossier=story.dossier)
    rows = list(ledger.entries.order_by("index").values_list("index", "leaf_hash"))
    assert [index for index, _ in rows] == list(range(100))
    assert bytes(ledger.frontier) == Frontier.of(bytes(leaf) for _, leaf in rows).encode()
    check_kept(story.dossier)
