"""The rapporteur's table in a real browser, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.web.stories import DRAFT, Story, begun
from toguna.web.models import Answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs_chromium]
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def story() -> Story:
    """Four observations of one ministry."""
    told = begun()
    told.sent("MJDH", *(line.replace("Les ", "Tous les ").replace("La ", "Cette ")
                        .replace("L'", "Leur ") for line in DRAFT))  # fmt: skip
    told.consolidated()
    return told


@pytest.fixture
def page(live_server: LiveServer, story: Story) -> Iterator[Page]:
    """Give the table as the rapporteur sees it; no page may complain in the console."""
    session = story.client("awa").cookies[settings.SESSION_COOKIE_NAME].value
    told: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=live_server.url, locale="fr-FR", viewport=WIDE)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(story.url("observations/"))
        yield page
        browser.close()
    assert told == []


def answers(story: Story) -> dict[str, str]:
    return dict(
        Answer.objects.filter(observation__round=story.round).values_list(
            "observation__identifier", "disposition"
        )
    )


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def is_at(page: Page, name: str) -> None:
    """Wait until the page is there, with the line in focus."""
    expect(page.locator(f"#o-{name} a.open")).to_be_focused()


@pytest.fixture
def after(story: Story) -> Iterator[dict[str, str]]:
    """Give answers that are to be there once the browser is closed."""
    wanted: dict[str, str] = {}
    yield wanted
    assert {name: said for name, said in answers(story).items() if said} == wanted


def test_three_observations_are_answered_by_keyboard_alone(
    after: dict[str, str], page: Page
) -> None:
    notices = page.locator("#notices")
    press(page, "j", "r")
    expect(notices).to_contain_text("1 suite donnée.")
    is_at(page, "MJDH-001")
    press(page, "j", "n")
    expect(page.locator("#bulk_reason")).to_be_focused()
    page.keyboard.type("rnp : le délai est tenu par la loi.")
    press(page, "Control+Enter")
    expect(page.locator("#o-MJDH-002 .state")).to_contain_text("non retenue")
    is_at(page, "MJDH-002")
    press(page, "ArrowDown", "x", "j", "x")
    expect(page.locator("#ticked")).to_have_text("(2)")
    press(page, "p")
    expect(notices).to_contain_text("2 suites données.")
    is_at(page, "MJDH-004")
    press(page, "z")
    expect(notices).to_contain_text("2 observations sont comme avant")
    is_at(page, "MJDH-004")
    press(page, "d")
    expect(page.locator("#o-MJDH-004 .state")).to_contain_text("doublon")
    expect(page.locator(".left-to-do")).to_contain_text("1 reste")
    after |= {"MJDH-001": "retenue", "MJDH-002": "non retenue", "MJDH-004": "doublon"}


def test_one_is_opened_beside_the_table_and_reworded(after: dict[str, str], page: Page) -> None:
    press(page, "j", "Enter")
    title = page.locator("#panel .detail-title")
    expect(title).to_have_text("MJDH-001")
    expect(title).to_be_focused()
    press(page, "m")
    wording = page.locator("#id_wording")
    expect(wording).to_be_focused()
    wording.fill("Notre stratégie")
    expect(page.locator(".wording-redline ins")).to_contain_text("Notre")
    page.locator("#id_reason").fill("Plus simple.")
    press(page, "Control+Enter")
    expect(title).to_have_text("MJDH-002")
    is_at(page, "MJDH-002")
    expect(page.locator("#o-MJDH-001 .state")).to_contain_text("retenue avec modification")
    press(page, "Escape")
    expect(page.locator("#panel > *")).to_have_count(0)
    after["MJDH-001"] = "retenue avec modification"


def test_shortcuts_are_shown_and_can_be_turned_off(after: dict[str, str], page: Page) -> None:
    press(page, "?")
    dialog = page.locator("#keys")
    expect(dialog).to_be_visible()
    for _ in range(4):
        press(page, "Tab")
        assert page.evaluate("document.activeElement.closest('#keys, body')?.id") in ("keys", "")
    page.locator("#keys-on").uncheck()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    page.locator("#o-MJDH-001 a.open").focus()
    press(page, "r", "?")
    expect(dialog).to_be_hidden()
    press(page, "ArrowDown")
    expect(page.locator("#o-MJDH-002 a.open")).to_be_focused()
    page.reload()
    page.locator("#o-MJDH-001 a.open").focus()
    press(page, "r")
    expect(page.locator("#notices p")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_pages_hold_no_barrier(page: Page, story: Story, size: dict[str, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # Axe is put into the page, which its policy forbids to anybody else.
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.set_viewport_size(size)  # type: ignore[arg-type]  # it has both sizes
    for rest in ("", "?open=MJDH-001", "?q=rien", "MJDH-002/", "divergences/", "historique/"):
        page.goto(story.url(f"observations/{rest}"))
        found = Axe().run(page)
        assert found.violations_count == 0, (rest, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
