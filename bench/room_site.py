"""A site of a benchmark's own: data made in its database, its server in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

SETUP = """
import django; django.setup()
import json, sys
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from toguna.web.domain.start import prepare_database
prepare_database()
from toguna.web.domain.ledger import open_ledger
from toguna.web.domain.room.opening import open_workshop, add_item
from toguna.web.domain.texts import add_version
from toguna.web.models import Dossier, Membership, Organisation, Role, Round, User
from toguna.web.permissions import Seat

people, delegations = int(sys.argv[1]), int(sys.argv[2])
dossier = Dossier.objects.create(slug="salle", title="Stratégie fictive", fictitious=True)
open_ledger(dossier)
text = "\\n\\n".join(f"Mesure {n} : " + "les services de l'État protègent leurs systèmes. " * 6
                     for n in range(1, 41))
draft = add_version(dossier, "Avant-projet", "avant-projet.md", text.encode())
round_ = Round.objects.create(dossier=dossier, number=1, label="Tour", draft=draft,
                              opened=timezone.now())

def session(name, role, organisation=None):
    user = User.objects.create(username=name, full_name=name, password="!")
    membership = Membership.objects.create(user=user, dossier=dossier, role=role,
                                           organisation=organisation)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key, membership

key, membership = session("facilitateur", Role.FACILITATOR)
seat = Seat.of(membership)
workshop = open_workshop(seat, round_, {"title": "Atelier", "place": "Bamako",
                                        "days": ["2026-07-01"]})
items = [str(add_item(seat, workshop, clause["id"], "", clause["text"] + " Chaque année.").pk)
         for clause in draft.clauses[:20]]
sat = []
for n in range(people):
    label = f"M{n % delegations:02}"
    organisation, _ = Organisation.objects.get_or_create(label=label, defaults={"name": label})
    sat.append((session(f"p{n}", Role.DESK, organisation)[0], label))
print(json.dumps({"workshop": str(workshop.pk), "items": items, "facilitator": key,
                  "people": sat, "clauses": len(draft.clauses)}))
"""


def run_in(data: Path, code: str, *arguments: str) -> str:
    """Run a piece of Python with the site's settings, and give the last line that it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(data), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.splitlines()[-1]


def environment(data: Path) -> dict[str, str]:
    """Give the environment of a site of its own."""
    own = {"TOGUNA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "toguna.web.settings"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, **own}


def served(data: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    command = "from toguna.cli.main import main; main()"
    arguments = ["serve", "--no-browser", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        [sys.executable, "-c", command, *arguments],
        env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.kill()
    raise SystemExit("the server did not start")


def free_port() -> int:
    """Give a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
