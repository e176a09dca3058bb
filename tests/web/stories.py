"""Small dossiers with their people, for stories told on the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from tests.consultation.story import docx
from toguna.web.domain.blobs import keep
from toguna.web.domain.consolidation import consolidate_round
from toguna.web.domain.ledger import open_ledger
from toguna.web.domain.texts import add_version
from toguna.web.models import (
    Dossier,
    Membership,
    Observation,
    Organisation,
    Return,
    Role,
    Round,
    User,
)
from toguna.web.permissions import Seat

PASSWORD = "une phrase de passe longue"
HASHED = make_password(PASSWORD)
"""Made once: hashing is slow on purpose."""
DRAFT = (
    "La stratégie s'applique à tous les services de l'État.",
    "L'agence nationale est placée sous l'autorité du Premier ministre.",
    "Les incidents graves sont signalés sous trois jours.",
    "Les opérateurs tiennent un registre de leurs incidents.",
)


@dataclass
class Story:
    """A dossier, its people by name, and its open round."""

    dossier: Dossier
    round: Round
    people: dict[str, User] = field(default_factory=dict)

    def organisation(self, label: str) -> Organisation:
        found, _ = Organisation.objects.get_or_create(
            label=label, defaults={"name": f"Ministère fictif {label}"}
        )
        return found

    def seat(self, name: str, role: str, organisation: str = "", *, cleared: bool = False) -> Seat:
        """Give somebody a seat, and give it."""
        user, made = User.objects.get_or_create(username=name, defaults={"full_name": name.title()})
        if made:
            user.password = HASHED
            user.save()
        self.people[name] = user
        membership, _ = Membership.objects.update_or_create(
            user=user,
            dossier=self.dossier,
            defaults={
                "role": role,
                "organisation": self.organisation(organisation) if organisation else None,
                "cleared": cleared,
            },
        )
        return Seat.of(membership)

    def client(self, name: str) -> Client:
        """Give the browser of somebody who has signed in."""
        client = Client()
        client.force_login(self.people[name])
        return client

    def url(self, rest: str = "") -> str:
        return f"/d/{self.dossier.slug}/{rest}"

    def sent(self, label: str, *lines: str, restricted: bool = False) -> Return:
        """Let an organisation send a copy with other lines than the draft's."""
        data = docx(*lines)
        return Return.objects.create(
            round=self.round,
            organisation=self.organisation(label),
            blob=keep(data),
            filename=f"{label}.docx",
            restricted=restricted,
        )

    def consolidated(self) -> list[Observation]:
        """Consolidate what was sent, and give the observations."""
        consolidate_round(self.round, lambda what, done, total: None)
        self.round.refresh_from_db()
        return list(self.round.observations.all())


def begun(*lines: str, slug: str = "snc") -> Story:
    """Give a dossier with a draft and an open round, a rapporteur and three ministries' desks."""
    dossier = Dossier.objects.create(slug=slug, title="Stratégie fictive de cybersécurité")
    open_ledger(dossier)
    draft = add_version(dossier, "Avant-projet", "avant-projet.docx", docx(*(lines or DRAFT)))
    round_ = Round.objects.create(
        dossier=dossier, number=1, label="Premier tour", draft=draft, opened=timezone.now()
    )
    story = Story(dossier, round_)
    story.seat("awa", Role.RAPPORTEUR)
    for name, label in (("moussa", "MJDH"), ("fatou", "MDAC"), ("ibrahim", "MEF")):
        story.seat(name, Role.DESK, label)
    return story


def seat_of(story: Story, name: str) -> Seat:
    """Give the seat of somebody of the story, as it is now."""
    return Seat.of(story.people[name].memberships.get(dossier=story.dossier))


def one(story: Story, identifier: str) -> Observation:
    """Give an observation of the round by its number."""
    return story.round.observations.get(identifier=identifier)


def contested(story: Story) -> None:
    """Let two ministries want rival wordings, a third ask for something restricted; consolidate."""
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent(
        "MEF", DRAFT[0], DRAFT[1].replace("Premier ministre", "ministre du numérique"), *DRAFT[2:]
    )
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3], restricted=True)
    story.consolidated()
