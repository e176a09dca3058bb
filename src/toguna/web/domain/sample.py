"""The sample dossier on the web: the people of a fictitious workshop and what they sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation.contributors import read_contributors
from toguna.web.domain.blobs import keep
from toguna.web.domain.deliberation.sample import make_deliberation
from toguna.web.domain.ledger import actor_of, open_ledger, record
from toguna.web.domain.paths import version_path
from toguna.web.domain.receiving import receive
from toguna.web.domain.texts import add_version
from toguna.web.models import (
    Dossier,
    Membership,
    Organisation,
    Return,
    Role,
    Round,
    User,
)
from toguna.web.permissions import Seat

SLUG = "exemple"
SAMPLES = Path(__file__).parents[4] / "samples" / "dossier"


@dataclass(frozen=True)
class Person:
    """Somebody of the sample: user name, full name, role, organisation's label."""

    name: str
    full_name: str
    role: str
    label: str = ""
    cleared: bool = False


PEOPLE = (
    Person("awa", "Awa Sissoko (fictive)", Role.RAPPORTEUR, cleared=True),
    Person("bakary", "Bakary Keïta (fictif)", Role.FACILITATOR),
    Person("moussa", "Moussa Coulibaly (fictif)", Role.DESK, "MJDH"),
    Person("mariam", "Mariam Touré (fictive)", Role.AUTHORITY, "MJDH"),
    Person("fatou", "Fatou Diallo (fictive)", Role.DESK, "MDAC", cleared=True),
    Person("seydou", "Seydou Maïga (fictif)", Role.AUTHORITY, "MDAC", cleared=True),
    Person("ibrahim", "Ibrahim Cissé (fictif)", Role.DESK, "MATD"),
    Person("kadidia", "Kadidia Traoré (fictive)", Role.AUTHORITY, "MATD"),
    Person("oumar", "Oumar Sangaré (fictif)", Role.DESK, "MSPC"),
    Person("assetou", "Assétou Koné (fictive)", Role.AUTHORITY, "MSPC"),
    Person("lassana", "Lassana Dembélé (fictif)", Role.COMMITTEE),
    Person("aminata", "Aminata Ba (fictive)", Role.COMMITTEE, "MEF"),
    Person("cheick", "Cheick Konaté (fictif)", Role.COMMITTEE, "MATD"),
    Person("djeneba", "Djénéba Samaké (fictive)", Role.COMMITTEE, "MESRS"),
    Person("modibo", "Modibo Sidibé (fictif)", Role.COMMITTEE, "MSDS"),
    Person("nana", "Nana Kouyaté (fictive)", Role.AGENCY),
    Person("yacouba", "Yacouba Doumbia (fictif)", Role.READER),
    Person("admin", "Administratrice (fictive)", Role.ADMINISTRATOR),
)


MESSAGE = (
    "Merci de relire l'avant-projet avant l'atelier et de nous faire parvenir vos observations : "
    "dans la page, dans le fichier Word avec suivi des modifications, ou par le formulaire hors "
    "ligne. Les structures qui ne peuvent pas répondre à temps nous le font savoir."
)
DAYS = 9
"""Days from the making of the sample to its deadline."""


def make_sample() -> Dossier:
    """Give the sample dossier, made where it is not there yet; its consolidation is asked for.

    Raises:
        FileNotFoundError: the samples are not on this machine.
    """
    known = Dossier.objects.filter(slug=SLUG).first()
    return known or _made()


@transaction.atomic
def _made() -> Dossier:
    dossier = Dossier.objects.create(
        slug=SLUG,
        title="Stratégie nationale de cybersécurité 2026-2030",
        country="Mali",
        fictitious=True,
    )
    open_ledger(dossier)
    listed = read_contributors((SAMPLES / "contributeurs.csv").read_bytes(), "contributeurs.csv")
    for _, contributor in listed.lines:
        Organisation.objects.get_or_create(
            label=contributor.label, defaults={"name": contributor.name}
        )
    seats = {person.name: _seat(person, dossier) for person in PEOPLE}
    rapporteur = seats["awa"]
    earlier = [
        add_version(dossier, "Version de 2024", path.name, path.read_bytes())
        for path in sorted((SAMPLES / "version-2024").glob("*.docx"))
    ]
    draft_file = SAMPLES / "avant-projet.docx"
    draft = add_version(dossier, "Avant-projet", draft_file.name, draft_file.read_bytes())
    round_ = Round.objects.create(
        dossier=dossier,
        number=1,
        label="Atelier de finalisation",
        draft=draft,
        message=MESSAGE,
        opened=timezone.now(),
        deadline=_deadline(),
    )
    round_.earlier.set(earlier)
    record(
        dossier, Act.OPENED, actor_of(rapporteur), "tour-1",
        {"label": round_.label, "draft": draft.filename, "sha256": draft.blob_id},
        {version_path(one): one.blob_id for one in (draft, *earlier)},
    )  # fmt: skip
    for file, contributor in listed.lines:
        _receive(round_, rapporteur, SAMPLES / "retours" / file, contributor.label)
    make_deliberation(rapporteur)
    return dossier


def _deadline() -> datetime:
    day = timezone.localtime() + timedelta(days=DAYS)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


def _seat(person: Person, dossier: Dossier) -> Seat:
    user, made = User.objects.get_or_create(
        username=person.name, defaults={"full_name": person.full_name}
    )
    if made:
        user.set_unusable_password()
        user.save()
    organisation = Organisation.objects.get(label=person.label) if person.label else None
    membership = Membership.objects.create(
        user=user,
        dossier=dossier,
        role=person.role,
        organisation=organisation,
        cleared=person.cleared,
    )
    return Seat.of(membership)


def _receive(round_: Round, seat: Seat, path: Path, label: str) -> None:
    one = Return.objects.create(
        round=round_,
        organisation=Organisation.objects.get(label=label),
        blob=keep(path.read_bytes()),
        filename=path.name,
        sent_by=seat.user,
    )
    receive(seat, one)
