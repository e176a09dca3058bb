"""The round in a real browser: files dragged onto the page, a redline as one types, no script."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun
from toguna.web.jobs.queue import enqueue, run_waiting
from toguna.web.models import Remark, Return, Role

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const moved = new DataTransfer();
  moved.items.add(new File([bytes], name));
  const zone = document.querySelector("form[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: moved, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def story() -> Story:
    told = begun()
    told.seat("mariam", Role.AUTHORITY, "MJDH")
    return told


@pytest.fixture(params=["script", "no script"])
def with_script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "script")


@pytest.fixture
def page(story: Story, live_server: LiveServer, with_script: bool) -> Iterator[Page]:
    """A browser in which Mariam has signed in."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs a loop in this thread
    cookie: dict[str, Any] = {
        "name": "sessionid",
        "value": story.client("mariam").cookies["sessionid"].value,
        "url": live_server.url,
    }
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url, java_script_enabled=with_script)
        context.add_cookies([cookie])
        yield context.new_page()
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_a_file_that_is_dragged_or_chosen_is_looked_over_then_sent(
    page: Page, story: Story, with_script: bool
) -> None:
    data = docx(DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    page.goto(story.url("tour/1/"))
    if with_script:
        with page.expect_navigation():
            page.evaluate(DROP, ["justice.docx", base64.b64encode(data).decode()])
    else:
        page.set_input_files(
            "#files", {"name": "justice.docx", "mimeType": "application/zip", "buffer": data}
        )
        page.click("form[data-drop] button")
    page.get_by_role("button", name="Transmettre", exact=True).click()
    page.get_by_text("transmis, à consolider").wait_for()
    assert Return.objects.get().filename == "justice.docx"


def test_what_a_wording_changes_is_shown_as_one_types_or_once_it_is_kept(
    page: Page, story: Story, with_script: bool
) -> None:
    page.goto(story.url("ecrire/"))
    page.click(".clause:has-text('agence') .write")
    wording = DRAFT[1].replace("Premier ministre", "Président")
    page.fill("[name=proposed]", wording)
    if with_script:
        assert page.text_content(".redline ins") == "ajouté : Président"
        assert page.text_content(".redline del") == "supprimé : Premier ministre"
    page.click("button:has-text('Garder')")
    page.locator(".own ins", has_text="Président").wait_for()
    assert Remark.objects.get().proposed == wording


@pytest.mark.parametrize("with_script", [True])
def test_the_page_is_shown_anew_once_the_consolidation_has_ended(page: Page, story: Story) -> None:
    story.sent("MJDH", DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    enqueue(story.dossier, "consolidate", story.people["mariam"], round=story.round.pk)
    page.goto(story.url("retours/"))
    page.locator("progress").wait_for()
    run_waiting()
    page.get_by_text("lu et consolidé").wait_for()
    page.get_by_text("en cours d'examen").wait_for()
