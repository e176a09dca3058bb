"""What waits for whom: the next steps of who looks at a dossier, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.utils import timezone

from toguna.consultation.decisions.model import Disposition, Stage
from toguna.web.domain.deposits import deposits
from toguna.web.domain.overview import Overview
from toguna.web.domain.remarks import remarks_of
from toguna.web.domain.rounds import asked_in, live_returns, running, unanswered
from toguna.web.models import ReturnState, Role, Round
from toguna.web.permissions import Right, Seat, visible, visible_returns


class Wait(Enum):
    """One thing that waits for somebody."""

    ROOM = auto()
    MAKE_ROUND = auto()
    OPEN_ROUND = auto()
    DEPOSITS = auto()
    PASS_ON = auto()
    SENT_BACK = auto()
    REPLY = auto()
    UNSENT = auto()
    AT_AUTHORITY = auto()
    OPINE = auto()
    CONSOLIDATE = auto()
    UNREAD = auto()
    LATE = auto()
    SILENT = auto()
    ASSIGNED = auto()
    ANSWER = auto()
    VALIDATE = auto()
    ARBITRATE = auto()
    NO_AUTHORITY = auto()
    NO_RAPPORTEUR = auto()


@dataclass(frozen=True)
class Waiting:
    """Something that waits, how many of it, and in which round."""

    what: Wait
    count: int = 1
    round: Round | None = None


def waiting_for(seat: Seat, overview: Overview) -> list[Waiting]:
    """Give what waits for a seat, as far as it may know of it."""
    found = list(_in_the_dossier(seat))
    if overview.current is None:
        if seat.may(Right.ROUND):
            found.append(Waiting(Wait.MAKE_ROUND))
    else:
        found += _in_the_round(seat, overview, overview.current)
    return sorted((one for one in found if one.count), key=lambda one: one.what.value)


def _in_the_dossier(seat: Seat) -> Iterator[Waiting]:
    if seat.may(Right.FOLLOW):
        running_now = seat.dossier.workshops.exclude(current=None)
        yield Waiting(Wait.ROOM, running_now.count())
    if seat.may(Right.PEOPLE):
        people = seat.dossier.memberships
        desks = people.filter(role=Role.DESK).values_list("organisation", flat=True)
        led = people.filter(role=Role.AUTHORITY).values_list("organisation", flat=True)
        yield Waiting(Wait.NO_AUTHORITY, len(set(desks) - set(led)))
        missing = not people.filter(role=Role.RAPPORTEUR).exists()
        yield Waiting(Wait.NO_RAPPORTEUR, int(missing))


def _in_the_round(seat: Seat, overview: Overview, round_: Round) -> Iterator[Waiting]:
    if seat.may(Right.ROUND):
        yield from _for_who_runs_it(seat, overview, round_)
    if seat.may(Right.WRITE):
        yield from _for_an_organisation(seat, round_)
    yield from _for_who_answers(seat, round_)
    if seat.may(Right.DECIDE):
        referred = visible(seat, round_).filter(answer__disposition=Disposition.REFERRED.value)
        yield Waiting(Wait.ARBITRATE, referred.count(), round_)


def _for_who_runs_it(seat: Seat, overview: Overview, round_: Round) -> Iterator[Waiting]:
    yield Waiting(Wait.OPEN_ROUND, int(round_.opened is None), round_)
    yield Waiting(Wait.DEPOSITS, len(deposits(seat, round_)), round_)
    standing = overview.standing
    if standing is None or not round_.is_open:
        return
    idle = running(seat, round_) is None
    yield Waiting(Wait.CONSOLIDATE, standing.pending if idle else 0, round_)
    yield Waiting(Wait.UNREAD, standing.unread, round_)
    over = round_.deadline is not None and round_.deadline < timezone.now()
    yield Waiting(Wait.LATE, int(over), round_)
    if asked_in(round_).exists():
        yield Waiting(Wait.SILENT, len(standing.silent), round_)


def _for_an_organisation(seat: Seat, round_: Round) -> Iterator[Waiting]:
    assert seat.organisation is not None
    if round_.is_open:
        live = live_returns(round_, seat.organisation)
        waiting = live.filter(state=ReturnState.WAITING).count()
        yield Waiting(Wait.PASS_ON if seat.may(Right.TRANSMIT) else Wait.AT_AUTHORITY, waiting,
                      round_)  # fmt: skip
        back = visible_returns(seat, round_).filter(state=ReturnState.SENT_BACK)
        yield Waiting(Wait.SENT_BACK, back.count(), round_)
        yield Waiting(Wait.DEPOSITS, len(deposits(seat, round_)), round_)
        unsent = remarks_of(seat, round_).filter(sent=None).count()
        yield Waiting(Wait.UNSENT, unsent, round_)
        yield Waiting(Wait.REPLY, int(not (live.exists() or unsent)), round_)
    if seat.may(Right.REACT):
        own = visible(seat, round_).filter(organisation=seat.organisation)
        validated = own.filter(answer__stage=Stage.VALIDATED.value, answer__verdict="")
        yield Waiting(Wait.OPINE, validated.exclude(answer__disposition="").count(), round_)


def _for_who_answers(seat: Seat, round_: Round) -> Iterator[Waiting]:
    left = unanswered(visible(seat, round_))
    if seat.may(Right.ANSWER):
        yield Waiting(Wait.ASSIGNED, left.filter(desk=seat.user).count(), round_)
        yield Waiting(Wait.ANSWER, left.count(), round_)
    if seat.may(Right.VALIDATE):
        proposed = visible(seat, round_).filter(answer__stage=Stage.PROPOSED.value)
        yield Waiting(Wait.VALIDATE, proposed.exclude(answer__disposition="").count(), round_)
