"""A site of its own for a benchmark: a data folder, a server in a child process, a browser's calls.

Nothing of it is reached from another machine; what it is measured with is the standard library's.
"""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STARTS_WITHIN = 60.0
"""Seconds that a server may take to answer first."""


@dataclass(frozen=True)
class Got:
    """An answer: its status, its body, and how many bytes came over the wire with its head."""

    status: int
    body: bytes
    wire: int
    encoding: str
    head: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> bytes:
        """The body as it is once it is unpacked."""
        return gzip.decompress(self.body) if self.encoding == "gzip" else self.body


def environment(data: Path) -> dict[str, str]:
    """Give the environment of a site on a data folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "TOGUNA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "toguna.web.settings"}


def prepared(data: Path, module: str) -> str:
    """Run the `main` of a module on a site, and give the last line that it prints."""
    code = f"import django; django.setup(); from {module} import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(data),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()[-1]


@contextmanager
def served(data: Path, printed: Path | None = None) -> Iterator[int]:
    """Serve a site as `toguna serve` does, give its port, and stop it.

    What it prints goes to the file `printed`, or nowhere.
    """
    port = _free_port()
    with (printed or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", "from toguna.cli.main import run; run()", "serve",
             "--no-browser", "--port", str(port), "--data", str(data)],
            env=environment(data),
            stdout=out,
        )  # fmt: skip
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def _wait(port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


class Browser:
    """A kept connection of somebody who has signed in, that takes what browsers take."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"}

    def get(self, path: str) -> Got:
        """Ask for a page or a file."""
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        body = response.read()
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        encoding = response.getheader("Content-Encoding", "")
        told = {name.lower(): value for name, value in response.getheaders()}
        return Got(response.status, body, len(body) + head, encoding, told)
