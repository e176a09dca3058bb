"""The dossier that `bench.pages` reads, made with a site's settings, in a process of its own.

A draft of 300 pages, 25 returns, about 5,000 observations, consolidated as on a real site; half
of them are answered.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from bench.cases import PLAIN, case
from toguna.consultation.decisions.model import Disposition
from toguna.web.domain.answers import Given, give
from toguna.web.domain.blobs import keep
from toguna.web.domain.consolidation import consolidate_round
from toguna.web.domain.ledger import open_ledger
from toguna.web.domain.start import prepare_database
from toguna.web.domain.texts import add_version
from toguna.web.models import Dossier, Membership, Organisation, Return, Role, Round, User
from toguna.web.permissions import Seat, visible, visible_conflicts

PARAGRAPHS, RETURNS, EDITS = 3000, 25, 200


def main() -> None:
    """Make the dossier, and print a session and some of what there is as JSON on one line."""
    prepare_database()
    dossier = Dossier.objects.create(slug="grand", title="Stratégie fictive", fictitious=True)
    open_ledger(dossier)
    seat = rapporteur(dossier)
    round_ = round_of(dossier)
    consolidate_round(round_, lambda what, done, total: None)
    rows = list(visible(seat, round_))
    give(seat, round_, rows[::2], Given(Disposition.NOTED), {})
    conflict = visible_conflicts(seat, round_).first()
    told = {
        "session": session_of(seat.user),
        "observations": len(rows),
        "observation": rows[len(rows) // 2].identifier,
        "conflict": "" if conflict is None else conflict.identifier,
        "conflicts": visible_conflicts(seat, round_).count(),
        "contributor": rows[0].contributor,
    }
    print(json.dumps(told))


def rapporteur(dossier: Dossier) -> Seat:
    """Seat a rapporteur."""
    user = User.objects.create(username="rapporteur", full_name="Rapporteur fictif", password="!")
    return Seat.of(Membership.objects.create(user=user, dossier=dossier, role=Role.RAPPORTEUR))


def round_of(dossier: Dossier) -> Round:
    """Open a round and let everybody answer."""
    made = case(12, PLAIN, paragraphs=PARAGRAPHS, returns=RETURNS, edits=EDITS)
    draft = add_version(dossier, "Avant-projet", "avant-projet.docx", made.draft)
    round_ = Round.objects.create(
        dossier=dossier, number=1, label="Tour", draft=draft, opened=timezone.now()
    )
    for copy in made.copies:
        organisation = Organisation.objects.create(label=copy.label, name=copy.label)
        Return.objects.create(
            round=round_,
            organisation=organisation,
            blob=keep(copy.data),
            filename=f"{copy.label}.docx",
        )
    return round_


def session_of(user: User) -> str:
    """Sign somebody in, and give the key of the session."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)
