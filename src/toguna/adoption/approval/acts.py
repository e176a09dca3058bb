"""What may be done with a text on its way, and what is refused. One function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from toguna.adoption.approval.model import (
    Act,
    Event,
    Frozen,
    Minutes,
    Outcome,
    Process,
    Refusal,
)
from toguna.adoption.approval.standing import (
    State,
    holding,
    next_step,
    open_reservations,
    state,
)
from toguna.messages import Message, say

SHOWN_DIGITS = 12
"""How much of a SHA-256 is said in a sentence."""


def take(process: Process, act: Act) -> Process | Refusal:
    """Take what a body said into the process, or say all that speaks against it."""
    messages = tuple(message for rule in ACT_RULES for message in rule(process, act))
    return Refusal(messages) if messages else _with(process, act)


def freeze(process: Process, frozen: Frozen) -> Process | Refusal:
    """Freeze a version to be put to the bodies, or say why it cannot be now."""
    messages = tuple(message for rule in FREEZE_RULES for message in rule(process, frozen))
    return Refusal(messages) if messages else _with(process, frozen)


def file_minutes(process: Process, step: str, minutes: Minutes) -> Process | Refusal:
    """File the procès-verbal of a step that was taken without one; it is never exchanged."""
    act = holding(process).get(step)
    if act is None:
        return Refusal((say("Cette étape n'a pas encore eu lieu : notez d'abord son issue."),))
    if act.minutes is not None:
        return Refusal((
            say("Le procès-verbal de cette étape est déjà versé : {file}.", file=act.minutes.file),
        ))  # fmt: skip
    filed = replace(act, minutes=minutes)
    return replace(process, events=tuple(filed if e is act else e for e in process.events))


def _with(process: Process, event: Event) -> Process:
    return replace(process, events=(*process.events, event))


# What a body said


def it_is_its_turn(process: Process, act: Act) -> Iterator[Message]:
    """A step is taken after the former ones, once, and while the text is before the bodies."""
    step, awaited = process.procedure.step(act.step), next_step(process)
    if step is None:
        yield say("Étape inconnue : « {step} ».", step=act.step)
        return
    found = state(process)
    if found is State.TO_FREEZE:
        yield say("Aucune version n'est figée : figez la version avant de la soumettre.")
    elif found is State.SENT_BACK:
        yield say("Le texte a été renvoyé : figez une nouvelle version avant de continuer.")
    elif found is State.ADOPTED:
        yield say("Le texte est adopté : la procédure est close.")
    elif awaited is not None and awaited != step:
        if process.procedure.place(step.key) < process.procedure.place(awaited.key):
            yield say(
                "« {step} » a déjà eu lieu ; l'étape attendue est « {awaited} ».",
                step=step.name,
                awaited=awaited.name,
            )
        else:
            yield say(
                "« {step} » ne peut pas avoir lieu avant « {awaited} ».",
                step=step.name,
                awaited=awaited.name,
            )


def it_speaks_of_the_frozen_version(process: Process, act: Act) -> Iterator[Message]:
    """What was said of another version says nothing of this one."""
    version = process.version
    if version is not None and act.version != version.sha256:
        yield say(
            "L'issue porte sur une autre version ({given}…) que celle qui est figée, {label} "
            "({frozen}…) : soumettez la version figée.",
            given=act.version[:SHOWN_DIGITS],
            label=version.label,
            frozen=version.sha256[:SHOWN_DIGITS],
        )


def the_body_may_say_so(process: Process, act: Act) -> Iterator[Message]:
    """Each body has its own outcomes: only the Council adopts or takes note."""
    step = process.procedure.step(act.step)
    if step is not None and act.outcome not in step.outcomes:
        yield say(
            "« {outcome} » n'est pas une issue de « {step} » ; choisissez : {known}.",
            outcome=act.outcome.value,
            step=step.name,
            known=", ".join(outcome.value for outcome in step.outcomes),
        )
    held = holding(process).get(act.step)
    if act.outcome is Outcome.NOTED and held is not None and held.outcome is Outcome.NOTED:
        yield say("Il a déjà été pris acte de cette version.")


def reservations_are_said(_: Process, act: Act) -> Iterator[Message]:
    """Reservations come with an approval with reservations, and with it alone."""
    reserved = act.outcome is Outcome.APPROVED_WITH_RESERVATIONS
    if reserved and not any(words.strip() for words in act.reservations):
        yield say("Approuvé avec réserves : écrivez chaque réserve.")
    if act.reservations and not reserved:
        yield say("Des réserves vont avec l'issue « approuvé avec réserves » seulement.")


def sending_back_says_where_and_why(process: Process, act: Act) -> Iterator[Message]:
    """A text is sent back to a step that it went through, for a reason."""
    if act.outcome is not Outcome.SENT_BACK:
        if act.back_to:
            yield say("Une étape de retour ne va qu'avec l'issue « renvoyé ».")
        return
    if not act.reason.strip():
        yield say("Renvoyé : écrivez le motif.")
    step, back = process.procedure.step(act.step), process.procedure.step(act.back_to)
    if back is None:
        yield say("Renvoyé : dites à quelle étape le texte retourne.")
    elif step is not None and process.procedure.place(back.key) > process.procedure.place(step.key):
        yield say(
            "Un texte ne peut pas être renvoyé de « {step} » à une étape plus avancée, « {back} ».",
            step=step.name,
            back=back.name,
        )


def somebody_said_it_on_a_day(process: Process, event: Event) -> Iterator[Message]:
    """Every event has a name and a day, not before the one that came before it."""
    if not event.who.strip():
        yield say("Écrivez qui l'a décidé.")
    try:
        day = date.fromisoformat(event.date)
    except ValueError:
        yield say("« {date} » n'est pas une date : écrivez par exemple 2025-07-03.",
                  date=event.date)  # fmt: skip
        return
    if process.events and day < date.fromisoformat(process.events[-1].date):
        yield say(
            "Le {date} est avant ce qui précède ({before}) : corrigez la date.",
            date=event.date,
            before=process.events[-1].date,
        )


ACT_RULES: tuple[Callable[[Process, Act], Iterator[Message]], ...] = (
    it_is_its_turn,
    it_speaks_of_the_frozen_version,
    the_body_may_say_so,
    reservations_are_said,
    sending_back_says_where_and_why,
    somebody_said_it_on_a_day,
)


# A version that is frozen


def the_text_may_change(process: Process, frozen: Frozen) -> Iterator[Message]:
    """A version is exchanged before any body spoke, once sent back, or to lift reservations."""
    version = process.version
    if version is None:
        return
    if frozen.version.sha256 == version.sha256:
        yield say("Cette version est déjà celle qui est figée ({label}).", label=version.label)
    found = state(process)
    if found in (State.ADOPTED, State.NOTED):
        yield say("Le Conseil s'est prononcé sur {label} : elle ne change plus.",
                  label=version.label)  # fmt: skip
    elif found is State.UNDER_WAY and holding(process) and not open_reservations(process):
        yield say(
            "{label} est approuvée sans réserve : elle ne change que si une instance la renvoie.",
            label=version.label,
        )


def lifted_reservations_exist(process: Process, frozen: Frozen) -> Iterator[Message]:
    """What a version takes into account was asked by a body."""
    known = {words for _, words in open_reservations(process)}
    for words in frozen.lifts:
        if words not in known:
            yield say("Aucune instance n'a fait cette réserve : « {words} ».", words=words)
    if state(process) is State.UNDER_WAY and known and not frozen.lifts:
        yield say("Dites quelles réserves cette version prend en compte.")


FREEZE_RULES: tuple[Callable[[Process, Frozen], Iterator[Message]], ...] = (
    the_text_may_change,
    lifted_reservations_exist,
    somebody_said_it_on_a_day,
)
