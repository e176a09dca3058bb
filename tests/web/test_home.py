"""The first pages, and the consolidation that a round's pages show."""

from __future__ import annotations

import pytest

from tests.web.stories import DRAFT, begun
from toguna.web.domain.ledger import receipt_for
from toguna.web.models import LedgerEntry, Role

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_is_asked_to() -> None:
    story = begun()
    response = story.client("awa").get(story.url())
    assert response.status_code == 200
    from django.test import Client

    assert Client().get(story.url()).status_code == 302


def test_who_has_no_seat_is_told_that_there_is_no_such_dossier() -> None:
    story, other = begun(), begun(slug="autre")
    other.seat("etranger", Role.RAPPORTEUR)
    assert other.client("etranger").get(story.url()).status_code == 404


def test_consolidated_observations_are_rows_and_the_ledger_says_so() -> None:
    story = begun()
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3], restricted=True)
    found = story.consolidated()
    assert [o.identifier for o in found] == ["MJDH-001", "MDAC-R001"]
    assert [o.restricted for o in found] == [False, True]
    entries = LedgerEntry.objects.filter(ledger__dossier=story.dossier)
    assert [e.act for e in entries] == ["rattaché", "regroupé"]
    assert b"MDAC" not in b"".join(bytes(e.canonical) for e in entries)
    assert b"toguna/receipt/1" in receipt_for(entries[0])


def test_headers_are_strict_on_every_answer() -> None:
    story = begun()
    for url in (story.url(), "/nulle-part/", "/static/toguna/style.css"):
        response = story.client("awa").get(url)
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
