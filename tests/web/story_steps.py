"""A site on a laptop and the people in front of it, each with a browser of their own."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.own_site import served
from playwright.sync_api import (
    Browser,
    FilePayload,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.conftest import CHROMIUM

expect.set_options(timeout=60_000)
PASSWORD = "le fleuve passe sous le pont"
pytest_timeout = 0
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name));
  const zone = document.querySelector("form[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: moved, bubbles: true, cancelable: true}));
}"""


@dataclass
class Hall:
    """The laptop's address, a folder for what is downloaded, and everybody's page by name."""

    address: str
    first_link: str
    folder: Path
    browser: Browser
    slug: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def arrives(self, name: str, *, phone: bool = False) -> Page:
        """Give somebody a browser, whose complaints are kept."""
        context = self.browser.new_context(
            base_url=self.address, viewport=PHONE if phone else WIDE, locale="fr-FR"
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.told.append(f"{name}: {error}"))
        page.on("console", lambda said: self.told.append(f"{name}: {said.text}"))
        page.on("dialog", lambda dialog: dialog.accept())
        self.pages[name] = page
        return page

    def opens(self, name: str, rest: str = "") -> Page:
        """Let somebody open a page of the dossier."""
        page = self.pages[name]
        page.goto(f"/d/{self.slug}/{rest}")
        return page

    def downloads(self, link: Locator) -> Path:
        """Follow a link to a file, and give where it is kept."""
        with link.page.expect_download() as found:
            link.click()
        path = self.folder / found.value.suggested_filename
        found.value.save_as(path)
        return path


@contextmanager
def hall(folder: Path) -> Iterator[Hall]:
    """Serve a new site with nothing in it, and open a browser."""
    printed = folder / "printed.txt"
    with served(folder / "data", printed) as port, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        address = f"http://127.0.0.1:{port}"
        first = re.search(rf"{address}(/premier/\S+)", printed.read_text())
        assert first is not None, printed.read_text()
        yield Hall(address, first[1], folder, browser)
        browser.close()


def press(page: Page, words: str) -> None:
    """Press the button whose name begins with some words."""
    wanted = re.compile(rf"^{re.escape(words)}")
    page.locator("main").get_by_role("button", name=wanted).first.click()


def fill(page: Page, **values: str) -> None:
    """Fill fields in, by their names."""
    for name, value in values.items():
        page.locator(f"[name={name}]:visible").first.fill(value)


def registers(page: Page, name: str) -> None:
    """Make an account, on the page that asks for it."""
    fill(page, full_name=f"{name.title()} Exemple", username=name, password=PASSWORD)
    page.locator("form:has([name=password]) button").click()


def drops(page: Page, name: str, data: bytes) -> None:
    """Drag a file onto the page, and pass it on."""
    with page.expect_navigation():
        page.evaluate(DROP, [name, base64.b64encode(data).decode()])
    press(page, "Transmettre")
    says(page, "1 fichier est reçu")


def says(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(page.locator("main")).to_contain_text(words)


def has_done(page: Page, words: str) -> None:
    """Wait until work in the background has ended and the page shows what came of it."""
    expect(page.locator("main")).to_contain_text(words, timeout=60_000)


def verified(path: Path) -> subprocess.CompletedProcess[str]:
    """Run `toguna verify` on a file."""
    code = "from toguna.cli.main import run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "verify", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def file(name: str, data: bytes) -> FilePayload:
    """Give a file as a person chooses it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}
