"""What comes back: dropped, looked over, passed on by the authority, received, taken back."""

from __future__ import annotations

import html
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun
from toguna.adoption.ledger.check_receipt import check_receipt
from toguna.adoption.ledger.entry import opens
from toguna.adoption.ledger.restricted import Opening
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import LedgerEntry, Return, ReturnState, Role
from toguna.web.templatetags.toguna import said

pytestmark = pytest.mark.django_db
CHANGED = docx(DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
OTHER = docx(*DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3])


@pytest.fixture
def story() -> Story:
    """A round in which Justice has a desk (Moussa) and an authority (Mariam)."""
    told = begun()
    told.seat("awa", Role.RAPPORTEUR, cleared=True)
    told.seat("mariam", Role.AUTHORITY, "MJDH")
    told.seat("seydou", Role.AUTHORITY, "MDAC")
    return told


def drop(story: Story, client: Client, *files: tuple[str, bytes]) -> str:
    """Drop files, and give the page that is shown then."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    response = client.post(story.url("tour/1/deposer/"), {"files": sent}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def send(story: Story, client: Client, **choices: str) -> str:
    """Send all that was dropped, every file with the same choices."""
    values = {
        f"{one.pk}-{name}": value
        for one in Return.objects.filter(state=ReturnState.DEPOSITED)
        for name, value in choices.items()
    }
    return client.post(story.url("tour/1/depot/"), values, follow=True).content.decode()


def acts(story: Story) -> list[str]:
    return [e.act for e in LedgerEntry.objects.filter(ledger__dossier=story.dossier)]


def sent_by_authority(story: Story, data: bytes = CHANGED, **choices: str) -> Return:
    """Let Justice's authority send a copy."""
    drop(story, story.client("mariam"), ("mjdh.docx", data))
    send(story, story.client("mariam"), **choices)
    return Return.objects.latest("pk")


def test_the_rapporteur_drops_several_files_and_corrects_whose_they_are(story: Story) -> None:
    awa = story.client("awa")
    page = drop(story, awa, ("MJDH_obs.docx", CHANGED), ("scan 12.docx", OTHER))
    assert "Vérifier et transmettre" in page
    guessed = {one.filename: one.organisation for one in Return.objects.all()}
    assert guessed == {"MJDH_obs.docx": story.organisation("MJDH"), "scan 12.docx": None}
    assert "Dites de quelle structure vient ce fichier" in send(story, awa)
    assert not LedgerEntry.objects.exists()
    first, second = Return.objects.order_by("filename")
    told = {
        f"{first.pk}-organisation": str(story.organisation("MJDH").pk),
        f"{second.pk}-organisation": "autre",
        f"{second.pk}-other": "BCEAO",
    }
    assert (
        "2 fichiers sont reçus"
        in awa.post(story.url("tour/1/depot/"), told, follow=True).content.decode()
    )
    run_waiting()
    read = Return.objects.order_by("filename")
    assert [(r.organisation.label, r.state) for r in read if r.organisation] == [
        ("MJDH", "read"), ("BCEAO", "read"),
    ]  # fmt: skip
    assert story.round.observations.count() == 2


def test_a_contributors_list_says_whose_files_are(story: Story) -> None:
    listed = "file;label;name\nscan 12.docx;APDP;Autorité de protection\n".encode()
    drop(story, story.client("awa"), ("scan 12.docx", OTHER), ("contributeurs.csv", listed))
    one = Return.objects.get()
    assert one.organisation is not None
    assert (one.organisation.label, one.organisation.name) == ("APDP", "Autorité de protection")


def test_what_a_desk_sends_waits_until_its_authority_passes_it_on(story: Story) -> None:
    moussa, mariam = story.client("moussa"), story.client("mariam")
    drop(story, moussa, ("../../etc/justice.docx", CHANGED))
    assert "attend la validation" in send(story, moussa)
    one = Return.objects.get()
    assert (one.state, one.filename, one.entry) == ("waiting", "justice.docx", None)
    assert "justice.docx" not in story.client("awa").get(story.url("tour/1/")).content.decode()
    assert moussa.post(story.url(f"retours/{one.pk}/transmettre/")).status_code == 403
    seydou = story.client("seydou")
    assert seydou.post(story.url(f"retours/{one.pk}/transmettre/")).status_code == 404
    assert "À valider : justice.docx" in mariam.get(story.url("retours/")).content.decode()
    mariam.post(story.url(f"retours/{one.pk}/transmettre/"))
    one.refresh_from_db()
    assert (one.state, str(one.sent_by), str(one.validated_by)) == ("sent", "Moussa", "Mariam")
    assert acts(story) == ["reçu"]
    assert mariam.post(story.url(f"retours/{one.pk}/transmettre/")).status_code == 409
    assert acts(story) == ["reçu"]


def test_an_authority_sends_back_with_a_word_and_the_desk_puts_another_in_its_place(
    story: Story,
) -> None:
    moussa, mariam = story.client("moussa"), story.client("mariam")
    drop(story, moussa, ("v1.docx", CHANGED))
    send(story, moussa)
    first = Return.objects.get()
    back = story.url(f"retours/{first.pk}/renvoyer/")
    assert mariam.post(back, {"word": " "}).status_code == 422
    mariam.post(back, {"word": "Il manque l'article 3."})
    assert "Il manque l&#x27;article 3." in moussa.get(story.url("retours/")).content.decode()
    drop(story, moussa, ("v2.docx", OTHER))
    assert "s&#x27;y ajoute-t-il, ou en remplace-t-il un" in send(story, moussa)
    send(story, moussa, replaces=str(first.pk))
    states = dict(Return.objects.values_list("filename", "state"))
    assert states == {"v1.docx": "withdrawn", "v2.docx": "waiting"}
    assert acts(story) == []


def test_a_receipt_is_given_that_verifies_alone(story: Story) -> None:
    one = sent_by_authority(story)
    response = story.client("moussa").get(story.url(f"retours/{one.pk}/recepisse/"))
    checked = check_receipt(b"".join(response))
    assert checked.holds
    assert checked.entry.payload["sha256"] == one.blob_id
    assert checked.entry.actor.organisation == "MJDH"
    assert story.client("fatou").get(story.url(f"retours/{one.pk}/recepisse/")).status_code == 404


def test_the_same_bytes_twice_are_told_and_not_counted(story: Story) -> None:
    sent_by_authority(story)
    page = drop(story, story.client("moussa"), ("encore.docx", CHANGED))
    assert "ce même fichier est déjà là, sous le nom « mjdh.docx »" in page
    fatou = story.client("fatou")
    assert "déjà là" not in drop(story, fatou, ("copie.docx", CHANGED))
    assert Return.objects.count() == 2


def test_an_import_is_undone_and_put_back(story: Story) -> None:
    one = sent_by_authority(story)
    run_waiting()
    assert story.round.observations.filter(gone=False).count() == 1
    awa = story.client("awa")
    awa.post(story.url("tour/1/retirer/"), {"return": one.pk})
    story.round.refresh_from_db()
    assert story.round.stale
    assert "progress" in awa.get(story.url("tour/1/")).content.decode()
    run_waiting()
    one.refresh_from_db()
    assert (one.state, str(one.withdrawn_by)) == ("withdrawn", "Awa")
    assert story.round.observations.filter(gone=False).count() == 0
    assert acts(story).count("retiré") == 1
    awa.post(story.url(f"retours/{one.pk}/remettre/"))
    run_waiting()
    assert story.round.observations.filter(gone=False).count() == 1
    assert acts(story).count("reçu") == 2


def test_a_newer_file_takes_the_place_of_the_older_once_it_is_received(story: Story) -> None:
    first = sent_by_authority(story)
    moussa = story.client("moussa")
    drop(story, moussa, ("corrigé.docx", OTHER))
    send(story, moussa, replaces=str(first.pk))
    first.refresh_from_db()
    assert first.state == "sent"
    second = Return.objects.latest("pk")
    story.client("mariam").post(story.url(f"retours/{second.pk}/transmettre/"))
    run_waiting()
    states = dict(Return.objects.values_list("filename", "state"))
    assert states == {"mjdh.docx": "withdrawn", "corrigé.docx": "read"}
    assert [a for a in acts(story) if a in ("reçu", "retiré")] == ["reçu", "retiré", "reçu"]


def test_what_is_withdrawn_while_it_is_being_read_stays_withdrawn(story: Story) -> None:
    from toguna.web.domain.consolidation import consolidate_round
    from toguna.web.domain.returns import withdraw

    one = sent_by_authority(story)
    awa = story.seat("awa", Role.RAPPORTEUR, cleared=True)

    def and_meanwhile(what: object, done: int, total: int) -> None:
        known = Return.objects.get(pk=one.pk)
        if known.state == ReturnState.SENT:
            withdraw(awa, [known])

    consolidate_round(story.round, and_meanwhile)
    one.refresh_from_db()
    story.round.refresh_from_db()
    assert one.state == "withdrawn"
    assert story.round.stale


def test_a_file_that_cannot_be_read_is_told_with_the_way_out(story: Story) -> None:
    sent_by_authority(story, b"not a document at all")
    run_waiting()
    one = Return.objects.get()
    assert one.state == "unread"
    assert said(one.problem).startswith("mjdh.docx : ")
    for name, page in (("awa", "tour/1/"), ("moussa", "retours/")):
        told = html.unescape(story.client(name).get(story.url(page)).content.decode())
        assert "illisible" in told
        assert said(one.problem) in told


def test_a_restricted_return_is_neither_seen_nor_counted_without_the_right(story: Story) -> None:
    binta = story.seat("binta", Role.RAPPORTEUR)
    assert not binta.cleared
    seydou = story.client("seydou")
    drop(story, seydou, ("secret-defense.docx", OTHER))
    send(story, seydou, restricted="on")
    one = Return.objects.get()
    assert one.restricted
    for name in ("binta", "moussa", "ibrahim"):
        for page in ("", "tour/", "tour/1/"):
            told = story.client(name).get(story.url(page)).content.decode()
            assert "secret-defense" not in told
            assert "retour arrivé" not in told
        assert story.client(name).get(story.url(f"retours/{one.pk}/fichier/")).status_code == 404
    run_waiting()
    binta_sees = story.client("binta").get(story.url("tour/1/")).content.decode()
    assert "secret-defense" not in binta_sees
    assert "MDAC-R001" not in binta_sees
    assert "secret-defense" in story.client("awa").get(story.url("tour/1/")).content.decode()
    assert "MDAC-R001" in story.client("fatou").get(story.url("retours/")).content.decode()
    public = b"".join(bytes(e.canonical) for e in LedgerEntry.objects.all())
    assert b"secret-defense" not in public
    assert b"MDAC" not in public
    receipt = check_receipt(b"".join(seydou.get(story.url(f"retours/{one.pk}/recepisse/"))))
    opened = Opening.read(b"".join(seydou.get(story.url(f"retours/{one.pk}/ouverture/"))))
    assert receipt.holds
    assert opens(receipt.entry, opened)
    assert json.loads(opened.content)["file"] == "secret-defense.docx"


def test_progress_names_no_restricted_file(story: Story) -> None:
    from toguna.web.models import Job

    drop(story, story.client("seydou"), ("secret-defense.docx", OTHER))
    send(story, story.client("seydou"), restricted="on")
    run_waiting()
    assert "secret" not in json.dumps(list(Job.objects.values_list("step", "step_values")))


def test_a_closed_round_takes_nothing(story: Story) -> None:
    story.client("awa").post(story.url("tour/1/clore/"))
    response = story.client("moussa").post(
        story.url("tour/1/deposer/"), {"files": SimpleUploadedFile("tard.docx", CHANGED)}
    )
    assert response.status_code == 409
    assert "le rouvrir" in response.content.decode()
    assert not Return.objects.exists()


@pytest.mark.parametrize("name", ["yacouba", "lassana"])
def test_who_speaks_for_nobody_drops_nothing(story: Story, name: str) -> None:
    story.seat("yacouba", Role.READER)
    story.seat("lassana", Role.COMMITTEE)
    response = story.client(name).post(
        story.url("tour/1/deposer/"), {"files": SimpleUploadedFile("a.docx", CHANGED)}
    )
    assert response.status_code == 403
    assert not Return.objects.exists()


def test_what_comes_after_the_deadline_is_received_and_said_to_be_late(story: Story) -> None:
    story.round.deadline = timezone.now() - timedelta(hours=1)
    story.round.save()
    assert sent_by_authority(story).state == "sent"
    assert "après la date limite" in story.client("awa").get(story.url("tour/1/")).content.decode()
