"""A passkey is added and opens the account, in a real browser with a made-up authenticator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.web.stories import PASSWORD, begun

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_chromium]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def told() -> list[str]:
    """Give what the browser's console says."""
    return []


@pytest.fixture
def page(live_server: LiveServer, told: list[str]) -> Iterator[Page]:
    """Give a page of a browser, on a dossier whose desk is moussa."""
    cache.clear()
    begun()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=live_server.url, locale="fr-FR")
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        yield page
        browser.close()


def with_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_in(page: Page) -> None:
    page.goto("/compte/login/")
    page.fill("#id_login", "moussa")
    page.fill("#id_password", PASSWORD)
    page.click("main form.card button")
    page.wait_for_url("**/d/snc/")


def test_a_passkey_is_added_and_signs_in_alone(page: Page, told: list[str]) -> None:
    with_authenticator(page)
    sign_in(page)
    page.goto("/compte/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click("main form.card button")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    page.goto("/compte/2fa/webauthn/")
    assert page.locator("tbody tr").count() == 1
    page.context.clear_cookies()
    page.goto("/compte/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/d/snc/")
    assert not [line for line in told if "Content Security Policy" in line or "Error" in line]


def test_a_passkey_that_is_not_there_is_said_in_words(page: Page) -> None:
    with_authenticator(page)
    page.goto("/compte/login/")
    page.click("#passkey_login")
    problem = page.locator("#passkey-problem")
    problem.wait_for(state="visible")
    assert "annulée" in problem.inner_text()


def test_at_a_bare_address_the_page_says_why_there_are_none(
    page: Page, live_server: LiveServer
) -> None:
    sign_in(page)
    page.goto(f"{live_server.url.replace('localhost', '127.0.0.1')}/compte/login/")
    assert not page.locator("#passkey_login").is_visible()
    assert page.locator("#id_password").is_visible()
