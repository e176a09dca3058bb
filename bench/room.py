"""Two hundred people follow the workshop room and vote in it, on SQLite: how long they wait.

`toguna serve` runs in a process of its own on a data folder made for the purpose; the people are
connections of this one, each asking every second and a half what is new, as room.js does. The
facilitator changes what is on screen, writes a compromise and opens votes, in which every one of
them presses a button within two seconds. Every vote that was acknowledged must be counted.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import secrets
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from bench.report import Figure, print_report
from bench.room_site import SETUP, free_port, run_in, served

PEOPLE, DELEGATIONS = 200, 50
BEAT = 1.5
"""Seconds between two questions of one telephone, as in room.js."""
LONGEST = 120
"""Seconds after which all end, however slow the machine; on a quiet one it takes 27."""
VOTES = 3
WITHIN = 2.0
"""Seconds in which everybody votes."""


@dataclass
class Seen:
    """What the clients saw: milliseconds by kind of request, errors, acknowledged votes."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    acknowledged: int = 0
    cpu: float = 0.0
    """Seconds of processor that the server took in all, its start included."""
    busy: float = field(default_factory=lambda: os.getloadavg()[0])
    """How many processes wanted this machine's processors before."""


@dataclass
class Person:
    """A session cookie, and what the page of its telephone has."""

    cookie: str
    key: str = ""
    ballot: str = ""


class Http:
    """One kept connection, as a browser has it; it is made again where the server closed it."""

    def __init__(self, port: int, seen: Seen) -> None:
        self._port, self._seen = port, seen
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, kind: str, path: str, cookie: str, body: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Ask, note how long it took, and give status, headers and body."""
        before = time.perf_counter()
        try:
            status, headers, text = await self._once(path, cookie, body)
        except (OSError, asyncio.IncompleteReadError) as error:
            self._writer = None
            self._seen.errors.append(f"{kind}: {error!r}")
            return 0, {}, ""
        self._seen.times.setdefault(kind, []).append((time.perf_counter() - before) * 1000)
        if status >= 400:
            self._seen.errors.append(f"{kind}: {status}")
        return status, headers, text

    async def _once(
        self, path: str, cookie: str, body: dict[str, str] | None
    ) -> tuple[int, dict[str, str], str]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        assert self._reader is not None
        data = urlencode(body).encode() if body is not None else b""
        head = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Cookie: {cookie}",
            "X-Room: 1",
        ]
        if body is not None:
            head += [
                f"Referer: http://127.0.0.1:{self._port}/",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(data)}",
            ]
        self._writer.write("\r\n".join([*head, "", ""]).encode() + data)
        await self._writer.drain()
        return await self._answer(self._reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str], str]:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        size = int(headers.get("content-length", "0"))
        data = await reader.readexactly(size) if size else b""
        if headers.get("connection", "").lower() == "close" and self._writer is not None:
            self._writer.close()
            self._writer = None
        return int(first.split()[1]), headers, data.decode()


COUNTED = """
import django; django.setup()
import json
from toguna.web.models import CastChange, Vote
from toguna.web.domain.room.voting import count
print(json.dumps({"votes": [count(v).cast for v in Vote.objects.all()],
                  "kept": CastChange.objects.count(),
                  "named": [sum(len(names) for *_, names in count(v).rows)
                            for v in Vote.objects.all()]}))
"""


# The room


class Hall:
    """The people of a room, who ask and vote until `end`."""

    def __init__(self, port: int, told: dict[str, Any], seen: Seen, end: float) -> None:
        self._port, self._seen, self._end = port, seen, end
        self._room = f"/d/salle/atelier/{told['workshop']}"
        self._told = told
        self.people = [Person(f"sessionid={key}") for key, _ in told["people"]]

    async def run(self) -> None:
        """Let everybody follow, and the facilitator lead, once the server has read its pages."""
        await Http(self._port, Seen()).ask("first", f"{self._room}/", self.people[0].cookie)
        people = (self._follow(one) for one in self.people)
        await asyncio.gather(self._lead(), self._small(), *people)

    async def _small(self) -> None:
        """Ask for a small file ten times a second: what any answer takes in this crowd."""
        http = Http(self._port, self._seen)
        while time.monotonic() < self._end:
            await http.ask("file", "/static/toguna/mark.svg", "")
            await asyncio.sleep(0.1)

    async def _follow(self, person: Person) -> None:
        http = Http(self._port, self._seen)
        await asyncio.sleep(random.random() * BEAT)
        while time.monotonic() < self._end:
            path = f"{self._room}/etat?vue=telephone&v={person.key}"
            status, headers, text = await http.ask("follow", path, person.cookie)
            if status:
                person.key = headers.get("x-room-key", person.key)
            if status == 200:
                await self._look(http, person, headers, text)
            await asyncio.sleep(BEAT * random.uniform(0.8, 1.2))

    async def _look(self, http: Http, person: Person, headers: dict[str, str], text: str) -> None:
        if "csrftoken" in headers.get("set-cookie", "") and "csrftoken" not in person.cookie:
            person.cookie += f"; {headers['set-cookie'].partition(';')[0]}"
        form = re.search(r'action="([^"]+/voter/(\d+)/)"', text)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        if form is None or token is None or person.ballot == form[2]:
            return
        person.ballot = form[2]
        await asyncio.sleep(random.random() * WITHIN)
        body = {
            "csrfmiddlewaretoken": token[1],
            "choice": random.choice(["for", "against", "can_live_with", "abstain"]),
            "key": secrets.token_hex(16),
        }
        status, headers, _ = await http.ask("vote", form[1], person.cookie, body)
        if status == 200:
            person.key = headers.get("x-room-key", person.key)
            self._seen.acknowledged += 1

    async def _lead(self) -> None:
        """Change what is on screen every two seconds, and open three votes in between."""
        http, cookie = Http(self._port, self._seen), f"sessionid={self._told['facilitator']}"
        status, headers, page = await http.ask("page", f"{self._room}/pupitre/", cookie)
        if status != 200:
            raise SystemExit(f"the console does not open: {status}")
        cookie += f"; {headers['set-cookie'].partition(';')[0]}"
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        items = self._told["items"]

        async def do(what: str, **told: str) -> None:
            body = {"csrfmiddlewaretoken": token[1], **told}
            await http.ask("lead", f"{self._room}/faire/{what}/", cookie, body)

        for turn in range(VOTES):
            for item in items[turn * 3 : turn * 3 + 2]:
                await do("montrer", passage=item)
                await asyncio.sleep(2)
            item = items[turn * 3 + 1]
            await do("voter", passage=item, question="D'accord ?", about="w0")
            await asyncio.sleep(WITHIN + 2 * BEAT + 1)
            await do("clore", passage=item, vote=str(turn + 1))
        self._end = min(self._end, time.monotonic() + 2)


def p95(times: list[float]) -> float:
    """Give the 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)] if times else 0.0


def main() -> int:
    """Make the data, serve, follow and vote, count, and say what was found."""
    folder = Path(tempfile.mkdtemp(prefix="toguna-bench-"))
    try:
        told = json.loads(run_in(folder, SETUP, str(PEOPLE), str(DELEGATIONS)))
        port, seen = free_port(), Seen()
        server = served(folder, port)
        try:
            asyncio.run(Hall(port, told, seen, time.monotonic() + LONGEST).run())
        finally:
            server.send_signal(signal.SIGINT)
            _, _, spent = os.wait4(server.pid, 0)
            seen.cpu = spent.ru_utime + spent.ru_stime
        counted = json.loads(run_in(folder, COUNTED))
    finally:
        shutil.rmtree(folder)
    return _report(seen, counted)


def _report(seen: Seen, counted: dict[str, Any]) -> int:
    room = {kind: times for kind, times in seen.times.items() if kind != "file"}
    everything = [ms for times in room.values() for ms in times]
    right = (
        seen.acknowledged == counted["kept"] == PEOPLE * VOTES
        and counted["votes"] == [DELEGATIONS] * VOTES
    )
    figures: dict[str, Figure] = {
        "p95_ms": round(p95(everything), 1),
        "median_ms": round(median(everything), 1),
        "max_ms": round(max(everything), 1),
        "p95_follow_ms": round(p95(seen.times["follow"]), 1),
        "p95_vote_ms": round(p95(seen.times["vote"]), 1),
        "p95_file_ms": round(p95(seen.times["file"]), 1),
        "requests": len(everything),
        "server_cpu_s": round(seen.cpu, 1),
        "load_before": round(seen.busy, 1),
        "errors": len(seen.errors),
        "votes_cast": seen.acknowledged,
        "votes_kept": counted["kept"],
        "delegations_counted": sum(counted["votes"]),
        "votes_right": right,
    }
    lines = {
        f"{kind} ({len(times)})": f"median {median(times):.1f} ms, p95 {p95(times):.1f} ms, "
        f"longest {max(times):.1f} ms"
        for kind, times in seen.times.items()
    }
    lines["votes"] = (
        f"{seen.acknowledged} acknowledged, {counted['kept']} kept, "
        f"{counted['votes']} delegations counted"
    )
    if seen.errors:
        lines["errors"] = ", ".join(sorted(set(seen.errors))[:5])
    print_report(f"{PEOPLE} people follow the room and vote, SQLite", lines, figures)
    return 0 if right and not seen.errors else 1


if __name__ == "__main__":
    sys.exit(main())
