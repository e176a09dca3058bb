"""Coming with the state's own identity provider, by configuration alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.web.identity_provider import CLIENT, SECRET, Provider, serving
from tests.web.people_stories import administered, invited
from tests.web.stories import Story
from toguna.web.environment import Environment
from toguna.web.models import Membership, Role, User

pytestmark = pytest.mark.django_db
LOGIN = "/compte/oidc/oidc/login/"


@pytest.fixture
def story() -> Story:
    cache.clear()
    return administered()


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Give a provider that the site is configured for, as its environment would say."""
    with serving() as found:
        environment = Environment.read(
            {
                "TOGUNA_OIDC_SERVER": found.url,
                "TOGUNA_OIDC_CLIENT_ID": CLIENT,
                "TOGUNA_OIDC_SECRET": SECRET,
                "TOGUNA_OIDC_NAME": "Identité Mali",
            }
        )
        with override_settings(SOCIALACCOUNT_PROVIDERS=environment.identity_providers()):
            yield found


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the browser of the test does."""


def come(client: Client, then: str = "", process: str = "") -> HttpResponse:
    """Sign in with the provider, as a browser does: there, and back."""
    page = client.post(f"{LOGIN}?next={then}&process={process}")
    away = re.search(r'href="(http[^"]+/authorize[^"]+)"', page.content.decode())
    assert away is not None, "a page leads away: a form may not, under the security policy"
    with pytest.raises(HTTPError) as redirected:
        build_opener(_Stay).open(away[1].replace("&amp;", "&"))
    return client.get(redirected.value.headers["Location"].removeprefix("http://testserver"))


def test_without_configuration_nothing_is_offered(story: Story) -> None:
    assert "Se connecter avec Identité" not in Client().get("/compte/login/").content.decode()
    assert Client().get(LOGIN).status_code == 404


def test_who_has_no_seat_is_told_how_to_get_one(story: Story, provider: Provider) -> None:
    client = Client()
    assert "Se connecter avec Identité Mali" in client.get("/compte/login/").content.decode()
    assert "Identité Mali" in client.get(LOGIN).content.decode()
    come(client)
    user = User.objects.get(username="awa.s")
    assert (user.full_name, user.has_usable_password()) == ("Awa Sissoko", False)
    home = client.get("/").content.decode()
    assert "saisissez le code imprimé" in home
    assert client.get(story.url()).status_code == 404


def test_an_invitation_is_taken_with_the_providers_identity(
    story: Story, provider: Provider
) -> None:
    link, _ = invited(story, role=Role.COMMITTEE)
    client = Client()
    page = client.get(link, follow=True).content.decode()
    assert "Continuer avec Identité Mali" in page
    assert come(client, "/invitation/").headers["Location"] == "/invitation/"
    assert client.post("/invitation/accepter/").headers["Location"] == story.url()
    assert Membership.objects.get(user__username="awa.s").role == Role.COMMITTEE


def test_one_comes_back_to_the_same_account(story: Story, provider: Provider) -> None:
    come(Client())
    come(Client())
    provider.person = {**provider.person, "sub": "43"}
    come(Client())
    found = User.objects.filter(full_name="Awa Sissoko")
    assert found.count() == 2, "another person of the same name has another account"
    assert len(set(found.values_list("username", flat=True))) == 2


def test_an_identity_is_linked_to_an_account_that_one_is_signed_in_with(
    story: Story, provider: Provider
) -> None:
    client = story.client("moussa")
    assert "Relier mon identité" in client.get("/compte/3rdparty/").content.decode()
    come(client, "/compte/3rdparty/", "connect")
    assert SocialAccount.objects.get().user.username == "moussa"
    fresh = Client()
    come(fresh)
    assert fresh.get(story.url()).status_code == 200


def test_an_address_of_mail_opens_nobody_elses_account(story: Story, provider: Provider) -> None:
    User.objects.filter(username="moussa").update(email="moussa@exemple.ml")
    provider.person = {**provider.person, "email": "moussa@exemple.ml", "email_verified": "true"}
    client = Client()
    come(client)
    assert client.get(story.url()).status_code == 404
    assert User.objects.get(username="awa.s").email == ""


def test_who_declines_there_is_not_signed_in_here(story: Story, provider: Provider) -> None:
    provider.refuses = True
    client = Client()
    response = come(client)
    assert "annulée" in client.get(response.headers["Location"]).content.decode()
    assert client.get("/").status_code == 302


def test_a_made_up_answer_is_refused_on_a_page_of_ours(story: Story, provider: Provider) -> None:
    page = Client().get(f"{LOGIN}callback/?code=x&state=y")
    assert "pas répondu comme prévu" in page.content.decode()
    assert not SocialAccount.objects.exists()
