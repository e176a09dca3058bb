"""The first page of a dossier: what waits for whom, and what nobody must know."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.web.domain.answers import Given, give
from toguna.web.models import Role, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    told = begun()
    told.seat("mariam", Role.AUTHORITY, "MJDH")
    return told


def first_page(story: Story, name: str) -> str:
    return html.unescape(story.client(name).get(story.url()).content.decode())


def test_an_organisation_is_told_to_reply_until_it_has(story: Story) -> None:
    told = "Votre structure n'a pas encore répondu"
    assert told in first_page(story, "moussa")
    moussa = story.client("moussa")
    file = SimpleUploadedFile("mjdh.docx", docx(DRAFT[0]))
    moussa.post(story.url("tour/1/deposer/"), {"files": file})
    assert "1 fichier déposé n'est pas encore transmis" in first_page(story, "moussa")
    assert "fichier déposé" not in first_page(story, "mariam")
    moussa.post(story.url("tour/1/depot/"))
    assert told not in first_page(story, "moussa")
    assert "1 retour attend la validation de votre autorité" in first_page(story, "moussa")
    assert "1 retour attend votre validation pour partir" in first_page(story, "mariam")
    assert told in first_page(story, "fatou")


def test_the_rapporteur_is_told_what_is_left(story: Story) -> None:
    story.sent("MJDH", DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    assert "1 retour arrivé ou retiré" in first_page(story, "awa")
    story.consolidated()
    page = first_page(story, "awa")
    assert "2 structures consultées n'ont pas encore répondu" in page
    assert "1 observation n'a pas encore de suite" in page
    assert "0 sur 1 ont une suite" in page
    story.round.deadline = timezone.now() - timedelta(days=1)
    story.round.save()
    assert "La date limite du tour est dépassée" in first_page(story, "awa")


def test_validated_answers_wait_for_the_opinion_of_the_authority(story: Story) -> None:
    story.sent("MJDH", DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    story.consolidated()
    awa = story.seat("awa", Role.RAPPORTEUR)
    one = story.round.observations.get()
    given = Given(Disposition.REJECTED, "La loi dit tous.", instance="atelier",
                  stage=Stage.VALIDATED)  # fmt: skip
    give(awa, story.round, [one], given, {one.pk: 0})
    assert "1 suite validée attend votre avis" in first_page(story, "mariam")
    mariam = story.client("mariam")
    page = html.unescape(mariam.get(story.url("retours/")).content.decode())
    assert "La loi dit tous." in page
    told = {"verdict": "non satisfait"}
    assert mariam.post(story.url(f"avis/{one.pk}/"), told).status_code == 422
    mariam.post(story.url(f"avis/{one.pk}/"), {**told, "reason": "La loi a changé."})
    one.answer.refresh_from_db()
    assert (one.answer.verdict, one.answer.verdict_reason) == ("non satisfait", "La loi a changé.")
    assert "attend votre avis" not in first_page(story, "mariam")
    assert story.client("moussa").post(story.url(f"avis/{one.pk}/"), told).status_code == 403


def test_a_proposed_answer_is_told_as_a_proposal(story: Story) -> None:
    story.sent("MJDH", DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    story.consolidated()
    one = story.round.observations.get()
    give(story.seat("awa", Role.RAPPORTEUR), story.round, [one], Given(Disposition.ACCEPTED),
         {one.pk: 0})  # fmt: skip
    page = html.unescape(story.client("mariam").get(story.url("retours/")).content.decode())
    assert "proposition, pas encore validée" in page
    assert "Donner votre avis" not in page


def test_restricted_observations_count_for_nobody_without_the_right(story: Story) -> None:
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3], restricted=True)
    assert "retour arrivé" not in first_page(story, "awa")
    story.consolidated()
    page = first_page(story, "awa")
    assert "sans suite" not in page.replace("Sans suite", "")
    assert "pas encore de suite" not in page
    assert "3 structures consultées n'ont pas encore répondu" in page


def test_an_empty_dossier_says_what_to_do_next() -> None:
    story = begun()
    Round.objects.all().delete()
    story.seat("chef", Role.ADMINISTRATOR)
    assert "Préparez le premier tour" in first_page(story, "awa")
    assert "Le rapporteur dépose l'avant-projet" in first_page(story, "moussa")
    assert "3 structures ont un point focal, mais pas d'autorité" in first_page(story, "chef")
