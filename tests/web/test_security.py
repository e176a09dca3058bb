"""What an attacker meets: headers, cookies, forged forms, hostile files, a log without secrets."""

from __future__ import annotations

import io
import logging
import zipfile
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from tests.consultation.story import docx
from tests.web.api_stories import program
from tests.web.stories import DRAFT, PASSWORD, Story, begun
from tests.web.test_permissions import Page, pages
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.domain.invitations import Wanted, invite
from toguna.web.logs import Discreet
from toguna.web.models import Return, Role

pytestmark = pytest.mark.django_db
STRICT = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")


@pytest.fixture
def story() -> Story:
    return begun()


# Headers and cookies


def test_every_answer_has_strict_headers(story: Story) -> None:
    browser, stranger = story.client("awa"), Client(raise_request_exception=False)
    answers = [
        browser.get(story.url()),
        browser.get("/static/toguna/style.css"),
        browser.get("/nulle-part/"),
        browser.post(story.url("tours/1/fermer/")),
        browser.get(reverse("round_draft_file", args=("snc", 1))),
        stranger.get(story.url()),
        stranger.get("/api/v1/dossiers"),
        stranger.get("/api/v1/openapi.json"),
        stranger.get("/", headers={"host": "ailleurs.example"}),
    ]
    for answer in answers:
        missing = [name for name in STRICT if name not in answer.headers]
        assert missing == [], answer
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_http_is_sent_on_to_https_where_the_site_has_it() -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000):
        sent_on = Client().get("/compte/login/")
        assert (sent_on.status_code, sent_on.headers["Location"]) == (
            301,
            "https://testserver/compte/login/",
        )
        there = Client().get("/compte/login/", secure=True)
        assert there.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_cookies_are_no_business_of_scripts_or_other_sites(story: Story) -> None:
    browser = Client()
    browser.post("/compte/login/", {"login": "awa", "password": PASSWORD})
    session = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    with override_settings(SESSION_COOKIE_SECURE=True):
        again = Client()
        again.post("/compte/login/", {"login": "awa", "password": PASSWORD}, secure=True)
        assert again.cookies[settings.SESSION_COOKIE_NAME]["secure"]


# Forms that another site forges


def every_page() -> list[Page]:
    return list(pages())


def test_no_page_takes_a_form_of_another_site(story: Story) -> None:
    story.seat("awa", Role.RAPPORTEUR, "MJDH")
    forged = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forged.force_login(story.people["awa"])
    taken = {}
    for page in every_page():
        status = forged.post(page.url("snc"), {"title": "forgé"}).status_code
        if status not in (403, 404):
            taken[page.name] = status
    assert taken == {}
    assert len(every_page()) > 80


def test_only_operations_with_a_key_are_exempt() -> None:
    """No view but those of the API, which cookies do not open, goes without the token of a form."""

    def exempt(patterns: list[object], below: str = "") -> list[str]:
        found = []
        for one in patterns:
            here = below + str(one.pattern)  # type: ignore[attr-defined]
            if hasattr(one, "url_patterns"):
                found += exempt(one.url_patterns, here)
            elif getattr(one.callback, "csrf_exempt", False):  # type: ignore[attr-defined]
                found.append(here)
        return found

    assert [
        one for one in exempt(get_resolver().url_patterns) if not one.startswith("api/v1/")
    ] == []


# Hostile files


def with_macro(data: bytes) -> bytes:
    """Make a DOCM of a DOCX: a part with a macro, its relation and its content type."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "[Content_Types].xml":
                part = (
                    part.replace(b"wordprocessingml.document.main+xml", b"X")
                    .replace(
                        b"application/vnd.openxmlformats-officedocument.X",
                        b"application/vnd.ms-word.document.macroEnabled.main+xml",
                    )
                    .replace(
                        b"</Types>",
                        b'<Default Extension="bin" ContentType="application/vnd.ms-office.'
                        b'vbaProject"/></Types>',
                    )
                )
            if info.filename == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/'
                    b'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
                )
            new.writestr(info, part)
        new.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0MACRO-MALICIEUSE")
    return out.getvalue()


def outputs_with_macros(story: Story) -> list[str]:
    """Give the files made from the round in which something of a macro is left."""
    found = []
    for one in story.round.outputs.all():
        data = bytes_of(one.blob_id)
        parts = [data]
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [archive.read(name) + name.encode() for name in archive.namelist()]
        if any(b"vbaProject" in p or b"MALICIEUSE" in p or b"macroEnabled" in p for p in parts):
            found.append(one.path)
    return found


def test_no_output_keeps_a_macro_of_a_return(story: Story) -> None:
    copy = docx(DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    Return.objects.create(
        round=story.round,
        organisation=story.organisation("MJDH"),
        blob=keep(with_macro(copy)),
        filename="MJDH.docm",
    )
    assert [one.identifier for one in story.consolidated()] == ["MJDH-001"]
    assert outputs_with_macros(story) == []


def test_a_draft_with_macros_is_refused_with_the_way_out(story: Story) -> None:
    """What is made of a draft is the draft's own file: it would keep them."""
    trapped = SimpleUploadedFile("avant-projet.docm", with_macro(docx(*DRAFT)))
    made = program(story, "awa").ask(
        "POST", "/dossiers/snc/rounds", data={"draft": trapped, "label": "Deux"}
    )
    assert made.status_code == 422
    assert "enregistrez-le sans elles" in made.content.decode()
    assert story.dossier.versions.count() == 1


def test_a_name_leads_nowhere(story: Story) -> None:
    copy = docx(DRAFT[0], DRAFT[1].replace("Premier", "Second"), *DRAFT[2:])
    names = [
        "../../etc/cron.d/x.docx",
        "C:\\Windows\\y.docx",
        "\u202excod.z.docx",
        "/x/MJDH\n.docx",
    ]
    browser = story.client("moussa")
    for number, name in enumerate(names):
        file = SimpleUploadedFile("x.docx", copy + b"\0" * number)
        file._name = name  # as a program may send it
        browser.post(reverse("upload", args=("snc", 1)), {"files": file})
    kept = Return.objects.values_list("filename", flat=True)
    assert kept
    assert not any(sign in name for name in kept for sign in "/\\\n\u202e")
    (one, *_) = Return.objects.all()
    given = browser.get(reverse("return_file", args=("snc", one.pk)))
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"


# The log


def test_the_demonstration_is_for_this_machine_alone() -> None:
    client, page = Client(), "/demonstration/"
    assert client.get(page).status_code == 404
    with override_settings(TOGUNA=replace(settings.TOGUNA, demo=True)):
        assert client.get(page).status_code == 200
        assert client.get(page, REMOTE_ADDR="192.0.2.7").status_code == 404
        assert client.get(page, headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404


def test_a_refusal_leads_back_to_pages_of_ours_alone() -> None:
    for came_from, back in (
        ("http://testserver/code/", "http://testserver/code/"),
        ("https://ailleurs.example/piege", "/"),
    ):
        page = Client().get("/invitation/rien/", headers={"referer": came_from})
        assert page.status_code == 410
        assert f'class="button" href="{back}"' in page.content.decode()


def test_the_log_says_no_secret(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(Discreet())
    caplog.set_level(logging.DEBUG, "django.request")
    story.seat("chef", Role.ADMINISTRATOR)
    (issued,) = invite(story.seat("chef", Role.ADMINISTRATOR), [Wanted(Role.READER)])
    stranger = Client(raise_request_exception=False)
    stranger.get(f"/invitation/{issued.token}x/")
    stranger.get(f"/nulle-part/{issued.token}/")
    stranger.get("/api/v1/dossiers", headers={"authorization": f"Bearer toguna_{issued.token}"})
    stranger.post("/compte/login/", {"login": "awa", "password": "un mot de passe mal tapé"})
    assert "nulle-part/[…]" in caplog.text
    for secret in (issued.token, issued.code, "mal tapé", settings.SECRET_KEY):
        assert secret not in caplog.text


def test_a_log_keeps_what_is_no_secret() -> None:
    told = "job 6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11 (consolidate) of /d/strategie-nationale/"
    record = logging.LogRecord("x", logging.ERROR, "", 1, told, (), None)
    assert Discreet().filter(record)
    assert record.getMessage() == told
