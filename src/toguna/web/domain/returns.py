"""What organisations send back: sent, passed on, received with a receipt, taken back.

What a desk sends waits until the authority of its organisation passes it on; an authority and who
takes files in for any organisation send at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toguna.messages import say
from toguna.web.domain.receiving import LIVE, receive, unmake
from toguna.web.domain.rounds import RECEIVED, check_open, hold_round, live_returns
from toguna.web.models import Organisation, Return, ReturnState, Round
from toguna.web.permissions import Right, Seat, visible_returns
from toguna.web.refusal import Refused


@dataclass(frozen=True)
class Sending:
    """How a deposited file is to be sent. No organisation is a common matrix, of several."""

    organisation: Organisation | None
    restricted: bool = False
    replaces: Return | None = None


def _not_allowed() -> Refused:
    return Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


@transaction.atomic
def send(seat: Seat, deposited: Return, sending: Sending) -> Return:
    """Send a deposited file: it is received, or waits for the authority of its organisation.

    Raises:
        Refused: the seat may not send so, or the file was sent in the meantime.
    """
    one = _locked(deposited, (ReturnState.DEPOSITED,))
    check_open(one.round)
    if one.sent_by_id != seat.user.pk:
        raise _not_allowed()
    _check_sending(seat, one.round, sending)
    one.organisation, one.restricted = sending.organisation, sending.restricted
    one.replaces = _replaced(seat, sending.replaces)
    at_once = seat.may(Right.ROUND) or seat.may(Right.TRANSMIT)
    one.state = ReturnState.WAITING
    one.sent_at = timezone.now()
    one.save(update_fields=["organisation", "restricted", "replaces", "state", "sent_at"])
    return receive(seat, one) if at_once else one


def _check_sending(seat: Seat, round_: Round, sending: Sending) -> None:
    own = seat.may(Right.WRITE) and sending.organisation == seat.organisation
    if not own and not seat.may(Right.ROUND):
        raise Refused(say("Vous transmettez pour votre structure seulement."), 403)
    if sending.restricted and not own and not seat.may(Right.RESTRICT):
        raise _not_allowed()
    if sending.restricted and sending.organisation is None:
        raise Refused(
            say(
                "Une matrice commune ne peut pas être restreinte : demandez à la structure "
                "concernée d'envoyer la sienne."
            )
        )
    replaced = sending.replaces
    if replaced is not None and (
        replaced.round_id != round_.pk or replaced.organisation != sending.organisation
    ):
        raise Refused(say("Un retour remplace un retour de la même structure et du même tour."))


def _replaced(seat: Seat, replaced: Return | None) -> Return | None:
    """Give the return whose place is taken; one that was never received goes at once."""
    if replaced is None or replaced.state in RECEIVED:
        return replaced
    unmake(seat, _locked(replaced, LIVE))
    return replaced.replaces if replaced.replaces and replaced.replaces.state in RECEIVED else None


@transaction.atomic
def pass_on(seat: Seat, waiting: Return) -> Return:
    """Send what a desk prepared, as the authority of its organisation.

    Raises:
        Refused: the seat is not that authority, or somebody did it already.
    """
    _check_authority(seat, waiting)
    one = _locked(waiting, (ReturnState.WAITING, ReturnState.SENT_BACK))
    check_open(one.round)
    return receive(seat, one)


@transaction.atomic
def send_back(seat: Seat, waiting: Return, word: str) -> Return:
    """Give back to its desk what it prepared, with a word that says why.

    Raises:
        Refused: the seat is not the authority, there is no word, or it was sent already.
    """
    _check_authority(seat, waiting)
    if not word.strip():
        raise Refused(say("Dites en un mot au point focal ce qu'il doit reprendre."))
    one = _locked(waiting, (ReturnState.WAITING,))
    one.state, one.word = ReturnState.SENT_BACK, word.strip()
    one.save(update_fields=["state", "word"])
    one.remarks.update(sent=None)
    return one


def _check_authority(seat: Seat, waiting: Return) -> None:
    if not seat.may(Right.TRANSMIT) or waiting.organisation != seat.organisation:
        raise Refused(
            say("Seule l'autorité de la structure valide ce que transmet son point focal."), 403
        )


def may_download(seat: Seat, one: Return) -> bool:
    """Tell whether a seat may have the file of a return that it may know of."""
    own = one.organisation is not None and one.organisation == seat.organisation
    return seat.may(Right.ROUND) or own


def may_withdraw(seat: Seat, one: Return) -> bool:
    """Tell whether a seat may take a return back: before it is received the desk, then who sends.

    `one` is among those that the seat may know of.
    """
    if one.state == ReturnState.WITHDRAWN:
        return False
    if one.state == ReturnState.DEPOSITED:
        return one.sent_by_id == seat.user.pk
    own = seat.may(Right.WRITE) and one.organisation == seat.organisation
    if one.state in RECEIVED:
        return seat.may(Right.ROUND) or (own and seat.may(Right.TRANSMIT) and one.round.is_open)
    return own


@transaction.atomic
def withdraw(seat: Seat, returns: Sequence[Return]) -> int:
    """Take returns back, and give how many; a deposited file is thrown away.

    Raises:
        Refused: the seat may not take one of them back, or somebody did it already.
    """
    for one in returns:
        if not may_withdraw(seat, one):
            raise Refused(say("{file} ne peut pas être retiré par vous.", file=one.filename), 403)
        unmake(seat, _locked(one, (*LIVE, ReturnState.DEPOSITED)))
    return len(returns)


@transaction.atomic
def put_back(seat: Seat, withdrawn: Return) -> Return:
    """Receive once more what was received and then taken back.

    Raises:
        Refused: the seat may not, or it is no longer withdrawn.
    """
    own = seat.may(Right.TRANSMIT) and withdrawn.organisation == seat.organisation
    if not (seat.may(Right.ROUND) or own) or withdrawn.entry_id is None:
        raise _not_allowed()
    one = _locked(withdrawn, (ReturnState.WITHDRAWN,))
    check_open(one.round)
    one.replaces = None
    return receive(seat, one)


def may_put_back(seat: Seat, one: Return) -> bool:
    """Tell whether a seat may receive a withdrawn return once more."""
    own = seat.may(Right.TRANSMIT) and one.organisation == seat.organisation
    taken_back = one.state == ReturnState.WITHDRAWN and one.entry_id is not None
    return taken_back and one.round.is_open and (seat.may(Right.ROUND) or own)


def _locked(one: Return, states: Sequence[str]) -> Return:
    """Give a return as it is now, held with its round until the act is done.

    Raises:
        Refused: somebody did something else with it in the meantime.
    """
    hold_round(one.round_id)
    found = Return.objects.select_for_update().filter(pk=one.pk).first()
    if found is None or found.state not in states:
        raise Refused(
            say(
                "{file} a changé d'état pendant que vous regardiez cette page ({state}) : rien "
                "n'a été fait. Relisez la page, puis recommencez si besoin.",
                file=one.filename,
                state="?" if found is None else found.get_state_display(),
            ),
            409,
        )
    return found


def replaceable(seat: Seat, round_: Round) -> Iterator[Return]:
    """Give the returns whose place a file that a seat sends may take."""
    if seat.may(Right.ROUND):
        yield from visible_returns(seat, round_).filter(state__in=RECEIVED)
    elif seat.organisation is not None:
        yield from live_returns(round_, seat.organisation)
