"""Writing in the page, clause by clause, and sending it all as one return."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.stories import DRAFT, Story, begun
from toguna.text.docx.document import read_word
from toguna.web.domain.blobs import bytes_of
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Observation, Remark, Return, Role, Variant

pytestmark = pytest.mark.django_db
REWORDED = DRAFT[1].replace("Premier ministre", "Président de la République")


@pytest.fixture
def story() -> Story:
    told = begun()
    told.seat("awa", Role.RAPPORTEUR, cleared=True)
    told.seat("mariam", Role.AUTHORITY, "MJDH")
    told.seat("salif", Role.DESK, "MJDH")
    return told


def clause(story: Story, words: str) -> str:
    """Give the id of the clause that says some words."""
    return next(c["id"] for c in story.round.draft.clauses if words in c["text"])


def write(story: Story, client: Client, words: str, **values: object) -> int:
    """Write on the clause that says some words, and give the page's status."""
    told = {"c": clause(story, words), "action": "reword", "nature": "fond", "seen": 0, **values}
    return client.post(story.url("ecrire/garder/"), told).status_code


def rewrite(story: Story, client: Client, remark: Remark, **values: object) -> int:
    told = {"r": remark.pk, "action": "reword", "nature": "fond", "seen": 1, **values}
    return client.post(story.url("ecrire/garder/"), told).status_code


def test_a_wording_changed_in_place_is_shown_as_a_redline(story: Story) -> None:
    moussa = story.client("moussa")
    page = moussa.get(story.url("ecrire/"), {"c": clause(story, "agence")}).content.decode()
    assert "autorité du Premier ministre.</textarea>" in page
    assert write(story, moussa, "agence", proposed=REWORDED, reason="Le rang.") == 302
    page = moussa.get(story.url("ecrire/")).content.decode()
    assert '<del><span class="aloud">supprimé : </span>Premier ministre</del>' in page
    assert "Président de la République</ins>" in page


def test_words_left_as_they_are_are_no_proposal(story: Story) -> None:
    moussa = story.client("moussa")
    assert write(story, moussa, "agence", proposed=DRAFT[1]) == 422
    assert write(story, moussa, "agence", proposed=DRAFT[1], observation="Pourquoi ?") == 302
    remark = Remark.objects.get()
    assert (remark.action, remark.proposed, remark.base) == ("remark", "", DRAFT[1])


def test_what_is_typed_is_given_back_with_the_error(story: Story) -> None:
    told = {"c": clause(story, "agence"), "action": "insert", "nature": "fond", "seen": 0,
            "proposed": "", "reason": "Ma raison."}  # fmt: skip
    response = story.client("moussa").post(story.url("ecrire/garder/"), told)
    assert response.status_code == 422
    assert "Ma raison." in response.content.decode()


def test_the_second_of_two_people_who_change_a_remark_sees_both_texts(story: Story) -> None:
    moussa, salif = story.client("moussa"), story.client("salif")
    write(story, moussa, "agence", proposed=REWORDED)
    remark = Remark.objects.get()
    assert rewrite(story, salif, remark, proposed=DRAFT[1].replace("nationale", "unique")) == 302
    mine = DRAFT[1].replace("placée", "rattachée")
    told = {"r": remark.pk, "action": "reword", "nature": "fond", "seen": 1, "proposed": mine}
    response = moussa.post(story.url("ecrire/garder/"), told)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Salif a enregistré cette observation" in page
    assert "unique</ins>" in page
    assert "rattachée sous" in page
    remark.refresh_from_db()
    assert "unique" in remark.proposed
    assert rewrite(story, moussa, remark, seen=2, proposed=mine) == 302
    remark.refresh_from_db()
    assert (remark.proposed, remark.revision, str(remark.author)) == (mine, 3, "Moussa")


def test_two_people_who_begin_on_the_same_clause_are_told(story: Story) -> None:
    assert write(story, story.client("moussa"), "agence", proposed=REWORDED) == 302
    other = {"proposed": DRAFT[1].replace("nationale", "unique")}
    assert write(story, story.client("salif"), "agence", **other) == 409
    assert Remark.objects.count() == 1
    assert write(story, story.client("salif"), "agence", seen=1, **other) == 302
    assert Remark.objects.count() == 2


def test_what_one_organisation_writes_is_nobody_elses(story: Story) -> None:
    write(story, story.client("moussa"), "agence", proposed=REWORDED)
    remark = Remark.objects.get()
    fatou = story.client("fatou")
    assert "République" not in fatou.get(story.url("ecrire/")).content.decode()
    assert "République" not in fatou.get(story.url("ecrire/relire/")).content.decode()
    assert rewrite(story, fatou, remark, proposed="x") == 404
    assert fatou.post(story.url(f"ecrire/{remark.pk}/retirer/"), {"seen": 1}).status_code == 404
    assert story.client("awa").get(story.url("ecrire/")).status_code == 403


def test_a_page_written_wording_becomes_that_organisations_edit_in_the_consolidated_draft(
    story: Story,
) -> None:
    moussa = story.client("moussa")
    write(story, moussa, "agence", proposed=REWORDED, reason="Le rang de l'agence.")
    write(story, moussa, "registre", action="insert", proposed="Ce registre est tenu cinq ans.")
    write(
        story, moussa, "signalés", action="remark", observation="Qui signale ?", nature="question"
    )
    moussa.post(story.url("ecrire/transmettre/"))
    sent = Return.objects.get()
    assert (sent.state, sent.written, sent.filename) == ("waiting", True, "toguna-retour-MJDH.json")
    told = json.loads(bytes(sent.blob.data))
    assert told["schema"] == "toguna/form/1"
    assert [e["action"] for e in told["entries"]] == ["reword", "remark", "insert"]
    mariam = story.client("mariam")
    page = mariam.get(story.url(f"retours/{sent.pk}/lire/")).content.decode()
    assert "Président de la République</ins>" in page
    assert "Qui signale ?" in page
    assert story.client("fatou").get(story.url(f"retours/{sent.pk}/lire/")).status_code == 404
    mariam.post(story.url(f"retours/{sent.pk}/transmettre/"))
    run_waiting()
    sent.refresh_from_db()
    assert (sent.state, sent.kind, sent.notes) == ("read", "formulaire", [])
    found = Observation.objects.filter(source_return=sent)
    assert sorted(o.nature for o in found) == ["fond", "fond", "question"]
    output = story.round.outputs.get(variant=Variant.OPEN, path="consolide.docx")
    consolidated = bytes_of(output.blob_id)
    assert read_word(consolidated, "consolide.docx") is not None
    document = zipfile.ZipFile(io.BytesIO(consolidated)).read("word/document.xml").decode()
    assert "MJDH (proposition)" in document
    assert "Président de la République" in document
    assert "Ce registre est tenu cinq ans." in document


def test_a_second_sending_takes_the_place_of_the_first(story: Story) -> None:
    mariam = story.client("mariam")
    write(story, mariam, "agence", proposed=REWORDED)
    mariam.post(story.url("ecrire/transmettre/"))
    assert mariam.post(story.url("ecrire/transmettre/")).status_code == 409
    write(story, mariam, "signalés", action="remark", observation="Qui signale ?")
    mariam.post(story.url("ecrire/transmettre/"))
    run_waiting()
    first, second = Return.objects.order_by("pk")
    assert (first.state, second.state) == ("withdrawn", "read")
    assert story.round.observations.filter(gone=False).count() == 2
    assert set(Remark.objects.values_list("sent", flat=True)) == {second.pk}


def test_a_remark_that_is_changed_or_dropped_is_to_be_sent_again(story: Story) -> None:
    mariam = story.client("mariam")
    write(story, mariam, "agence", proposed=REWORDED)
    write(story, mariam, "signalés", action="remark", observation="Qui signale ?")
    mariam.post(story.url("ecrire/transmettre/"))
    one = Remark.objects.latest("pk")
    stale = mariam.post(story.url(f"ecrire/{one.pk}/retirer/"), {"seen": 9})
    assert stale.status_code == 409
    mariam.post(story.url(f"ecrire/{one.pk}/retirer/"), {"seen": 1})
    assert Remark.objects.get().sent is None
    assert "pas encore transmise" in mariam.get(story.url("ecrire/relire/")).content.decode()


def test_what_the_authority_sends_back_can_be_written_on(story: Story) -> None:
    moussa = story.client("moussa")
    write(story, moussa, "agence", proposed=REWORDED)
    moussa.post(story.url("ecrire/transmettre/"))
    first = Return.objects.get()
    story.client("mariam").post(
        story.url(f"retours/{first.pk}/renvoyer/"), {"word": "Motivez mieux."}
    )
    remark = Remark.objects.get()
    assert rewrite(story, moussa, remark, proposed=REWORDED, reason="Mieux motivé.") == 302
    moussa.post(story.url("ecrire/transmettre/"))
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert Return.objects.latest("pk").state == "waiting"


def test_what_is_written_does_not_drift_when_the_text_changes(story: Story) -> None:
    moussa = story.client("moussa")
    write(story, moussa, "agence", proposed=REWORDED)
    version = story.round.draft
    for told in version.clauses:
        told["text"] = told["text"].replace("placée sous", "mise sous")
    version.save()
    assert rewrite(story, moussa, Remark.objects.get(), proposed=REWORDED, reason="Bis.") == 302
    remark = Remark.objects.get()
    assert (remark.base, remark.proposed) == (DRAFT[1], REWORDED)


def test_a_form_filled_offline_is_imported_by_the_same_drop(story: Story) -> None:
    entry = {"clause": clause(story, "agence"), "base": DRAFT[1], "action": "reword",
             "proposed": REWORDED, "nature": "fond"}  # fmt: skip
    draft = {"file": story.round.draft.filename, "sha256": story.round.draft.blob_id}
    told = {"schema": "toguna/form/1", "draft": draft, "contributor": {"label": "MJDH"},
            "person": {"name": "M. C."}, "entries": [entry]}  # fmt: skip
    file = SimpleUploadedFile("toguna-retour-MJDH.json", json.dumps(told).encode())
    mariam = story.client("mariam")
    mariam.post(story.url("tour/1/deposer/"), {"files": file})
    mariam.post(story.url("tour/1/depot/"))
    run_waiting()
    one = story.round.observations.get()
    assert (one.contributor, one.person, one.origin) == ("MJDH", "M. C.", "formulaire")
    assert "Président de la République" in one.after


def test_nothing_is_written_outside_a_round(story: Story) -> None:
    story.client("awa").post(story.url("tour/1/clore/"))
    page = story.client("moussa").get(story.url("ecrire/")).content.decode()
    assert "Aucun tour de consultation n'est ouvert" in page
    assert write(story, story.client("moussa"), "agence", proposed=REWORDED) == 404


def test_no_clause_of_another_text_is_written_on(story: Story) -> None:
    told = {"c": "nulle_part", "action": "remark", "nature": "fond", "seen": 0, "observation": "?"}
    assert story.client("moussa").post(story.url("ecrire/garder/"), told).status_code == 404
