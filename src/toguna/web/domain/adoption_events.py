"""The adoption of a dossier's text: its events kept as rows, and rebuilt by the core.

Where the text stands is never kept: the core takes the events one after the other again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from toguna.adoption.approval.acts import file_minutes, freeze, take
from toguna.adoption.approval.model import (
    Act,
    Frozen,
    Minutes,
    Outcome,
    Process,
    Refusal,
    Version,
)
from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.approval.standing import State, state
from toguna.messages import Message, say
from toguna.web.models import AdoptionEvent, Dossier
from toguna.web.models import Version as VersionRow
from toguna.web.refusal import Refused

Told = Mapping[str, Any]
Kind = AdoptionEvent.Kind
MINUTES = "proces-verbal"
"""The kind of piece that a procès-verbal is (a key of the procedure)."""


def process_of(dossier: Dossier) -> Process:
    """Give where a dossier's text is on its way.

    Raises:
        Refused: the rows cannot be taken again: they were not written by this program.
    """
    process = Process(default_procedure())
    for row in dossier.adoption_events.all():
        after = _taken(process, row.kind, row.told)
        if isinstance(after, Refusal):
            raise Refused(
                say(
                    "Le suivi de l'adoption ne peut pas être relu (acte n° {rank} : {why}). "
                    "Prévenez l'administrateur : restaurez une sauvegarde.",
                    rank=row.rank,
                    why=together(after),
                ),
                409,
            )
        process = after
    return process


def frozen_version(dossier: Dossier) -> VersionRow | None:
    """Give the version that was frozen last, which the bodies are asked about."""
    row = dossier.adoption_events.filter(kind=Kind.FROZEN).select_related("version").last()
    return None if row is None else row.version


def adopted_version(dossier: Dossier) -> VersionRow | None:
    """Give the version that the Council adopted, None as long as it has adopted none."""
    is_adopted = state(process_of(dossier)) is State.ADOPTED
    return frozen_version(dossier) if is_adopted else None


def together(refusal: Refusal) -> Message:
    """Put the reasons of a refusal in one message."""
    values = {f"reason{n}": message for n, message in enumerate(refusal.messages)}
    return Message(" ".join(f"{{{name}}}" for name in values), dict(values))


def accepted(after: Process | Refusal) -> Process:
    """Give the process after an act.

    Raises:
        Refused: the core refuses the act, for the reasons that it gives.
    """
    if isinstance(after, Refusal):
        raise Refused(together(after))
    return after


# As rows


def _taken(process: Process, kind: str, told: Told) -> Process | Refusal:
    if kind == Kind.FROZEN:
        return freeze(process, _frozen(told))
    if kind == Kind.ACT:
        return take(process, _act(told))
    return file_minutes(process, told["step"], Minutes(told["file"], told["sha256"]))


def told_frozen(frozen: Frozen) -> dict[str, Any]:
    """Tell the freezing of a version as JSON."""
    return {**asdict(frozen), "lifts": list(frozen.lifts)}


def told_act(act: Act) -> dict[str, Any]:
    """Tell what a body said as JSON."""
    return {
        **asdict(replace(act, reservations=())),
        "outcome": act.outcome.value,
        "reservations": list(act.reservations),
    }


def name_of_minutes(row: AdoptionEvent) -> str:
    """Give the name of the procès-verbal that came with an event."""
    told = row.told["minutes"] if row.kind == Kind.ACT else row.told
    return str(told["file"])


def _frozen(told: Told) -> Frozen:
    return Frozen(Version(**told["version"]), told["who"], told["date"], tuple(told["lifts"]))


def _act(told: Told) -> Act:
    minutes = told["minutes"]
    return Act(
        told["step"],
        Outcome(told["outcome"]),
        told["version"],
        told["who"],
        told["date"],
        None if minutes is None else Minutes(**minutes),
        tuple(told["reservations"]),
        told["reason"],
        told["back_to"],
    )
