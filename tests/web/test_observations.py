"""The rapporteur's table: who sees what, what is found, one observation and its answer."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from tests.web.observing import disputed, given, listed, one, page, post, tick
from tests.web.stories import DRAFT, Story
from toguna.web.models import Answer, AnswerChange, Role, SavedFilter

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return disputed()


# Who sees what


def test_the_rapporteur_sees_what_is_not_restricted_and_how_many_are_left(story: Story) -> None:
    html = page(story, "awa")
    assert listed(html) == ["MJDH-001", "MEF-001", "MJDH-002", "MEF-002"]
    assert "0 sur 4 ont une suite," in html
    assert "4 restent" in html
    assert "MDAC" not in html


def test_a_ministry_sees_its_own_until_the_round_is_closed(story: Story) -> None:
    assert listed(page(story, "fatou")) == ["MDAC-R001"]
    assert listed(page(story, "moussa")) == ["MJDH-001", "MJDH-002"]
    page(story, "moussa", "MEF-001/", 404)
    page(story, "moussa", "divergences/D-001/", 404)
    story.round.closed = timezone.now()
    story.round.save()
    assert listed(page(story, "moussa")) == ["MJDH-001", "MEF-001", "MJDH-002", "MEF-002"]
    assert "MDAC" not in page(story, "moussa", "?q=journal")


def test_who_does_not_answer_reads_only(story: Story) -> None:
    html = page(story, "moussa") + page(story, "moussa", "MJDH-001/")
    assert "Proposer" not in html
    assert 'name="tick"' not in html
    post(story, "moussa", "lot/", 403, act="proposée", disposition="retenue", tick=[])
    post(story, "moussa", "MJDH-001/repondre/", 403, disposition="retenue", stage="proposée")


def test_a_restricted_observation_is_nowhere_without_the_clearance(story: Story) -> None:
    for rest in ("", "?restricted=toutes", "?q=journal", "?contributor=MDAC", "divergences/"):
        assert "MDAC" not in page(story, "awa", rest).replace("contributor=MDAC", "")
    page(story, "awa", "MDAC-R001/", 404)
    story.seat("sira", Role.RAPPORTEUR, cleared=True)
    assert listed(page(story, "sira", "?restricted=toutes")) == ["MDAC-R001"]


# What is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=PRÉSIDENT", ["MJDH-001"]),
        ("q=president+mjdh", ["MJDH-001"]),
        ("q=introuvable", []),
        ("contributor=MEF", ["MEF-001", "MEF-002"]),
        ("sort=identifier", ["MEF-001", "MEF-002", "MJDH-001", "MJDH-002"]),
        ("group=toutes", ["MJDH-002", "MEF-002"]),
        ("group=C-001", ["MJDH-002", "MEF-002"]),
        ("group=aucune", ["MJDH-001", "MEF-001"]),
        ("conflict=D-001", ["MJDH-001", "MEF-001"]),
        ("conflict=aucune&group=toutes&disposition=aucune", ["MJDH-002", "MEF-002"]),
        ("placed=aucune", []),
        ("desk=aucune&origin=sans suivi", ["MJDH-001", "MEF-001", "MJDH-002", "MEF-002"]),
        ("disposition=toutes", []),
        ("nature=pirate&page=99", ["MJDH-001", "MEF-001", "MJDH-002", "MEF-002"]),
    ],
)
def test_filters_find(story: Story, query: str, found: list[str]) -> None:
    assert listed(page(story, "awa", f"?{query}")) == found


def test_a_clause_has_its_observations(story: Story) -> None:
    clause = one(story, "MJDH-002").clauses[0]
    assert listed(page(story, "awa", f"?clause={clause}")) == ["MJDH-002", "MEF-002"]


def test_a_filter_is_kept_under_a_name_and_dropped(story: Story) -> None:
    post(story, "awa", "filtres/", name="Le MEF", query="round=1&contributor=MEF")
    assert "?round=1&amp;contributor=MEF" in page(story, "awa")
    assert "Le MEF" not in page(story, "moussa")
    key = SavedFilter.objects.get().pk
    post(story, "moussa", f"filtres/{key}/supprimer/", 404)
    post(story, "awa", f"filtres/{key}/supprimer/")
    assert not SavedFilter.objects.exists()


# One observation


def test_an_observation_has_its_place_its_kin_and_its_rivals(story: Story) -> None:
    html = page(story, "awa", "MJDH-002/?contributor=MJDH")
    assert "Dans le texte" in html
    assert "<mark>trois</mark>" in html
    assert "MEF-002" in html
    assert "2/2" in html
    assert "Divergence D-001" in page(story, "awa", "MJDH-001/")


def test_an_answer_is_proposed_and_one_goes_on_to_the_next(story: Story) -> None:
    seen = tick(story, "MJDH-001")[0]
    where, _ = post(
        story, "awa", "MJDH-001/repondre/?round=1&contributor=MJDH",
        disposition="retenue", stage="proposée", seen=seen, then="next",
    )  # fmt: skip
    assert where == story.url("observations/MJDH-002/?round=1&contributor=MJDH")
    assert given(story, "MJDH-001") == "retenue"
    assert "1 sur 4 ont une suite," in page(story, "awa")
    assert listed(page(story, "awa", "?disposition=aucune")) == ["MEF-001", "MJDH-002", "MEF-002"]


def test_a_wish_of_several_is_answered_at_once(story: Story) -> None:
    seen = ",".join(tick(story, "MJDH-002", "MEF-002"))
    post(
        story, "awa", "MJDH-002/repondre/",
        disposition="retenue", stage="proposée", seen=seen, whole_group="on",
    )  # fmt: skip
    assert (given(story, "MJDH-002"), given(story, "MEF-002")) == ("retenue", "retenue")
    assert AnswerChange.objects.values("batch").distinct().count() == 1


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(story: Story) -> None:
    _, html = post(
        story, "awa", "MJDH-001/repondre/", 422,
        disposition="non retenue", stage="validée", instance="", seen=tick(story, "MJDH-001")[0],
        wording="mots gardés",
    )  # fmt: skip
    assert "« non retenue » demande un motif" in html
    assert "quelle instance" in html
    assert 'aria-invalid="true"' in html
    assert "mots gardés" in html


def test_the_second_of_two_sees_the_other_answer_beside_its_own(story: Story) -> None:
    story.seat("binta", Role.RAPPORTEUR)
    seen = tick(story, "MJDH-001")[0]
    post(story, "awa", "MJDH-001/repondre/", disposition="retenue", stage="proposée", seen=seen)
    mine = {"disposition": "non retenue", "reason": "C'est trop tôt.", "stage": "proposée"}
    _, html = post(story, "binta", "MJDH-001/repondre/", 409, seen=seen, **mine)
    assert "Awa a répondu à MJDH-001" in html
    assert "La réponse de Awa" in html
    assert "C&#x27;est trop tôt." in html
    assert given(story, "MJDH-001") == "retenue"
    again = re.findall(r'name="seen" value="([^"]+)"', html)[0]
    post(story, "binta", "MJDH-001/repondre/", seen=again, **mine)
    assert given(story, "MJDH-001") == "non retenue"


def test_a_wording_is_shown_as_a_redline_while_it_is_written(story: Story) -> None:
    _, html = post(story, "awa", "MJDH-002/trait/", 200, wording="cinq")
    assert "trois</del>" in html
    assert "cinq</ins>" in html
    whole = DRAFT[2].replace("sous trois jours", "sans délai")
    _, html = post(story, "awa", "MJDH-002/trait/", 200, wording=whole)
    assert html.startswith("Les incidents graves sont signalés")


def test_another_answer_makes_the_opinion_on_the_first_void(story: Story) -> None:
    seen = tick(story, "MJDH-001")[0]
    post(story, "awa", "MJDH-001/repondre/", disposition="retenue", stage="proposée", seen=seen)
    Answer.objects.update(verdict="satisfait")
    story.seat("binta", Role.RAPPORTEUR)
    again = tick(story, "MJDH-001")[0]
    post(story, "binta", "MJDH-001/repondre/", disposition="doublon", stage="proposée", seen=again)
    assert Answer.objects.get().verdict == ""
