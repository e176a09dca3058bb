"""The committee's vote: one ballot a voter, open or secret, counted by the rule that was sealed.

An open ballot stands with its voter's name. A secret one goes into a box that knows no voter and
no time; the voter alone keeps the salt with which its commitment can be opened.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.deliberation.model import Ballot
from toguna.deliberation.tables import eligible
from toguna.deliberation.votes.profile import InvalidBallot, make_profile
from toguna.deliberation.votes.receipts import commitment, opens
from toguna.deliberation.votes.secrecy import FEWEST
from toguna.messages import Message, say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.deliberation.counting import count_ballots, count_judgements
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.domain.deliberation.sealing import (
    APPROVAL,
    GRADES,
    attempt_digest,
    check_unchanged,
    is_vote,
)
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import Deliberation, SecretBallot, Voter
from toguna.web.permissions import Right, Seat
from toguna.web.refusal import Refused

SALT_BYTES = 16


@dataclass(frozen=True)
class Receipt:
    """What the voter of a secret ballot keeps, shown once."""

    ballot: Mapping[str, Any]
    voices: float
    salt: str
    commitment: str

    def write(self) -> str:
        """Write it as the page that checks it reads it."""
        told = {"ballot": self.ballot, "voices": self.voices, "salt": self.salt,
                "commitment": self.commitment}  # fmt: skip
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def new_salt() -> str:
    """Give a salt for one ballot, in hexadecimal."""
    return secrets.token_hex(SALT_BYTES)


def core_ballot(told: Mapping[str, Any], voter: str, voices: float) -> Ballot:
    """Give a ballot as the core counts it."""
    return Ballot(
        voter,
        tuple(tuple(place) for place in told.get("ranking", ())),
        tuple(told.get("approved", ())),
        dict(told.get("grades", {})),
        voices,
    )


def voter_of(seat: Seat, deliberation: Deliberation) -> Voter | None:
    """Give the voter that a seat is, None where it is none."""
    if not seat.may(Right.DECIDE):
        return None
    return deliberation.voters.filter(user=seat.user).first()


@transaction.atomic
def open_vote(seat: Seat, deliberation: Deliberation) -> None:
    """Let the committee vote.

    Raises:
        Refused: the rule is not sealed or counts no ballots, or the vote was opened before.
    """
    check_right(seat, Right.DELIBERATE)
    held = _held(deliberation)
    if held.sealed is None:
        raise Refused(say("Scellez d'abord la règle : elle l'est avant le premier bulletin."), 409)
    if not is_vote(held):
        raise Refused(say("La règle scellée compte les avis des délégations, non des bulletins."))
    if held.vote_opened is not None:
        raise Refused(say("Le vote a déjà été ouvert."), 409)
    if held.rounds.filter(shown=None).exists():
        raise Refused(say("Ouvrez d'abord les résultats du tour en cours, puis le vote."), 409)
    check_unchanged(held)
    Deliberation.objects.filter(pk=held.pk).update(vote_opened=timezone.now())
    record(
        held.dossier, Act.OPENED, actor_of(seat), f"deliberation-{held.pk}",
        {"vote": held.question, "sha256": held.seal_digest, "secret": held.secret},
    )  # fmt: skip


@transaction.atomic
def cast(
    seat: Seat, deliberation: Deliberation, told: Mapping[str, Any], salt: str
) -> Receipt | None:
    """Take the ballot of a voter, and give its receipt where the vote is secret.

    The same ballot with the same `salt` again is the same vote: a telephone may try twice.

    Raises:
        Refused: the seat has no voice, the vote is not open, the ballot cannot be counted, or
            another one was cast before.
    """
    check_right(seat, Right.DECIDE)
    held = _held(deliberation)
    voter = voter_of(seat, held)
    if voter is None:
        raise Refused(say("Vous n'étiez pas parmi les votants quand la règle a été scellée."), 403)
    secret = _salt(salt)
    ballot = core_ballot(told, "" if held.secret else voter.label, voter.voices)
    receipt = Receipt(told, voter.voices, salt, commitment(ballot, secret))
    if voter.voted:
        return _again(held, voter, told, receipt)
    if not held.is_voting:
        raise Refused(say("Le vote n'est pas ouvert : votre bulletin n'a pas été compté."), 409)
    _check_ballot(held, ballot)
    voter.voted, voter.attempt = True, attempt_digest(salt)
    if held.secret:
        SecretBallot.objects.create(
            deliberation=held,
            ballot={**told, "voices": voter.voices},
            commitment=receipt.commitment,
        )
    else:
        voter.ballot = dict(told)
    voter.save(update_fields=["voted", "attempt", "ballot"])
    return receipt if held.secret else None


def _again(
    held: Deliberation, voter: Voter, told: Mapping[str, Any], receipt: Receipt
) -> Receipt | None:
    if voter.attempt == attempt_digest(receipt.salt):
        if not held.secret and voter.ballot == told:
            return None
        if held.secret and held.box.filter(commitment=receipt.commitment).exists():
            return receipt
    raise Refused(say("Vous avez déjà voté : un bulletin déposé ne change plus."), 409)


def _salt(salt: str) -> bytes:
    try:
        secret = bytes.fromhex(salt)
    except ValueError:
        secret = b""
    if len(secret) != SALT_BYTES or secret.hex() != salt:
        raise Refused(say("Ce bulletin n'a pas pu être lu ; rechargez la page."))
    return secret


def _check_ballot(held: Deliberation, ballot: Ballot) -> None:
    question = question_of(held)
    keys = [option.key for option in eligible(question)]
    rule = question.rule.method if question.rule else ""
    if rule == GRADES and set(ballot.grades) != set(keys):
        raise Refused(say("Donnez une mention à chaque option."))
    if rule not in (APPROVAL, GRADES) and not ballot.ranking:
        raise Refused(say("Donnez un rang à une option au moins."))
    try:
        make_profile([ballot], keys, question.grades)
    except InvalidBallot as invalid:
        raise Refused(invalid.message) from invalid


@transaction.atomic
def close(seat: Seat, deliberation: Deliberation) -> None:
    """Close the vote and count by the sealed rule, and by the others beside it.

    Raises:
        Refused: nothing is to be closed, or the terms are no longer the sealed ones.
    """
    check_right(seat, Right.DELIBERATE)
    held = _held(deliberation)
    if held.sealed is None or held.vote_closed is not None:
        raise Refused(say("Il n'y a rien à compter."), 409)
    check_unchanged(held)
    counted: dict[str, Any]
    if is_vote(held):
        if held.vote_opened is None:
            raise Refused(say("Le vote n'a pas été ouvert."), 409)
        _check_hidden(held)
        counted = count_ballots(held, _ballots(held))
        counted |= _told_voters(held)
    else:
        counted = count_judgements(held)
    held.vote_closed, held.counted = timezone.now(), counted
    held.save(update_fields=["vote_closed", "counted"])
    record(
        held.dossier, Act.VOTED, actor_of(seat), f"deliberation-{held.pk}",
        {"question": held.question, "sha256": held.seal_digest, **counted},
    )  # fmt: skip


def _check_hidden(held: Deliberation) -> None:
    """Refuse to count so few secret ballots that the count would tell them."""
    cast_ones = held.box.count()
    if held.secret and cast_ones < FEWEST:
        raise Refused(
            say(
                "Il y a {number} bulletin(s) dans l'urne : en compter moins de {fewest} dirait "
                "comment chacun a voté. Attendez les autres votants, ou recommencez le vote.",
                number=cast_ones,
                fewest=FEWEST,
            ),
            409,
        )


@transaction.atomic
def restart(seat: Seat, deliberation: Deliberation) -> None:
    """Let all vote anew by the same sealed rule; the ballots so far are never counted.

    Raises:
        Refused: the vote is not open.
    """
    check_right(seat, Right.DELIBERATE)
    held = _held(deliberation)
    if not held.is_voting:
        raise Refused(say("Le vote n'est pas ouvert."), 409)
    voted = held.voters.filter(voted=True).count()
    held.box.all().delete()
    held.voters.update(voted=False, attempt="", ballot={})
    record(
        held.dossier, Act.WITHDRAWN, actor_of(seat), f"deliberation-{held.pk}",
        {"vote": held.question, "uncounted": voted},
    )  # fmt: skip


def _ballots(held: Deliberation) -> list[Ballot]:
    if not held.secret:
        cast_ones = held.voters.filter(voted=True)
        return [core_ballot(one.ballot, one.label, one.voices) for one in cast_ones]
    box = list(held.box.all())
    held.box.all().delete()
    SecretBallot.objects.bulk_create(box)  # in the order of commitments: rows tell no sequence
    return [
        core_ballot(one.ballot, f"bulletin {number}", float(one.ballot["voices"]))
        for number, one in enumerate(box, 1)
    ]


def _told_voters(held: Deliberation) -> dict[str, Any]:
    """Tell who voted; how where the vote is open, the commitments where it is secret."""
    voted = [one.label for one in held.voters.all() if one.voted]
    told: dict[str, Any] = {"voted": voted, "expected": held.voters.count()}
    if held.secret:
        return {**told, "commitments": list(held.box.values_list("commitment", flat=True))}
    return {**told, "named": {one.label: one.ballot for one in held.voters.all() if one.voted}}


def check_receipt(deliberation: Deliberation, text: str) -> tuple[bool, Message]:
    """Say whether a receipt's ballot was counted as it was cast."""
    unreadable = say("Ce reçu ne peut pas être lu : collez-le en entier, tel qu'il a été donné.")
    try:
        told = json.loads(text)
        ballot = core_ballot(told["ballot"], "", float(told["voices"]))
        secret, committed = bytes.fromhex(told["salt"]), str(told["commitment"])
        is_own = opens(committed, ballot, secret)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False, unreadable
    if not is_own:
        return False, say("Ce reçu ne s'ouvre pas : le bulletin, le sel ou l'empreinte a changé.")
    if committed not in deliberation.counted.get("commitments", []):
        return False, say("L'empreinte de ce reçu n'est pas dans la liste publiée.")
    return True, say("Votre bulletin est dans l'urne et a été compté tel que vous l'avez déposé.")


def _held(deliberation: Deliberation) -> Deliberation:
    return Deliberation.objects.select_for_update().get(pk=deliberation.pk)
