"""Getting a workshop ready and leading it: its list of items, what is on screen, the timer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.messages import say
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import Conflict, Dossier, Item, Round, Variant, Workshop
from toguna.web.permissions import Right, Seat, sees_all
from toguna.web.refusal import Refused

LONGEST_TIMER = 6 * 3600


def check(seat: Seat, workshop: Workshop, right: Right = Right.WORKSHOP) -> None:
    """Refuse who may not act in a workshop.

    Raises:
        Refused: the seat lacks the right, or is of another dossier.
    """
    if not seat.may(right) or seat.dossier.pk != workshop.dossier_id:
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


def subject_of(workshop: Workshop) -> str:
    """Give how the ledger names a workshop."""
    return f"atelier-{workshop.pk}"


def hold(workshop: Workshop) -> None:
    """Hold a workshop until the act is done: what is counted in it is counted by one at a time."""
    Workshop.objects.select_for_update(no_key=True).values_list("pk").get(pk=workshop.pk)


def bump(workshop: Workshop, **fields: Any) -> None:
    """Change what people in the room see: whoever follows will ask for it."""
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1, **fields)
    for name, value in fields.items():
        setattr(workshop, name, value)
    workshop.version += 1


def workshop_of(dossier: Dossier, workshop: UUID) -> Workshop:
    """Give a workshop of a dossier.

    Raises:
        Workshop.DoesNotExist: it has none of that name.
    """
    kept = Workshop.objects.select_related("dossier", "round__draft", "current")
    return kept.get(pk=workshop, dossier=dossier)


@transaction.atomic
def open_workshop(seat: Seat, round_: Round, told: Mapping[str, Any]) -> Workshop:
    """Open a workshop on a round; the divergences of its register are its items.

    Raises:
        Refused: the seat may not run workshops.
    """
    workshop = Workshop(dossier=seat.dossier, round=round_, **told)
    check(seat, workshop)
    workshop.save()
    record(
        seat.dossier, Act.OPENED, actor_of(seat), subject_of(workshop),
        {"title": workshop.title, "place": workshop.place, "days": list(workshop.days),
         "round": round_.number},
    )  # fmt: skip
    add_conflicts(seat, workshop)
    return workshop


@transaction.atomic
def add_conflicts(seat: Seat, workshop: Workshop) -> int:
    """Put the divergences that are not on the list yet at its end; give how many.

    Only those among observations that all may see: the room is for all.
    """
    check(seat, workshop)
    hold(workshop)
    if not sees_all(seat, workshop.round):
        return 0
    known = set(workshop.items.exclude(conflict="").values_list("conflict", flat=True))
    fresh = [
        conflict
        for conflict in workshop.round.conflicts.filter(variant=Variant.OPEN)
        if conflict.key not in known
    ]
    places = {clause["id"]: at for at, clause in enumerate(workshop.round.draft.clauses)}
    fresh.sort(key=lambda one: min((places.get(c, len(places)) for c in one.clauses), default=0))
    last = _last(workshop)
    for order, conflict in enumerate(fresh, last + 1):
        _item_of(workshop, conflict, order).save()
    if fresh:
        bump(workshop)
    return len(fresh)


def _item_of(workshop: Workshop, conflict: Conflict, order: int) -> Item:
    keys = dict(conflict.observations.values_list("identifier", "key"))
    own = [one["text"] for one in conflict.wordings if not one["contributors"]]
    return Item(
        workshop=workshop,
        order=order,
        title=f"{conflict.identifier} · {conflict.place}"
        if conflict.place
        else conflict.identifier,
        place=conflict.place,
        conflict=conflict.key,
        clauses=list(conflict.clauses),
        draft=own[0] if own else _words_of(workshop, conflict.clauses),
        wordings=[
            {
                "who": one["contributors"],
                "text": one["text"],
                "keys": [keys[name] for name in one["observations"] if name in keys],
            }
            for one in conflict.wordings
            if one["contributors"]
        ],
    )


def _last(workshop: Workshop) -> int:
    return workshop.items.aggregate(last=Max("order"))["last"] or 0


def _words_of(workshop: Workshop, clauses: Sequence[str]) -> str:
    words = {clause["id"]: clause["text"] for clause in workshop.round.draft.clauses}
    return "\n".join(words[one] for one in clauses if one in words)


@transaction.atomic
def add_item(seat: Seat, workshop: Workshop, clause: str, title: str, wording: str = "") -> Item:
    """Put a clause on the list by hand, with a wording that somebody proposes if there is one.

    Raises:
        Refused: the draft has no such clause.
    """
    check(seat, workshop)
    told = next((one for one in workshop.round.draft.clauses if one["id"] == clause), None)
    if told is None:
        raise Refused(say("Choisissez un passage de l'avant-projet."))
    wordings = [{"who": [], "text": wording, "keys": []}] if wording.strip() else []
    item = Item.objects.create(
        workshop=workshop,
        order=_last(workshop) + 1,
        title=title or told["cite"] or told["text"][:80],
        place=told["cite"],
        clauses=[clause],
        draft=told["text"],
        wordings=wordings,
    )
    bump(workshop)
    return item


@transaction.atomic
def move(seat: Seat, workshop: Workshop, item: Item, by: int) -> None:
    """Move an item up (-1) or down (1) on the list."""
    check(seat, workshop)
    items = list(workshop.items.all())
    at = items.index(item)
    to = max(0, min(len(items) - 1, at + by))
    items.insert(to, items.pop(at))
    for order, one in enumerate(items, 1):
        one.order = order
    Item.objects.bulk_update(items, ["order"])
    bump(workshop)


@transaction.atomic
def show(seat: Seat, workshop: Workshop, item: Item | None) -> None:
    """Put an item on screen, or none."""
    check(seat, workshop)
    if item is not None and item.state == Item.State.WAITING:
        item.state = Item.State.OPEN
        item.save(update_fields=["state"])
    bump(workshop, current=item)


def start_timer(seat: Seat, workshop: Workshop, seconds: int) -> None:
    """Let the timer run for so many seconds, 0 for those that were left."""
    check(seat, workshop)
    wanted = max(0, min(seconds or workshop.timer_left, LONGEST_TIMER))
    bump(workshop, timer_ends=timezone.now() + timedelta(seconds=wanted), timer_left=0)


def add_time(seat: Seat, workshop: Workshop, seconds: int) -> None:
    """Give more time, whether the timer runs or stands."""
    check(seat, workshop)
    if workshop.timer_ends is None:
        left = max(0, min(workshop.timer_left + seconds, LONGEST_TIMER))
        bump(workshop, timer_left=left)
    else:
        later = max(workshop.timer_ends, timezone.now()) + timedelta(seconds=seconds)
        bump(workshop, timer_ends=later)


def stop_timer(seat: Seat, workshop: Workshop) -> None:
    """Stop the timer where it is."""
    check(seat, workshop)
    bump(workshop, timer_left=seconds_left(workshop), timer_ends=None)


def clear_timer(seat: Seat, workshop: Workshop) -> None:
    """Take the timer off the screen."""
    check(seat, workshop)
    bump(workshop, timer_ends=None, timer_left=0)


def seconds_left(workshop: Workshop) -> int:
    """Give how many seconds the timer has left, 0 once it is over."""
    if workshop.timer_ends is None:
        return workshop.timer_left
    return max(0, round((workshop.timer_ends - timezone.now()).total_seconds()))
