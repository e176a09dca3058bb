"""Makes a site in which every page has something to show, for `tests.web.walked`.

The sample dossier with its workshop; a text adopted and published; four small deliberations, each
at another point of its way.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from toguna.web.models import User
    from toguna.web.permissions import Seat

PEOPLE = ("awa", "mariam", "lassana", "admin")
"""A rapporteur, an authority, a member of the committee, and the site's administrator."""


def main() -> None:
    """Make the site of the environment; prints its sessions and the links that no page shows."""
    from django.test.utils import setup_test_environment

    from toguna.web.domain.sample import make_sample
    from toguna.web.domain.start import prepare_database
    from toguna.web.jobs.queue import run_waiting
    from toguna.web.models import User

    setup_test_environment()
    prepare_database()
    make_sample()
    run_waiting()
    links = _administered()
    _workshop()
    _returns()
    _adopted()
    _deliberations()
    run_waiting()
    sessions = {name: _session(User.objects.get(username=name)) for name in PEOPLE}
    guest = Client()
    guest.get(links[0])
    sessions[""] = str(guest.session.session_key)
    sys.stdout.write(json.dumps({"sessions": sessions, "links": links}) + "\n")


def _session(user: User) -> str:
    """Give the session of somebody who has just given a password, and given it once more."""
    client = Client()
    client.force_login(user)
    session = client.session
    told = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [told]
    session.save()
    return str(session.session_key)


def _seat(name: str, slug: str = "exemple") -> Seat:
    from toguna.web.models import Membership
    from toguna.web.permissions import Seat

    return Seat.of(Membership.objects.get(user__username=name, dossier__slug=slug))


def _client(name: str) -> Client:
    from toguna.web.models import User

    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def _administered() -> list[str]:
    """Let somebody be invited and asked to choose a password; the administrator has two factors."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from tests.web.stories import HASHED
    from toguna.web.domain.accounts import give_password_link
    from toguna.web.domain.invitations import Wanted, invite
    from toguna.web.domain.tokens import SCOPES, new_api_token
    from toguna.web.models import Membership, Organisation, Role, User

    admin = User.objects.get(username="admin")
    admin.is_superuser, admin.password = True, HASHED
    admin.save()
    TOTP.activate(admin, generate_totp_secret())
    RecoveryCodes.activate(admin)
    new_api_token(admin, "Tableau de bord", SCOPES)
    seat = _seat("admin")
    organisation = Organisation.objects.get(label="MJDH")
    issued = invite(seat, [Wanted(Role.DESK, organisation, name="Invitée fictive")])
    place = Membership.objects.get(user__username="yacouba")
    token = give_password_link(seat, place, without_second_factor=False)
    return [f"/invitation/{issued[0].token}/", f"/mot-de-passe/{token}/", "/premier/rien/"]


def _workshop() -> None:
    """Open the workshop of the sample: a passage on screen, a vote, a working group, papers."""
    from toguna.web.domain.room.groups import make_group
    from toguna.web.domain.room.opening import open_workshop, show
    from toguna.web.domain.room.voting import Asked, open_vote
    from toguna.web.jobs.queue import enqueue
    from toguna.web.models import Organisation, Round

    seat = _seat("bakary")
    told = {"title": "Atelier de finalisation", "place": "Bamako", "days": ["2026-11-24"]}
    workshop = open_workshop(seat, Round.objects.get(dossier__slug="exemple"), told)
    first, *others = workshop.items.order_by("order")
    delegations = Organisation.objects.filter(label__in=("MJDH", "MDAC"))
    make_group(seat, workshop, "Gouvernance", others[:2], delegations)
    show(seat, workshop, first)
    open_vote(seat, workshop, first, Asked("D'accord avec ceci ?", first.draft))
    enqueue(workshop.dossier, "room_papers", None, workshop=str(workshop.pk))


def _returns() -> None:
    """Let a ministry write in the page and drop a file, neither of them sent; two texts checked."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.consultation.story import docx
    from toguna.web.models import Round

    url = "/d/exemple/"
    round_ = Round.objects.get(dossier__slug="exemple")
    clauses = [one["id"] for one in round_.draft.clauses if len(one["text"]) > 80]
    desk = _client("moussa")
    for clause, observation in zip(clauses, ("À préciser.", "Qui en répond ?"), strict=False):
        if observation != "À préciser.":  # the first is on its way when the second is written
            desk.post(f"{url}ecrire/transmettre/", {"restricted": "on"})
        told = {"c": clause, "action": "remark", "nature": "fond", "seen": 0, "proposed": ""}
        told["observation"] = observation
        assert desk.post(f"{url}ecrire/garder/", told).status_code == 302
    file = SimpleUploadedFile("copie.docx", docx("La stratégie s'applique à tous les services."))
    _client("mariam").post(f"{url}tour/1/deposer/", {"files": [file]})
    asked = {"task": "check_text", "subject": "projet"}
    assert _client("awa").post(f"{url}documents/faire/", asked).status_code == 302


def _adopted() -> None:
    from tests.web.adoption_stories import adopted, published, story_of_adoption
    from tests.web.test_adoption_council import CERTIFICATE
    from toguna.web.domain.export import ask_export
    from toguna.web.models import Role

    story = story_of_adoption(slug="adopte")
    story.seat("admin", Role.ADMINISTRATOR)
    story.seat("mariam", Role.AUTHORITY, "MJDH")
    adopted(story)
    client, version = story.client("awa"), story.dossier.versions.latest("number")
    client.post(story.url("adoption/conseil/preparer/communication/"))
    client.post(story.url(f"adoption/version/{version.pk}/verifier/"))
    client.post(story.url("adoption/conseil/certificat/"), CERTIFICATE)
    published(story)
    ask_export(_seat("awa", "adopte"))


def _deliberations() -> None:
    """One whose options are prepared, one where the committee votes, one counted, one decided."""
    from tests.web.adoption_stories import frozen
    from tests.web.deliberation_stories import RANKING, room, votes

    for at, slug in enumerate(("prepare", "vote", "compte", "decision")):
        told = room(slug=slug, judging=at == 0)
        told.story.seat("lassana", "committee")
        told.story.seat("mariam", "authority", "MJDH")
        frozen(told.story, number=1)
        if at:
            told.sealed()
            told.does("awa", "deliberation_lead", what="ouvrir")
        if at > 1:
            votes(told, "lassana", **RANKING)
            told.does("awa", "deliberation_lead", what="clore")
        if at > 2:
            told.does(
                "awa", "deliberation_decide", option="Primature", reasons="Le rang.",
                instance="Comité interministériel", day="2026-11-20",
            )  # fmt: skip
