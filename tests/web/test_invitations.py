"""Coming with an invitation: by link, by printed code, by list; once, and by one person."""

from __future__ import annotations

import hashlib
import io
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.web.people_stories import CHOSEN, administered, entries, invited, newcomer, secrets_in
from tests.web.stories import Story, begun
from toguna.web.domain.invitations import Wanted, accept, by_token, invite
from toguna.web.domain.secrets import ALPHABET, new_code, typed_code
from toguna.web.models import Invitation, Membership, Role, User
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    cache.clear()
    return administered()


def binta(story: Story) -> Seat:
    return Seat.of(story.people["binta"].memberships.get(dossier=story.dossier))


def sent_list(story: Story, *lines: str, name: str = "liste.csv") -> object:
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    told = {"file": file, "days": "14"}
    return story.client("binta").post(story.url("personnes/inviter/liste/"), told)


def test_somebody_new_comes_by_a_link_and_has_the_seat(story: Story) -> None:
    link, _ = invited(story, role=Role.DESK, organisation=str(story.organisation("MJDH").pk))
    client = newcomer(link)
    response = client.post("/invitation/", CHOSEN)
    assert response.headers["Location"] == story.url()
    place = Membership.objects.get(user__username="salif")
    assert (place.role, str(place.organisation)) == (Role.DESK, "MJDH")
    assert client.get(story.url()).status_code == 200


def test_a_link_serves_once(story: Story) -> None:
    link, code = invited(story)
    newcomer(link).post("/invitation/", CHOSEN)
    assert Client().get(link).status_code == 410
    again = Client().post("/code/", {"code": code})
    assert again.status_code == 422
    assert "n&#x27;est plus valable" in again.content.decode()


def test_a_code_is_typed_in_any_case_with_or_without_its_dash(story: Story) -> None:
    _, code = invited(story, name="Salif Exemple")
    client = Client()
    response = client.post("/code/", {"code": code.lower().replace("-", " ")}, follow=True)
    assert "Salif Exemple" in response.content.decode()
    assert client.post("/invitation/", CHOSEN).status_code == 302


def test_codes_have_no_sign_that_is_taken_for_another() -> None:
    assert not set("0O1ILU") & set(ALPHABET)
    assert len(ALPHABET) ** 8 > 2**39
    codes = [new_code() for _ in range(50)]
    assert [typed_code(code.lower()) for code in codes] == codes
    assert typed_code("uuuu uuuu") == "VVVV-VVVV"


def test_who_has_an_account_takes_the_seat_with_it(story: Story) -> None:
    link, _ = invited(story, role=Role.COMMITTEE)
    User.objects.create_user("lassana")
    client = Client()
    client.force_login(User.objects.get(username="lassana"))
    client.get(link)
    assert client.post("/invitation/accepter/").headers["Location"] == story.url()
    assert Membership.objects.get(user__username="lassana").role == Role.COMMITTEE


def test_who_has_a_seat_does_not_use_up_the_invitation_of_another(story: Story) -> None:
    link, _ = invited(story)
    client = story.client("moussa")
    client.get(link)
    assert client.post("/invitation/accepter/").status_code == 409
    assert newcomer(link).post("/invitation/", CHOSEN).status_code == 302


def test_only_digests_are_kept_and_no_plain_ones(story: Story) -> None:
    link, code = invited(story)
    kept = Invitation.objects.get()
    for secret in (link.split("/")[2], code):
        told = f"{kept.token_digest} {kept.code_digest}"
        assert secret not in told
        assert hashlib.sha256(secret.encode()).hexdigest() not in told


def test_the_ledger_tells_role_and_organisation_and_not_the_name(story: Story) -> None:
    mjdh = str(story.organisation("MJDH").pk)
    link, _ = invited(story, role=Role.DESK, organisation=mjdh, name="Salif Exemple")
    newcomer(link).post("/invitation/", CHOSEN)
    made, taken = entries(story)
    assert b'"organisation":"MJDH"' in made
    assert b"accepted" in taken
    assert b"Salif" not in made + taken


def test_an_invitation_is_taken_back_renewed_and_runs_out(story: Story) -> None:
    link, _ = invited(story)
    one = Invitation.objects.get()
    client = story.client("binta")
    client.post(story.url(f"personnes/invitations/{one.pk}/retirer/"))
    assert Client().get(link).status_code == 410
    renewed, _ = secrets_in(client.post(story.url(f"personnes/invitations/{one.pk}/renouveler/")))
    assert Client().get(link).status_code == 410
    waiting = newcomer(renewed)
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().get(renewed).status_code == 410
    assert waiting.post("/invitation/", CHOSEN).status_code == 410
    assert not User.objects.filter(username="salif").exists()


def test_a_renewed_invitation_is_closed_to_who_had_opened_the_earlier_one(story: Story) -> None:
    link, _ = invited(story)
    early = newcomer(link)
    one = Invitation.objects.get()
    story.client("binta").post(story.url(f"personnes/invitations/{one.pk}/renouveler/"))
    assert early.post("/invitation/", CHOSEN).status_code == 410


def test_an_invitation_of_another_dossier_cannot_be_touched(story: Story) -> None:
    invited(story)
    one, other = Invitation.objects.get(), begun(slug="autre")
    other.seat("zeinab", Role.ADMINISTRATOR)
    for act in ("retirer", "renouveler"):
        url = other.url(f"personnes/invitations/{one.pk}/{act}/")
        assert other.client("zeinab").post(url).status_code == 404


def test_a_list_invites_all_with_cards_to_print(story: Story) -> None:
    story.organisation("MJDH")
    response = sent_list(
        story, "nom;role;sigle;habilite", "Awa Exemple;Point focal;mjdh;non", ";lecteur;;",
        "Éloi Exemple;Autorité;MJDH;oui",
    )  # fmt: skip
    assert response.status_code == 200
    made = Invitation.objects.order_by("pk")
    assert [(i.name, i.role, i.cleared) for i in made] == [
        ("Awa Exemple", Role.DESK, False),
        ("", Role.READER, False),
        ("Éloi Exemple", Role.AUTHORITY, True),
    ]
    cards = response.context["cards"]
    pdf = story.client("binta").post(
        story.url("personnes/invitations/cartes.pdf"),
        {"token": [c["token"] for c in cards], "code": [c["code"] for c in cards]},
    )
    text = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert all(card["code"] in text for card in cards)
    assert "Éloi Exemple" in text


def test_a_list_with_a_wrong_line_does_nothing_and_says_which(story: Story) -> None:
    invited(story, name="Déjà Là")
    response = sent_list(
        story, "nom;role;sigle;habilite", "Awa;lecteur;;", "Ali;chef;;", "Ada;autorité;;non",
        "Oumou;lecteur;XYZ;", "Awa;lecteur;;peut-être", "Deja La;Lecteur;;", "Awa;lecteur;;",
    )  # fmt: skip
    assert response.status_code == 422
    problems = [problem.render() for problem in response.context["problems"]]
    assert [problem.split(" : ")[0] for problem in problems] == [
        f"Ligne {number}" for number in (3, 4, 5, 6, 7, 8)
    ]
    assert "« chef » n'existe pas" in problems[0]
    assert "XYZ n'existe pas" in problems[2]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "lines", [("nom;sigle", "Awa;MJDH"), ("nom;role",), ("role", *["x"] * 301)]
)
def test_what_is_no_list_is_refused_with_the_columns_wanted(
    story: Story, lines: tuple[str, ...]
) -> None:
    response = sent_list(story, *lines)
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_cards_are_given_for_secrets_of_the_dossier_alone(story: Story) -> None:
    url = story.url("personnes/invitations/cartes.pdf")
    told = {"token": "x" * 43, "code": "AAAA-AAAA"}
    assert story.client("binta").post(url, told).status_code == 410


def test_wrong_codes_are_limited_and_right_ones_are_not(story: Story) -> None:
    codes = [one.code for one in invite(binta(story), [Wanted(Role.READER)] * 40)]
    assert {Client().post("/code/", {"code": code}).status_code for code in codes} == {302}
    tries = [Client().post("/code/", {"code": "2222-2222"}).status_code for _ in range(32)]
    assert tries == [422] * 30 + [429] * 2
    link, _ = invited(story)
    assert Client().get(link).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_gets_the_seat() -> None:
    story = administered()
    token = invite(binta(story), [Wanted(Role.READER)])[0].token
    users = [User.objects.create_user(f"personne-{number}") for number in range(4)]
    found = [by_token(token) for _ in users]
    told: list[str] = []

    def come(invitation: Invitation | None, user: User) -> None:
        assert invitation is not None
        try:
            accept(invitation, user)
            told.append("seat")
        except Refused as refused:
            told.append(str(refused.status))
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=pair) for pair in zip(found, users, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["410", "410", "410", "seat"]
    assert Membership.objects.filter(role=Role.READER).count() == 1
