"""A text on its way to the Council: the steps in order, what each body says, and deadlines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adoption.approved import PV, STEPS, V1, V2, act, approved, frozen, ok, refused
from toguna.adoption.approval.acts import file_minutes, freeze, take
from toguna.adoption.approval.deadline import clock, next_weekday, read_deadline
from toguna.adoption.approval.model import Frozen, Outcome, Process
from toguna.adoption.approval.reading import default_procedure, read_procedure
from toguna.adoption.approval.standing import (
    State,
    next_step,
    open_reservations,
    standings,
    state,
    told,
)
from toguna.text.errors import UnreadableFile

BAMAKO = "Africa/Bamako"
FRIDAY = datetime(2025, 7, 4, 9, 0, tzinfo=UTC)


def test_a_text_goes_through_the_steps_in_order_and_is_adopted() -> None:
    process = approved(STEPS[:3])
    awaited = next_step(process)
    assert awaited is not None
    assert awaited.key == STEPS[3]
    assert "prochaine étape, Conseil des ministres" in str(told(process))

    done = ok(take(process, act(STEPS[3], Outcome.ADOPTED, date="2025-12-03")))

    assert state(done) is State.ADOPTED
    assert str(told(done)) == "Conseil des ministres, 3 décembre 2025 : le texte est adopté."
    assert [s.act.outcome for s in standings(done) if s.act] == [
        *[Outcome.APPROVED] * 3,
        Outcome.ADOPTED,
    ]
    assert next_step(done) is None
    assert "la procédure est close" in refused(take(done, act(STEPS[3], Outcome.ADOPTED)))


def test_to_take_note_is_not_to_adopt() -> None:
    noted = ok(take(approved(STEPS[:3]), act(STEPS[3], Outcome.NOTED)))
    assert state(noted) is State.NOTED
    assert "il n'est pas adopté" in str(told(noted))

    again = refused(take(noted, act(STEPS[3], Outcome.NOTED)))
    assert "déjà été pris acte" in again
    assert state(ok(take(noted, act(STEPS[3], Outcome.ADOPTED)))) is State.ADOPTED


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.ADOPTED])
def test_only_the_council_adopts_or_takes_note(outcome: Outcome) -> None:
    message = refused(take(frozen(), act(STEPS[0], outcome)))
    assert f"« {outcome.value} » n'est pas une issue de « validation technique »" in message
    assert "n'est pas une issue de « Conseil des ministres »" in refused(
        take(approved(STEPS[:3]), act(STEPS[3], Outcome.APPROVED))
    )


def test_no_step_is_taken_before_the_former_ones_or_twice() -> None:
    early = refused(take(frozen(), act(STEPS[1])))
    assert "ne peut pas avoir lieu avant « validation technique »" in early
    twice = refused(take(approved(STEPS[:1]), act(STEPS[0])))
    assert "a déjà eu lieu" in twice
    assert "Étape inconnue" in refused(take(frozen(), act("assemblee")))


def test_nothing_is_taken_before_a_version_is_frozen_nor_of_another_version() -> None:
    empty = Process(default_procedure())
    assert state(empty) is State.TO_FREEZE
    assert "figez celle qui sera soumise" in str(told(empty))
    assert next_step(empty) is None
    assert "Aucune version n'est figée" in refused(take(empty, act(STEPS[0])))
    other = refused(take(frozen(), act(STEPS[0], version=V2)))
    assert V2.sha256[:12] in other
    assert V1.sha256[:12] in other


def test_a_text_sent_back_needs_a_new_version_and_keeps_the_steps_before() -> None:
    process = approved(STEPS[:2])
    back = act(STEPS[2], Outcome.SENT_BACK, reason="Chiffrer le plan.", back_to=STEPS[1])
    sent = ok(take(process, back))
    assert state(sent) is State.SENT_BACK
    assert "à l'étape : réunion interministérielle" in str(told(sent))
    assert "figez une nouvelle version" in refused(take(sent, act(STEPS[1])))
    assert "déjà celle qui est figée" in refused(freeze(sent, Frozen(V1, "SGG", "2025-07-20")))

    renewed = ok(freeze(sent, Frozen(V2, "SGG", "2025-07-20")))

    assert [bool(s.act) for s in standings(renewed)] == [True, False, False, False]
    assert "une autre version" in refused(take(renewed, act(STEPS[1], date="2025-07-21")))
    assert ok(take(renewed, act(STEPS[1], version=V2, date="2025-07-21")))


def test_a_sending_back_says_why_and_to_where() -> None:
    process = approved(STEPS[:1])
    bare = refused(take(process, act(STEPS[1], Outcome.SENT_BACK)))
    assert "écrivez le motif" in bare
    assert "à quelle étape" in bare
    onward = act(STEPS[1], Outcome.SENT_BACK, reason="x", back_to=STEPS[2])
    assert "à une étape plus avancée" in refused(take(process, onward))
    assert "ne va qu'avec" in refused(take(process, act(STEPS[1], back_to=STEPS[0])))


def test_reservations_are_said_and_lifted_by_a_version_that_names_them() -> None:
    asked = ("Ajouter une ligne budgétaire.", "Revoir l'ancrage.")
    bare = refused(take(frozen(), act(STEPS[0], Outcome.APPROVED_WITH_RESERVATIONS)))
    assert "écrivez chaque réserve" in bare
    assert "seulement" in refused(take(frozen(), act(STEPS[0], reservations=asked)))

    reserved = act(STEPS[0], Outcome.APPROVED_WITH_RESERVATIONS, reservations=asked)
    process = ok(take(frozen(), reserved))
    assert [words for _, words in open_reservations(process)] == list(asked)
    assert "quelles réserves" in refused(freeze(process, Frozen(V2, "DNEN", "2025-07-05")))
    lifted = ok(freeze(process, Frozen(V2, "DNEN", "2025-07-15", asked[:1])))

    assert [words for _, words in open_reservations(lifted)] == [asked[1]]
    awaited = next_step(lifted)
    assert awaited is not None
    assert awaited.key == STEPS[1]
    unknown = refused(freeze(lifted, Frozen(V1, "DNEN", "2025-07-16", ("Autre.",))))
    assert "Aucune instance n'a fait cette réserve : « Autre. »" in unknown


def test_what_is_approved_does_not_change() -> None:
    assert "approuvée sans réserve" in refused(
        freeze(approved(STEPS[:1]), Frozen(V2, "DNEN", "2025-08-05"))
    )
    done = ok(take(approved(STEPS[:3]), act(STEPS[3], Outcome.NOTED)))
    assert "elle ne change plus" in refused(freeze(done, Frozen(V2, "DNEN", "2025-12-05")))
    assert ok(freeze(frozen(), Frozen(V2, "DNEN", "2025-07-05"))).version == V2


def test_minutes_are_filed_once() -> None:
    process = ok(take(frozen(), act(STEPS[0], minutes=None)))
    filed = ok(file_minutes(process, STEPS[0], PV))
    assert filed.acts[0].minutes == PV
    assert "déjà versé" in refused(file_minutes(filed, STEPS[0], PV))
    assert "pas encore eu lieu" in refused(file_minutes(filed, STEPS[1], PV))


def test_every_event_has_a_name_and_a_day_that_follows() -> None:
    assert "Écrivez qui" in refused(take(frozen(), act(STEPS[0], who=" ")))
    assert "n'est pas une date" in refused(take(frozen(), act(STEPS[0], date="hier")))
    assert "est avant ce qui précède" in refused(take(frozen(), act(STEPS[0], date="2025-07-01")))


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(list(Outcome))), max_size=12))
def test_whatever_is_tried_the_steps_stand_in_order(tried: list[tuple[str, Outcome]]) -> None:
    process = frozen()
    for step, outcome in tried:
        more = {
            Outcome.APPROVED_WITH_RESERVATIONS: {"reservations": ("Une réserve.",)},
            Outcome.SENT_BACK: {"reason": "À revoir.", "back_to": STEPS[0]},
        }.get(outcome, {})
        taken = take(process, act(step, outcome, **more))
        process = taken if isinstance(taken, Process) else process
    done = [standing.act is not None for standing in standings(process)]
    assert done == sorted(done, reverse=True)
    held = [standing.act for standing in standings(process)[:-1] if standing.act]
    assert all(one.outcome.approves for one in held)
    assert (state(process) is State.ADOPTED) == any(
        one.outcome is Outcome.ADOPTED for one in process.acts
    )


# A procedure is a file


def test_another_country_writes_its_own_steps() -> None:
    data = b"""name = "Niger"\ntimezone = "Africa/Niamey"
    [[step]]\nkey = "a"\nname = "atelier"\noutcomes = ["approuv\xc3\xa9"]
    [[step]]\nkey = "c"\nname = "Conseil"\noutcomes = ["adopt\xc3\xa9"]"""
    procedure = read_procedure(data, "niger.toml")
    assert [step.name for step in procedure.steps] == ["atelier", "Conseil"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 'x'\nstep = []", "aucune étape"),
        ("nom = ", "ne peut pas être lue"),
        ("name='x'\ntimezone='Mars/Olympus'\nstep=[]", "ne peut pas être lue"),
        ("name='x'\n[[step]]\nkey='a'\nname='a'\noutcomes=['peut-être']", "ne peut pas être lue"),
        ("name='x'\n[[step]]\nkey='a'\nname='a'\noutcomes=['approuvé']", "doit pouvoir adopter"),
        (
            "name='x'\n[[step]]\nkey='a'\nname='a'\noutcomes=['adopté', 'approuvé']",
            "ne peut pas approuver seulement",
        ),
        (
            "name='x'\n[[step]]\nkey='a'\nname='a'\noutcomes=['renvoyé']\n"
            "[[step]]\nkey='b'\nname='b'\noutcomes=['adopté']",
            "ne peut rien approuver",
        ),
        (
            "name='x'\n" + "[[step]]\nkey='a'\nname='a'\noutcomes=['adopté']\n" * 2,
            "sert deux fois",
        ),
        (
            "name='x'\n[[step]]\nkey='a'\nname='a'\noutcomes=['adopté']\n"
            "[[step]]\nkey='b'\nname='b'\noutcomes=['adopté']",
            "ne peut ni adopter ni prendre acte",
        ),
    ],
)
def test_a_procedure_that_leads_nowhere_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_procedure(text.encode(), "p.toml")


# Deadlines


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("lundi 14:00", "lundi 7 juillet 2025 à 14 h 00"),
        ("Lundi 14 h", "lundi 7 juillet 2025 à 14 h 00"),
        ("vendredi 8h30", "vendredi 11 juillet 2025 à 8 h 30"),
        ("vendredi 18 h", "vendredi 4 juillet 2025 à 18 h 00"),
        ("2025-07-09 12:00", "mercredi 9 juillet 2025 à 12 h 00"),
        ("le 09/07/2025 à 12 h 15", "mercredi 9 juillet 2025 à 12 h 15"),
        ("dimanche", "dimanche 6 juillet 2025 à 23 h 59"),
    ],
)
def test_a_deadline_is_read_as_people_say_it(words: str, moment: str) -> None:
    assert str(read_deadline("Observations au SGG", words, BAMAKO, FRIDAY).words) == moment


@pytest.mark.parametrize("words", ["bientôt", "2025-02-30 14:00", "lundi 25:00"])
def test_what_is_no_deadline_is_refused(words: str) -> None:
    with pytest.raises(UnreadableFile, match="n'est pas une échéance"):
        read_deadline("Observations", words, BAMAKO, FRIDAY)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2025-07-04T09:00", "il reste 3 jours et 5 heures"),
        ("2025-07-06T13:00", "il reste 1 jour et 1 heure"),
        ("2025-07-07T12:29", "il reste 1 heure et 31 minutes"),
        ("2025-07-07T13:59", "il reste 1 minute"),
        ("2025-07-07T14:00", "il reste moins d'une minute"),
        ("2025-07-07T16:00", "échu depuis 2 heures"),
        ("2025-07-09T14:00", "échu depuis 2 jours"),
    ],
)
def test_the_clock_tells_what_is_left(now: str, said: str) -> None:
    deadline = read_deadline("Observations au SGG", "lundi 14:00", BAMAKO, FRIDAY)
    found = clock(deadline, datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert str(found.words) == said
    assert found.overdue == said.startswith("échu")


def test_a_deadline_holds_on_the_clock_of_its_own_zone() -> None:
    deadline = read_deadline("Observations", "lundi 14:00", "Africa/Niamey", FRIDAY)
    assert deadline.at == datetime(2025, 7, 7, 13, 0, tzinfo=UTC)
    assert clock(deadline, datetime(2025, 7, 7, 12, 30, tzinfo=UTC)).soon


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), st.integers(0, 6))
def test_the_next_weekday_is_within_a_week(now: datetime, weekday: int) -> None:
    moment = now.replace(tzinfo=UTC)
    at = next_weekday("x", weekday, datetime(2025, 1, 1, 14).time(), BAMAKO, moment).at
    assert at.weekday() == weekday
    assert timedelta() < at - moment <= timedelta(7)
