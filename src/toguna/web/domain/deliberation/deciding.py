"""What the committee decides, and the answers to the observations that were referred to it.

The answers are given in the decision's own transaction, and carried out through the same weave as
every other answer: the origin of the clause then names the committee.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from toguna.adoption.ledger.acts import Act
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.messages import say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.answers import Given, Seen, give_each
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.domain.ledger import actor_of, record
from toguna.web.jobs.queue import enqueue
from toguna.web.models import CommitteeDecision, Deliberation, Observation, Round
from toguna.web.permissions import Right, Seat, visible, visible_conflicts
from toguna.web.refusal import Refused

INSTANCE = "Comité interministériel"
LATER, DRAFT, OTHER = "later", "draft", "other"
"""What a passage may become: left to later, the draft's words, or words written here."""


@dataclass(frozen=True)
class Wording:
    """A wording that some of the referred observations ask for."""

    key: str
    text: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Passage:
    """A passage of the text on which observations were referred, with their wordings."""

    key: str
    place: str
    draft: str
    wordings: tuple[Wording, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Decided:
    """The decision as it is minuted; `dissents` are who and why."""

    option: str
    reasons: str
    instance: str
    day: date
    dissents: Sequence[tuple[str, str]] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    wordings: Mapping[str, str] = field(default_factory=dict)


def passages_of(seat: Seat, round_: Round | None) -> list[Passage]:
    """Give the passages on which observations wait for who arbitrates, as a seat may know them."""
    if round_ is None:
        return []
    referred = list(
        visible(seat, round_)
        .filter(answer__disposition=Disposition.REFERRED.value)
        .select_related("answer", "organisation")
    )
    texts = _full_wordings(seat, round_)
    clauses = {clause["id"]: clause for clause in round_.draft.clauses}
    groups: list[tuple[set[str], list[Observation]]] = []
    for one in referred:
        near = [group for group in groups if group[0] & set(one.clauses)]
        joined = ({*one.clauses}, [one])
        for group in near:
            groups.remove(group)
            joined = (joined[0] | group[0], [*group[1], *joined[1]])
        groups.append(joined)
    return [_passage(found, clauses, ids, texts) for ids, found in groups]


def _full_wordings(seat: Seat, round_: Round) -> dict[str, str]:
    """Give the wording in full that an observation asks for, by its identifier."""
    return {
        identifier: wording["text"]
        for conflict in visible_conflicts(seat, round_)
        for wording in conflict.wordings
        for identifier in wording["observations"]
    }


def _passage(
    found: Sequence[Observation],
    clauses: Mapping[str, Mapping[str, str]],
    ids: set[str],
    texts: Mapping[str, str],
) -> Passage:
    by_text: dict[str, list[Observation]] = {}
    for one in found:
        text = texts.get(one.identifier, one.after)
        if text.strip():
            by_text.setdefault(text, []).append(one)
    wordings = tuple(Wording(f"w{ones[0].pk}", text, tuple(ones)) for text, ones in by_text.items())
    known = [key for key in clauses if key in ids]
    draft = "\n".join(clauses[key]["text"] for key in known)
    place = next((one.place for one in found if one.place), "")
    return Passage(f"p{found[0].pk}", place, draft, wordings, tuple(found))


@transaction.atomic
def decide(seat: Seat, deliberation: Deliberation, decided: Decided, seen: Seen) -> int:
    """Minute the decision, and answer the observations; give how many were answered.

    Raises:
        Refused: the rule was not counted yet, it is decided already, or an answer cannot stand.
    """
    check_right(seat, Right.DELIBERATE)
    held = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    _check(held, decided)
    decision = CommitteeDecision.objects.create(
        deliberation=held,
        option=decided.option,
        reasons=decided.reasons.strip(),
        dissents=[{"who": who, "why": why.strip()} for who, why in decided.dissents],
        instance=decided.instance.strip(),
        date=decided.day,
        by=seat.user,
    )
    record(
        held.dossier, Act.DECIDED, actor_of(seat), f"deliberation-{held.pk}",
        {"question": held.question, "option": decision.option, "reasons": decision.reasons,
         "dissents": decision.dissents, "instance": decision.instance,
         "date": decided.day.isoformat(), "winners": held.counted.get("winners", []),
         "sha256": held.seal_digest},
    )  # fmt: skip
    count = _answer(seat, held, decision, decided, seen)
    enqueue(held.dossier, "minutes", seat.user, deliberation=str(held.pk))
    return count


def _check(held: Deliberation, decided: Decided) -> None:
    if held.vote_closed is None:
        raise Refused(say("Comptez d'abord selon la règle scellée, puis écrivez la décision."), 409)
    if hasattr(held, "decision"):
        raise Refused(say("La décision est déjà écrite au procès-verbal."), 409)
    question = question_of(held)
    if decided.option in question.ruled_out:
        raise Refused(say("Cette option est écartée par un texte : elle ne peut pas être décidée."))
    if decided.option not in {option.key for option in question.options}:
        raise Refused(say("Choisissez l'option que le comité a décidée."))
    if not decided.reasons.strip():
        raise Refused(say("Écrivez les motifs : ils sont donnés à chaque structure."))


def _answer(
    seat: Seat,
    held: Deliberation,
    decision: CommitteeDecision,
    decided: Decided,
    seen: Seen,
) -> int:
    answers: dict[Observation, Given] = {}
    for passage in passages_of(seat, held.round):
        choice = decided.choices.get(passage.key, LATER)
        if choice == LATER:
            continue
        wording = decided.wordings.get(passage.key, "").strip()
        for one, disposition in _outcomes(passage, choice, wording).items():
            answers[one] = Given(
                disposition,
                decision.reasons,
                wording if disposition is Disposition.ACCEPTED_WITH_CHANGES else "",
                decision.instance,
                decided.day.isoformat(),
                Stage.VALIDATED if seat.may(Right.VALIDATE) else Stage.PROPOSED,
            )
    if not answers or held.round is None:
        return 0
    done = give_each(seat, held.round, answers, seen)
    decision.batch = done.batch
    decision.save(update_fields=["batch"])
    return done.count


def _outcomes(passage: Passage, choice: str, wording: str) -> dict[Observation, Disposition]:
    """Give what becomes of each observation: one wording is taken, the others fall."""
    if choice == DRAFT:
        return dict.fromkeys(passage.observations, Disposition.REJECTED)
    fallen = dict.fromkeys(passage.observations, Disposition.MOOT)
    if choice == OTHER:
        if not wording:
            raise Refused(say("Écrivez la rédaction retenue, ou choisissez l'une de celles-ci."))
        return {**fallen, _carrier(passage.observations): Disposition.ACCEPTED_WITH_CHANGES}
    taken = next((one for one in passage.wordings if one.key == choice), None)
    if taken is None:
        raise Refused(say("Choisissez l'une des rédactions proposées pour chaque passage."))
    return {**fallen, **dict.fromkeys(taken.observations, Disposition.ACCEPTED)}


def _carrier(observations: Iterable[Observation]) -> Observation:
    """Give the observation that carries new words: one alone, or they would come in twice."""
    known = list(observations)
    return next((one for one in known if one.after), known[0])
