"""The rapporteur's table: who sees what, what is found, what is answered."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.stories import DRAFT, Story, begun
from toguna.web.models import (
    Answer,
    AnswerChange,
    Group,
    Observation,
    Role,
    SavedFilter,
    Variant,
)

pytestmark = pytest.mark.django_db
PRESIDENT = DRAFT[1].replace("Premier ministre", "Président")
MINISTER = DRAFT[1].replace("Premier ministre", "ministre du numérique")


@pytest.fixture
def story() -> Story:
    """Two rival wordings, one wish of two ministries, and a restricted observation."""
    told = begun()
    told.sent("MJDH", DRAFT[0], PRESIDENT, DRAFT[2].replace("trois", "deux"), DRAFT[3])
    told.sent("MEF", DRAFT[0], MINISTER, DRAFT[2].replace("trois", "deux"), DRAFT[3])
    told.sent("MDAC", *DRAFT[:3], DRAFT[3].replace("registre", "journal"), restricted=True)
    told.consolidated()
    return told


def one(story: Story, identifier: str) -> Observation:
    return story.round.observations.get(identifier=identifier)


def page(story: Story, name: str, rest: str = "", status: int = 200) -> str:
    response = story.client(name).get(story.url(f"observations/{rest}"))
    assert response.status_code == status
    return response.content.decode()


def listed(html: str) -> list[str]:
    return re.findall(r'<tr id="o-([^"]+)"', html)


def post(
    story: Story, name: str, rest: str, status: int = 302, /, **fields: object
) -> tuple[str, str]:
    """Post a form, give where it leads and what the page says."""
    response = story.client(name).post(story.url(f"observations/{rest}"), fields)
    assert response.status_code == status, response.content.decode()
    return response.headers.get("Location", ""), response.content.decode()


def given(story: Story, identifier: str) -> str:
    answer = Answer.objects.filter(observation=one(story, identifier)).first()
    return answer.disposition if answer else ""


def tick(story: Story, *identifiers: str) -> list[str]:
    rows = [one(story, identifier) for identifier in identifiers]
    return [f"{row.pk}:{getattr(getattr(row, 'answer', None), 'revision', 0)}" for row in rows]


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
