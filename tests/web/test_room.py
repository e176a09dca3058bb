"""The workshop room: delegations, votes, a compromise, decisions that answer observations."""

from __future__ import annotations

import json
import secrets

import pytest

from tests.web.stories import DRAFT, Story, begun, seat_of
from toguna.web.domain.room.attendance import note, sign_in
from toguna.web.domain.room.deciding import (
    Decided,
    adopt_unopposed,
    decide,
    reopen,
    unopposed,
    write_live,
)
from toguna.web.domain.room.opening import open_workshop, show, workshop_of
from toguna.web.domain.room.told import told_workshop
from toguna.web.domain.room.voting import Asked, cast, close_vote, committed, count, open_vote
from toguna.web.models import (
    Answer,
    Cast,
    CastChange,
    Item,
    LedgerEntry,
    Role,
    SecretVote,
    Vote,
    Workshop,
)
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
PRESIDENT = DRAFT[1].replace("Premier ministre", "Président")
DIGITAL = DRAFT[1].replace("Premier ministre", "ministre du numérique")
COMPROMISE = DRAFT[1].replace("Premier ministre", "Premier ministre, qui rend compte au Président")
TOLD = {
    "title": "Atelier de finalisation",
    "place": "Bamako",
    "days": ["2026-07-01", "2026-07-02"],
}


@pytest.fixture
def story() -> Story:
    """Justice and Finance want another authority each; Bakary leads the room."""
    told = begun()
    told.sent("MJDH", DRAFT[0], PRESIDENT, *DRAFT[2:])
    told.sent("MEF", DRAFT[0], DIGITAL, *DRAFT[2:])
    told.consolidated()
    told.seat("bakary", Role.FACILITATOR)
    return told


def opened(story: Story) -> tuple[Seat, Workshop, Item]:
    bakary = seat_of(story, "bakary")
    workshop = open_workshop(bakary, story.round, TOLD)
    return bakary, workshop, workshop.items.get()


def voted(story: Story, vote: Vote, **choices: str) -> None:
    for name, choice in choices.items():
        cast(seat_of(story, name), vote, choice, secrets.token_hex(8), secrets.token_hex(16))


def dispositions() -> dict[str, str]:
    return dict(Answer.objects.values_list("observation__contributor", "disposition"))


def last_entry(story: Story) -> tuple[str, str]:
    entry = LedgerEntry.objects.filter(ledger__dossier=story.dossier).last()
    assert entry is not None
    return entry.act, bytes(entry.canonical).decode()


def test_divergences_become_items_with_each_wording_and_who_is_for_it(story: Story) -> None:
    _, workshop, item = opened(story)
    assert item.draft == DRAFT[1]
    assert [(one["who"], one["text"]) for one in item.wordings] == [
        (["MJDH"], PRESIDENT),
        (["MEF"], DIGITAL),
    ]
    assert item.state == Item.State.WAITING
    show(seat_of(story, "bakary"), workshop, item)
    assert workshop_of(story.dossier, workshop.pk).current == item
    assert Item.objects.get().state == Item.State.OPEN


def test_what_is_restricted_never_comes_into_the_room() -> None:
    told = begun()
    told.sent("MJDH", DRAFT[0], PRESIDENT, *DRAFT[2:])
    told.sent("MDAC", DRAFT[0], DIGITAL, *DRAFT[2:], restricted=True)
    told.consolidated()
    workshop = open_workshop(told.seat("sira", Role.RAPPORTEUR, cleared=True), told.round, TOLD)
    assert not workshop.items.exists()


def test_a_delegation_has_one_voice_and_its_last_choice_counts(story: Story) -> None:
    bakary, workshop, item = opened(story)
    vote = open_vote(bakary, workshop, item, Asked("Cette rédaction ?", PRESIDENT))
    story.seat("mariam", Role.AUTHORITY, "MJDH")
    voted(story, vote, moussa="for", ibrahim="against", mariam="can_live_with")
    counted = count(vote)
    assert (counted.cast, counted.expected) == (2, 3)
    assert {key: names for key, _, _, names in counted.rows if names} == {
        "can_live_with": ["MJDH"],
        "against": ["MEF"],
    }
    assert CastChange.objects.count() == 3


def test_a_retry_with_the_same_key_is_the_same_vote(story: Story) -> None:
    bakary, workshop, item = opened(story)
    vote = open_vote(bakary, workshop, item, Asked("Cette rédaction ?", PRESIDENT))
    moussa = seat_of(story, "moussa")
    first = cast(moussa, vote, "for", "k1")
    cast(moussa, vote, "against", "k2")
    late = cast(moussa, vote, "for", "k1")
    assert (late.pk, late.choice) == (first.pk, "against")
    close_vote(bakary, vote)
    assert cast(moussa, vote, "against", "k2").choice == "against"
    with pytest.raises(Refused, match="clos") as refused:
        cast(moussa, vote, "for", "k3")
    assert refused.value.status == 409


def test_only_delegations_vote_and_only_the_facilitator_leads(story: Story) -> None:
    bakary, workshop, item = opened(story)
    with pytest.raises(Refused):
        open_vote(seat_of(story, "moussa"), workshop, item, Asked("?", PRESIDENT))
    vote = open_vote(bakary, workshop, item, Asked("?", PRESIDENT))
    for seat in (bakary, story.seat("yacouba", Role.READER)):
        with pytest.raises(Refused):
            cast(seat, vote, "for", "k")
    with pytest.raises(Refused, match="proposées"):
        cast(seat_of(story, "moussa"), vote, "peut-être", "k")
    with pytest.raises(Refused, match="déjà ouvert"):
        open_vote(bakary, workshop, item, Asked("?", PRESIDENT))
    other = begun(slug="autre")
    with pytest.raises(Refused):
        cast(other.seat("etranger", Role.DESK, "MJDH"), vote, "for", "k")


def test_the_count_of_an_open_vote_is_in_the_ledger_by_name(story: Story) -> None:
    bakary, workshop, item = opened(story)
    vote = open_vote(bakary, workshop, item, Asked("Cette rédaction ?", PRESIDENT))
    voted(story, vote, moussa="for", ibrahim="against")
    close_vote(bakary, vote)
    act, said = last_entry(story)
    assert act == "voté"
    assert json.loads(said)["payload"]["named"]["Pour"] == ["MJDH"]


def test_a_secret_vote_tells_numbers_and_what_each_voter_can_check(story: Story) -> None:
    bakary, workshop, item = opened(story)
    with pytest.raises(Refused, match="secret est refusé"):
        open_vote(bakary, workshop, item, Asked("?", PRESIDENT, secret=True))
    for name, label in (("oumar", "MSPC"), ("kadidia", "MATD")):
        story.seat(name, Role.DESK, label)
    vote = open_vote(bakary, workshop, item, Asked("?", PRESIDENT, secret=True, shown=True))
    assert not vote.shown
    salt = secrets.token_hex(16)
    moussa = seat_of(story, "moussa")
    cast(moussa, vote, "against", "k1", salt)
    cast(moussa, vote, "against", "k1", salt)
    with pytest.raises(Refused, match="ne peut pas être changé"):
        cast(moussa, vote, "for", "k2", secrets.token_hex(16))
    voted(story, vote, fatou="for", ibrahim="for", oumar="for", kadidia="abstain")
    counted = close_vote(bakary, vote)
    assert [(key, number) for key, _, number, _ in counted.rows if number] == [
        ("for", 3),
        ("against", 1),
        ("abstain", 1),
    ]
    assert all(not names for *_, names in counted.rows)
    _, said = last_entry(story)
    assert committed("against", salt) in json.loads(said)["payload"]["commitments"]
    assert committed("for", salt) not in said
    assert salt not in said
    kept = Cast.objects.get(vote=vote, organisation__label="MJDH")
    assert (kept.choice, kept.at, kept.by, kept.changes.count()) == ("", None, None, 0)
    rows = list(SecretVote.objects.values_list("commitment", flat=True).order_by())
    assert sorted(rows) == rows


def test_rivals_are_voted_as_one_block_and_the_winner_answers_all(story: Story) -> None:
    bakary, workshop, item = opened(story)
    vote = open_vote(bakary, workshop, item, Asked("Laquelle ?", block=True))
    assert [one["label"] for one in vote.choices] == ["MJDH", "MEF", "Avant-projet", "Abstention"]
    voted(story, vote, moussa="w0", fatou="w0", ibrahim="w1")
    close_vote(bakary, vote)
    decide(bakary, workshop, item, Decided(Item.State.SETTLED, PRESIDENT, "La majorité le veut."))
    assert dispositions() == {"MJDH": "retenue", "MEF": "sans objet (tombée)"}
    answer = Answer.objects.get(observation__contributor="MJDH")
    assert (answer.instance, answer.stage) == ("Plénière de l'atelier", "proposée")


def test_a_compromise_is_written_by_one_at_a_time_and_adopted_by_the_rapporteur(
    story: Story,
) -> None:
    bakary, workshop, item = opened(story)
    awa = seat_of(story, "awa")
    revision = write_live(bakary, workshop, item, "L'agence…", 0)
    with pytest.raises(Refused, match="rien n'a été écrasé"):
        write_live(awa, workshop, item, "Autre chose", 0)
    write_live(awa, workshop, item, COMPROMISE, revision)
    item.refresh_from_db()
    decide(awa, workshop, item, Decided(Item.State.SETTLED, item.live, "Accord des délégations."))
    answers = {one.observation.contributor: one for one in Answer.objects.all()}
    changed = next(one for one in answers.values() if one.disposition.endswith("modification"))
    assert changed.wording == COMPROMISE
    assert {one.stage for one in answers.values()} == {"validée"}
    assert sorted(dispositions().values()) == ["retenue avec modification", "sans objet (tombée)"]


def test_the_final_text_reads_as_the_plenary_decided(story: Story) -> None:
    from toguna.consultation.decisions.final import decide as final_of
    from toguna.web.domain.decision import answers_of
    from toguna.web.domain.gathering import prepare_round

    _, workshop, item = opened(story)
    awa = seat_of(story, "awa")
    decide(awa, workshop, item, Decided(Item.State.SETTLED, COMPROMISE, "Accord."))
    prepared = prepare_round(story.round, lambda what, done, total: None).full
    final = final_of(prepared, answers_of(story.round, prepared))
    assert [clause.text for clause in final.document.clauses.all] == [
        DRAFT[0],
        COMPROMISE,
        *DRAFT[2:],
    ]


def test_the_draft_may_stay_and_a_question_may_go_to_the_committee(story: Story) -> None:
    bakary, workshop, item = opened(story)
    with pytest.raises(Refused, match="motif"):
        decide(bakary, workshop, item, Decided(Item.State.SETTLED, DRAFT[1]))
    decide(bakary, workshop, item, Decided(Item.State.SETTLED, DRAFT[1], "Le texte est clair."))
    assert set(dispositions().values()) == {"non retenue"}
    reopen(bakary, workshop, Item.objects.get())
    assert set(dispositions().values()) == {""}
    decide(bakary, workshop, item, Decided(Item.State.REFERRED, "", "Pas d'accord."))
    assert set(dispositions().values()) == {"renvoyée à l'arbitrage"}
    assert last_entry(story)[0] == "renvoyé"


def test_a_decision_that_cannot_answer_is_not_made_at_all(story: Story) -> None:
    bakary, workshop, item = opened(story)
    awa = seat_of(story, "awa")
    decide(awa, workshop, item, Decided(Item.State.SETTLED, PRESIDENT, "Décidé."))
    with pytest.raises(Refused, match="validée"):
        decide(bakary, workshop, item, Decided(Item.State.DEFERRED, "", "Plus tard."))
    assert Item.objects.get().state == Item.State.SETTLED
    assert item.decisions.count() == 1


def test_what_nobody_opposes_is_adopted_at_once_and_the_rest_stays_alive(story: Story) -> None:
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3])
    story.sent("MSPC", *DRAFT[:2], DRAFT[2].replace("trois", "cinq"), DRAFT[3])
    story.consolidated()
    bakary = seat_of(story, "bakary")
    workshop = open_workshop(bakary, story.round, TOLD)
    first, second = workshop.items.all()
    vote = open_vote(bakary, workshop, second, Asked("Deux jours ?", second.wordings[0]["text"]))
    voted(story, vote, moussa="for", ibrahim="can_live_with")
    assert unopposed(workshop) == []
    close_vote(bakary, vote)
    assert [item for item, _ in unopposed(workshop)] == [second]
    assert adopt_unopposed(bakary, workshop, [str(first.pk), str(second.pk)]) == 1
    assert dict(Answer.objects.values_list("observation__contributor", "disposition")) == {
        "MDAC": "retenue",
        "MSPC": "sans objet (tombée)",
    }
    first.refresh_from_db()
    assert first.state == Item.State.WAITING


def test_the_papers_tell_of_people_votes_and_decisions(story: Story) -> None:
    bakary, workshop, item = opened(story)
    sign_in(seat_of(story, "moussa"), workshop)
    sign_in(seat_of(story, "moussa"), workshop)
    note(
        bakary, workshop, story.organisation("MEF"), "Fanta Spécimen", "Chargée", [TOLD["days"][1]]
    )
    with pytest.raises(Refused, match="structure"):
        sign_in(bakary, workshop)
    vote = open_vote(bakary, workshop, item, Asked("Cette rédaction ?", PRESIDENT))
    voted(story, vote, moussa="for", ibrahim="against")
    close_vote(bakary, vote)
    decide(bakary, workshop, item, Decided(Item.State.SETTLED, PRESIDENT, "La majorité le veut."))
    told = told_workshop(workshop_of(story.dossier, workshop.pk))
    assert (told.present, told.delegations_present) == (2, 2)
    (decision,) = told.decisions
    assert (decision.wording, decision.proposed_by) == (PRESIDENT, ("MJDH",))
    assert decision.vote is not None
    assert {who: position.value for who, position in decision.vote.named.items()} == {
        "MJDH": "pour",
        "MEF": "contre",
    }
