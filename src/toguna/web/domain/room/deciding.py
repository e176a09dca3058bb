"""What the plenary decides on an item, and the answers to observations that follow from it.

The answers are given in the decision's own transaction, so that the consolidated and the final
text follow through the same weave as every other answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz

from toguna.adoption.ledger.acts import Act
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.messages import say
from toguna.web.domain.answers import Given, give_each, take_back
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.room.opening import bump, check, subject_of
from toguna.web.domain.room.voting import DRAFT, count
from toguna.web.models import Decision, Item, Observation, Vote, Workshop
from toguna.web.permissions import Right, Seat, visible
from toguna.web.refusal import Refused

INSTANCE = "Plénière de l'atelier"
UNOPPOSED = "Aucune délégation ne s'y oppose."
DONE = (Item.State.SETTLED, Item.State.REFERRED, Item.State.DEFERRED)


@dataclass(frozen=True)
class Decided:
    """What is decided of an item: settled with a wording, referred, or deferred; and why."""

    disposition: Item.State
    wording: str = ""
    reason: str = ""


def write_live(seat: Seat, workshop: Workshop, item: Item, words: str, revision: int) -> int:
    """Keep the compromise as it is being written; give its new revision.

    Raises:
        Refused: somebody else wrote on it since.
    """
    check(seat, workshop)
    with transaction.atomic():
        changed = Item.objects.filter(pk=item.pk, revision=revision).update(
            live=words, revision=revision + 1
        )
        if not changed:
            raise Refused(
                say(
                    "Quelqu'un d'autre a changé le compromis pendant que vous écriviez : rien n'a "
                    "été écrasé. Copiez vos mots, rechargez la page, puis reprenez."
                ),
                409,
            )
        if words != item.live and workshop.current_id == item.pk:
            bump(workshop)
    return revision + 1


@transaction.atomic
def decide(seat: Seat, workshop: Workshop, item: Item, decided: Decided) -> Decision:
    """Decide an item, and answer the observations that it is about.

    Raises:
        Refused: a vote on it is open, a reason or a wording is missing, or an answer cannot stand.
    """
    check(seat, workshop)
    _check(item, decided)
    wording = decided.wording.strip() if decided.disposition == Item.State.SETTLED else ""
    decision = Decision.objects.create(
        item=item,
        disposition=decided.disposition,
        wording=wording,
        reason=decided.reason.strip(),
        vote=item.votes.exclude(closed=None).order_by("closed").last(),
        proposed_by=_proposed_by(item, wording),
        at=timezone.now(),
        by=seat.user,
    )
    Item.objects.filter(pk=item.pk).update(state=decided.disposition)
    item.state = decided.disposition
    _answer(seat, workshop, item, decision)
    record(
        workshop.dossier,
        Act.REFERRED if decided.disposition == Item.State.REFERRED else Act.DECIDED,
        actor_of(seat),
        subject_of(workshop),
        {"item": item.title, "clauses": list(item.clauses), "outcome": decided.disposition.value,
         "wording": wording, "reason": decision.reason},
    )  # fmt: skip
    bump(workshop)
    return decision


def _check(item: Item, decided: Decided) -> None:
    if item.votes.filter(closed=None).exists():
        raise Refused(say("Un vote est ouvert sur ce passage : fermez-le d'abord."), 409)
    if decided.disposition not in DONE:
        raise Refused(say("Choisissez l'une des réponses proposées."))
    if decided.disposition == Item.State.SETTLED and not decided.wording.strip():
        raise Refused(say("Écrivez ou choisissez la rédaction retenue."))
    if not decided.reason.strip():
        raise Refused(say("Écrivez le motif de la décision : il est donné à chaque structure."))


def _proposed_by(item: Item, wording: str) -> list[str]:
    return [who for one in item.wordings if _same(one["text"], wording) for who in one["who"]]


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


# The answers that follow


def observations_of(seat: Seat, workshop: Workshop, item: Item) -> dict[str, Observation]:
    """Give the observations that an item is about, by key, as far as a seat may know of them."""
    keys = [key for one in item.wordings for key in one["keys"]]
    found = visible(seat, workshop.round).filter(key__in=keys).select_related("answer")
    return {one.key: one for one in found}


def _answer(seat: Seat, workshop: Workshop, item: Item, decision: Decision) -> None:
    known = observations_of(seat, workshop, item)
    if not known:
        return
    outcomes = _outcomes(item, known, decision)
    stage = Stage.VALIDATED if seat.may(Right.VALIDATE) else Stage.PROPOSED
    day = timezone.localdate().isoformat()
    answers = {
        known[key]: Given(
            disposition,
            decision.reason,
            decision.wording if disposition is Disposition.ACCEPTED_WITH_CHANGES else "",
            INSTANCE,
            day,
            stage,
        )
        for key, disposition in outcomes.items()
    }
    give_each(seat, workshop.round, answers, _seen(known.values()))


def _seen(observations: Iterable[Observation]) -> dict[int, int]:
    """Give the revisions of answers as they are: the plenary's decision comes after them."""
    return {one.pk: one.answer.revision if hasattr(one, "answer") else 0 for one in observations}


def _outcomes(
    item: Item, known: Mapping[str, Observation], decision: Decision
) -> dict[str, Disposition]:
    """Give what becomes of each observation, by key."""
    if decision.disposition == Item.State.REFERRED:
        return dict.fromkeys(known, Disposition.REFERRED)
    if decision.disposition == Item.State.DEFERRED:
        return dict.fromkeys(known, Disposition.DEFERRED)
    if _same(decision.wording, item.draft):
        return dict.fromkeys(known, Disposition.REJECTED)
    taken = [one for one in item.wordings if _same(one["text"], decision.wording)]
    outcomes = dict.fromkeys(known, Disposition.MOOT)
    if taken:
        accepted = [key for one in taken for key in one["keys"] if key in known]
        return {**outcomes, **dict.fromkeys(accepted, Disposition.ACCEPTED)}
    nearest = _nearest(item, known, decision.wording)
    return {**outcomes, nearest: Disposition.ACCEPTED_WITH_CHANGES}


def _nearest(item: Item, known: Mapping[str, Observation], wording: str) -> str:
    """Give the observation that a compromise answers: one of the wording that it is most like.

    One carries the new words of the clause: two would bring them in twice.
    """
    ranked = sorted(item.wordings, key=lambda one: -fuzz.ratio(one["text"], wording))
    keys: list[str] = [key for one in ranked for key in one["keys"] if key in known]
    return next((key for key in keys if known[key].after), keys[0])


@transaction.atomic
def reopen(seat: Seat, workshop: Workshop, item: Item) -> None:
    """Take an item up again: its answers are taken back, what was decided is kept on record."""
    check(seat, workshop)
    known = observations_of(seat, workshop, item)
    answered = [one for one in known.values() if hasattr(one, "answer") and one.answer.disposition]
    if answered:
        take_back(seat, workshop.round, answered, _seen(answered))
    Item.objects.filter(pk=item.pk).update(state=Item.State.OPEN)
    record(
        workshop.dossier, Act.CORRECTED, actor_of(seat), subject_of(workshop),
        {"item": item.title, "outcome": Item.State.OPEN.value},
    )  # fmt: skip
    bump(workshop)


# What nobody opposes


def unopposed(workshop: Workshop) -> list[tuple[Item, str]]:
    """Give the items that can be adopted at once, each with its wording.

    Those whose last vote had voices for a wording and none against; and those with one wording
    only, which nobody opposed in a vote.
    """
    found: list[tuple[Item, str]] = []
    waiting = workshop.items.exclude(state__in=DONE).prefetch_related("votes")
    for item in waiting:
        votes = list(item.votes.all())
        if any(vote.closed is None for vote in votes):
            continue
        wording = _agreed(votes[-1]) if votes else _only(item)
        if wording:
            found.append((item, wording))
    return found


def _agreed(vote: Vote) -> str:
    counted = count(vote)
    if vote.block:
        taken = [key for key, _, number, _ in counted.rows if number and key != "abstain"]
        texts = {one["key"]: one["text"] for one in vote.choices}
        return texts[taken[0]] if len(taken) == 1 and taken[0] != DRAFT else ""
    is_agreed = counted.number("against") == 0 and counted.number("for") > 0
    return vote.wording if is_agreed else ""


def _only(item: Item) -> str:
    return str(item.wordings[0]["text"]) if len(item.wordings) == 1 else ""


@transaction.atomic
def adopt_unopposed(seat: Seat, workshop: Workshop, wanted: Sequence[str]) -> int:
    """Adopt at once those of the unopposed items that are wanted, by id; give how many."""
    adopted = [(item, words) for item, words in unopposed(workshop) if str(item.pk) in wanted]
    for item, words in adopted:
        decide(seat, workshop, item, Decided(Item.State.SETTLED, words, UNOPPOSED))
    return len(adopted)
