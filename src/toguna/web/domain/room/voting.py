"""Votes of the room: one voice a delegation, open or secret, counted once however often sent.

The last choice that a delegation makes before closing counts; every one is kept, and all of the
delegation are shown it. A secret vote is final: nothing ties it to who cast it, so that nothing
can find it again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json
from toguna.consultation.workshop.model import Position
from toguna.deliberation.model import Ballot
from toguna.deliberation.votes.receipts import commitment
from toguna.deliberation.votes.secrecy import secrecy
from toguna.messages import Message, say
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.room.opening import bump, check, hold, subject_of
from toguna.web.domain.room.turns import Turns
from toguna.web.models import Cast, CastChange, Item, Membership, SecretVote, Vote, Workshop
from toguna.web.permissions import RIGHTS, Right, Seat
from toguna.web.refusal import Refused

POSITIONS = [
    {"key": position.name.lower(), "label": position.value.capitalize(), "text": ""}
    for position in Position
]
DRAFT, ABSTAIN = "draft", "abstain"
LONGEST_KEY = 64
TURNS: Turns[Cast] = Turns()
SALT = 32
"""Hexadecimal figures of what a voter's telephone keeps to itself: 16 bytes."""


@dataclass(frozen=True)
class Asked:
    """A question as the facilitator puts it: on one wording, or a block of all of them."""

    question: str
    wording: str = ""
    block: bool = False
    secret: bool = False
    shown: bool = False


@dataclass(frozen=True)
class Counted:
    """The count of a vote: how many took each choice, and who where it is open."""

    cast: int
    expected: int
    rows: list[tuple[str, str, int, list[str]]]
    """Key, label, number, delegations."""

    def number(self, key: str) -> int:
        """Give how many took a choice."""
        return next((count for one, _, count, _ in self.rows if one == key), 0)


def delegations_of(workshop: Workshop) -> list[str]:
    """Give the labels of the delegations that have a voice: those with somebody who may vote."""
    speaking = [role for role, rights in RIGHTS.items() if Right.VOTE in rights]
    return list(
        Membership.objects.filter(dossier=workshop.dossier_id, role__in=speaking)
        .exclude(organisation=None)
        .order_by("organisation__label")
        .values_list("organisation__label", flat=True)
        .distinct()
    )


def limits_of_secrecy(workshop: Workshop) -> Sequence[Message]:
    """Say what a secret vote cannot hide in this room."""
    return secrecy(dict.fromkeys(delegations_of(workshop), 1.0)).reasons


@transaction.atomic
def open_vote(seat: Seat, workshop: Workshop, item: Item, asked: Asked) -> Vote:
    """Put a question to the delegations; the item is put on screen.

    Raises:
        Refused: another vote is open, there is nothing to choose from, or a secret cannot be
            kept among so few.
    """
    check(seat, workshop)
    hold(workshop)  # one vote is open at a time
    if workshop.votes.filter(closed=None).exists():
        raise Refused(say("Un vote est déjà ouvert : fermez-le d'abord."), 409)
    delegations = delegations_of(workshop)
    if asked.secret:
        judged = secrecy(dict.fromkeys(delegations, 1.0))
        if judged.refused:
            raise Refused(judged.reasons[0])
    choices = _block(item) if asked.block else POSITIONS
    if asked.block and len(choices) < 3:
        raise Refused(say("Ce passage n'a pas de rédactions entre lesquelles choisir."))
    if not asked.block and not asked.wording.strip():
        raise Refused(say("Dites sur quelle rédaction on vote."))
    vote = Vote.objects.create(
        workshop=workshop,
        item=item,
        question=asked.question,
        wording="" if asked.block else asked.wording.strip(),
        block=asked.block,
        choices=choices,
        secret=asked.secret,
        shown=asked.shown and not asked.secret,
        delegations=delegations,
        opened=timezone.now(),
    )
    if item.state == Item.State.WAITING:
        Item.objects.filter(pk=item.pk).update(state=Item.State.OPEN)
    bump(workshop, current=item)
    return vote


def _block(item: Item) -> list[dict[str, str]]:
    """Give the wordings that exclude one another, the compromise first, the draft's own last."""
    live = [{"key": "live", "label": "Compromis", "text": item.live}] if item.live.strip() else []
    rivals = [
        {"key": f"w{at}", "label": ", ".join(one["who"]) or "Proposition", "text": one["text"]}
        for at, one in enumerate(item.wordings)
    ]
    return [
        *live,
        *rivals,
        {"key": DRAFT, "label": "Avant-projet", "text": item.draft},
        {"key": ABSTAIN, "label": "Abstention", "text": ""},
    ]


def cast(seat: Seat, vote: Vote, choice: str, key: str, salt: str = "") -> Cast:
    """Take the voice of a delegation; the same `key` again is the same vote.

    `salt` is what the voter of a secret vote keeps: with it alone the commitment can be opened.

    Raises:
        Refused: the vote is closed, the choice is none, or the delegation voted in secret before.
    """
    check(seat, vote.workshop, Right.VOTE)
    if not key or len(key) > LONGEST_KEY:
        raise Refused(say("Ce vote n'a pas pu être lu ; rechargez la page."))
    return TURNS.take(lambda: _cast(seat, vote, choice, key, salt))


def _cast(seat: Seat, vote: Vote, choice: str, key: str, salt: str) -> Cast:
    assert seat.organisation is not None  # what `Right.VOTE` asks for
    closed = Vote.objects.select_for_update().values_list("closed", flat=True).get(pk=vote.pk)
    known = Cast.objects.filter(vote=vote, organisation=seat.organisation).first()
    if known is not None and _is_same(known, vote, key):
        return known
    if closed is not None:
        raise Refused(say("Ce vote est clos : votre choix n'a pas été compté."), 409)
    if seat.organisation.label not in vote.delegations:
        raise Refused(say("Votre délégation n'a pas de voix dans ce vote."), 403)
    if choice not in {one["key"] for one in vote.choices}:
        raise Refused(say("Choisissez l'une des réponses proposées."))
    taken = (
        _in_the_box(seat, vote, known, choice, key, salt)
        if vote.secret
        else _by_name(seat, vote, known, choice, key)
    )
    Workshop.objects.filter(pk=vote.workshop_id).update(tally=F("tally") + 1)
    return taken


def _is_same(known: Cast, vote: Vote, key: str) -> bool:
    if vote.secret:
        return known.key == _digest(key)
    return known.changes.filter(key=key).exists()


def _by_name(seat: Seat, vote: Vote, known: Cast | None, choice: str, key: str) -> Cast:
    now = timezone.now()
    assert seat.organisation is not None
    taken = known or Cast(vote=vote, organisation=seat.organisation, revision=0)
    taken.choice, taken.key, taken.by, taken.at = choice, key, seat.user, now
    taken.revision += 1
    taken.save()
    CastChange.objects.create(cast=taken, choice=choice, key=key, by=seat.user, at=now)
    return taken


def _in_the_box(
    seat: Seat, vote: Vote, known: Cast | None, choice: str, key: str, salt: str
) -> Cast:
    if known is not None:
        raise Refused(
            say("Votre délégation a déjà voté ; un vote secret ne peut pas être changé."), 409
        )
    SecretVote.objects.create(vote=vote, choice=choice, commitment=committed(choice, salt))
    assert seat.organisation is not None
    return Cast.objects.create(vote=vote, organisation=seat.organisation, key=_digest(key))


def committed(choice: str, salt: str) -> str:
    """Give the commitment to a secret choice, as the published list has it.

    Raises:
        Refused: the salt is not one.
    """
    try:
        secret = bytes.fromhex(salt)
    except ValueError:
        secret = b""
    if len(salt) != SALT or len(secret) * 2 != SALT:
        raise Refused(say("Ce vote n'a pas pu être lu ; rechargez la page."))
    return commitment(Ballot("", approved=(choice,)), secret)


def _digest(key: str) -> str:
    """Give what is kept of a telephone's key in a secret vote."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def close_vote(seat: Seat, vote: Vote) -> Counted:
    """Close a vote and write its count in the ledger: names where it is open, numbers else."""
    workshop = vote.workshop
    check(seat, workshop)
    if Vote.objects.filter(pk=vote.pk, closed=None).update(closed=timezone.now()) == 0:
        raise Refused(say("Ce vote est déjà clos."), 409)
    vote.refresh_from_db()
    if vote.secret:
        _shuffle(vote)
    counted = count(vote)
    told: dict[str, Json] = {
        "item": vote.item.title,
        "question": vote.question,
        "wording": vote.wording,
        "secret": vote.secret,
        "counts": {label: number for _, label, number, _ in counted.rows},
    }
    if vote.secret:
        told["commitments"] = list(vote.box.values_list("commitment", flat=True))
        told["voted"] = sorted(vote.casts.values_list("organisation__label", flat=True))
    else:
        told["named"] = {label: list(names) for _, label, _, names in counted.rows}
    record(workshop.dossier, Act.VOTED, actor_of(seat), subject_of(workshop), told)
    bump(workshop)
    return counted


def _shuffle(vote: Vote) -> None:
    """Write the box anew in the order of its commitments: its rows no longer tell who was first."""
    box = list(vote.box.all())
    vote.box.all().delete()
    SecretVote.objects.bulk_create(box)


def count(vote: Vote) -> Counted:
    """Count a vote as it stands."""
    names: dict[str, list[str]] = {}
    if vote.secret:
        numbers = Counter(vote.box.values_list("choice", flat=True))
        cast_so_far = vote.casts.count()
    else:
        pairs = vote.casts.order_by("organisation__label").values_list(
            "choice", "organisation__label"
        )
        for choice, label in pairs:
            names.setdefault(choice, []).append(label)
        numbers = Counter({choice: len(who) for choice, who in names.items()})
        cast_so_far = numbers.total()
    rows = [
        (one["key"], one["label"], numbers[one["key"]], names.get(one["key"], []))
        for one in vote.choices
    ]
    return Counted(cast_so_far, len(vote.delegations), rows)
