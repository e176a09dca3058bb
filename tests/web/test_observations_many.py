"""Many observations at once: bulk answers, conflicts settled, five thousand of them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.observing import disputed, given, listed, one, page, post, tick
from tests.web.stories import Story
from toguna.web.models import Answer, AnswerChange, Group, Observation, Role, Variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return disputed()


# Many at once


def test_many_are_answered_and_one_click_undoes_it(story: Story) -> None:
    client = story.client("awa")
    ticked = tick(story, "MJDH-002", "MEF-002")
    response = client.post(
        story.url("observations/lot/?round=1"),
        {"act": "proposée", "disposition": "prise en note", "tick": ticked},
        follow=True,
    )
    html = response.content.decode()
    assert "2 suites données." in html
    batch = re.findall(r'name="batch" value="([^"]+)"', html)[0]
    html = client.post(
        story.url("observations/annuler/?round=1"), {"batch": batch}, follow=True
    ).content.decode()
    assert "2 observations sont comme avant" in html
    assert given(story, "MJDH-002") == ""
    assert "annulé" in page(story, "awa", "historique/")
    again = re.findall(r'name="batch" value="([^"]+)"', html)[0]
    client.post(story.url("observations/annuler/?round=1"), {"batch": again})
    assert given(story, "MJDH-002") == "prise en note"


def test_all_that_a_filter_finds_are_answered_unless_something_changed(story: Story) -> None:
    fields = {"act": "proposée", "disposition": "prise en note"}
    stamp = stamp_of(story, "?disposition=aucune")
    seen = tick(story, "MJDH-001")[0]
    post(story, "awa", "MJDH-001/repondre/", disposition="doublon", stage="proposée", seen=seen)
    _, html = post(story, "awa", "lot/?disposition=aucune", 409, all=stamp, **fields)
    assert "ont changé pendant que vous les choisissiez" in html
    assert Answer.objects.count() == 1
    stamp = stamp_of(story, "?disposition=aucune")
    post(story, "awa", "lot/?disposition=aucune", all=stamp, **fields)
    assert given(story, "MJDH-001") == "doublon"
    assert given(story, "MEF-002") == "prise en note"


def stamp_of(story: Story, query: str) -> str:
    response = story.client("awa").get(story.url(f"observations/{query}"))
    return str(response.context["found"].stamp)


def test_ticks_and_words_stay_where_something_is_missing(story: Story) -> None:
    ticked = tick(story, "MJDH-002")
    _, html = post(story, "awa", "lot/", 422, act="proposée", disposition="reportée", tick=ticked)
    assert f'value="{ticked[0]}" checked' in html
    assert "« reportée » demande un motif" in html
    _, html = post(story, "awa", "lot/", 422, act="proposée", disposition="retenue", tick=[])
    assert "Cochez des observations" in html


def test_observations_are_given_to_a_desk_and_taken_back(story: Story) -> None:
    story.seat("bakary", Role.FACILITATOR)
    ticked = tick(story, "MJDH-001", "MEF-001")
    post(story, "awa", "lot/", act="attribuer", desk="bakary", tick=ticked)
    assert listed(page(story, "bakary", "?desk=moi")) == ["MJDH-001", "MEF-001"]
    assert "attribuée à Bakary" in page(story, "awa", "MJDH-001/")
    batch = AnswerChange.objects.get(observation=one(story, "MJDH-001")).batch
    post(story, "awa", "annuler/", batch=batch)
    assert listed(page(story, "bakary", "?desk=moi")) == []
    post(story, "awa", "lot/", 422, act="attribuer", desk="moussa", tick=ticked)


# Conflicts


def test_rival_wordings_stand_side_by_side_with_the_drafts_own(story: Story) -> None:
    html = page(story, "awa", "divergences/D-001/")
    assert html.count('class="card rival"') == 3
    assert "Avant-projet" in html
    assert "Président</ins>" in html
    assert "0 sur 1 est réglée" in page(story, "awa", "divergences/")
    assert "2 observations convergentes ne sont dans aucune divergence" in page(
        story, "awa", "divergences/"
    )


def settle(story: Story, choice: str, status: int = 302, **fields: str) -> str:
    seen = ",".join(tick(story, "MJDH-001", "MEF-001"))
    told = {"stage": "proposée", "choice": choice, "seen": seen, **fields}
    return post(story, "awa", "divergences/D-001/regler/", status, **told)[1]


def choice_of(story: Story, identifier: str) -> str:
    case = story.client("awa").get(story.url("observations/divergences/D-001/")).context["case"]
    return next(
        rival.choice
        for rival in case.rivals
        if identifier in [o.identifier for o in rival.observations]
    )


def test_one_wording_is_chosen_and_its_rivals_fall_in_one_act(story: Story) -> None:
    choice = choice_of(story, "MEF-001")
    assert "Dites pourquoi" in settle(story, choice, 422)
    settle(story, choice, reason="Le ministère a les moyens.")
    assert given(story, "MEF-001") == "retenue"
    assert given(story, "MJDH-001") == "sans objet (tombée)"
    changes = AnswerChange.objects.all()
    assert len({change.batch for change in changes}) == 1
    post(story, "awa", "annuler/", batch=changes[0].batch)
    assert given(story, "MEF-001") == given(story, "MJDH-001") == ""


def test_the_draft_is_kept_or_the_committee_is_asked(story: Story) -> None:
    settle(story, "-1", reason="Le statu quo convient.")
    assert given(story, "MEF-001") == given(story, "MJDH-001") == "non retenue"
    settle(story, "arbitrage")
    assert given(story, "MEF-001") == given(story, "MJDH-001") == "renvoyée à l'arbitrage"
    assert "Choisissez une des rédactions" in settle(story, "7", 422, reason="Aucune.")


def test_undoing_does_not_bring_two_rivals_back(story: Story) -> None:
    settle(story, choice_of(story, "MEF-001"), reason="Le ministère a les moyens.")
    ticked = tick(story, "MEF-001")
    post(story, "awa", "lot/", act="proposée", disposition="doublon", tick=ticked)
    away = AnswerChange.objects.latest("id").batch
    ticked = tick(story, "MJDH-001")
    post(story, "awa", "lot/", act="proposée", disposition="retenue", tick=ticked)
    _, html = post(story, "awa", "annuler/", 422, batch=away)
    assert "changent les mêmes mots" in html


# Five thousand


def many(story: Story, count: int) -> None:
    """Put so many more observations into the round, half of them answered, in groups of five."""
    like = one(story, "MJDH-001")
    rows = Observation.objects.bulk_create(
        Observation(
            round=story.round, key=f"k{n}", identifier=f"MEF-{n + 100:04d}", rank=n + 100,
            organisation=like.organisation, contributor="MEF", origin=like.origin,
            nature=like.nature, placing=like.placing, before=like.before, after=like.after,
            clauses=like.clauses, place=like.place, words=f"mef {n} registre",
        )
        for n in range(count)
    )  # fmt: skip
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(observation=row, disposition="prise en note", at=now) for row in rows[::2]
    )
    groups = Group.objects.bulk_create(
        Group(round=story.round, variant=Variant.OPEN, identifier=f"C-9{n:03d}", identical=True)
        for n in range(count // 5)
    )
    through = Group.observations.through
    through.objects.bulk_create(
        through(group=groups[n // 5], observation=row) for n, row in enumerate(rows)
    )


def queries(story: Story, rest: str) -> int:
    client = story.client("awa")
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(story.url(f"observations/{rest}")).status_code == 200
    return len(caught)


def test_the_number_of_queries_does_not_grow_with_the_observations(story: Story) -> None:
    pages = ("", "?q=registre", "?disposition=aucune&page=3", "MJDH-002/", "historique/",
             "divergences/", "?open=MJDH-002")  # fmt: skip
    many(story, 10)
    few = {rest: queries(story, rest) for rest in pages}
    Observation.objects.filter(key__startswith="k").delete()
    many(story, 5000)
    assert {rest: queries(story, rest) for rest in pages} == few
    assert max(few.values()) <= 40


def test_five_thousand_are_answered_at_once(story: Story) -> None:
    many(story, 5000)
    stamp = stamp_of(story, "?contributor=MEF&disposition=aucune&q=registre")
    where = "lot/?contributor=MEF&disposition=aucune&q=registre"
    post(story, "awa", where, all=stamp, act="proposée", disposition="prise en note")
    assert Answer.objects.filter(disposition="prise en note").count() == 5000
    batch = AnswerChange.objects.latest("id").batch
    assert AnswerChange.objects.filter(batch=batch).count() == 2500
    post(story, "awa", "annuler/", batch=batch)
    assert Answer.objects.exclude(disposition="").count() == 2500
