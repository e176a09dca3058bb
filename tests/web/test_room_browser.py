"""The telephone in a real browser: it follows by itself, and a vote outlives a lost connection."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.web.stories import Story
from tests.web.test_room import PRESIDENT, opened, story
from toguna.web.domain.room.groups import make_group
from toguna.web.domain.room.opening import show
from toguna.web.domain.room.voting import Asked, close_vote, open_vote
from toguna.web.models import Cast, CastChange, Item

__all__ = ["story"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_chromium]


@pytest.fixture
def page(story: Story, live_server: LiveServer) -> Generator[Page, None, None]:
    """Moussa's telephone, signed in; what its scripts complain of fails the test."""
    session = story.client("moussa").cookies["sessionid"].value
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        opened_page = context.new_page()
        complaints: list[str] = []
        opened_page.on("pageerror", lambda error: complaints.append(str(error)))
        yield opened_page
        browser.close()
        assert complaints == []


def test_a_telephone_follows_and_its_vote_outlives_a_lost_connection(
    story: Story, live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    bakary, workshop, item = opened(story)
    page.goto(f"{live_server.url}{story.url(f'atelier/{workshop.pk}/')}")
    expect(page.locator("#room")).to_contain_text("Aucun passage")
    show(bakary, workshop, item)
    expect(page.locator("#room")).to_contain_text("MJDH")
    expect(page.locator("#room-says")).to_contain_text("D-001")

    vote = open_vote(bakary, workshop, item, Asked("D'accord ?", PRESIDENT))
    page.get_by_role("button", name="Contre").click()
    expect(page.locator(".own-vote")).to_contain_text("Contre")

    page.context.set_offline(True)
    page.get_by_role("button", name="Pour").click()
    expect(page.locator("#room-offline")).to_be_visible()
    assert Cast.objects.get().choice == "against"
    page.context.set_offline(False)
    expect(page.locator(".own-vote")).to_contain_text("Pour", timeout=15_000)
    expect(page.locator("#room-offline")).to_be_hidden()
    assert Cast.objects.get().choice == "for"
    assert CastChange.objects.count() == 2

    close_vote(bakary, vote)
    expect(page.locator("#room")).to_contain_text("vote clos")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert Item.objects.get().state == Item.State.OPEN


def test_the_bundle_of_a_group_can_be_prepared_again(
    story: Story, live_server: LiveServer, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    bakary, workshop, item = opened(story)
    group = make_group(bakary, workshop, "Groupe 1", [item], [])
    session = story.client("bakary").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}{story.url(f'atelier/{workshop.pk}/groupes/{group.pk}/')}")
    for _ in range(2):  # a stick is lost, a file is not found
        with page.expect_download():
            page.get_by_role("button", name="Préparer le paquet").click()
