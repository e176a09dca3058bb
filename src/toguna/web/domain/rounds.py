"""Rounds of consultation: making one, opening it, closing it, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, moment, record
from toguna.web.domain.paths import version_path
from toguna.web.domain.texts import clauses_of, keep_version
from toguna.web.jobs.queue import enqueue
from toguna.web.models import Job, Organisation, Return, ReturnState, Round, Version
from toguna.web.permissions import Right, Seat, visible, visible_returns
from toguna.web.refusal import Refused

RECEIVED = (ReturnState.SENT, ReturnState.READ, ReturnState.UNREAD)
"""What counts as having been sent back."""


@dataclass(frozen=True)
class Text:
    """The file of a text, as somebody gives it."""

    filename: str
    data: bytes


@dataclass(frozen=True)
class Plan:
    """A round as it is to be made: its draft is a file, or a version that is there already."""

    label: str
    draft: Text | Version
    earlier: Sequence[Text] = ()
    message: str = ""
    deadline: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """Where a round stands, as far as a seat may know it; the lists are of organisations."""

    observations: int
    unanswered: int
    received: int
    unread: int
    pending: int
    heard: list[Organisation]
    silent: list[Organisation]


def rounds_of(seat: Seat) -> list[Round]:
    """Give the rounds that a seat may know of: one that is being prepared is its maker's."""
    rounds = seat.dossier.rounds.select_related("draft", "dossier")
    return list(rounds if seat.may(Right.ROUND) else rounds.exclude(opened=None))


def standing(seat: Seat, round_: Round) -> Standing:
    """Tell where a round stands."""
    observations = visible(seat, round_)
    returns = list(visible_returns(seat, round_).filter(state__in=RECEIVED))
    heard = {one.organisation_id for one in returns}
    asked = list(asked_in(round_))
    return Standing(
        observations.count(),
        unanswered(observations).count(),
        len(returns),
        sum(one.state == ReturnState.UNREAD for one in returns),
        pending(seat, round_),
        [one for one in asked if one.pk in heard],
        [one for one in asked if one.pk not in heard],
    )


def unanswered(observations: QuerySet[Any]) -> QuerySet[Any]:
    """Give the observations that have no answer."""
    return observations.filter(Q(answer=None) | Q(answer__disposition=""))


def asked_in(round_: Round) -> QuerySet[Organisation]:
    """Give the organisations that have somebody in the dossier to answer for them."""
    return Organisation.objects.filter(memberships__dossier=round_.dossier_id).distinct()


def pending(seat: Seat, round_: Round) -> int:
    """Count the returns that came or went since the last consolidation, as far as one may know."""
    since = Q(state=ReturnState.SENT)
    if round_.consolidated is not None:
        since |= Q(state=ReturnState.WITHDRAWN, withdrawn_at__gt=round_.consolidated)
    return visible_returns(seat, round_).filter(since).count()


def running(seat: Seat, round_: Round) -> Job | None:
    """Give the consolidation that is under way, to who asked for it or sees what it is for."""
    jobs = Job.objects.filter(
        dossier=round_.dossier,
        task="consolidate",
        arguments={"round": round_.pk},
        state__in=(Job.State.QUEUED, Job.State.RUNNING),
    )
    job = jobs.order_by("created").first()
    knows = job is not None and (job.by_id == seat.user.pk or pending(seat, round_) > 0)
    return job if knows else None


def make(seat: Seat, plan: Plan) -> Round:
    """Make a round, not opened yet.

    Raises:
        Refused: the seat may not.
        UnreadableFile: the draft or an earlier version cannot be read.
    """
    _check(seat)
    texts = [plan.draft] if isinstance(plan.draft, Text) else []
    read = [(one, clauses_of(one.data, one.filename)) for one in (*plan.earlier, *texts)]
    with transaction.atomic():
        kept = [
            keep_version(seat.dossier, _label_of(one, plan), one.filename, one.data, clauses)
            for one, clauses in read
        ]
        last = seat.dossier.rounds.order_by("-number").first()
        round_ = Round.objects.create(
            dossier=seat.dossier,
            number=1 if last is None else last.number + 1,
            label=plan.label,
            draft=plan.draft if isinstance(plan.draft, Version) else kept[-1],
            message=plan.message,
            deadline=plan.deadline,
        )
        round_.earlier.set(kept[: len(plan.earlier)])
    return round_


def _label_of(text: Text, plan: Plan) -> str:
    """Say what a version is: two rounds of a dossier have two drafts."""
    if text is plan.draft:
        return f"Avant-projet, {plan.label}"[:200]
    return text.filename.rpartition(".")[0][:200]


@transaction.atomic
def change(seat: Seat, round_: Round, label: str, message: str, deadline: datetime | None) -> None:
    """Change what is said of a round; once it is open, a new deadline is told in the ledger."""
    _check(seat)
    moved = round_.deadline != deadline
    round_.label, round_.message, round_.deadline = label, message, deadline
    round_.save(update_fields=["label", "message", "deadline"])
    if moved and round_.opened is not None:
        _enter(seat, round_, Act.CORRECTED, {"deadline": _told(deadline)})


@transaction.atomic
def open_(seat: Seat, round_: Round) -> None:
    """Open a round, or open it again once it was closed.

    Raises:
        Refused: the seat may not, or it is open.
    """
    _check(seat)
    locked = hold_round(round_.pk)
    if locked.is_open:
        raise Refused(say("Ce tour est déjà ouvert."), 409)
    again = locked.opened is not None
    locked.opened, locked.closed = locked.opened or timezone.now(), None
    locked.save(update_fields=["opened", "closed"])
    _enter(
        seat,
        locked,
        Act.OPENED,
        {
            "label": locked.label,
            "draft": locked.draft.filename,
            "sha256": locked.draft.blob_id,
            "earlier": list(locked.earlier.values_list("blob_id", flat=True)),
            "deadline": _told(locked.deadline),
            "again": again,
        },
        {version_path(one): one.blob_id for one in (locked.draft, *locked.earlier.all())},
    )


@transaction.atomic
def close(seat: Seat, round_: Round) -> None:
    """Close a round: it takes no more returns, and everybody sees what all have said.

    Raises:
        Refused: the seat may not, or it is not open.
    """
    _check(seat)
    locked = hold_round(round_.pk)
    if not locked.is_open:
        raise Refused(say("Ce tour n'est pas ouvert."), 409)
    locked.closed = timezone.now()
    locked.save(update_fields=["closed"])
    told = locked.observations.filter(gone=False, restricted=False)
    _enter(seat, locked, Act.CLOSED, {"unanswered": unanswered(told).count()})


@transaction.atomic
def consolidate(seat: Seat, round_: Round) -> Job:
    """Ask for a round to be consolidated."""
    _check(seat)
    return enqueue(round_.dossier, "consolidate", seat.user, round=round_.pk)


def hold_round(round_id: int) -> Round:
    """Give a round as it is now, held until the act is done.

    It is held before its returns, observations and ledger, by all who hold several of them: so two
    never wait for each other. What only names the round goes on meanwhile (`no_key`).
    """
    rounds = Round.objects.select_for_update(of=("self",), no_key=True)
    return rounds.select_related("dossier").get(pk=round_id)


def check_open(round_: Round) -> None:
    """Refuse what can only be done while a round is open."""
    if not round_.is_open:
        raise Refused(
            say(
                "Le tour « {round} » n'est pas ouvert : il ne reçoit rien pour l'instant. "
                "Adressez-vous au rapporteur, qui peut le rouvrir.",
                round=round_.label,
            ),
            409,
        )


def has_authority(round_: Round, organisation: Organisation) -> bool:
    """Tell whether somebody in the dossier may send what an organisation has prepared."""
    people = round_.dossier.memberships.filter(organisation=organisation).select_related("user")
    return any(Seat.of(one).may(Right.TRANSMIT) for one in people)


def _check(seat: Seat) -> None:
    if not seat.may(Right.ROUND):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


def _enter(
    seat: Seat,
    round_: Round,
    act: Act,
    payload: dict[str, Json],
    files: Mapping[str, str] | None = None,
) -> None:
    record(round_.dossier, act, actor_of(seat), subject(round_), payload, files)


def subject(round_: Round) -> str:
    """Give the name by which the ledger knows a round."""
    return f"tour-{round_.number}"


def _told(deadline: datetime | None) -> str:
    return "" if deadline is None else moment(deadline)


def live_returns(round_: Round, organisation: Organisation) -> QuerySet[Return]:
    """Give what an organisation has sent and not taken back."""
    return round_.returns.filter(organisation=organisation).exclude(
        state__in=(ReturnState.DEPOSITED, ReturnState.WITHDRAWN)
    )
