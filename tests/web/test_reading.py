"""The public reading page: the text as a site of files, for anybody, without what is restricted."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.test import Client

from tests.web.adoption_stories import (
    SECRET,
    STEPS,
    adopted,
    another_text,
    approved,
    entries,
    frozen,
    noted,
    page_of,
    published,
    story_of_adoption,
)
from tests.web.stories import DRAFT, Story
from toguna.web.domain.ledger import fingerprint
from toguna.web.models import Publication, PublishedFile

pytestmark = pytest.mark.django_db
ANYBODY = Client


@pytest.fixture
def story() -> Story:
    told = story_of_adoption()
    adopted(told)
    return told


def test_nothing_is_public_before_the_council_has_spoken() -> None:
    story = story_of_adoption()
    frozen(story)
    approved(story)
    told = {"label": "Trop tôt", "publisher": "Ministère fictif"}
    answer = story.client("awa").post(story.url("adoption/publication/"), told)
    assert answer.status_code == 422
    assert ANYBODY().get(f"/lire/{story.dossier.slug}/").status_code == 404
    noted(story, STEPS[3], "pris acte")
    published(story)
    page = page_of(ANYBODY(), f"/lire/{story.dossier.slug}/")
    assert "il n’est pas adopté" in page.replace("'", "’").replace("&#x27;", "’")


def test_anybody_reads_the_text_its_origins_and_how_to_check(story: Story) -> None:
    published(story, past=[story.dossier.versions.get(number=1).pk])
    base = f"/lire/{story.dossier.slug}/"
    page = page_of(ANYBODY(), base)
    for words in (
        story.dossier.title,
        "Lire le texte",
        "Approbations",
        "le texte est adopté",
        "SHA-256",
    ):
        assert words in page
    text = page_of(ANYBODY(), base + "texte.html")
    assert "sous l’autorité du Président" in text.replace("'", "’").replace("&#x27;", "’")
    assert "MJDH" in text
    check = page_of(ANYBODY(), base + "verifier.html")
    assert fingerprint(story.dossier) in check
    assert "toguna verify" in check
    assert page_of(ANYBODY(), "/lire/").count(base) >= 1


def test_every_link_of_the_site_leads_somewhere_with_its_kind(story: Story) -> None:
    published(story, past=[story.dossier.versions.get(number=1).pk])
    base, kinds = f"/lire/{story.dossier.slug}/", {}
    for row in PublishedFile.objects.filter(name__endswith=".html"):
        page = page_of(ANYBODY(), base + row.name)
        for link in re.findall(r'href="([^"#]+)', page):
            answer = ANYBODY().get(base + link)
            assert answer.status_code == 200, link
            kinds[link.rpartition(".")[2]] = answer.headers["Content-Type"]
    assert kinds["html"] == "text/html; charset=utf-8"
    assert kinds["pdf"] == "application/pdf"
    assert kinds["pem"].startswith("text/plain")
    assert {"html", "pdf", "docx", "json", "pem", "SHA256SUMS"} <= set(kinds)


def test_the_pages_bring_a_policy_that_allows_their_style_alone(story: Story) -> None:
    published(story)
    for name in ("", "texte.html", "verifier.html"):
        policy = (
            ANYBODY().get(f"/lire/{story.dossier.slug}/{name}").headers["Content-Security-Policy"]
        )
        assert policy.startswith("default-src 'none'")
        assert "style-src 'sha256-" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_a_restricted_observation_leaves_neither_its_author_nor_its_number(story: Story) -> None:
    published(story, past=[story.dossier.versions.get(number=1).pk])
    whole = "\n".join(
        page_of(ANYBODY(), f"/lire/{story.dossier.slug}/{row.name}")
        for row in PublishedFile.objects.filter(name__endswith=".html")
    )
    assert SECRET in whole, "the text that was adopted is public"
    assert "MDAC" not in whole
    assert "-R001" not in whole
    assert "MJDH-001" not in whole, "a hole in the numbers would tell"
    assert "restreint" not in whole


def test_a_text_that_was_rewritten_by_hand_is_published_as_it_is() -> None:
    story = story_of_adoption()
    version = another_text(story)
    frozen(story, 3)
    approved(story)
    noted(story, STEPS[3], "adopté")
    published(story)
    text = page_of(ANYBODY(), f"/lire/{story.dossier.slug}/texte.html")
    assert "Un bilan de de" in text
    assert "MJDH" not in text, "its words come from no answer"
    row = PublishedFile.objects.get(name="texte.docx")
    assert row.blob_id == version.blob_id
    assert DRAFT[0].partition("'")[2] in text.replace("&#x27;", "'")


def test_the_whole_site_goes_on_a_stick(story: Story) -> None:
    published(story)
    answer = ANYBODY().get(f"/lire/{story.dossier.slug}/tout/site.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = set(archive.namelist())
    rows = PublishedFile.objects.values_list("name", flat=True)
    assert names == {f"{story.dossier.slug}/{name}" for name in rows}


def test_a_text_is_taken_down_and_the_ledger_keeps_both(story: Story) -> None:
    published(story)
    url = f"/lire/{story.dossier.slug}/"
    assert story.client("awa").post(story.url("adoption/publication/retirer/")).status_code == 302
    for name in ("", "texte.html"):
        gone = ANYBODY().get(url + name)
        assert gone.status_code == 410
        assert "a été retiré" in gone.content.decode()
    assert ANYBODY().get(url + "tout/site.zip").status_code == 404
    assert [e.act.value for e in entries(story)[-2:]] == ["publié", "retiré"]
    published(story, label="De nouveau")
    assert ANYBODY().get(url).status_code == 200
    assert Publication.objects.count() == 2


def test_a_name_of_no_file_is_not_found(story: Story) -> None:
    published(story)
    for name in ("autre.html", "..%2Fsecret", "%00"):
        assert ANYBODY().get(f"/lire/{story.dossier.slug}/{name}").status_code == 404
    assert ANYBODY().get("/lire/inconnu/").status_code == 404


def test_what_is_published_is_cited_by_the_ledger(story: Story) -> None:
    published(story)
    entry = entries(story)[-1]
    rows = dict(PublishedFile.objects.values_list("name", "blob_id"))
    assert {path.rpartition("/")[2]: sha for path, sha in entry.files.items()} == rows
