"""`toguna serve`: the dossier on the web, on one laptop or for a whole room."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console

from toguna.cli.language import chosen_language
from toguna.cli.site import open_site
from toguna.messages import Message, Translate, say, translation

THREADS = 12
"""Requests served at once; more would only wait for the same two processors."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What `toguna serve` was given."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("toguna-data")
    lan: bool = False
    demo: bool = False
    browser: bool = True


def run_server(arguments: Arguments, translate: Translate | None = None) -> int:
    """Serve until interrupted."""
    return _Server(arguments, translate or translation(chosen_language())).run()


class _Server:
    def __init__(self, arguments: Arguments, translate: Translate) -> None:
        self._arguments = arguments
        self._translate = translate
        self._console = Console(highlight=False)

    def run(self) -> int:
        """Prepare the site, say where it is, serve."""
        self._open_site()
        from toguna.web.domain.start import prepare_database

        prepare_database()
        listening = self._listen()
        if listening is None:
            return 2
        if self._arguments.demo:
            from toguna.web.domain.sample import make_sample

            make_sample()
        self._tell(listening.getsockname()[1])
        self._serve(listening)
        return 0

    def _open_site(self) -> None:
        data = Path("toguna-demo") if self._is_demo_folder() else self._arguments.data
        if self._arguments.demo:
            os.environ["TOGUNA_DEMO"] = "1"
        if self._arguments.lan:
            # The laptop's address changes with the hall's Wi-Fi; any name of it is its own.
            os.environ.setdefault("TOGUNA_HOSTS", "*")
        open_site(data)

    def _is_demo_folder(self) -> bool:
        return self._arguments.demo and self._arguments.data == Path("toguna-data")

    def _listen(self) -> socket.socket | None:
        host = "0.0.0.0" if self._arguments.lan else self._arguments.host  # noqa: S104 (asked for)
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, self._arguments.port))
        except OSError as error:
            self._say(
                say(
                    "Le port {port} ne peut pas être ouvert ({why}) ; choisissez-en un autre avec "
                    "--port.",
                    port=self._arguments.port,
                    why=error.strerror,
                ),
                "bold red",
            )
            return None
        listening.listen(256)
        return listening

    def _tell(self, port: int) -> None:
        from toguna.web.domain.start import first_token

        local = f"http://127.0.0.1:{port}/"
        first = local
        if self._arguments.demo:
            first = f"{local}demonstration/"
        else:
            token = first_token()
            if token is not None:
                first = f"{local}premier/{token}/"
                self._say(say("Premier administrateur : ouvrez ce lien, valable un jour."))
        self._say(say("Toguna est ouvert : {url}", url=first), "bold")
        if self._arguments.lan:
            self._tell_room(port)
        self._say(say("Pour arrêter : Ctrl+C. Rien n'est perdu à l'arrêt."))
        sys.stdout.flush()
        if self._arguments.browser:
            click.launch(first)

    def _tell_room(self, port: int) -> None:
        import segno

        from toguna.web.addresses import lan_address

        address = f"http://{lan_address()}:{port}/"
        self._say(say("Pour la salle, sur le même Wi-Fi : {url}", url=address), "bold")
        segno.make(address, micro=False).terminal(compact=True)

    def _serve(self, listening: socket.socket) -> None:
        import waitress
        from django.conf import settings

        from toguna.web.jobs.queue import work_forever
        from toguna.web.wsgi import application

        # Every page is imported now: the first reader waits for none of them.
        import_module(settings.ROOT_URLCONF)
        # What was imported stays: the collector need not go through it in the middle of a request.
        gc.collect()
        gc.freeze()
        stop = threading.Event()
        if not settings.TOGUNA.on_postgresql:
            threading.Thread(target=work_forever, args=(stop,), daemon=True).start()
        try:
            waitress.serve(
                application,
                sockets=[listening],
                threads=THREADS,
                connection_limit=1000,
                channel_timeout=60,
                max_request_body_size=settings.TOGUNA.uploads * 2,
                ident="",
                _quiet=True,
            )
        finally:
            stop.set()

    def _say(self, message: Message, style: str = "") -> None:
        self._console.print(
            message.render(self._translate), style=style, markup=False, soft_wrap=True
        )
