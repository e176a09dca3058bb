"""The pages of the room: who sees what, what a telephone is told, how little it costs to ask."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.stories import Story
from tests.web.test_room import PRESIDENT, TOLD, opened, story, voted
from toguna.web.domain.room.opening import open_workshop
from toguna.web.domain.room.voting import Asked, open_vote
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Item, LedgerEntry, Presence, Role, Vote, Workshop, WorkshopPaper

__all__ = ["story"]
pytestmark = pytest.mark.django_db


def room_url(story: Story, rest: str = "") -> str:
    return story.url(f"atelier/{Workshop.objects.get().pk}/{rest}")


def did(client: Client, story: Story, what: str, **told: object) -> None:
    response = client.post(room_url(story, f"faire/{what}/"), told)
    assert response.status_code == 302, response.content.decode()


def test_the_facilitator_opens_a_workshop_on_the_last_round(story: Story) -> None:
    browser = story.client("bakary")
    assert "Préparer l'atelier" in browser.get(story.url("atelier/")).content.decode().replace(
        "&#x27;", "'"
    )
    told = {"title": "Atelier", "place": "Bamako", "first_day": "2026-07-01"}
    wrong = browser.post(story.url("atelier/nouveau/"), told | {"last_day": "2026-06-30"})
    assert wrong.status_code == 200
    assert not Workshop.objects.exists()
    browser.post(story.url("atelier/nouveau/"), told | {"last_day": "2026-07-03"})
    workshop = Workshop.objects.get()
    assert workshop.days == ["2026-07-01", "2026-07-02", "2026-07-03"]
    assert workshop.items.count() == 1


def test_a_whole_item_from_the_screen_to_the_decision(story: Story) -> None:
    """The facilitator shows an item, puts it to the vote, closes it, decides; telephones follow."""
    *_, item = opened(story)
    bakary, moussa = story.client("bakary"), story.client("moussa")
    assert "Aucun passage" in moussa.get(room_url(story)).content.decode()
    did(bakary, story, "montrer", passage=item.pk)
    page = moussa.get(room_url(story)).content.decode()
    assert "MJDH" in page
    assert "MEF" in page
    did(bakary, story, "voter", passage=item.pk, question="D'accord ?", about="w0", shown="on")
    page = moussa.get(room_url(story)).content.decode()
    (attempt,) = re.findall(r'name="key" value="(\w+)"', page)
    vote = Vote.objects.get()
    cast = {"choice": "for", "key": attempt}
    moussa.post(room_url(story, f"voter/{vote.pk}/"), cast)
    moussa.post(room_url(story, f"voter/{vote.pk}/"), cast)
    assert "Votre délégation a voté" in moussa.get(room_url(story)).content.decode()
    big = story.client("fatou").get(room_url(story, "projecteur/")).content.decode()
    assert "ayant voté : 1 sur 3" in big
    did(bakary, story, "clore", passage=item.pk, vote=vote.pk)
    desk = bakary.get(room_url(story, "pupitre/")).content.decode()
    assert f">{PRESIDENT}</textarea>" in desk.replace("&#x27;", "'")
    did(
        bakary,
        story,
        "decider",
        passage=item.pk,
        disposition="settled",
        wording=PRESIDENT,
        reason="Accord.",
    )
    assert "Décidé" in moussa.get(room_url(story)).content.decode()
    assert Item.objects.get().state == Item.State.SETTLED
    acts = LedgerEntry.objects.filter(ledger__dossier=story.dossier).values_list("act", flat=True)
    assert list(acts)[-4:] == ["ouvert", "voté", "répondu", "décidé"]


def test_the_compromise_is_saved_as_it_is_typed_and_shown_to_all(story: Story) -> None:
    _, _, item = opened(story)
    bakary, moussa = story.client("bakary"), story.client("moussa")
    did(bakary, story, "montrer", passage=item.pk)
    told = {"passage": item.pk, "live": PRESIDENT, "revision": 0}
    answer = bakary.post(room_url(story, "compromis/"), told, headers={"X-Room": "1"})
    assert answer.headers["X-Room-Revision"] == "1"
    assert "<del>" in answer.content.decode()
    assert "Compromis" in moussa.get(room_url(story)).content.decode()
    again = bakary.post(room_url(story, "compromis/"), told, headers={"X-Room": "1"})
    assert again.status_code == 409


def asked(client: Client, story: Story, key: str, view: str = "telephone") -> tuple[int, str]:
    response = client.get(room_url(story, "etat"), {"v": key, "vue": view})
    return response.status_code, response.headers["X-Room-Key"]


def test_asking_for_what_is_newer_costs_one_query_when_nothing_is(story: Story) -> None:
    bakary, workshop, item = opened(story)
    moussa, ibrahim = story.client("moussa"), story.client("ibrahim")
    status, key = asked(moussa, story, "")
    assert status == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = moussa.get(f"/d/snc/atelier/{workshop.pk}/etat", {"v": key, "vue": "telephone"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(queries) == 1
    vote = open_vote(bakary, workshop, item, Asked("?", PRESIDENT))
    status, key = asked(moussa, story, key)
    assert status == 200
    voted(story, vote, moussa="for")
    assert asked(ibrahim, story, asked(ibrahim, story, "")[1])[0] == 204
    assert asked(moussa, story, key)[0] == 200


def test_a_secret_vote_by_form_gives_its_receipt_once(story: Story) -> None:
    bakary, workshop, item = opened(story)
    for name, label in (("oumar", "MSPC"), ("kadidia", "MATD")):
        story.seat(name, Role.DESK, label)
    vote = open_vote(bakary, workshop, item, Asked("?", PRESIDENT, secret=True))
    moussa = story.client("moussa")
    page = moussa.get(room_url(story)).content.decode()
    hidden = dict(re.findall(r'name="(key|salt)" value="(\w+)"', page))
    answer = moussa.post(room_url(story, f"voter/{vote.pk}/"), {"choice": "against", **hidden})
    assert hidden["salt"] in answer.content.decode()
    shown = story.client("moussa").get(room_url(story)).content.decode()
    assert hidden["salt"] not in shown
    assert "Contre" not in shown
    assert "Votre délégation a voté (vote secret)" in shown
    big = story.client("bakary").get(room_url(story, "projecteur/")).content.decode()
    assert "ayant voté : 1 sur 5" in big
    assert "count-number" not in big


@pytest.mark.parametrize(
    ("name", "rest", "status"),
    [
        ("moussa", "pupitre/", 403),
        ("yacouba", "", 200),
        ("yacouba", "projecteur/", 200),
        ("moussa", "presence/", 200),
        ("moussa", "groupes/", 200),
        ("moussa", "pieces/", 200),
        ("etranger", "", 404),
        ("etranger", "etat", 404),
    ],
)
def test_who_sees_which_page(story: Story, name: str, rest: str, status: int) -> None:
    opened(story)
    story.seat("yacouba", Role.READER)
    if name == "etranger":
        from tests.web.stories import begun

        other = begun(slug="autre")
        other.seat("etranger", Role.RAPPORTEUR)
        assert other.client("etranger").get(room_url(story, rest)).status_code == status
    else:
        assert story.client(name).get(room_url(story, rest)).status_code == status
    assert Client().get(room_url(story, rest)).status_code == 302


def test_a_workshop_of_another_dossier_is_not_had_through_ones_own(story: Story) -> None:
    opened(story)
    from tests.web.stories import begun

    other = begun(slug="autre")
    other.seat("etranger", Role.FACILITATOR)
    workshop = Workshop.objects.get()
    for rest in ("", "etat", "pupitre/", "projecteur/", "pieces/"):
        url = other.url(f"atelier/{workshop.pk}/{rest}")
        assert other.client("etranger").get(url).status_code == 404


def test_a_ministry_signs_and_the_facilitator_puts_days_right(story: Story) -> None:
    opened(story)
    story.client("moussa").post(room_url(story, "presence/signer/"))
    presence = Presence.objects.get()
    assert presence.days == [TOLD["days"][0]]
    story.client("bakary").post(
        room_url(story, "presence/jours/"), {f"days-{presence.pk}": TOLD["days"]}
    )
    presence.refresh_from_db()
    assert presence.days == TOLD["days"]


def test_the_papers_are_made_in_the_background_and_downloaded(story: Story) -> None:
    *_, item = opened(story)
    bakary = story.client("bakary")
    did(bakary, story, "decider", passage=item.pk, disposition="referred", reason="Sans accord.")
    bakary.post(room_url(story, "pieces/rediger/"))
    run_waiting()
    paths = set(WorkshopPaper.objects.values_list("path", flat=True))
    assert {"rapport-general.pdf", "communique-final.docx", "arbitrages/D-001.pdf"} <= paths
    page = story.client("moussa").get(room_url(story, "pieces/")).content.decode()
    assert "Rapport général" in page
    one = WorkshopPaper.objects.get(path="rapport-general.pdf")
    file = story.client("moussa").get(room_url(story, f"pieces/{one.pk}/"))
    assert file.content.startswith(b"%PDF")


def test_the_code_leads_telephones_to_the_room(story: Story) -> None:
    opened(story)
    answer = story.client("moussa").get(room_url(story, "code.svg"))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content


def test_an_act_that_is_none_is_not_found(story: Story) -> None:
    opened(story)
    bakary = story.client("bakary")
    assert bakary.post(room_url(story, "faire/danser/")).status_code == 404
    nobody = UUID(int=0)
    wrong = bakary.post(room_url(story, "faire/montrer/"), {"passage": str(nobody)})
    assert wrong.status_code == 404
    assert bakary.get(room_url(story, "faire/montrer/")).status_code == 405


def test_only_one_workshop_leads_straight_into_its_room(story: Story) -> None:
    bakary, *_ = opened(story)
    assert story.client("moussa").get(story.url("atelier/")).status_code == 302
    open_workshop(bakary, story.round, {**TOLD, "title": "Second atelier"})
    assert "Second atelier" in story.client("moussa").get(story.url("atelier/")).content.decode()
