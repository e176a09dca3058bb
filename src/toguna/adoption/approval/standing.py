"""Where a text is on its way, from what happened to it."""

from __future__ import annotations

from enum import Enum

from toguna.adoption.approval.model import (
    Act,
    Frozen,
    Outcome,
    Process,
    Reservations,
    Standing,
    Step,
)
from toguna.consultation.outputs.words import long_date
from toguna.messages import Message, say


class State(Enum):
    """What the dossier is waiting for."""

    TO_FREEZE = "à figer"
    UNDER_WAY = "en cours"
    SENT_BACK = "renvoyé"
    NOTED = "pris acte"
    ADOPTED = "adopté"


def state(process: Process) -> State:
    """Tell what state the dossier is in."""
    if process.version is None:
        return State.TO_FREEZE
    last = process.events[-1]
    if isinstance(last, Act):
        ends = {
            Outcome.SENT_BACK: State.SENT_BACK,
            Outcome.NOTED: State.NOTED,
            Outcome.ADOPTED: State.ADOPTED,
        }
        return ends.get(last.outcome, State.UNDER_WAY)
    return State.UNDER_WAY


def holding(process: Process) -> dict[str, Act]:
    """Give the act that holds at each step: a sending back undoes its step and those after it.

    What stands before the step that a text was sent back to is kept.
    """
    held: dict[str, Act] = {}
    for act in process.acts:
        if act.outcome is Outcome.SENT_BACK:
            first = process.procedure.place(act.back_to)
            held = {key: a for key, a in held.items() if process.procedure.place(key) < first}
        else:
            held[act.step] = act
    return held


def next_step(process: Process) -> Step | None:
    """Give the step whose body speaks next, None where none can.

    A Council that took note may still adopt the same version.
    """
    if state(process) in (State.TO_FREEZE, State.SENT_BACK, State.ADOPTED):
        return None
    held = holding(process)
    for step in process.procedure.steps:
        act = held.get(step.key)
        if act is None or act.outcome is Outcome.NOTED:
            return step
    return None


def standings(process: Process) -> list[Standing]:
    """Give every step as it stands, in order."""
    held, awaited = holding(process), next_step(process)
    return [Standing(step, held.get(step.key), step == awaited) for step in process.procedure.steps]


def open_reservations(process: Process) -> Reservations:
    """Give the reservations of acts that hold and that no later version took into account."""
    held = set(map(id, holding(process).values()))
    left: list[tuple[Act, str]] = []
    for event in process.events:
        if isinstance(event, Frozen):
            left = [(act, words) for act, words in left if words not in event.lifts]
        elif id(event) in held:
            left += [(event, words) for words in event.reservations]
    return left


def told(process: Process) -> Message:
    """Say in one sentence where the dossier is and what comes next."""
    found, awaited = state(process), next_step(process)
    if found is State.TO_FREEZE:
        return say("Aucune version n'est figée : figez celle qui sera soumise.")
    if found is State.UNDER_WAY and awaited is not None:
        return say("En cours : prochaine étape, {step} ({body}).",
                   step=awaited.name, body=awaited.body)  # fmt: skip
    last = process.acts[-1]
    step = process.procedure.step(last.step)
    name, day = (step.name if step else last.step), long_date(last.date)
    if found is State.SENT_BACK:
        back = process.procedure.step(last.back_to)
        return say(
            "Renvoyé le {date} ({step}) à l'étape : {back}. Figez une nouvelle version.",
            date=day,
            step=name,
            back=back.name if back else last.back_to,
        )
    if found is State.NOTED:
        return say(
            "{step}, {date} : il a été pris acte du texte ; il n'est pas adopté.",
            step=_capital(name),
            date=day,
        )
    return say("{step}, {date} : le texte est adopté.", step=_capital(name), date=day)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
