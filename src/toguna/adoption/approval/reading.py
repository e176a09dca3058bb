"""Reading a procedure from TOML: the steps and the pieces of a country."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from toguna.adoption.approval.model import Outcome, PieceKind, Procedure, Step
from toguna.messages import say
from toguna.text.errors import UnreadableFile

DEFAULT = Path(__file__).with_name("procedure.toml")


@cache
def default_procedure() -> Procedure:
    """Give the procedure that comes with the program."""
    return read_procedure(DEFAULT.read_bytes(), DEFAULT.name)


def read_procedure(data: bytes, filename: str) -> Procedure:
    """Read a procedure.

    Raises:
        UnreadableFile: it is no TOML, lacks a name or an outcome, or its steps cannot be taken.
    """
    try:
        parsed = tomllib.loads(data.decode("utf-8-sig"))
        procedure = _procedure(parsed)
    except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
        raise UnreadableFile(
            say(
                "{file} : cette procédure d'adoption ne peut pas être lue ({why}) ; prenez pour "
                "modèle celle du programme.",
                file=filename,
                why=str(error),
            )
        ) from error
    _check(procedure, filename)
    return procedure


def _procedure(parsed: dict[str, Any]) -> Procedure:
    zone = str(parsed.get("timezone", "Africa/Bamako"))
    ZoneInfo(zone)
    return Procedure(
        str(parsed["name"]),
        tuple(_step(entry) for entry in parsed["step"]),
        tuple(_piece(entry) for entry in parsed.get("piece", ())),
        zone,
    )


def _step(entry: dict[str, Any]) -> Step:
    outcomes = tuple(Outcome(str(word)) for word in entry["outcomes"])
    return Step(str(entry["key"]), str(entry["name"]), str(entry.get("body", "")), outcomes)


def _piece(entry: dict[str, Any]) -> PieceKind:
    return PieceKind(
        str(entry["key"]),
        str(entry["name"]),
        bool(entry.get("required", True)),
        bool(entry.get("signed", False)),
        bool(entry.get("from_version", False)),
        bool(entry.get("drafted", False)),
        bool(entry.get("each_step", False)),
    )


def _check(procedure: Procedure, filename: str) -> None:
    """Refuse steps of which nobody could come to the end."""
    if not procedure.steps:
        raise UnreadableFile(
            say("{file} : aucune étape ; écrivez au moins un bloc [[step]].", file=filename)
        )
    twice = _twice([step.key for step in procedure.steps]) or _twice(
        [piece.key for piece in procedure.pieces]
    )
    if twice:
        raise UnreadableFile(
            say("{file} : la clé « {key} » sert deux fois ; donnez une clé à chacun.",
                file=filename, key=twice)
        )  # fmt: skip
    for step in procedure.steps[:-1]:
        if any(outcome.closes for outcome in step.outcomes):
            raise UnreadableFile(
                say(
                    "{file} : « {step} » ne peut ni adopter ni prendre acte ; seule la dernière "
                    "étape le peut.",
                    file=filename,
                    step=step.name,
                )
            )
        if not any(outcome.approves for outcome in step.outcomes):
            raise UnreadableFile(
                say(
                    "{file} : « {step} » ne peut rien approuver ; ajoutez « approuvé » à ses "
                    "issues.",
                    file=filename,
                    step=step.name,
                )
            )
    last = procedure.steps[-1].outcomes
    if Outcome.ADOPTED not in last or any(outcome.approves for outcome in last):
        raise UnreadableFile(
            say(
                "{file} : la dernière étape doit pouvoir adopter, et ne peut pas approuver "
                "seulement ; ses issues sont « adopté », « pris acte » et « renvoyé ».",
                file=filename,
            )
        )


def _twice(keys: Sequence[str]) -> str:
    return next((key for key in keys if keys.count(key) > 1), "")
