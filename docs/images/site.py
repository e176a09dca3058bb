"""Makes the two pictures of the site for the README, from its demonstration.

    .venv/bin/python docs/images/site.py

Chromium shows the rapporteur's table with one observation open, and the projector of a workshop in
which four delegations have voted on a compromise.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

IMAGES = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
SIZE: ViewportSize = {"width": 1180, "height": 780}
WIDE: ViewportSize = {"width": 1440, "height": 960}
READ = 120_000
"""Milliseconds that the first consolidation may take."""
OBSERVATION = "MJDH-007"
NOTED = ("APDP-004", "APBEF-001")
"""What the picture shows as answered: two who ask to keep the draft."""
VOTES = {
    "mariam": "Pour", "kadidia": "Pour", "assetou": "Peut l'accepter", "seydou": "Abstention",
}  # fmt: skip
DAYS = {"first_day": "2025-07-01", "last_day": "2025-07-03"}


def main() -> None:
    """Serve the demonstration, act in it as its people do, and picture what they see."""
    with served() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        picture_table(browser, address)
        picture_workshop(browser, address)
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve a new demonstration, and give its address."""
    code = "from toguna.cli.main import run; run()"
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(  # noqa: S603 (our own words)
            [sys.executable, "-c", code, "serve", "--demo", "--no-browser", "--port", "0",
             "--data", folder],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert server.stdout is not None
            found = (re.search(r"http://[\d.]+:\d+", line) for line in server.stdout)
            yield next(match.group() for match in found if match)
        finally:
            server.terminate()
            server.wait()


def come(browser: Browser, address: str, name: str) -> Page:
    """Come in as somebody."""
    context = browser.new_context(
        base_url=address, viewport=SIZE, locale="fr-FR", reduced_motion="reduce"
    )
    page: Page = context.new_page()
    page.goto("/demonstration/")
    with page.expect_navigation():
        page.click(f"button[value={name}]")
    return page


def picture_table(browser: Browser, address: str) -> None:
    """Picture the table with one observation beside it, some answered already."""
    awa = come(browser, address, "awa")
    awa.goto("/d/exemple/tour/1/")
    expect(awa.get_by_text("lu et consolidé").first).to_be_visible(timeout=READ)
    awa.goto("/d/exemple/observations/")
    rows = awa.locator(".register-table tbody tr")
    awa.locator("#filter_q").fill("1.2.2")
    awa.get_by_role("button", name="Filtrer").click()
    for name in NOTED:
        rows.filter(has_text=name).locator("[name=tick]").check()
    awa.keyboard.press("p")
    expect(awa.locator("#notices")).to_contain_text("2 suites données")
    awa.reload()
    awa.set_viewport_size(WIDE)
    rows.filter(has_text=OBSERVATION).locator("a.open").click()
    expect(awa.locator("#panel")).to_contain_text(OBSERVATION)
    awa.mouse.move(0, 0)
    awa.evaluate("scrollTo(0, 0)")
    awa.screenshot(path=IMAGES / "table.png")


def picture_workshop(browser: Browser, address: str) -> None:
    """Picture the projector once four delegations have voted on the compromise."""
    bakary = come(browser, address, "bakary")
    bakary.goto("/d/exemple/atelier/nouveau/")
    for name, value in {"title": "Atelier fictif", "place": "Bamako", **DAYS}.items():
        bakary.fill(f"[name={name}]", value)
    bakary.get_by_role("button", name="Ouvrir l'atelier").click()
    bakary.locator(".items li > a", has_text="D-001").click()
    bakary.get_by_role("button", name="Mettre à l'écran").click()
    bakary.get_by_role("button", name="Partir de l'avant-projet").click()
    live = bakary.locator("#live")
    live.fill(live.input_value().replace("soixante-douze", "trente-six"))
    expect(bakary.locator("#live-redline ins")).to_contain_text("trente-six")
    bakary.reload()
    bakary.locator("#about").select_option("live")
    bakary.get_by_role("button", name="Ouvrir le vote").click()
    room = re.sub(r"pupitre/.*", "", bakary.url)
    for name, choice in VOTES.items():
        page = come(browser, address, name)
        page.goto(room)
        page.locator("#room").get_by_role("button", name=choice).click()
        expect(page.locator(".own-vote")).to_contain_text(choice)
    bakary.get_by_role("button", name="Clore le vote").click()
    bakary.goto(f"{room}projecteur/")
    expect(bakary.locator("body")).to_contain_text("vote clos")
    bakary.screenshot(path=IMAGES / "atelier.png")


if __name__ == "__main__":
    main()
