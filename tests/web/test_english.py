"""What a reader who chose English sees: whole sentences, single words and dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.web.observing import disputed
from tests.web.stories import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return disputed()


def english(story: Story, name: str, rest: str = "") -> str:
    """Give the words of a page, without its tags, in English."""
    client = story.client(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return re.sub(r"<[^>]*>", " ", client.get(story.url(rest)).content.decode())


def test_the_words_of_the_vocabularies_are_english_too(story: Story) -> None:
    words = english(story, "awa", "observations/MJDH-001/")
    for told in ("accepted with changes", "referred to arbitration", "substantive", "tracked"):
        assert told in words
    assert "retenue" not in words


def test_the_nature_of_an_observation_is_chosen_among_english_words(story: Story) -> None:
    words = english(story, "moussa", "ecrire/?c=tout")
    assert "Budgetary" in words
    assert "Budgétaire" not in words


def test_an_english_date_has_its_day_first(story: Story) -> None:
    story.round.deadline = datetime(2026, 12, 3, 14, tzinfo=UTC)
    story.round.save()
    assert "3 December 2026, 14:00" in english(story, "moussa")
