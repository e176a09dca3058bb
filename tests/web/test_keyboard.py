"""The main journeys by keyboard alone: sign in, write, answer, vote, with the focus in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.web.stories import DRAFT, PASSWORD, Story
from tests.web.test_room import PRESIDENT, opened, story
from toguna.web.domain.room.opening import show
from toguna.web.domain.room.voting import Asked, open_vote
from toguna.web.models import Answer, Cast, Remark

__all__ = ["story"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_chromium]
MOST_STOPS = 150
STOP = """() => {
  const at = document.activeElement;
  const shown = [at, at.closest("label")].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return ring && box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0;
  });
  const all = [...document.querySelectorAll("*")];
  return {index: all.indexOf(at), html: at.outerHTML.slice(0, 120), shown, is: at.tagName};
}"""
"""Where the focus is: its place in the page, and whether it can be seen."""


@pytest.fixture
def page(story: Story, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver runs a loop here
    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        context = browser.new_context(base_url=live_server.url, locale="fr-FR")
        yield context.new_page()
        browser.close()


def enters(page: Page, story: Story, name: str, rest: str) -> None:
    """Open a page as somebody who has signed in."""
    session = story.client(name).cookies["sessionid"].value
    page.goto("/compte/login/")
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
    page.goto(story.url(rest))


def tabs_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, which is seen at each stop and goes onwards.

    A field for a date has several stops.
    """
    target = wanted.first.element_handle()
    assert target is not None
    before = -1
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        is_part = stop["index"] == before  # of a date, whose parts the browser itself marks
        assert stop["shown"] or is_part, f"the focus is not to be seen: {stop['html']}"
        assert stop["index"] >= before, f"the focus goes back: {stop['html']}"
        before = stop["index"]
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError("Tab does not lead there")


def test_one_skips_to_the_content_and_signs_in(page: Page, story: Story) -> None:
    page.goto("/compte/login/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tabs_to(page, page.locator("[name=login]"))
    page.keyboard.type("moussa")
    page.keyboard.press("Tab")
    expect(page.locator("[name=password]")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(story.dossier.title)


def test_the_menu_opens_with_enter_and_closes_with_escape(page: Page, story: Story) -> None:
    enters(page, story, "moussa", "")
    menu = page.locator("details.menu")
    tabs_to(page, menu.locator("summary"))
    page.keyboard.press("Enter")
    link = menu.get_by_role("link", name="Mon compte")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_wording_is_written_in_the_page(page: Page, story: Story) -> None:
    enters(page, story, "moussa", "ecrire/")
    tabs_to(page, page.locator(".clause", has_text="registre").locator(".write"))
    page.keyboard.press("Enter")
    words = page.locator("[name=proposed]")
    expect(words).to_be_visible()
    tabs_to(page, words)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Il est daté.")
    expect(page.locator(".redline ins")).to_contain_text("Il est daté.")
    tabs_on(page, page.get_by_role("button", name="Garder"))
    page.keyboard.press("Enter")
    expect(page.locator(".own ins")).to_contain_text("Il est daté.")
    assert Remark.objects.get().proposed == f"{DRAFT[3]} Il est daté."


def tabs_on(page: Page, wanted: Locator) -> None:
    """Go on with Tab from where the focus is."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError("Tab does not lead there")


def test_an_observation_is_answered_without_any_shortcut(page: Page, story: Story) -> None:
    enters(page, story, "awa", "observations/MJDH-001/")
    tabs_to(page, page.locator(".answer-form [name=disposition]"))
    page.keyboard.press("Space")
    tabs_on(page, page.locator(".answer-form button[value='proposée']"))
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("suite")
    assert Answer.objects.get(observation__identifier="MJDH-001").disposition == "retenue"


def test_a_delegation_votes(page: Page, story: Story) -> None:
    bakary, workshop, item = opened(story)
    show(bakary, workshop, item)
    open_vote(bakary, workshop, item, Asked("D'accord ?", PRESIDENT))
    enters(page, story, "moussa", f"atelier/{workshop.pk}/")
    tabs_to(page, page.get_by_role("button", name="Pour", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".own-vote")).to_contain_text("Pour")
    assert Cast.objects.get().choice == "for"


@pytest.mark.parametrize(
    ("name", "rest"),
    [("awa", ""), ("awa", "observations/"), ("awa", "tour/1/"), ("awa", "documents/"),
     ("moussa", "retours/"), ("awa", "adoption/"), ("awa", "registre/"), ("awa", "texte/")],
)  # fmt: skip
def test_tab_goes_through_a_page_in_its_order(
    page: Page, story: Story, name: str, rest: str
) -> None:
    enters(page, story, name, rest)
    last = page.locator("a[href]:visible, button:visible, summary:visible").last
    tabs_to(page, last)
