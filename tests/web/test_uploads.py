"""Uploads are hostile: too large, too many, deceiving names, no room left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.web.stories import begun
from toguna.web import uploads
from toguna.web.models import Return
from toguna.web.uploads import LONGEST_NAME, clean_name

HOSTILE = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\awa\\obs.docx": "obs.docx",
    "obs\u202excod.exe": "obsxcod.exe",
    "a\x00b\n.docx": "ab.docx",
    "...": "fichier",
    "": "fichier",
    ".htaccess": "htaccess",
    "  deux   mots .docx ": "deux mots .docx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_has_no_folder_and_deceives_nobody(name: str) -> None:
    assert clean_name(name) == HOSTILE[name]


@given(st.text())
def test_any_name_is_one_short_line_that_can_be_a_file(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set("/\\\0\n\r")
    assert not cleaned.startswith(".")
    assert clean_name(cleaned) == cleaned


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_dropped_and_the_others_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "TOGUNA", replace(settings.TOGUNA, uploads=1024 * 1024))
    story = begun()
    files = [
        SimpleUploadedFile("petit.docx", b"a" * 1000),
        SimpleUploadedFile("énorme.docx", b"b" * 3_000_000),
        SimpleUploadedFile("autre.docx", b"c" * 1000),
    ]
    response = story.client("moussa").post(
        story.url("tour/1/deposer/"), {"files": files}, follow=True
    )
    assert "énorme.docx : ce fichier dépasse 1 Mo" in response.content.decode()
    kept = {one.filename: bytes(one.blob.data)[:1] for one in Return.objects.all()}
    assert kept == {"petit.docx": b"a", "autre.docx": b"c"}


@pytest.mark.django_db
def test_too_many_files_are_dropped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 2)
    story = begun()
    files = [SimpleUploadedFile(f"{n}.docx", b"%d" % n) for n in range(3)]
    page = story.client("moussa").post(story.url("tour/1/deposer/"), {"files": files}, follow=True)
    assert "2.docx : 2 fichiers au plus" in page.content.decode()
    assert Return.objects.count() == 2


@pytest.mark.django_db
def test_nothing_is_taken_in_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MARGIN", 1 << 60)
    story = begun()
    page = story.client("moussa").post(
        story.url("tour/1/deposer/"), {"files": SimpleUploadedFile("a.docx", b"a")}, follow=True
    )
    assert "plus assez de place sur le disque" in page.content.decode()
    assert not Return.objects.exists()


@pytest.mark.django_db
def test_empty_files_and_those_that_a_computer_leaves_are_told() -> None:
    story = begun()
    files = [SimpleUploadedFile("vide.docx", b""), SimpleUploadedFile("~$obs.docx", b"x")]
    page = story.client("moussa").post(story.url("tour/1/deposer/"), {"files": files}, follow=True)
    told = page.content.decode()
    assert "vide.docx : ce fichier est vide" in told
    assert "~$obs.docx : ce fichier est laissé par l&#x27;ordinateur" in told
    assert not Return.objects.exists()
