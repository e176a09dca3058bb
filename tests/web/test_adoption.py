"""The adoption of a text on the web: versions, bodies, what is refused, deadlines."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.web.adoption_stories import (
    ADOPTED,
    APPROVED,
    DAY,
    STEPS,
    adopted,
    another_text,
    approved,
    entries,
    frozen,
    noted,
    page_of,
    story_of_adoption,
    worked,
)
from tests.web.stories import Story
from toguna.adoption.approval.standing import State, holding, open_reservations, state
from toguna.web.domain.adoption_clock import due
from toguna.web.domain.adoption_events import adopted_version, process_of
from toguna.web.models import AdoptionDeadline, AdoptionEvent, VersionCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return story_of_adoption()


def test_a_text_goes_all_its_way_and_each_act_is_in_the_ledger(story: Story) -> None:
    adopted(story)
    version = story.dossier.versions.get(number=2)
    assert adopted_version(story.dossier) == version
    acts = [entry.act.value for entry in entries(story)[-5:]]
    assert acts == ["figé", "approuvé", "approuvé", "approuvé", "adopté"]
    last = entries(story)[-1]
    assert version.blob_id in last.files.values()
    assert len(entries(story)[-2].files) == 2, "the version and the procès-verbal"
    page = page_of(story.client("yacouba"), story.url("adoption/"))
    assert "le texte est adopté" in page
    assert "adoptée" in page
    assert "Noter l&#x27;issue" not in page


def test_a_council_that_takes_note_has_not_adopted_and_may_still_do_so(story: Story) -> None:
    frozen(story)
    approved(story)
    noted(story, STEPS[3], "pris acte")
    assert adopted_version(story.dossier) is None
    page = page_of(story.client("awa"), story.url("adoption/"))
    assert "il n&#x27;est pas adopté" in page
    assert "Prendre acte n'est pas adopter" in page
    assert entries(story)[-1].act.value == "pris acte"
    assert noted(story, STEPS[3], "pris acte").status_code == 422
    assert noted(story, STEPS[3], ADOPTED).status_code == 302
    assert state(process_of(story.dossier)) is State.ADOPTED


def test_what_the_core_refuses_is_said_in_the_form_and_nothing_is_noted(story: Story) -> None:
    before = len(entries(story))
    page = noted(story, STEPS[0], APPROVED)
    assert page.status_code == 422
    assert "Aucune version n&#x27;est figée" in page.content.decode()
    assert frozen(story) == 302
    early = noted(story, STEPS[2], APPROVED).content.decode()
    assert "ne peut pas avoir lieu avant" in early
    bare = noted(story, STEPS[0], "renvoyé").content.decode()
    assert "écrivez le motif" in bare
    assert "dites à quelle étape" in bare
    late = noted(story, STEPS[0], APPROVED, date="2020-01-01").content.decode()
    assert "est avant ce qui précède" in late
    assert noted(story, STEPS[0], ADOPTED).status_code == 422, "only the Council adopts"
    assert len(entries(story)) == before + 1
    assert AdoptionEvent.objects.count() == 1


def test_a_text_that_is_sent_back_needs_a_new_version(story: Story) -> None:
    frozen(story)
    approved(story, STEPS[:1])
    sent = noted(story, STEPS[1], "renvoyé", reason="Le coût n'est pas dit.", back_to=STEPS[1])
    assert sent.status_code == 302
    assert entries(story)[-1].act.value == "refusé"
    assert "a été renvoyé" in noted(story, STEPS[1], APPROVED).content.decode()
    assert frozen(story) == 422, "the same version again"
    another_text(story)
    assert frozen(story, 3) == 302
    held = holding(process_of(story.dossier))
    assert list(held) == [STEPS[0]], "what stood before the step that it was sent back to is kept"
    assert noted(story, STEPS[1], APPROVED).status_code == 302


def test_reservations_stay_open_until_a_version_takes_them_into_account(story: Story) -> None:
    frozen(story)
    asked = "Chiffrer le coût.\nNommer le chef de file."
    noted(story, STEPS[0], "approuvé avec réserves", reservations=asked)
    assert len(open_reservations(process_of(story.dossier))) == 2
    assert "Chiffrer le coût." in page_of(story.client("awa"), story.url("adoption/"))
    another_text(story)
    form = page_of(story.client("awa"), story.url("adoption/figer/"))
    assert "Nommer le chef de file." in form
    assert frozen(story, 3, lifts=["Chiffrer le coût."]) == 302
    left = [words for _, words in open_reservations(process_of(story.dossier))]
    assert left == ["Nommer le chef de file."]


def test_a_proces_verbal_is_filed_later_once(story: Story) -> None:
    frozen(story)
    noted(story, STEPS[0], APPROVED)
    url = story.url(f"adoption/etape/{STEPS[0]}/proces-verbal/")
    client = story.client("awa")
    assert client.post(url, {"file": SimpleUploadedFile("pv.txt", b"un")}).status_code == 302
    assert client.post(url, {"file": SimpleUploadedFile("pv.txt", b"deux")}).status_code == 422
    row = AdoptionEvent.objects.get(kind="minutes")
    given = story.client("lassana").get(story.url(f"adoption/proces-verbal/{row.rank}/"))
    assert b"".join(given.streaming_content) == b"un"
    assert story.client("moussa").get(given.request["PATH_INFO"]).status_code == 403


def test_only_who_leads_the_adoption_acts_and_the_committee_sees(story: Story) -> None:
    frozen(story)
    for name in ("lassana", "yacouba", "moussa"):
        client = story.client(name)
        assert client.post(story.url("adoption/figer/")).status_code == 403
        assert client.post(story.url(f"adoption/etape/{STEPS[0]}/")).status_code == 403
        assert client.get(story.url("adoption/")).status_code == 200
    assert story.client("lassana").get(story.url("adoption/conseil/")).status_code == 200
    assert story.client("yacouba").get(story.url("adoption/conseil/")).status_code == 403


def test_a_version_that_was_not_sent_out_is_for_those_who_work_on_it(story: Story) -> None:
    another_text(story)
    assert "Version remaniée" in page_of(story.client("lassana"), story.url("adoption/"))
    assert "Version remaniée" not in page_of(story.client("moussa"), story.url("adoption/"))
    frozen(story, 3)
    assert "Version remaniée" in page_of(story.client("moussa"), story.url("adoption/"))


def test_a_version_is_checked_in_the_background_and_the_ledger_has_the_counts(
    story: Story,
) -> None:
    version = another_text(story)
    story.client("awa").post(story.url(f"adoption/version/{version.pk}/verifier/"))
    worked()
    found = VersionCheck.objects.get(version=version)
    assert sum(found.counts.values()) == len(found.findings) > 0
    entry = entries(story)[-1]
    assert (entry.act.value, entry.payload["counts"]) == ("vérifié", found.counts)
    assert entry.actor.person == "Awa"
    page = page_of(story.client("lassana"), story.url(f"adoption/version/{version.pk}/constats/"))
    assert page.count('<li class="card">') == len(found.findings)
    report = story.client("awa").get(story.url(f"adoption/version/{version.pk}/constats/rapport/"))
    assert b"".join(report.streaming_content).startswith(b"%PDF-")


def test_a_deadline_has_a_clock_in_words(story: Story) -> None:
    client = story.client("awa")
    told = {"subject": "observations au secrétariat général", "words": "2999-07-01 14:00"}
    assert client.post(story.url("adoption/echeance/"), told).status_code == 302
    row = AdoptionDeadline.objects.get()
    (one,) = due(story.dossier, row.at - timedelta(hours=26, minutes=3))
    assert (str(one.clock.words), one.clock.overdue) == ("il reste 1 jour et 2 heures", False)
    assert str(one.deadline.words) == "lundi 1er juillet 2999 à 14 h 00"
    (late,) = due(story.dossier, row.at + timedelta(minutes=5))
    assert (str(late.clock.words), late.clock.overdue) == ("échu depuis 5 minutes", True)
    for url in ("adoption/", ""):
        assert "il reste" in page_of(story.client("yacouba"), story.url(url))
    client.post(story.url(f"adoption/echeance/{row.pk}/"))
    assert due(story.dossier) == []


def test_words_that_say_no_moment_are_refused_where_they_were_written(story: Story) -> None:
    told = {"subject": "observations", "words": "bientôt"}
    answer = story.client("awa").post(story.url("adoption/echeance/"), told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "n&#x27;est pas une échéance" in page
    assert 'aria-invalid="true"' in page
    assert not AdoptionDeadline.objects.exists()


def test_a_weekday_is_the_next_one(story: Story) -> None:
    told = {"subject": "observations", "words": "lundi 14 h"}
    story.client("awa").post(story.url("adoption/echeance/"), told)
    at = AdoptionDeadline.objects.get().at
    assert (at.astimezone(UTC).weekday(), at.astimezone(UTC).hour) == (0, 14)
    assert timezone.now() < at <= timezone.now() + timedelta(days=7)


def test_where_it_stands_is_rebuilt_from_what_happened(story: Story) -> None:
    adopted(story)
    kinds = [row.kind for row in AdoptionEvent.objects.all()]
    assert kinds == ["frozen", "act", "act", "act", "act"]
    again = process_of(story.dossier)
    assert [act.date for act in again.acts] == [DAY] * 4
