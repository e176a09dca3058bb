"""Answering observations, one or many at once, undoing it, and saying what one thinks of it.

Each act is one batch: every change in it is kept, one entry tells of it in the ledger, and it can
be undone as a whole for as long as nobody has changed what it did.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.consultation.decisions.model import Disposition, Stage, Verdict
from toguna.consultation.decisions.rules import NEEDS_REASON
from toguna.consultation.model import Tier
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import Answer, AnswerChange, Observation, Round
from toguna.web.permissions import Right, Seat, visible, visible_conflicts
from toguna.web.refusal import Refused

FIELDS = ("disposition", "reason", "wording", "instance", "date", "stage", "verdict",
          "verdict_reason")  # fmt: skip
ADOPTING = (Disposition.ACCEPTED.value, Disposition.ACCEPTED_WITH_CHANGES.value)


@dataclass(frozen=True)
class Given:
    """An answer as somebody gives it; `stage` says whether it is validated."""

    disposition: Disposition
    reason: str = ""
    wording: str = ""
    instance: str = ""
    date: str = ""
    stage: Stage = Stage.PROPOSED


@dataclass(frozen=True)
class Done:
    """What an act did: its batch, with which it can be undone, and how many answers it changed."""

    batch: uuid.UUID
    count: int


Seen = Mapping[int, int]
"""The revision of each observation's answer that somebody saw, by the observation's key in the
database; 0 where there was none."""


@transaction.atomic
def give(
    seat: Seat, round_: Round, observations: Sequence[Observation], given: Given, seen: Seen
) -> Done:
    """Give the same answer to some observations.

    Raises:
        Refused: what cannot stand, or somebody answered one of them in the meantime.
    """
    right = Right.VALIDATE if given.stage is Stage.VALIDATED else Right.ANSWER
    _check_right(seat, right)
    known = _locked(seat, round_, observations)
    _check_seen(known, seen)
    _check_given(given)
    if given.stage is Stage.PROPOSED and not seat.may(Right.VALIDATE):
        _check_not_validated(known)
    if given.disposition.adopts:
        _check_rivals(seat, round_, known)
    after = {
        "disposition": given.disposition.value,
        "reason": given.reason,
        "wording": given.wording,
        "instance": given.instance,
        "date": given.date,
        "stage": given.stage.value,
    }
    act = Act.VALIDATED if given.stage is Stage.VALIDATED else Act.ANSWERED
    return _change(seat, round_, dict.fromkeys(known, after), act)


@transaction.atomic
def take_back(seat: Seat, round_: Round, observations: Sequence[Observation], seen: Seen) -> Done:
    """Take answers back, as if none had been given; what was is kept in the history.

    Raises:
        Refused: one was validated, or changed in the meantime.
    """
    _check_right(seat, Right.ANSWER)
    known = _locked(seat, round_, observations)
    _check_seen(known, seen)
    if not seat.may(Right.VALIDATE):
        _check_not_validated(known)
    return _change(seat, round_, {o: _nothing() for o in known}, Act.WITHDRAWN)


@transaction.atomic
def react(seat: Seat, observation: Observation, verdict: Verdict, reason: str = "") -> Done:
    """Say what a contributor thinks of the answer to its own observation.

    Raises:
        Refused: it is not its own, or has no answer yet.
    """
    _check_right(seat, Right.REACT)
    if observation.organisation_id != getattr(seat.organisation, "pk", None):
        raise Refused(
            say("Seule la structure qui a fait une observation dit son avis sur la suite."), 403
        )
    if not _told(observation).get("disposition"):
        raise Refused(say("{id} n'a pas encore de suite.", id=observation.identifier))
    after = {"verdict": verdict.value, "verdict_reason": reason}
    return _change(seat, observation.round, {observation: after}, Act.OPINED)


@transaction.atomic
def undo(seat: Seat, round_: Round, batch: uuid.UUID) -> Done:
    """Put back what a batch changed.

    Raises:
        Refused: it is not one's own, or something in it was changed since.
    """
    changes = list(
        AnswerChange.objects.filter(batch=batch, observation__round=round_).select_related(
            "observation__answer", "observation__organisation"
        )
    )
    if not changes:
        raise Refused(say("Il n'y a rien à annuler."), 404)
    if changes[0].by_id != seat.user.pk and not seat.may(Right.VALIDATE):
        raise Refused(say("Seul qui a fait un acte, ou le rapporteur, l'annule."), 403)
    _locked(seat, round_, [change.observation for change in changes])
    moved = [c.observation.identifier for c in changes if _told(c.observation) != c.after]
    if moved:
        raise Refused(
            say(
                "Ces suites ont changé depuis et ne peuvent plus être annulées d'un coup : {ids}.",
                ids=", ".join(moved),
            ),
            409,
        )
    back = {c.observation: c.before or _nothing() for c in changes}
    return _change(seat, round_, back, Act.CORRECTED, undoes=batch)


# What cannot stand


def _check_right(seat: Seat, right: Right) -> None:
    if not seat.may(right):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


def _locked(seat: Seat, round_: Round, observations: Iterable[Observation]) -> list[Observation]:
    """Give the observations as they are now, held until the act is done.

    Raises:
        Refused: the seat may not know of one of them, or it is gone.
    """
    wanted = {observation.pk for observation in observations}
    list(Answer.objects.select_for_update().filter(observation__in=wanted).values_list("pk"))
    known = list(
        visible(seat, round_).filter(pk__in=wanted).select_related("answer__by", "organisation")
    )
    if not wanted or len(known) != len(wanted):
        raise Refused(say("Choisissez des observations de ce tour, puis recommencez."), 404)
    return known


def _check_seen(known: Sequence[Observation], seen: Seen) -> None:
    for observation in known:
        answer = getattr(observation, "answer", None)
        revision = 0 if answer is None else answer.revision
        if seen.get(observation.pk, 0) != revision:
            raise Refused(
                say(
                    "{who} a répondu à {id} pendant que vous écriviez : rien n'a été écrasé. "
                    "Relisez sa réponse, puis recommencez si besoin.",
                    who=str(answer.by) if answer is not None and answer.by else "Quelqu'un",
                    id=observation.identifier,
                ),
                409,
            )


def _check_given(given: Given) -> None:
    if given.disposition in NEEDS_REASON and not given.reason.strip():
        raise Refused(
            say(
                "« {disposition} » demande un motif : écrivez-le.",
                disposition=given.disposition.value,
            )
        )
    if given.disposition is Disposition.ACCEPTED_WITH_CHANGES and not given.wording.strip():
        raise Refused(
            say("« retenue avec modification » demande la rédaction retenue : écrivez-la.")
        )
    if given.stage is Stage.VALIDATED and not given.instance.strip():
        raise Refused(say("Une suite validée dit quelle instance l'a décidée : écrivez-la."))


def _check_not_validated(known: Iterable[Observation]) -> None:
    for observation in known:
        if _told(observation).get("stage") == Stage.VALIDATED.value:
            raise Refused(
                say(
                    "{id} a été validée : seul qui a le droit de valider peut la changer.",
                    id=observation.identifier,
                ),
                403,
            )


def _check_rivals(seat: Seat, round_: Round, known: Sequence[Observation]) -> None:
    """Refuse to adopt two rival wordings of the same words."""
    wanted = {o.identifier for o in known}
    conflicts = visible_conflicts(seat, round_).filter(
        tier=Tier.WORDS.value, observations__in=known
    )
    adopted = set(
        Answer.objects.filter(
            observation__round=round_, observation__gone=False, disposition__in=ADOPTING
        ).values_list("observation__identifier", flat=True)
    )
    for conflict in conflicts.distinct():
        sides = [set(w["observations"]) for w in conflict.wordings if w["observations"]]
        mine = [side for side in sides if side & wanted]
        theirs = [side for side in sides if side & adopted - wanted]
        rival = next((one for one in theirs if one not in mine), None)
        if len(mine) > 1 or (mine and rival):
            others = sorted((rival or mine[1]) & (adopted | wanted))
            raise Refused(
                say(
                    "{one} et {other} changent les mêmes mots ({conflict}) : n'en retenez qu'une, "
                    "et donnez à l'autre la suite « sans objet (tombée) ».",
                    one=", ".join(sorted(mine[0] & wanted)),
                    other=", ".join(others),
                    conflict=conflict.identifier,
                )
            )


# Writing it down


def _nothing() -> dict[str, str]:
    return {name: Stage.PROPOSED.value if name == "stage" else "" for name in FIELDS}


def _told(observation: Observation) -> dict[str, Any]:
    answer = getattr(observation, "answer", None)
    return {} if answer is None else {name: getattr(answer, name) for name in FIELDS}


def _change(
    seat: Seat,
    round_: Round,
    after: Mapping[Observation, Mapping[str, str]],
    act: Act,
    undoes: uuid.UUID | None = None,
) -> Done:
    batch, now = uuid.uuid4(), timezone.now()
    changes: list[AnswerChange] = []
    for observation, values in after.items():
        before = _told(observation)
        told = {**_nothing(), **before, **values}
        answer = getattr(observation, "answer", None) or Answer(observation=observation, revision=0)
        for name, value in told.items():
            setattr(answer, name, value)
        answer.revision, answer.by, answer.at = answer.revision + 1, seat.user, now
        answer.save()
        changes.append(
            AnswerChange(
                observation=observation,
                batch=batch,
                act=act.value,
                before=before,
                after=told,
                by=seat.user,
                at=now,
                undoes=undoes,
            )
        )
    AnswerChange.objects.bulk_create(changes)
    _enter(seat, round_, changes, act)
    return Done(batch, len(changes))


def _enter(seat: Seat, round_: Round, changes: Sequence[AnswerChange], act: Act) -> None:
    """Tell of a batch in the ledger; of restricted observations only a commitment."""
    public: dict[str, Json] = {}
    secret: dict[str, Json] = {}
    for change in changes:
        side = secret if change.observation.restricted else public
        side[change.observation.identifier] = {"says": change.observation.key, **change.after}
    record(
        round_.dossier,
        act,
        actor_of(seat),
        f"tour-{round_.number}",
        {"answers": public},
        restricted=secret or None,
    )
