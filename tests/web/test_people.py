"""Organisations and seats of a dossier, and what its administrators cannot do."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.people_stories import administered, entries
from tests.web.stories import Story, begun
from toguna.web.domain.people import delegations
from toguna.web.domain.tokens import new_api_token
from toguna.web.models import Membership, Organisation, PasswordLink, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return administered()


@pytest.fixture
def binta(story: Story) -> Client:
    return story.client("binta")


def place_of(story: Story, name: str) -> Membership:
    return story.people[name].memberships.get(dossier=story.dossier)


def place_url(story: Story, name: str, act: str = "") -> str:
    return story.url(f"personnes/places/{place_of(story, name).pk}/{act}")


def test_a_seat_is_given_another_role_and_the_ledger_says_what_it_was(
    story: Story, binta: Client
) -> None:
    mef = story.organisation("MEF").pk
    told = {"role": Role.AUTHORITY, "organisation": mef, "cleared": "on"}
    assert binta.post(place_url(story, "moussa"), told).status_code == 302
    place = place_of(story, "moussa")
    assert (place.role, str(place.organisation), place.cleared) == (Role.AUTHORITY, "MEF", True)
    assert b'"before":{"cleared":false,"organisation":"MJDH","role":"desk"}' in entries(story)[-1]
    assert b"Moussa" not in entries(story)[-1]


def test_a_desk_without_organisation_is_refused_at_its_field(story: Story, binta: Client) -> None:
    response = binta.post(place_url(story, "moussa"), {"role": Role.DESK, "organisation": ""})
    assert response.status_code == 422
    assert "choisissez la sienne" in response.content.decode()


def test_the_last_administrator_neither_goes_nor_changes_role(story: Story, binta: Client) -> None:
    assert binta.post(place_url(story, "binta", "retirer/")).status_code == 409
    assert binta.post(place_url(story, "binta"), {"role": Role.READER}).status_code == 409
    story.seat("zeinab", Role.ADMINISTRATOR)
    assert binta.post(place_url(story, "binta", "retirer/")).headers["Location"] == "/"
    assert binta.get(story.url("personnes/")).status_code == 404


def test_nobody_clears_oneself(story: Story, binta: Client) -> None:
    told = {"role": Role.ADMINISTRATOR, "cleared": "on"}
    assert binta.post(place_url(story, "binta"), told).status_code == 403
    story.seat("zeinab", Role.ADMINISTRATOR)
    assert story.client("zeinab").post(place_url(story, "binta"), told).status_code == 302


def test_nobody_takes_an_organisation_whose_restricted_observations_one_would_see(
    story: Story, binta: Client
) -> None:
    story.seat("zeinab", Role.ADMINISTRATOR)
    defence = str(story.organisation("MDAC").pk)
    for role in (Role.ADMINISTRATOR, Role.AUTHORITY):
        told = {"role": role, "organisation": defence}
        assert binta.post(place_url(story, "binta"), told).status_code == 403
    assert place_of(story, "binta").organisation is None
    assert story.client("zeinab").post(place_url(story, "binta"), told).status_code == 302


def test_a_seat_is_taken_and_the_account_stays(story: Story, binta: Client) -> None:
    moussa = story.client("moussa")
    binta.post(place_url(story, "moussa", "retirer/"))
    assert moussa.get(story.url()).status_code == 404
    assert User.objects.filter(username="moussa").exists()
    assert b"retir" in entries(story)[-1]


def test_a_seat_of_another_dossier_cannot_be_touched(story: Story, binta: Client) -> None:
    other = begun(slug="autre")
    zeinab = other.seat("zeinab", Role.READER)
    pk = zeinab.user.memberships.get().pk
    for act in ("", "retirer/", "mot-de-passe/"):
        assert binta.post(story.url(f"personnes/places/{pk}/{act}")).status_code == 404


def test_organisations_are_added_and_put_right(story: Story, binta: Client) -> None:
    binta.post(story.url("personnes/structures/"), {"label": "AMRTP", "name": "Régulateur"})
    added = Organisation.objects.get(label="AMRTP")
    url = story.url(f"personnes/structures/{added.pk}/")
    binta.post(url, {"label": "ARTP", "name": "Le régulateur"})
    added.refresh_from_db()
    assert (added.label, added.name) == ("ARTP", "Le régulateur")
    again = binta.post(story.url("personnes/structures/"), {"label": "artp", "name": ""})
    assert again.status_code == 409


def test_a_label_that_is_in_returns_stays(story: Story, binta: Client) -> None:
    story.sent("MJDH", "Autre chose.")
    url = story.url(f"personnes/structures/{story.organisation('MJDH').pk}/")
    assert binta.post(url, {"label": "MJ", "name": "Justice"}).status_code == 422
    assert binta.post(url, {"label": "MJDH", "name": "Justice"}).status_code == 302


def test_an_organisation_of_another_dossier_is_not_renamed_from_here(
    story: Story, binta: Client
) -> None:
    begun(slug="autre")
    url = story.url(f"personnes/structures/{story.organisation('MJDH').pk}/")
    assert binta.post(url, {"label": "MJDH", "name": "Autre"}).status_code == 403


def test_a_list_of_organisations_adds_those_that_are_new(story: Story, binta: Client) -> None:
    text = "Sigle,Nom\nMJDH,Justice\nAPDP,Protection des données\napdp,encore\n"
    file = SimpleUploadedFile("structures.csv", text.encode())
    binta.post(story.url("personnes/structures/liste/"), {"file": file})
    assert Organisation.objects.get(label="APDP").name == "Protection des données"
    assert Organisation.objects.get(label="MJDH").name == "Ministère fictif MJDH"
    wrong = SimpleUploadedFile("structures.csv", b"sigle;nom\nAB;x\n;sans sigle\n")
    response = binta.post(story.url("personnes/structures/liste/"), {"file": wrong})
    assert response.status_code == 422
    assert "Ligne 3" in response.content.decode()
    assert not Organisation.objects.filter(label="AB").exists()


def test_a_lost_password_is_chosen_anew_with_a_link(story: Story, binta: Client) -> None:
    there = story.client("moussa")
    new_api_token(story.people["moussa"], "essai", ["read"])
    shown = binta.post(place_url(story, "moussa", "mot-de-passe/"))
    assert shown.headers["Cache-Control"] == "no-store"
    page = shown.content.decode()
    link = page.split("http://testserver")[1].split("<")[0]
    assert Client().post(link, {"password": "123"}).status_code == 422
    assert Client().post(link, {"password": "une autre phrase de passe"}).status_code == 302
    assert Client().get(link).status_code == 410
    told = {"login": "moussa", "password": "une autre phrase de passe"}
    assert Client().post("/compte/login/", told).status_code == 302
    assert there.get(story.url()).status_code == 302, "signed out everywhere else"
    assert not story.people["moussa"].tokens.filter(revoked=None).exists()
    assert b"password link" in entries(story)[-1]
    assert link.split("/")[2] not in PasswordLink.objects.get().digest


def test_no_link_for_who_has_a_seat_elsewhere_or_administers_the_site(
    story: Story, binta: Client
) -> None:
    begun(slug="autre")  # moussa is a desk there too
    assert binta.post(place_url(story, "moussa", "mot-de-passe/")).status_code == 403
    chief = story.seat("chef", Role.READER).user
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    assert binta.post(place_url(story, "chef", "mot-de-passe/")).status_code == 403
    assert story.client("chef").post(place_url(story, "moussa", "mot-de-passe/")).status_code == 200


def test_who_speaks_for_whom_and_who_is_missing_is_told(story: Story, binta: Client) -> None:
    page = story.client("awa").get(story.url("annuaire/")).content.decode()
    assert "Moussa" in page
    assert page.count("autorité (valide") == 3, "each of the three ministries lacks one"
    told = {"role": Role.AUTHORITY, "organisation": story.organisation("MEF").pk, "days": "14"}
    binta.post(story.url("personnes/inviter/"), told)
    mef = next(one for one in delegations(story.dossier) if one.organisation.label == "MEF")
    assert (mef.invited, mef.missing) == (1, [])
    assert "manque" in binta.get(story.url("personnes/")).content.decode()
