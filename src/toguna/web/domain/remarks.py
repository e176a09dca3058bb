"""What an organisation writes in the page, clause by clause, and sends as one return.

All its people write into the same list. Who saves says what was seen: the second of two is told,
with the words of both, and nothing is overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from toguna.consultation.form import Action, Entry, FormReturn, return_name, write_entries
from toguna.consultation.model import Nature
from toguna.messages import Message, say
from toguna.web.domain.blobs import keep
from toguna.web.domain.drafts import Draft, allowed, words_of
from toguna.web.domain.ledger import moment
from toguna.web.domain.returns import Sending, send
from toguna.web.domain.rounds import check_open, live_returns
from toguna.web.models import Organisation, Remark, Return, ReturnState, Round
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

LONGEST = 20_000
"""Characters that one field of a remark may have."""


@dataclass(frozen=True)
class Written:
    """A remark as somebody writes it; `proposed` counts for a new wording or a new paragraph."""

    action: Action
    proposed: str = ""
    observation: str = ""
    nature: str = Nature.SUBSTANCE.value
    reason: str = ""


class Overtaken(Refused):
    """Somebody of the same organisation saved something in the meantime: `theirs`."""

    def __init__(self, message: Message, theirs: Remark) -> None:
        super().__init__(message, 409)
        self.theirs = theirs


def remarks_of(seat: Seat, round_: Round) -> QuerySet[Remark]:
    """Give what one's organisation has written in a round."""
    own = round_.remarks.filter(organisation=seat.organisation)
    return own.select_related("author", "sent").order_by("pk")


def in_order(remarks: QuerySet[Remark], draft: Draft) -> list[Remark]:
    """Put remarks in the draft's order, those on the whole text first."""
    ranks = {key: rank for rank, key in enumerate(draft.by_id)}
    return sorted(remarks, key=lambda one: (ranks.get(one.clause, -1), one.pk))


@transaction.atomic
def begin(seat: Seat, round_: Round, clause: str, written: Written, seen: int) -> Remark:
    """Write a new remark on a clause ("": on the whole text).

    `seen` is how many remarks of the organisation on it the writer saw.

    Raises:
        Refused: it says nothing, or may not be asked of this clause.
        Overtaken: somebody else of the organisation wrote on the clause in the meantime.
    """
    organisation = _organisation(seat, round_)
    told = Draft(round_.draft).by_id.get(clause)
    if clause and told is None:
        raise Refused(say("Ce passage n'est pas dans le projet de ce tour."), 404)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    there = list(remarks_of(seat, round_).filter(clause=clause))
    if len(there) > seen:
        raise Overtaken(
            say(
                "{who} a écrit sur ce passage pendant que vous écriviez : rien n'a été écrasé. "
                "Comparez, puis gardez la vôtre en plus si elle dit autre chose.",
                who=str(there[-1].author or "Quelqu'un"),
            ),
            there[-1],
        )
    remark = Remark(
        round=round_,
        organisation=organisation,
        clause=clause,
        base="" if told is None else words_of(told),
    )
    _check_allowed(round_, clause, written)
    return _saved(remark, seat, written)


@transaction.atomic
def change(seat: Seat, remark: Remark, written: Written, seen: int) -> Remark:
    """Write a remark otherwise; `seen` is the revision that the writer saw.

    Raises:
        Refused: it is not one's organisation's, or says nothing.
        Overtaken: somebody else of the organisation saved it in the meantime.
    """
    organisation = _organisation(seat, remark.round)
    locked = Remark.objects.select_for_update().filter(pk=remark.pk).first()
    if locked is None or locked.organisation_id != organisation.pk:
        raise Refused(say("Cette observation a été retirée entre-temps."), 404)
    if locked.revision != seen:
        raise Overtaken(
            say(
                "{who} a enregistré cette observation pendant que vous écriviez : rien n'a été "
                "écrasé. Comparez les deux textes, puis enregistrez celui que vous voulez.",
                who=str(locked.author or "Quelqu'un"),
            ),
            locked,
        )
    _check_allowed(locked.round, locked.clause, written)
    locked.revision += 1
    return _saved(locked, seat, written)


@transaction.atomic
def drop(seat: Seat, remark: Remark, seen: int) -> None:
    """Throw a remark away; if it was sent, what is written is no longer what was sent.

    Raises:
        Refused: it was changed in the meantime, or is not one's organisation's.
    """
    organisation = _organisation(seat, remark.round)
    locked = Remark.objects.select_for_update().filter(pk=remark.pk).first()
    if locked is None or locked.organisation_id != organisation.pk:
        raise Refused(say("Cette observation a été retirée entre-temps."), 404)
    if locked.revision != seen:
        raise Refused(say("Cette observation a été changée entre-temps : relisez-la."), 409)
    if locked.sent is not None:
        locked.sent.remarks.update(sent=None)
    locked.delete()


@transaction.atomic
def send_all(seat: Seat, round_: Round, *, restricted: bool) -> Return:
    """Send everything that one's organisation has written, as one return in the form's format.

    It takes the place of what was sent from the page before.

    Raises:
        Refused: nothing is written, or nothing changed since it was sent.
    """
    organisation = _organisation(seat, round_)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    draft = Draft(round_.draft)
    remarks = in_order(remarks_of(seat, round_), draft)
    if not remarks:
        raise Refused(say("Rien n'est encore écrit : proposez une rédaction ou une observation."))
    if all(one.sent_id for one in remarks):
        raise Refused(say("Tout ce qui est écrit a déjà été transmis."), 409)
    blob = keep(write_entries(_form(seat, round_, organisation, remarks, draft)))
    earlier = live_returns(round_, organisation).filter(written=True).order_by("-pk").first()
    deposited = Return.objects.create(
        round=round_,
        organisation=organisation,
        blob=blob,
        filename=return_name(organisation.label),
        state=ReturnState.DEPOSITED,
        written=True,
        sent_by=seat.user,
    )
    sent = send(seat, deposited, Sending(organisation, restricted, earlier))
    Remark.objects.filter(pk__in=[one.pk for one in remarks]).update(sent=sent)
    return sent


def _organisation(seat: Seat, round_: Round) -> Organisation:
    if not seat.may(Right.WRITE) or seat.organisation is None:
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)
    check_open(round_)
    return seat.organisation


def _check_allowed(round_: Round, clause: str, written: Written) -> None:
    if written.action not in allowed(Draft(round_.draft).by_id.get(clause)):
        raise Refused(say("Cela ne peut pas être demandé de ce passage : faites une observation."))


def _saved(remark: Remark, seat: Seat, written: Written) -> Remark:
    remark.action, remark.proposed = _settled(written, remark.base)
    remark.observation, remark.reason = _clean(written.observation), _clean(written.reason)
    remark.nature = written.nature
    if remark.action == Action.INSERT.value and not remark.proposed:
        raise Refused(say("Écrivez l'alinéa à ajouter."))
    if remark.action == Action.REMARK.value and not remark.observation:
        raise Refused(say("Changez la rédaction, ou écrivez une observation."))
    remark.author, remark.sent = seat.user, None
    remark.save()
    return remark


def _settled(written: Written, base: str) -> tuple[str, str]:
    """Give what is asked and the words proposed: the same words are none, no words a deletion."""
    action, proposed = written.action, _clean(written.proposed)
    if action is Action.REWORD and proposed == base:
        return Action.REMARK.value, ""
    if action is Action.REWORD and not proposed:
        return Action.DELETE.value, ""
    if action in (Action.REMARK, Action.DELETE):
        return action.value, ""
    return action.value, proposed


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST]


def _form(
    seat: Seat, round_: Round, organisation: Organisation, remarks: list[Remark], draft: Draft
) -> FormReturn:
    return FormReturn(
        round_.draft.filename,
        round_.draft.blob_id,
        organisation.label,
        organisation.name,
        round_.label,
        str(seat.user),
        "",
        moment(timezone.now()),
        tuple(_entry(one, draft) for one in remarks),
    )


def _entry(remark: Remark, draft: Draft) -> Entry:
    told = draft.by_id.get(remark.clause)
    return Entry(
        remark.clause,
        "" if told is None else told["cite"],
        remark.base,
        Action(remark.action),
        remark.proposed,
        remark.observation,
        remark.nature,
        remark.reason,
        moment(remark.updated),
    )
