"""The rule, sealed in the ledger before the first ballot, and held against every later change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.deliberation.method import Method
from toguna.deliberation.methods import methods
from toguna.deliberation.reading.forms import QUESTION
from toguna.deliberation.reading.values import number, pairs
from toguna.deliberation.votes.model import VotingRule
from toguna.deliberation.votes.registry import voting_rules
from toguna.deliberation.votes.sealing import (
    Sealed,
    Terms,
    TermsDiffer,
    check_seal,
    sealed,
    terms_of,
)
from toguna.deliberation.votes.secrecy import Secrecy, secrecy
from toguna.messages import say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.deliberation.lines import frame_of, question_of, sentence
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import DelegationSaid, Deliberation, Dossier, Membership, User, Voter
from toguna.web.permissions import RIGHTS, Right, Seat
from toguna.web.refusal import Refused

APPROVAL, GRADES = "approval", "majority-judgment"
"""The voting rules that ask for something else than a ranking."""


@dataclass(frozen=True)
class Chosen:
    """The rule as the facilitator chooses it; `voices` are by the user who votes."""

    method: str
    tie_break: str
    parameters: str = ""
    weights: str = ""
    grades: str = ""
    secret: bool = False
    voices: Mapping[int, float] = field(default_factory=dict)


def members_of(dossier: Dossier) -> list[tuple[User, str]]:
    """Give who may vote in the committee, each with the label under which its vote is told."""
    deciding = [role for role, rights in RIGHTS.items() if Right.DECIDE in rights]
    seats = list(
        Membership.objects.filter(dossier=dossier, role__in=deciding)
        .select_related("user", "organisation")
        .order_by("organisation__label", "user__full_name", "user_id")
    )
    first = [seat.organisation.label if seat.organisation else str(seat.user) for seat in seats]
    named = [
        label if first.count(label) == 1 or not seat.organisation else f"{label} ({seat.user})"
        for seat, label in zip(seats, first, strict=True)
    ]
    return [
        (seat.user, label if named.count(label) == 1 else f"{label} [{seat.user.username}]")
        for seat, label in zip(seats, named, strict=True)
    ]


def secrecy_of(labels: Iterable[str], voices: Mapping[str, float] | None = None) -> Secrecy:
    """Say whether a secret vote may be promised to these voters."""
    return secrecy({label: (voices or {}).get(label, 1.0) for label in labels})


def known_rules() -> list[VotingRule | Method]:
    """Give the rules that may be sealed: those that count ballots, then the methods."""
    return [*voting_rules(), *methods()]


def rule_named(key: str) -> VotingRule | Method | None:
    """Give the voting rule or the method of a key."""
    return next((rule for rule in known_rules() if rule.key == key), None)


def is_vote(deliberation: Deliberation) -> bool:
    """Whether the rule counts ballots; a method counts the delegations' judgements."""
    row = (deliberation.lines.get(QUESTION.key) or [{}])[0]
    return isinstance(rule_named(row.get("method", "")), VotingRule)


@transaction.atomic
def seal(seat: Seat, deliberation: Deliberation, chosen: Chosen) -> Sealed:
    """Seal the rule, the options, the voters and their voices; nothing of it can change later.

    Raises:
        Refused: it is sealed already, something is wrong, or the secret cannot be kept.
    """
    check_right(seat, Right.DELIBERATE)
    held = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    first = {**(held.lines.get(QUESTION.key) or [{}])[0], "method": chosen.method,
             "tie_break": chosen.tie_break.strip(), "parameters": chosen.parameters.strip(),
             "grades": chosen.grades.strip()}  # fmt: skip
    first.pop("formula", None)  # this program's own, which is sealed
    first["parameters"] = _all_parameters(chosen)
    held.lines = {**held.lines, QUESTION.key: [first]}
    if held.sealed is not None:
        check_unchanged(held)
        raise Refused(say("La règle est déjà scellée."), 409)
    for problem in frame_of(held.lines)[1]:
        raise Refused(sentence(problem))
    _check_in_time(held, chosen)
    voters = _voters(held, chosen)
    judged = secrecy_of(voters, {voter.label: voter.voices for voter in voters.values()})
    if chosen.secret and judged.refused:
        raise Refused(judged.reasons[0])
    held.seal_weights = _weights(held, chosen.weights)
    held.secret = chosen.secret and is_vote(held)
    made = sealed(_terms(held, {v.label: v.voices for v in voters.values()}))
    held.seal, held.seal_digest, held.sealed = made.payload.decode(), made.digest, timezone.now()
    held.save()
    Voter.objects.bulk_create(voters.values())
    record(
        held.dossier, Act.SEALED, actor_of(seat), f"deliberation-{held.pk}",
        {"terms": held.seal, "sha256": made.digest, "secret": held.secret},
    )  # fmt: skip
    return made


def _all_parameters(chosen: Chosen) -> str:
    """Give all parameters of a method, those that were left out as this program takes them."""
    rule = rule_named(chosen.method)
    own = dict(rule.parameters) if isinstance(rule, Method) else {}
    return " ; ".join(
        f"{key} = {value}" for key, value in (own | dict(pairs(chosen.parameters))).items()
    )


def _check_in_time(held: Deliberation, chosen: Chosen) -> None:
    if is_vote(held):
        if chosen.method == GRADES and not chosen.grades.strip():
            raise Refused(say("Le jugement majoritaire demande des mentions : écrivez-les."))
        return
    if DelegationSaid.objects.filter(round__deliberation=held).exists():
        raise Refused(
            say(
                "Des délégations ont déjà jugé : une méthode qui compte leurs jugements ne peut "
                "plus être choisie. Scellez une règle de vote du comité, ou préparez une autre "
                "délibération."
            ),
            409,
        )


def _voters(held: Deliberation, chosen: Chosen) -> dict[str, Voter]:
    if not is_vote(held):
        return {}
    found = {
        label: Voter(
            deliberation=held, user=user, label=label, voices=chosen.voices.get(user.pk, 1.0)
        )
        for user, label in members_of(held.dossier)
    }
    if not found:
        raise Refused(
            say(
                "Personne ne peut voter : donnez d'abord un siège de membre du comité dans "
                "« Personnes », puis revenez sceller la règle."
            )
        )
    return found


def _weights(held: Deliberation, text: str) -> dict[str, float]:
    """Read the sealed weights of criteria ("Coût = 20 ; Délai = 10"); none are the group's."""
    given = pairs(text)
    leaves = [leaf.key for leaf in question_of(held).leaves]
    read = {name: number(value) for name, value in given}
    if given and (set(read) != set(leaves) or any(not v or v < 0 for v in read.values())):
        raise Refused(
            say(
                "Donnez un poids positif à chacun des critères ({known}), ou à aucun.",
                known=", ".join(leaves),
            )
        )
    total = sum(value or 0 for value in read.values())
    return {name: (value or 0) / total for name, value in read.items()}


def _terms(deliberation: Deliberation, voices: Mapping[str, float]) -> Terms:
    return replace(terms_of(question_of(deliberation), deliberation.seal_weights), voices=voices)


def terms_now(deliberation: Deliberation) -> Terms:
    """Give the terms as they stand now, to be held against the seal."""
    return _terms(deliberation, dict(deliberation.voters.values_list("label", "voices")))


def seal_of(deliberation: Deliberation) -> Sealed:
    """Give the seal as the ledger has it."""
    return Sealed(deliberation.seal.encode(), deliberation.seal_digest)


def check_unchanged(deliberation: Deliberation) -> None:
    """Refuse terms that are no longer those that were sealed.

    Raises:
        Refused: they differ; which do is said.
    """
    if deliberation.sealed is None:
        return
    try:
        check_seal(seal_of(deliberation), terms_now(deliberation))
    except (TermsDiffer, ValueError) as differ:
        why = differ.message if isinstance(differ, TermsDiffer) else say("la règle manque")
        raise Refused(
            say(
                "Rien n'est changé : la règle est scellée depuis le {day}. {why}",
                day=f"{timezone.localtime(deliberation.sealed):%d/%m/%Y}",
                why=why,
            ),
            409,
        ) from differ


def attempt_digest(key: str) -> str:
    """Give what is kept of the key of an attempt to vote."""
    return hashlib.sha256(key.encode()).hexdigest()
