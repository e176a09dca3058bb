"""The server killed in mid-vote: what was acknowledged is there, once; a retry counts once."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from bench.room_site import SETUP, free_port, run_in, served

PEOPLE = 24
OPENED = """
import django; django.setup()
from toguna.web.domain.room.voting import Asked, open_vote
from toguna.web.models import Membership, Role, Workshop
from toguna.web.permissions import Seat
workshop = Workshop.objects.get()
seat = Seat.of(Membership.objects.get(role=Role.FACILITATOR))
print(open_vote(seat, workshop, workshop.items.first(), Asked("?", "Une rédaction.")).pk)
"""
KEPT = (
    "SELECT o.label, c.choice FROM web_cast AS c "
    "JOIN web_organisation AS o ON o.id = c.organisation_id"
)
KEYS = "SELECT key FROM web_castchange ORDER BY key"


@dataclass
class Site:
    """A site on disk, its server's process, and what is known of its people."""

    data: Path
    port: int
    told: dict[str, Any]
    vote: str

    def __post_init__(self) -> None:
        self.process = served(self.data, self.port)

    def kill(self) -> None:
        """End the server as a power cut ends it."""
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        self.process = served(self.data, self.port)

    def kept(self) -> tuple[dict[str, str], list[str]]:
        """Give the voices on the disk by delegation, and the keys of all that were taken."""
        with sqlite3.connect(self.data / "toguna.sqlite3") as database:
            voices = dict(database.execute(KEPT).fetchall())
            return voices, [key for (key,) in database.execute(KEYS)]

    def ask(
        self, cookie: str, rest: str, body: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Ask, and give status, body and the cookies that were set."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": cookie, "X-Room": "1"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if body is None else "POST"
        url = f"/d/salle/atelier/{self.told['workshop']}/{rest}"
        try:
            connection.request(method, url, body and urlencode(body), headers)
            answer = connection.getresponse()
            set_cookie = answer.getheader("Set-Cookie") or ""
            return answer.status, answer.read().decode(), set_cookie.partition(";")[0]
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Generator[Site, None, None]:
    data = tmp_path_factory.mktemp("salle")
    told = json.loads(run_in(data, SETUP, str(PEOPLE), str(PEOPLE)))
    made = Site(data, free_port(), told, run_in(data, OPENED))
    yield made
    made.kill()


@dataclass
class Voter:
    """One telephone: it votes, and tries again with the same key until it is told that it did."""

    site: Site
    cookie: str
    label: str
    key: str
    acknowledged: int = 0

    def prepare(self) -> None:
        """Have the page's token."""
        _, page, token = self.site.ask(self.cookie, "etat?v=")
        self.cookie += f"; {token}"
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None
        self._token = found[1]

    def vote(self) -> bool:
        """Try once; tell whether it was acknowledged."""
        body = {"csrfmiddlewaretoken": self._token, "choice": "for", "key": self.key}
        try:
            status, _, _ = self.site.ask(self.cookie, f"voter/{self.site.vote}/", body)
        except (OSError, http.client.HTTPException):
            return False
        self.acknowledged += status == 200
        return status == 200


def test_a_killed_server_has_kept_every_vote_that_it_acknowledged_and_every_session(
    site: Site,
) -> None:
    voters = [
        Voter(site, f"sessionid={session}", label, f"{label}-1")
        for session, label in site.told["people"]
    ]
    for voter in voters:
        voter.prepare()
    threads = [threading.Thread(target=voter.vote) for voter in voters]
    for at, thread in enumerate(threads):
        thread.start()
        if at == PEOPLE // 2:
            time.sleep(0.02)
            site.kill()
    for thread in threads:
        thread.join()
    before = {voter.label for voter in voters if voter.acknowledged}
    assert len(before) < PEOPLE
    kept, keys = site.kept()
    assert before <= kept.keys()
    assert len(keys) == len(set(keys)) == len(kept)

    site.start()
    for voter in voters:
        assert voter.vote()
        assert voter.vote()
    kept, keys = site.kept()
    assert kept == dict.fromkeys((voter.label for voter in voters), "for")
    assert keys == sorted(voter.key for voter in voters)

    _, page, _ = site.ask(voters[0].cookie, "etat?v=")
    assert "Votre délégation a voté" in page
