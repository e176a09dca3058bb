"""The beginning of a site: one first administrator, dossiers, the sample."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from tests.web.people_stories import CHOSEN
from toguna.web.domain.accounts import NewAccount, first_administrator
from toguna.web.domain.start import first_token
from toguna.web.models import Dossier, Membership, Role, User
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db


def begun_by(role: str) -> tuple[Client, Dossier]:
    """Let the first administrator come and open a dossier."""
    client = Client()
    client.post(f"/premier/{first_token()}/", CHOSEN)
    told = {"title": "Stratégie du Mali", "country": "Mali", "role": role}
    assert client.post("/dossiers/", told).status_code == 302
    return client, Dossier.objects.get()


def test_the_first_administrator_comes_by_the_link_and_opens_a_dossier() -> None:
    client, dossier = begun_by(Role.RAPPORTEUR)
    assert dossier.slug == "strategie-du-mali"
    assert client.get("/d/strategie-du-mali/").status_code == 200
    seat = Seat.of(Membership.objects.get())
    assert seat.may(Right.ROUND)
    assert seat.may(Right.PEOPLE), "who is alone on a laptop invites the others too"
    assert dossier.ledger.size == 1


def test_the_link_is_dead_once_there_is_an_administrator() -> None:
    token = first_token()
    Client().post(f"/premier/{token}/", CHOSEN)
    assert first_token() is None
    again = Client().post(f"/premier/{token}/", {**CHOSEN, "username": "intrus"})
    assert again.status_code == 410
    assert User.objects.count() == 1


def test_a_made_up_link_opens_nothing() -> None:
    assert Client().post("/premier/InN1ciI:1a:bb/", CHOSEN).status_code == 410
    assert not User.objects.exists()


def test_a_weak_password_is_told_and_nothing_is_made() -> None:
    response = Client().post(f"/premier/{first_token()}/", {**CHOSEN, "password": "salif"})
    assert response.status_code == 422
    assert "trop court" in response.content.decode()
    assert not User.objects.exists()


def test_two_dossiers_of_one_title_have_two_addresses() -> None:
    client, _ = begun_by(Role.ADMINISTRATOR)
    client.post("/dossiers/", {"title": "Stratégie du Mali", "role": Role.ADMINISTRATOR})
    assert set(Dossier.objects.values_list("slug", flat=True)) == {
        "strategie-du-mali",
        "strategie-du-mali-2",
    }


def test_the_sample_is_opened_and_its_ledger_says_who_came_in() -> None:
    client, _ = begun_by(Role.RAPPORTEUR)
    response = client.post("/dossiers/exemple/")
    assert response.headers["Location"] == "/d/exemple/"
    sample = Dossier.objects.get(slug="exemple")
    last = sample.ledger.entries.order_by("-index")[0]
    assert (last.act, last.subject.startswith("place-")) == ("invité", True)


def test_the_sites_administrator_takes_a_seat_in_a_dossier_that_has_lost_its_own() -> None:
    client, dossier = begun_by(Role.ADMINISTRATOR)
    Membership.objects.all().delete()
    assert client.post(f"/dossiers/{dossier.slug}/rejoindre/").status_code == 302
    assert client.get(f"/d/{dossier.slug}/personnes/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_link_at_once_one_is_the_administrator() -> None:
    token = first_token() or ""
    told: list[str] = []

    def come(name: str) -> None:
        try:
            first_administrator(token, NewAccount(name, name, "une phrase assez longue"))
            told.append("made")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(f"chef{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["made", "refused", "refused"]
    assert User.objects.count() == 1
