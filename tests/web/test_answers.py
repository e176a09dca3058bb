"""Answering on the web: one answer or many, undone or refused, never overwritten."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.web.stories import Story, begun, contested, one, seat_of
from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.web.domain.answers import Given, give, react, take_back, undo
from toguna.web.models import Answer, AnswerChange, LedgerEntry, Role
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = Given(Disposition.ACCEPTED)


@pytest.fixture
def story() -> Story:
    told = begun()
    contested(told)
    return told


def test_an_answer_is_given_once_and_written_in_the_ledger(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), one(story, "MJDH-001")
    give(awa, story.round, [observation], ACCEPTED, {observation.pk: 0})
    answer = Answer.objects.get(observation=observation)
    assert (answer.disposition, answer.stage, answer.revision) == ("retenue", "proposée", 1)
    last = LedgerEntry.objects.filter(ledger__dossier=story.dossier).last()
    assert last is not None
    assert last.act == "répondu"
    assert b"MJDH-001" in bytes(last.canonical)


def test_the_second_of_two_rapporteurs_is_told_and_overwrites_nothing(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), one(story, "MJDH-001")
    other = story.seat("binta", Role.RAPPORTEUR)
    give(awa, story.round, [observation], ACCEPTED, {observation.pk: 0})
    noted = Given(Disposition.NOTED)
    with pytest.raises(Refused, match="Awa a répondu à MJDH-001") as refused:
        give(other, story.round, [observation], noted, {observation.pk: 0})
    assert refused.value.status == 409
    assert Answer.objects.get(observation=observation).disposition == "retenue"


def test_two_rival_wordings_are_not_both_adopted(story: Story) -> None:
    awa = seat_of(story, "awa")
    both = [one(story, "MJDH-001"), one(story, "MEF-001")]
    with pytest.raises(Refused, match="n'en retenez qu'une"):
        give(awa, story.round, both, ACCEPTED, {})
    give(awa, story.round, both[:1], ACCEPTED, {})
    with pytest.raises(Refused, match="MJDH-001"):
        give(awa, story.round, both[1:], ACCEPTED, {})
    give(awa, story.round, both[1:], Given(Disposition.MOOT), {})


def test_what_cannot_stand_is_refused_with_the_way_out(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), one(story, "MJDH-001")
    for given, words in (
        (Given(Disposition.REJECTED), "demande un motif"),
        (Given(Disposition.ACCEPTED_WITH_CHANGES, "parce que"), "rédaction retenue"),
        (Given(Disposition.ACCEPTED, stage=Stage.VALIDATED), "instance"),
    ):
        with pytest.raises(Refused, match=words):
            give(awa, story.round, [observation], given, {})
    assert not Answer.objects.exists()


def test_many_answers_are_undone_at_once_unless_one_has_changed(story: Story) -> None:
    awa = seat_of(story, "awa")
    story.people["awa"].memberships.update(cleared=True)
    awa = seat_of(story, "awa")
    many = list(story.round.observations.all())
    done = give(awa, story.round, many, Given(Disposition.NOTED), {})
    assert done.count == 3
    back = undo(awa, story.round, done.batch)
    assert set(Answer.objects.values_list("disposition", flat=True)) == {""}
    assert AnswerChange.objects.filter(batch=back.batch, undoes=done.batch).count() == 3
    again = give(awa, story.round, many, Given(Disposition.NOTED), {o.pk: 2 for o in many})
    give(
        awa, story.round, many[:1], Given(Disposition.DEFERRED, "au prochain tour"), {many[0].pk: 3}
    )
    with pytest.raises(Refused, match=many[0].identifier):
        undo(awa, story.round, again.batch)


def test_who_may_not_see_a_restricted_observation_cannot_answer_it(story: Story) -> None:
    awa, secret = seat_of(story, "awa"), one(story, "MDAC-R001")
    with pytest.raises(Refused) as refused:
        give(awa, story.round, [secret], ACCEPTED, {})
    assert refused.value.status == 404
    cleared = story.seat("sira", Role.RAPPORTEUR, cleared=True)
    give(cleared, story.round, [secret], ACCEPTED, {})
    last = LedgerEntry.objects.filter(ledger__dossier=story.dossier).last()
    assert last is not None
    assert b"MDAC" not in bytes(last.canonical)
    assert last.opening is not None


def test_a_ministry_says_what_it_thinks_of_its_own_answers_only(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), one(story, "MJDH-001")
    mine = story.seat("mariam", Role.AUTHORITY, "MJDH")
    theirs = story.seat("seydou", Role.AUTHORITY, "MEF")
    with pytest.raises(Refused, match="pas encore de suite"):
        react(mine, observation, Verdict.SATISFIED)
    give(awa, story.round, [observation], ACCEPTED, {})
    with pytest.raises(Refused, match="Seule la structure"):
        react(theirs, one(story, "MJDH-001"), Verdict.SATISFIED)
    with pytest.raises(Refused, match="Dites pourquoi"):
        react(mine, one(story, "MJDH-001"), Verdict.NOT_SATISFIED)
    react(mine, one(story, "MJDH-001"), Verdict.NOT_SATISFIED, "le délai manque")
    answer = Answer.objects.get(observation=observation)
    assert (answer.verdict, answer.disposition) == ("non satisfait", "retenue")
    assert answer.by == awa.user, "who gave the answer"


def test_an_opinion_brings_no_earlier_answer_back(story: Story) -> None:
    awa, observation = seat_of(story, "awa"), one(story, "MJDH-001")
    mine = story.seat("mariam", Role.AUTHORITY, "MJDH")
    give(awa, story.round, [observation], ACCEPTED, {})
    read_before = one(story, "MJDH-001")
    assert read_before.answer.disposition == "retenue"
    noted = Given(Disposition.NOTED, "À voir.")
    give(awa, story.round, [observation], noted, {observation.pk: 1})
    react(mine, read_before, Verdict.SATISFIED)
    assert Answer.objects.get().disposition == Disposition.NOTED.value


def test_a_desk_answers_nothing_and_a_facilitator_does_not_validate(story: Story) -> None:
    observation = one(story, "MJDH-001")
    with pytest.raises(Refused):
        give(seat_of(story, "moussa"), story.round, [observation], ACCEPTED, {})
    facilitator = story.seat("bakary", Role.FACILITATOR)
    validated = Given(Disposition.ACCEPTED, instance="Comité", stage=Stage.VALIDATED)
    with pytest.raises(Refused):
        give(facilitator, story.round, [observation], validated, {})
    give(seat_of(story, "awa"), story.round, [observation], validated, {})
    with pytest.raises(Refused, match="validée"):
        give(facilitator, story.round, [observation], Given(Disposition.NOTED), {observation.pk: 1})
    with pytest.raises(Refused, match="validée"):
        take_back(facilitator, story.round, [observation], {observation.pk: 1})


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_the_same_moment_one_is_given_and_one_refused(story: Story) -> None:
    story.seat("binta", Role.RAPPORTEUR)
    observation, start = one(story, "MJDH-001"), Barrier(2)
    ended: list[str] = []

    def answer(name: str, disposition: Disposition) -> None:
        seat = seat_of(story, name)
        start.wait()
        try:
            give(seat, story.round, [observation], Given(disposition), {observation.pk: 0})
            ended.append(disposition.value)
        except Refused as refused:
            ended.append(str(refused.status))
        finally:
            connection.close()

    both = [
        Thread(target=answer, args=("awa", Disposition.ACCEPTED)),
        Thread(target=answer, args=("binta", Disposition.NOTED)),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    given = Answer.objects.get(observation=observation)
    assert sorted(ended) == sorted(["409", given.disposition])
    assert (given.revision, AnswerChange.objects.count()) == (1, 1)
