"""A working group works on a laptop of its own and comes back; two machines are both kept."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from bench.room_site import run_in
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.stories import Story
from tests.web.test_room import COMPROMISE, PRESIDENT, opened, seat_of, story
from toguna.consultation.workshop.bundle import Bundle, write_bundle
from toguna.text.errors import UnreadableFile
from toguna.web.domain.room.bundles import (
    DRAFT,
    KEY,
    STATE,
    export,
    open_bundle,
    take_back_bundle,
)
from toguna.web.domain.room.groups import (
    act,
    make_group,
    may_write,
    proposals,
    propose,
    settle,
    to_settle,
)
from toguna.web.domain.room.told import told_workshop
from toguna.web.models import GroupAct, Item, LedgerEntry, User, WorkingGroup, Workshop
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

__all__ = ["story"]
pytestmark = pytest.mark.django_db
ON_THE_LAPTOP = """
import django; django.setup()
import pathlib, sys
from toguna.web.domain.start import prepare_database
prepare_database()
from toguna.web.domain.room import bundles, groups
from toguna.web.models import Membership, User
from toguna.web.permissions import Seat
folder, words = pathlib.Path(sys.argv[1]), sys.argv[2]
user = User.objects.create_superuser("binta", password="x")
workshop, sender = bundles.open_bundle(user, (folder / "aller.zip").read_bytes(), "aller.zip")
seat, group = Seat.of(Membership.objects.get()), workshop.groups.get()
item = group.items.get()
groups.act(seat, group, item, groups.NOTE, {"text": "Longue discussion."})
groups.propose(seat, group, item, words, "Un équilibre.", agreed=True)
groups.summarise(seat, group, "Le groupe a siégé deux heures.")
groups.recommend(seat, workshop, "Publier le décret.", "Primature", group)
(folder / "retour.zip").write_bytes(bundles.export(seat, group))
try:
    bundles.open_bundle(user, (folder / "aller.zip").read_bytes(), "aller.zip")
except Exception as error:
    print(sender, "|", error)
"""


def formed(story: Story) -> tuple[Seat, Workshop, Item, WorkingGroup]:
    bakary, workshop, item = opened(story)
    group = make_group(bakary, workshop, "Groupe 1", [item], [story.organisation("MJDH")])
    item.refresh_from_db()
    return bakary, workshop, item, group


def test_members_of_a_group_write_and_others_read(story: Story) -> None:
    _, _, item, group = formed(story)
    moussa, ibrahim = seat_of(story, "moussa"), seat_of(story, "ibrahim")
    assert (may_write(moussa, group), may_write(ibrahim, group)) == (True, False)
    propose(moussa, group, item, PRESIDENT, "C'est clair.", agreed=True)
    assert proposals(group)[str(item.pk)].told["words"] == PRESIDENT
    with pytest.raises(Refused, match="membres de ce groupe"):
        act(ibrahim, group, item, "note", {"text": "x"})
    url = story.url(f"atelier/{group.workshop_id}/groupes/{group.pk}/")
    page = story.client("ibrahim").get(url).content.decode()
    assert "Le groupe propose" in page
    assert "Proposer cette rédaction" not in page
    story.client("moussa").post(
        url + "ecrire/", {"what": "note", "passage": item.pk, "text": "Vu."}
    )
    assert "Vu." in story.client("ibrahim").get(url).content.decode()


def test_a_laptop_goes_out_and_comes_back_and_the_minutes_tell_of_it(
    story: Story, tmp_path: Path
) -> None:
    bakary, workshop, item, group = formed(story)
    (tmp_path / "aller.zip").write_bytes(export(bakary, group))
    told = run_in(tmp_path / "laptop", ON_THE_LAPTOP, str(tmp_path), COMPROMISE)
    assert "déjà ouvert" in told
    back = (tmp_path / "retour.zip").read_bytes()
    first = take_back_bundle(bakary, workshop, back, "retour.zip")
    again = take_back_bundle(bakary, workshop, back, "retour.zip")
    assert (first.new, first.refused, again.new) == (2, [], 0)
    assert proposals(group)[str(item.pk)].told["words"] == COMPROMISE
    (minuted,) = told_workshop(workshop).groups
    assert minuted.summary == "Le groupe a siégé deux heures."
    assert minuted.decisions[0].wording == COMPROMISE
    assert minuted.recommendations[0].addressee == "Primature"
    acts = LedgerEntry.objects.filter(ledger__dossier=story.dossier).values_list("act", flat=True)
    assert list(acts)[-2:] == ["fusionné", "fusionné"]


def test_what_two_machines_said_apart_is_kept_and_settled_by_a_person(
    story: Story, tmp_path: Path
) -> None:
    bakary, workshop, item, group = formed(story)
    (tmp_path / "aller.zip").write_bytes(export(bakary, group))
    propose(bakary, group, item, PRESIDENT, "En salle.", agreed=True)
    run_in(tmp_path / "laptop", ON_THE_LAPTOP, str(tmp_path), COMPROMISE)
    back = (tmp_path / "retour.zip").read_bytes()
    browser = story.client("bakary")
    url = story.url(f"atelier/{workshop.pk}/groupes/")
    browser.post(url + "paquet/", {"bundle": SimpleUploadedFile("retour.zip", back)})
    ((disputed, rivals),) = to_settle(group)
    assert disputed == item
    assert {one.told["words"] for one in rivals.acts} == {PRESIDENT, COMPROMISE}
    assert proposals(group) == {}
    assert "À régler" in browser.get(story.url(f"atelier/{workshop.pk}/pupitre/")).content.decode()
    theirs = next(one for one in rivals.acts if one.machine != "salle")
    settle(bakary, group, item, theirs.name)
    assert to_settle(group) == []
    assert proposals(group)[str(item.pk)].told["words"] == COMPROMISE
    assert GroupAct.objects.filter(kind="wording").count() == 3


def test_an_altered_or_foreign_bundle_changes_nothing(story: Story) -> None:
    bakary, workshop, _, group = formed(story)
    out = export(bakary, group)
    with pytest.raises(UnreadableFile, match="n'est pas de l'atelier"):
        take_back_bundle(bakary, workshop, out, "aller.zip")
    url = story.url(f"atelier/{workshop.pk}/groupes/paquet/")
    answer = story.client("bakary").post(url, {"bundle": SimpleUploadedFile("x.zip", b"PK rien")})
    assert answer.status_code == 422
    assert not GroupAct.objects.exists()


def test_a_forged_bundle_puts_nothing_into_another_dossier(story: Story) -> None:
    bakary, _, _, group = formed(story)
    with zipfile.ZipFile(io.BytesIO(export(bakary, group))) as archive:
        names = (STATE, KEY, DRAFT)
        parts = {name: archive.read(f"pieces/{name}") for name in names}
    state = json.loads(parts[STATE])
    state["workshop"]["dossier_id"] = state["group"]["workshop_id"] = story.dossier.pk
    state["group"]["id"], state["items"] = str(uuid4()), []
    parts[STATE] = json.dumps(state).encode()
    digest = hashlib.sha256(parts[STATE]).hexdigest()
    forged = Bundle("faux", str(uuid4()), group.name, (), digest, (), parts)
    admin = User.objects.create_superuser("binta")
    made, _ = open_bundle(admin, write_bundle(forged, Ed25519PrivateKey.generate()), "faux.zip")
    assert made.dossier.slug == "faux"
    assert Workshop.objects.get(pk=made.pk).dossier.slug == "faux"


def test_the_bundle_that_goes_out_carries_the_groups_passages_alone(story: Story) -> None:
    bakary, _, item, group = formed(story)
    with zipfile.ZipFile(io.BytesIO(export(bakary, group))) as archive:
        state = json.loads(archive.read("pieces/etat.json"))
        assert set(archive.namelist()) >= {"pieces/avant-projet.docx", "pieces/cle.bin"}
    assert [one["id"] for one in state["items"]] == [str(item.pk)]
    moussa = story.client("moussa")
    assert (
        moussa.post(
            story.url(f"atelier/{group.workshop_id}/groupes/{group.pk}/paquet/")
        ).status_code
        == 403
    )
    assert moussa.get("/atelier/paquet/").status_code == 403
