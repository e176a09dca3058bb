"""The form in a real browser: from a file, without a network, and back into the consolidation."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from tests.conftest import CHROMIUM
from tests.consultation.form.drafts import MJDH, consolidated, read
from tests.consultation.story import copy_of, docx
from toguna.consultation.form import FormSettings, read_entries, write_form

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


def test_the_page_has_everything_and_allows_nothing_else() -> None:
    page = write_form(read(), MJDH).decode()
    assert not re.search(r"(?:src|href)=[\"'](?!#|data:)", page)
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{digest}'" in page
    assert "unsafe" not in page.partition("<title>")[0]


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert write_form(read(), MJDH) == write_form(read(), MJDH)


def test_a_draft_cannot_end_the_script_that_holds_its_words() -> None:
    page = write_form(read(docx("Un </script><script>alert(1)</script> piège.")), MJDH).decode()
    assert page.count("<script") == 2


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("usb") / "formulaire.html"
    path.write_bytes(write_form(read(), MJDH, FormSettings("Deuxième tour", "12 juin 2026")))
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture(params=SIZES, ids=["wide", "telephone"])
def page(request: pytest.FixtureRequest, browser, form: Path) -> Iterator[Page]:  # type: ignore[no-untyped-def]
    opened = browser.new_page(viewport=request.param, accept_downloads=True)
    asked: list[str] = []
    errors: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    opened.route(re.compile("^(?!file:|data:|blob:)"), refuse)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.goto(form.as_uri())
    yield opened
    assert (asked, errors) == ([], [])
    opened.close()


def propose(page: Page, old: str, new: str) -> None:
    """Change a word of the first paragraph, as a person does with the keyboard."""
    button = page.locator("p.clause", has_text=old).locator("button.mark")
    button.focus()
    page.keyboard.press("Enter")
    words = page.get_by_label("Rédaction proposée")
    words.fill(words.input_value().replace(old, new))


def download(page: Page, path: Path) -> bytes:
    with page.expect_download() as found:
        page.locator("#enregistrer").click()
    assert found.value.suggested_filename == "toguna-retour-MJDH.json"
    found.value.save_as(path)
    return path.read_bytes()


@pytest.mark.needs_chromium
def test_a_wording_proposed_in_the_page_is_in_the_consolidated_draft(
    page: Page, tmp_path: Path
) -> None:
    propose(page, "ministère chargé du numérique", "Premier ministre")
    assert page.locator("#difference ins").inner_text().endswith("Premier ministre")
    page.get_by_label("Observation ou commentaire").fill("L'agence sert tous les ministères.")
    page.get_by_label("Nature").select_option("juridique")
    page.get_by_role("button", name="Garder cette entrée").click()
    assert page.locator("p.clause .mine del").count() == 1
    data = download(page, tmp_path / "retour.json")
    told = consolidated(data)
    assert "rattachée au Premier ministre." in copy_of(told.docx, "MJDH (proposition)")
    assert told.observations[0].text == "L'agence sert tous les ministères."
    assert told.observations[0].doubt == ""
    assert (read_entries(data, "x").sha256, told.unread) == (read().word.package.sha256, [])


@pytest.mark.needs_chromium
def test_a_saved_file_is_resumed_and_an_entry_put_back(page: Page, tmp_path: Path) -> None:
    propose(page, "budget propre", "budget suffisant")
    page.get_by_role("button", name="Garder cette entrée").click()
    path = tmp_path / "retour.json"
    first = download(page, path)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("#fichier").set_input_files(path)
    page.locator("#avis", has_text="Travail repris").wait_for()
    if page.locator("#voir-liste").is_visible():
        page.locator("#voir-liste").click()
    page.get_by_role("button", name="Retirer").click()
    assert page.locator("#entrees li").count() == 0
    page.get_by_role("button", name="Remettre").click()
    again = download(page, tmp_path / "encore.json")
    assert read_entries(again, "x").entries == read_entries(first, "x").entries


@pytest.mark.needs_chromium
def test_work_that_was_not_kept_is_found_again_and_speaks_english(page: Page) -> None:
    propose(page, "budget propre", "budget suffisant")
    page.reload()
    assert "suffisant" in page.get_by_label("Rédaction proposée").input_value()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#texte").get_attribute("lang") == "fr"
    page.get_by_label("Search the text").fill("BUDGÉT")
    assert page.locator(".hit").count() == 1
    page.get_by_label("Search the text").press("Enter")
    assert page.locator("#trouve").inner_text() == "1 of 1"


@pytest.mark.needs_chromium
def test_nothing_typed_is_lost_by_leaving_an_entry(page: Page) -> None:
    propose(page, "budget propre", "budget suffisant")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remettre").click()
    assert "suffisant" in page.get_by_label("Rédaction proposée").input_value()
    # Another passage is chosen, without a word to this one.
    page.locator("p.clause button.mark").first.dispatch_event("click")
    assert page.locator("p.clause .mine ins", has_text="suffisant").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#avis").is_hidden()


WORDINGS = [
    "",
    "Le comité se réunit deux fois par an.",
    "Le comité national se réunit chaque trimestre, sur convocation.",
    "chaque trimestre le comité se réunit",
    "L’État, l'agence ; et « les autres »\n– deux lignes",
    "un " * 3000,
    "deux " * 3000,
]


@pytest.mark.needs_chromium
def test_a_redline_holds_both_wordings_whole(page: Page) -> None:
    pairs = [[before, after] for before in WORDINGS for after in WORDINGS]
    told = page.evaluate("pairs => pairs.map((pair) => redline(pair[0], pair[1]))", pairs)
    for (before, after), segments in zip(pairs, told, strict=True):
        assert "".join(text for kind, text in segments if kind != "add") == before
        assert "".join(text for kind, text in segments if kind != "del") == after


@pytest.mark.needs_chromium
def test_the_page_holds_no_barrier(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # Axe is put into the page, which its policy forbids to anybody else.
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    for _ in range(2):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        propose(page, "budget propre", "budget suffisant")
