"""Signing in and one's account: pages of ours alone, limits, second factor, keys of programs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

import toguna.web
from tests.web.people_stories import administered
from tests.web.stories import PASSWORD, Story
from toguna.web.models import ApiToken, User
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""For tests that sign in many times: the real one is slow on purpose."""
OURS = Path(toguna.web.__file__).parent / "templates"


@pytest.fixture
def story() -> Story:
    cache.clear()
    return administered()


def signing_in(name: str, password: str, address: str = "10.0.0.1") -> int:
    told = {"login": name, "password": password}
    return Client(REMOTE_ADDR=address).post("/compte/login/", told).status_code


def test_one_signs_in_with_user_name_and_password(story: Story) -> None:
    client = Client()
    url = f"/compte/login/?next={story.url()}"
    assert "Se connecter" in client.get(url).content.decode()
    response = client.post(url, {"login": "moussa", "password": PASSWORD, "next": story.url()})
    assert response.headers["Location"] == story.url()
    assert client.get(story.url()).status_code == 200


@override_settings(PASSWORD_HASHERS=FAST)
def test_guessing_one_account_is_stopped_and_its_owner_is_not_locked_out(story: Story) -> None:
    User.objects.filter(username="moussa").update(password=make_password(PASSWORD))
    tries = [signing_in("moussa", "faux mot de passe") for _ in range(9)]
    assert tries == [200] * 8 + [429]
    assert signing_in("moussa", PASSWORD) == 429
    assert signing_in("moussa", PASSWORD, "10.0.0.2") == 302


@override_settings(PASSWORD_HASHERS=FAST)
def test_a_hall_behind_one_address_signs_in_at_once(story: Story) -> None:
    password = make_password(PASSWORD)
    people = [User(username=f"invite{number}", password=password) for number in range(60)]
    User.objects.bulk_create(people)
    assert {signing_in(user.username, PASSWORD) for user in people} == {302}


def test_nobody_makes_an_account_by_oneself(story: Story) -> None:
    told = {"username": "intrus", "password1": "une phrase de passe longue"}
    response = Client().post("/compte/signup/", told)
    assert "Un compte vient avec une invitation" in response.content.decode()
    assert not User.objects.filter(username="intrus").exists()


@pytest.mark.parametrize("name", ["account_email", "account_confirm_email", "socialaccount_signup"])
def test_pages_about_mail_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_every_page_of_allauth_that_there_is_has_a_template_of_ours() -> None:
    """Each view that is reached names a template: the first one found is ours."""
    found = set()
    for name, (_, _, _, _) in get_resolver().reverse_dict.items():
        if not isinstance(name, str) or not name.startswith(("account_", "mfa_", "social")):
            continue
        view = _view(name)
        template = getattr(getattr(view, "view_class", None), "template_name", None)
        if template is not None and template.endswith(".html"):
            found.add(template)
    found.add("socialaccount/login.html")
    found.add("socialaccount/login_redirect.html")
    assert len(found) > 15
    assert {name for name in found if not _is_ours(name)} == set()


def _view(name: str) -> object:
    patterns = [one for one in _flat(get_resolver().url_patterns) if one.name == name]
    return patterns[0].callback


def _flat(patterns: list) -> list:  # type: ignore[type-arg]  # patterns and resolvers
    return [
        leaf
        for one in patterns
        for leaf in (_flat(one.url_patterns) if hasattr(one, "url_patterns") else [one])
    ]


def _is_ours(name: str) -> bool:
    return Path(get_template(name).origin.name).is_relative_to(OURS)  # type: ignore[attr-defined]


def test_a_second_factor_is_added_asked_for_and_its_codes_are_kept(story: Story) -> None:
    client = Client()
    client.post("/compte/login/", {"login": "moussa", "password": PASSWORD})
    asked = client.get("/compte/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/compte/reauthenticate/")
    client.post("/compte/reauthenticate/", {"password": PASSWORD})
    page = client.get("/compte/2fa/totp/activate/")
    secret = page.context["form"].secret
    response = client.post("/compte/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.headers["Location"] == "/compte/2fa/recovery-codes/"
    codes = client.get("/compte/2fa/recovery-codes/").context["unused_codes"]
    again = Client()
    response = again.post("/compte/login/", {"login": "moussa", "password": PASSWORD})
    assert response.headers["Location"] == "/compte/2fa/authenticate/"
    assert again.get(story.url()).status_code == 302, "not signed in by the password alone"
    assert "Second facteur" in again.get("/compte/2fa/authenticate/").content.decode()
    again.post("/compte/2fa/authenticate/", {"code": codes[0]})
    assert again.get(story.url()).status_code == 200


def test_keys_of_second_factors_are_not_readable_in_the_database(story: Story) -> None:
    kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    with override_settings(SECRET_KEY="un autre secret"), pytest.raises(Refused, match="secret"):
        get_adapter().decrypt(kept)


def code_of(secret: str) -> str:
    counter = int(timezone.now().timestamp()) // 30
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_a_lost_second_factor_is_taken_away_by_the_link(story: Story) -> None:
    moussa = story.people["moussa"]
    encrypted = get_adapter().encrypt("A" * 32)
    Authenticator.objects.create(user=moussa, type="totp", data={"secret": encrypted})
    place = moussa.memberships.get(dossier=story.dossier)
    url = story.url(f"personnes/places/{place.pk}/mot-de-passe/")
    for given, kept in (({}, 1), ({"without_second_factor": "on"}, 0)):
        page = story.client("binta").post(url, given).content.decode()
        link = page.split("http://testserver")[1].split("<")[0]
        Client().post(link, {"password": "une autre phrase de passe"})
        assert Authenticator.objects.filter(user=moussa).count() == kept


def test_name_and_language_are_changed(story: Story) -> None:
    client = story.client("moussa")
    client.post("/moi/", {"full_name": "Moussa Coulibaly", "language": "en"})
    assert User.objects.get(username="moussa").full_name == "Moussa Coulibaly"
    assert client.get("/moi/").headers["Content-Language"] == "en"


def test_a_key_of_a_program_is_shown_once_and_revoked(story: Story) -> None:
    client = story.client("moussa")
    response = client.post("/moi/cles/", {"name": "tableau", "scopes": ["read"]})
    key = response.context["key"]
    token = ApiToken.objects.get()
    assert key in response.content.decode()
    assert token.digest == hashlib.sha256(key.encode()).hexdigest()
    assert token.scopes == ["read"]
    assert key not in client.get("/moi/cles/").content.decode()
    story.client("fatou").post(f"/moi/cles/{token.pk}/revoquer/")
    token.refresh_from_db()
    assert token.revoked is None, "somebody else's"
    client.post(f"/moi/cles/{token.pk}/revoquer/")
    token.refresh_from_db()
    assert token.revoked is not None


def test_one_signs_out_everywhere_else_and_nobody_else_is(story: Story) -> None:
    here, there, other = (story.client(name) for name in ("moussa", "moussa", "fatou"))
    response = here.post("/moi/deconnexion/", follow=True)
    assert "1 autre appareil est déconnecté" in response.content.decode()
    assert here.get(story.url()).status_code == 200
    assert there.get(story.url()).status_code == 302
    assert other.get(story.url()).status_code == 200


def test_what_breaks_is_said_on_a_page_of_ours(story: Story) -> None:
    page = get_template("500.html").render()
    assert "Une erreur est survenue" in page
