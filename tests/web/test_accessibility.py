"""Every page of the site in a real browser: no barrier, nothing from elsewhere, light to load.

Pages that are added are covered by themselves: names are read from the addresses, examples are
found by following links. A page to which no link of the site leads is listed here, or fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.conftest import CHROMIUM
from tests.web.stories import PASSWORD
from tests.web.test_permissions import pages as addresses
from tests.web.walked import Site, Visit, walked

pytestmark = pytest.mark.needs_chromium
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
HEAVIEST = 150_000
"""Bytes over the wire for the first load of a page, with all that it brings."""
NO_PAGE_OF_ITS_OWN = {
    "job": "a part of a page, which says how work goes on",
    "room_state": "a part of a page, which the room asks for again and again",
    "mfa_authenticate": "in the midst of signing in: told below",
    "mfa_edit_webauthn": "needs a key in a device: tests/web/test_passkeys.py",
    "mfa_remove_webauthn": "needs a key in a device: tests/web/test_passkeys.py",
    "openid_connect_login": "leads elsewhere at once: tests/web/test_identity_provider.py",
    "openid_connect_callback": "comes back from elsewhere: tests/web/test_identity_provider.py",
    "room_code": "a picture, which scripts put beside the big screen",
    "return_opening": "a file, for who sent a restricted return that was read",
}
OF_THE_TEXT = {"read", "read_file"}
"""Published pages speak the language of their text, whatever the reader's."""


@dataclass
class Watched:
    """A page with what its browser complains of, asks for and takes in."""

    page: Page
    told: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    taken: int = 0

    def open(self, url: str) -> None:
        """Open a page for the first time, and wait until all of it is there."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._take)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("console", lambda message: self._tell(message.text, message.location["url"]))
        self.page.goto(url)
        session.detach()

    def _take(self, event: dict[str, float]) -> None:
        self.taken += int(event["encodedDataLength"])

    def _tell(self, text: str, where: str) -> None:
        if not (
            text.startswith("Failed to load") and where == self.page.url
        ):  # a page that refuses
            self.told.append(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TOGUNA_DEMO", "1")
        with walked(tmp_path_factory.mktemp("site")) as found:
            yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def opened(chromium: Browser, site: Site, visit: Visit) -> Watched:
    """Open a page anew, as on a machine that has nothing of the site yet."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light", locale="fr-FR")
    context.add_cookies(
        [{"name": "sessionid", "value": site.sessions[visit.person], "url": site.address}]
    )
    watched = Watched(context.new_page())
    watched.open(site.address + visit.path)
    return watched


def barriers(page: Page) -> list[str]:
    """Give what axe finds: the rule, the place, and what it says of it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"][:3]
    ]


def is_well_made(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title().strip(" ·")
    assert page.locator("h1").count() == 1


def is_in_english(site: Site, visit: Visit) -> bool:
    """Tell whether a page says that it is in English, once its reader has chosen it."""
    page = site.browser(visit.person, "en").get(visit.path).plain.decode()
    return '<html lang="en">' in page


def stands_on_a_phone_in_the_dark(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []


def is_whole(watched: Watched, site: Site) -> None:
    """Nothing from elsewhere, nothing to complain of, little to load."""
    assert watched.hosts == {urlsplit(site.address).netloc}
    assert watched.taken < HEAVIEST
    assert watched.told == []


def names() -> list[str]:
    return sorted({page.name for page in addresses()} - set(NO_PAGE_OF_ITS_OWN))


@pytest.mark.parametrize("name", names())
def test_a_page_holds_no_barrier(name: str, site: Site, chromium: Browser) -> None:
    visits = site.visits.get(name, [])
    if not visits:
        example = next(page for page in addresses() if page.name == name)
        status = site.browser("awa").get(example.url("exemple")).status
        assert status == 405, "a page to which no link leads"
    for at, visit in enumerate(site.pages(name)):
        with told_of(visit):
            watched = opened(chromium, site, visit)
            is_well_made(watched.page)
            if at == 0:
                assert barriers(watched.page) == []
                assert name in OF_THE_TEXT or is_in_english(site, visit)
            stands_on_a_phone_in_the_dark(watched.page)
            is_whole(watched, site)
            watched.page.context.close()


@contextmanager
def told_of(visit: Visit) -> Iterator[None]:
    """Say of which visit it is that something is not as it should be."""
    try:
        yield
    except AssertionError as error:
        error.add_note(str(visit))
        raise


def test_axe_finds_what_is_put_in_its_way(site: Site, chromium: Browser) -> None:
    page = opened(chromium, site, site.pages("home")[0]).page
    page.evaluate("document.querySelector('main').append(new Image(9, 9))")
    assert [told.partition(":")[0] for told in barriers(page)] == ["image-alt"]


def test_the_second_factor_holds_no_barrier(site: Site, chromium: Browser) -> None:
    page = chromium.new_context(viewport=WIDE, locale="fr-FR", base_url=site.address).new_page()
    page.goto("/compte/login/")
    page.fill("[name=login]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form button:not([type])")
    page.wait_for_url("**/2fa/authenticate/**")
    is_well_made(page)
    assert barriers(page) == []
    stands_on_a_phone_in_the_dark(page)


def test_what_has_no_page_of_its_own_is_there_still() -> None:
    assert set(NO_PAGE_OF_ITS_OWN) <= {page.name for page in addresses()}
