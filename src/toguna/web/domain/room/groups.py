"""Working groups: their items, what they propose on each, and what machines did apart.

What a group does is an append-only list of acts (`consultation.workshop.acts`), so that a laptop
without a network can do it too and both lists merge without a conflict of machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from toguna.consultation.workshop.acts import Act as GroupDeed
from toguna.consultation.workshop.acts import Unsettled, content_of, unsettled
from toguna.messages import say
from toguna.web.domain.ledger import moment
from toguna.web.domain.room.opening import bump, check, hold
from toguna.web.models import (
    GroupAct,
    Item,
    Organisation,
    Recommendation,
    WorkingGroup,
    Workshop,
)
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

WORDING, NOTE = "wording", "note"


@transaction.atomic
def make_group(
    seat: Seat,
    workshop: Workshop,
    name: str,
    items: Iterable[Item],
    delegations: Iterable[Organisation],
    chair: str = "",
    rapporteur: str = "",
) -> WorkingGroup:
    """Make a working group and give it its items.

    Raises:
        Refused: it has no name.
    """
    check(seat, workshop)
    if not name.strip():
        raise Refused(say("Donnez un nom au groupe."))
    hold(workshop)
    last = workshop.groups.aggregate(last=Max("number"))["last"] or 0
    group = WorkingGroup.objects.create(
        workshop=workshop, number=last + 1, name=name.strip(), chair=chair, rapporteur=rapporteur
    )
    group.delegations.set(delegations)
    give_items(seat, group, items)
    return group


@transaction.atomic
def give_items(seat: Seat, group: WorkingGroup, items: Iterable[Item]) -> None:
    """Give a group its items, in place of those that it had."""
    check(seat, group.workshop)
    wanted = [item.pk for item in items]
    group.items.exclude(pk__in=wanted).update(group=None)
    group.workshop.items.filter(pk__in=wanted).update(group=group)
    bump(group.workshop)


def may_write(seat: Seat, group: WorkingGroup) -> bool:
    """Tell whether a seat works in a group: it leads the room, or is of one of its delegations."""
    if seat.dossier.pk != group.workshop.dossier_id:
        return False
    if seat.may(Right.WORKSHOP):
        return True
    if not seat.may(Right.VOTE) or seat.organisation is None:
        return False
    return group.delegations.filter(pk=seat.organisation.pk).exists()


def _check_writer(seat: Seat, group: WorkingGroup) -> None:
    if not may_write(seat, group):
        raise Refused(say("Seuls les membres de ce groupe écrivent dans ses travaux."), 403)


@transaction.atomic
def act(
    seat: Seat,
    group: WorkingGroup,
    item: Item,
    kind: str,
    content: Mapping[str, Any],
    after: Sequence[str] = (),
) -> GroupAct:
    """Add an act of this machine to those of a group.

    Raises:
        Refused: the seat does not work in the group, or the item is not the group's.
    """
    _check_writer(seat, group)
    if item.group_id != group.pk:
        raise Refused(say("Ce passage n'est pas confié à ce groupe."))
    workshop = group.workshop
    hold(workshop)
    mine = workshop.acts.filter(machine=workshop.machine)
    last = mine.aggregate(last=Max("sequence"))["last"] or 0
    return GroupAct.objects.create(
        workshop=workshop,
        group=group,
        machine=workshop.machine,
        sequence=last + 1,
        moment=moment(timezone.now()),
        author=str(seat.user),
        kind=kind,
        item=item,
        content=content_of(content),
        after=list(after),
    )


def propose(
    seat: Seat, group: WorkingGroup, item: Item, words: str, reason: str, *, agreed: bool
) -> GroupAct:
    """Say what a group proposes on an item, or that it found no agreement.

    It takes the place of every other proposal on the item that is known here.

    Raises:
        Refused: it agreed, and says no words.
    """
    if agreed and not words.strip():
        raise Refused(say("Écrivez la rédaction que le groupe propose."))
    known = [
        deed.name
        for deed in deeds_of(group)
        if deed.clause == str(item.pk)
        and deed.kind == WORDING
        and deed.machine != group.workshop.machine
    ]
    content = {"words": words.strip(), "reason": reason.strip(), "agreed": agreed}
    return act(seat, group, item, WORDING, content, known)


def summarise(seat: Seat, group: WorkingGroup, summary: str) -> None:
    """Keep the account of a group's work."""
    _check_writer(seat, group)
    group.summary = summary.strip()
    group.save(update_fields=["summary"])


def recommend(
    seat: Seat,
    workshop: Workshop,
    text: str,
    addressee: str = "",
    group: WorkingGroup | None = None,
) -> Recommendation:
    """Add a recommendation of the workshop, or of one of its groups.

    Raises:
        Refused: it says nothing.
    """
    if group is None:
        check(seat, workshop)
    else:
        _check_writer(seat, group)
    if not text.strip():
        raise Refused(say("Écrivez la recommandation."))
    return Recommendation.objects.create(
        workshop=workshop, group=group, text=text.strip(), addressee=addressee.strip()
    )


# What was done, by which machine


def deed_of(row: GroupAct) -> GroupDeed:
    """Give an act as the core tells it; its clause is the item."""
    return GroupDeed(
        row.machine,
        row.sequence,
        row.moment,
        row.author,
        row.kind,
        str(row.item_id),
        row.content,
        tuple(row.after),
    )


def deeds_of(group: WorkingGroup) -> list[GroupDeed]:
    """Give all acts of a group, from all machines."""
    return [deed_of(row) for row in group.acts.all()]


def to_settle(group: WorkingGroup) -> list[tuple[Item, Unsettled]]:
    """Give the items on which two machines, not knowing of one another, said different things."""
    items = {str(item.pk): item for item in group.items.all()}
    return [(items[one.clause], one) for one in unsettled(deeds_of(group)) if one.clause in items]


@transaction.atomic
def settle(seat: Seat, group: WorkingGroup, item: Item, name: str) -> GroupAct:
    """Take one of the proposals of several machines; the others stay on record.

    Raises:
        Refused: there is no such proposal to settle.
    """
    rivals = next((one for other, one in to_settle(group) if other == item), None)
    taken = next((deed for deed in rivals.acts if deed.name == name), None) if rivals else None
    if rivals is None or taken is None:
        raise Refused(say("Il n'y a rien à régler sur ce passage."), 409)
    after = [deed.name for deed in rivals.acts if deed.machine != group.workshop.machine]
    return act(seat, group, item, taken.kind, taken.told, after)


def proposals(group: WorkingGroup) -> dict[str, GroupDeed]:
    """Give what a group proposes on each of its items where that is settled, by the item's id."""
    open_questions = {str(item.pk) for item, _ in to_settle(group)}
    latest: dict[str, GroupDeed] = {}
    replaced = {name for deed in deeds_of(group) for name in deed.after}
    for deed in sorted(deeds_of(group), key=lambda one: (one.moment, one.machine, one.sequence)):
        if deed.kind == WORDING and deed.name not in replaced:
            latest[deed.clause] = deed
    return {key: deed for key, deed in latest.items() if key not in open_questions}


def notes(group: WorkingGroup) -> dict[str, list[GroupDeed]]:
    """Give the notes on each item of a group, by the item's id, the oldest first."""
    found: dict[str, list[GroupDeed]] = {}
    for deed in deeds_of(group):
        if deed.kind == NOTE:
            found.setdefault(deed.clause, []).append(deed)
    return found
