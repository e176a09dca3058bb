"""Who may do what: the rights role by role, and every page of the site for everybody.

Pages that are added are covered by themselves: what is asked for is read from the addresses and
from the right that each page of a dossier names. A page without one is listed here, or fails.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RegexPattern

from tests.web.stories import Story, begun
from toguna.web.models import Role, User
from toguna.web.navigation import TABS
from toguna.web.pages import RIGHT_OF
from toguna.web.permissions import RIGHTS, Right, Seat

pytestmark = pytest.mark.django_db

MATRIX = """
                rapporteur facilitator desk authority committee agency reader administrator
see             x          x           x    x         x         x      x      x
see register    x          x           .    .         x         x      .      .
people          .          .           .    .         .         .      .      x
round           x          .           .    .         .         .      .      .
write           .          .           x    x         .         .      .      .
transmit        .          .           .    x         .         .      .      .
react           .          .           .    x         .         .      .      .
answer          x          x           .    .         .         .      .      .
validate        x          .           .    .         .         .      .      .
workshop        x          x           .    .         .         .      .      .
follow          x          x           x    x         x         x      x      x
vote            .          .           x    x         .         .      .      .
deliberate      x          x           .    .         .         .      .      .
decide          .          .           .    .         x         .      .      .
adopt           x          .           .    .         .         .      .      .
restrict        x          .           .    .         .         .      .      .
ledger          x          x           x    x         x         x      x      x
"""
"""The rights, as somebody would read them; a change of `permissions.RIGHTS` is a change here."""

PUBLIC = {
    "first", "invitation_open", "invitation", "invitation_code", "password_link", "language",
    "demo", "demo_enter", "redline_script", "published", "read", "read_file", "read_site",
    "account_login", "account_logout", "account_inactive", "account_reset_password",
    "account_signup", "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login",
    "openid_connect_callback", "socialaccount_login_cancelled", "socialaccount_login_error",
}  # fmt: skip
"""Pages that anybody may open: what they let in is asked for on the page itself."""

SIGNED_IN = {
    "home", "account", "api_tokens", "api_token_revoke", "sessions_end", "invitation_accept", "job",
    "dossiers", "dossier_sample", "dossier_join", "room_unpack",
    "account_reauthenticate", "account_change_password", "account_set_password",
    "socialaccount_connections", "mfa_index", "mfa_reauthenticate", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip
"""Pages of one's own account, and those that ask for more than a dossier's right by themselves."""

ADMINISTRATOR_OF_THE_SITE = {"dossiers", "dossier_sample", "dossier_join", "room_unpack"}

API = "api/"
"""Operations of the API ask for the same rights, and have a table of their own to be tested by."""


@dataclass(frozen=True)
class Page:
    """One address of the site: its name, its values, and the right that it asks for if any."""

    name: str
    kwargs: tuple[tuple[str, object], ...]
    right: Right | None

    def url(self, slug: str) -> str:
        told = {key: slug if key == "slug" else value for key, value in self.kwargs}
        return reverse(self.name, kwargs=told)


def example(converter: object) -> object:
    """Give a value for a place in an address that names nothing there is."""
    if isinstance(converter, IntConverter):
        return 999_999_999
    return uuid.UUID(int=1) if isinstance(converter, UUIDConverter) else "rien"


def pages(
    patterns: list[URLPattern | URLResolver] | None = None,
    places: tuple[tuple[str, object], ...] = (),
    space: str = "",
) -> Iterator[Page]:
    """Give all pages of the site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if str(one.pattern).startswith(API):
            continue
        pattern = one.pattern
        found = [(key, example(conv)) for key, conv in pattern.converters.items()]
        if isinstance(pattern, RegexPattern):
            found += [(key, "rien") for key in pattern.regex.groupindex]
        here = (*places, *found)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from pages(one.url_patterns, here, inner)
        else:
            view = f"{one.callback.__module__}.{getattr(one.callback, '__name__', '')}"
            yield Page(f"{space}{one.name}", here, RIGHT_OF.get(view))


def of_dossiers() -> list[Page]:
    return [page for page in pages() if page.right is not None]


def answers(client: Client, url: str) -> set[int]:
    """Give the statuses that a page answers with, asked for and sent to."""
    found = (client.get(url), client.post(url))
    return {answer.status_code for answer in found}


def refuses(client: Client, url: str, status: int) -> bool:
    """Tell whether a page does nothing but refuse, whatever the method."""
    found = answers(client, url)
    return status in found and found <= {status, 405}


@pytest.fixture
def story() -> Story:
    return begun()


def seated(story: Story, role: str) -> Client:
    story.seat("quelqu-un", role, "MJDH")
    return story.client("quelqu-un")


def test_the_rights_are_those_of_the_table() -> None:
    heading, *lines = MATRIX.strip("\n").splitlines()
    roles = heading.split()
    told: dict[str, set[Right]] = {role: set() for role in roles}
    for line in lines:
        right, marks = Right(line[:16].strip()), line[16:].split()
        for role, mark in zip(roles, marks, strict=True):
            if mark == "x":
                told[role].add(right)
    assert told == {str(role): set(rights) for role, rights in RIGHTS.items()}
    assert set(roles) == set(Role.values)
    assert len(lines) == len(Right)


@pytest.mark.parametrize("right", [Right.WRITE, Right.TRANSMIT, Right.REACT, Right.VOTE])
def test_nobody_speaks_for_an_organisation_without_having_one(story: Story, right: Right) -> None:
    assert story.seat("mariam", Role.AUTHORITY, "MJDH").may(right)
    assert not story.seat("mariam", Role.AUTHORITY).may(right)


def test_the_sites_administrator_keeps_the_people_and_nothing_more(story: Story) -> None:
    seat = story.seat("chef", Role.READER)
    User.objects.filter(username="chef").update(is_superuser=True)
    seat = Seat.of(seat.user.memberships.get(dossier=story.dossier))
    seat.user.refresh_from_db()
    assert {right for right in Right if seat.may(right)} == RIGHTS[Role.READER] | {Right.PEOPLE}


def test_every_page_asks_for_a_right_or_is_listed_here() -> None:
    listed = PUBLIC | SIGNED_IN
    free = {page.name for page in pages() if page.right is None}
    assert free - listed == set(), "a page without a right: is it public?"
    assert listed - free == set(), "a page that is listed and is not there"
    assert len(of_dossiers()) > 5


def test_a_tab_asks_for_the_right_of_its_page() -> None:
    asked = {page.name: page.right for page in of_dossiers()}
    shown = {name: right for name, _, right in TABS if name in asked}
    assert shown == {name: asked[name] for name in shown}


def test_who_is_not_signed_in_sees_no_page_of_a_dossier(story: Story) -> None:
    open_ = [
        page.name
        for page in pages()
        if page.name not in PUBLIC and not refuses(Client(), page.url(story.dossier.slug), 302)
    ]
    assert open_ == []
    response = Client().get(story.url())
    assert response.headers["Location"].startswith("/compte/login/")


def test_who_is_of_another_dossier_finds_no_page_of_this_one(story: Story) -> None:
    other = begun(slug="autre")
    other.seat("etranger", Role.RAPPORTEUR)
    client, slug = other.client("etranger"), story.dossier.slug
    open_ = [page.name for page in of_dossiers() if not refuses(client, page.url(slug), 404)]
    assert open_ == []


@pytest.mark.parametrize("role", Role.values)
def test_a_role_opens_the_pages_of_its_rights_and_no_other(story: Story, role: str) -> None:
    client, slug = seated(story, role), story.dossier.slug
    client.raise_request_exception = False
    wrong = []
    for page in of_dossiers():
        url = page.url(slug)
        if page.right in RIGHTS[role]:
            status = client.get(url).status_code
            if status == 403 or status >= 500:
                wrong.append((page.name, "should open", status))
        elif not refuses(client, url, 403):
            wrong.append((page.name, "should refuse", answers(client, url)))
    assert wrong == []


def test_the_sites_own_pages_are_for_its_administrator(story: Story) -> None:
    client = seated(story, Role.ADMINISTRATOR)
    for page in pages():
        if page.name in ADMINISTRATOR_OF_THE_SITE:
            assert refuses(client, page.url(story.dossier.slug), 403), page.name


def test_pages_of_ones_account_open_for_who_is_signed_in(story: Story) -> None:
    client = story.client("moussa")
    client.raise_request_exception = False
    statuses = {
        page.name: client.get(page.url(story.dossier.slug)).status_code
        for page in pages()
        if page.name in SIGNED_IN - ADMINISTRATOR_OF_THE_SITE
    }
    assert {name for name, status in statuses.items() if status in (403, 500)} == set()
