"""The acts of an adoption: a version is frozen, bodies speak, procès-verbaux are filed.

What may be done when is the core's (`toguna.adoption.approval`); each act is one row and one entry
of the ledger, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from toguna.adoption.approval.acts import file_minutes, freeze, take
from toguna.adoption.approval.model import Act, Frozen, Minutes, Outcome, Version
from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.ledger import acts as ledger
from toguna.adoption.ledger.canonical import Json
from toguna.messages import say
from toguna.web.domain.adoption_events import (
    MINUTES,
    Kind,
    accepted,
    frozen_version,
    process_of,
    told_act,
    told_frozen,
)
from toguna.web.domain.adoption_filing import Filed
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.paths import filed, piece_path, version_path
from toguna.web.domain.texts import freeze as mark_frozen
from toguna.web.models import AdoptionEvent, CouncilPiece, Dossier
from toguna.web.models import Version as VersionRow
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

RECORDED = {
    Outcome.APPROVED: ledger.Act.APPROVED,
    Outcome.APPROVED_WITH_RESERVATIONS: ledger.Act.APPROVED,
    Outcome.SENT_BACK: ledger.Act.REFUSED,
    Outcome.NOTED: ledger.Act.TAKEN_NOTE,
    Outcome.ADOPTED: ledger.Act.ADOPTED,
}
"""What the ledger says of an outcome."""


@dataclass(frozen=True)
class Spoken:
    """What a body said of the frozen version, as it is noted; `minutes` is its procès-verbal."""

    step: str
    outcome: Outcome
    who: str
    date: str
    reservations: tuple[str, ...] = ()
    reason: str = ""
    back_to: str = ""
    minutes: Filed | None = None


def check_adopts(seat: Seat) -> None:
    """Refuse what only those who lead the adoption may do."""
    if not seat.may(Right.ADOPT):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


def hold(dossier: Dossier) -> None:
    """Hold the adoption of a dossier until the act is done: one act after the other."""
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)


@transaction.atomic
def freeze_version(
    seat: Seat, version: VersionRow, who: str, date: str, lifts: tuple[str, ...] = ()
) -> None:
    """Freeze a version: it is the one that the bodies are asked about.

    `lifts` are the reservations that it takes into account.

    Raises:
        Refused: the seat may not, or the core says why it cannot be frozen now.
    """
    check_adopts(seat)
    hold(seat.dossier)
    frozen = Frozen(Version(name_of(version), version.filename, version.blob_id), who, date, lifts)
    accepted(freeze(process_of(seat.dossier), frozen))
    mark_frozen(version, seat.user, timezone.now())
    _append(seat, Kind.FROZEN, told_frozen(frozen), version=version)
    record(
        seat.dossier,
        ledger.Act.FROZEN,
        actor_of(seat),
        f"version-{version.number}",
        {"version": frozen.version.label, "by": who, "date": date, "lifts": list(lifts)},
        {version_path(version): version.blob_id},
    )


@transaction.atomic
def speak(seat: Seat, spoken: Spoken) -> None:
    """Note what a body said of the frozen version; its procès-verbal becomes a piece.

    Raises:
        Refused: the seat may not, or the core says why the body cannot have said so.
    """
    check_adopts(seat)
    hold(seat.dossier)
    process, version = process_of(seat.dossier), frozen_version(seat.dossier)
    act = Act(
        spoken.step,
        spoken.outcome,
        "" if version is None else version.blob_id,
        spoken.who,
        spoken.date,
        None if spoken.minutes is None else _minutes(spoken.minutes),
        spoken.reservations,
        spoken.reason,
        spoken.back_to,
    )
    accepted(take(process, act))
    assert version is not None, "the core takes no act without a frozen version"
    _append(seat, Kind.ACT, told_act(act), version=version, minutes=spoken.minutes)
    files = {version_path(version): version.blob_id}
    if spoken.minutes is not None:
        sent_back = act.outcome is Outcome.SENT_BACK
        files |= (
            _cited(spoken.minutes) if sent_back else _keep_minutes(seat, act.step, spoken.minutes)
        )
    record(
        seat.dossier, RECORDED[act.outcome], actor_of(seat), f"etape-{act.step}",
        _told(act, name_of(version)), files,
    )  # fmt: skip


def _told(act: Act, version: str) -> Mapping[str, Json]:
    told: dict[str, Json] = {
        "outcome": act.outcome.value,
        "version": version,
        "by": act.who,
        "date": act.date,
    }
    more: dict[str, Json] = {
        "reservations": list(act.reservations),
        "reason": act.reason,
        "back_to": act.back_to,
    }
    return told | {name: value for name, value in more.items() if value}


@transaction.atomic
def add_minutes(seat: Seat, step: str, minutes: Filed) -> None:
    """File the procès-verbal of a step that was taken without one.

    Raises:
        Refused: the seat may not, the step has not been taken, or has a procès-verbal.
    """
    check_adopts(seat)
    hold(seat.dossier)
    accepted(file_minutes(process_of(seat.dossier), step, _minutes(minutes)))
    told = {"step": step, "file": minutes.name, "sha256": minutes.blob.sha256}
    _append(seat, Kind.MINUTES, told, minutes=minutes)
    record(
        seat.dossier, ledger.Act.RECEIVED, actor_of(seat), f"etape-{step}",
        {"file": minutes.name}, _keep_minutes(seat, step, minutes),
    )  # fmt: skip


def _minutes(minutes: Filed) -> Minutes:
    return Minutes(minutes.name, minutes.blob.sha256)


def _keep_minutes(seat: Seat, step: str, minutes: Filed) -> dict[str, str]:
    """Put a procès-verbal in the file for the Council, and give what the ledger cites of it.

    That of the Council itself is kept and cited, and is no piece of the file that it is handed.
    """
    if step == default_procedure().steps[-1].key:
        return _cited(minutes)
    seat.dossier.council_pieces.filter(kind=MINUTES, step=step).delete()
    piece = CouncilPiece.objects.create(
        dossier=seat.dossier,
        kind=MINUTES,
        step=step,
        filename=minutes.name,
        blob=minutes.blob,
        signed_by=list(minutes.signers),
        by=seat.user,
    )
    return {piece_path(piece): piece.blob_id}


def _cited(minutes: Filed) -> dict[str, str]:
    digest = minutes.blob.sha256
    return {filed(MINUTES, digest, minutes.name): digest}


def _append(
    seat: Seat,
    kind: str,
    told: Mapping[str, Json],
    version: VersionRow | None = None,
    minutes: Filed | None = None,
) -> None:
    AdoptionEvent.objects.create(
        dossier=seat.dossier,
        rank=seat.dossier.adoption_events.count() + 1,
        kind=kind,
        told=dict(told),
        version=version,
        blob=None if minutes is None else minutes.blob,
        by=seat.user,
    )


def name_of(version: VersionRow) -> str:
    """Name a version so that no other of the dossier has the same name."""
    return f"v{version.number} ({version.label})"
