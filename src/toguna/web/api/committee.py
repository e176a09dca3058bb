"""The committee's vote, its receipts, and its decision with what follows from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from toguna.deliberation.tables import eligible
from toguna.web.api.answers import MOST, SeenIn
from toguna.web.api.deliberations import ONE, deliberation_of
from toguna.web.api.frame import eg, offers
from toguna.web.api.judgements import ResultFileOut, told_file
from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.deliberation import deciding, voting
from toguna.web.domain.deliberation.deciding import INSTANCE, Decided
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.domain.deliberation.sealing import APPROVAL, GRADES
from toguna.web.models import Deliberation
from toguna.web.permissions import Right, Seat, visible
from toguna.web.templatetags.toguna import said

ROUTER = Router()
VOTE = f"{ONE}/vote"
Ballot = dict[str, Any]


class CommitteeVoteOut(Schema):
    """The vote of the committee; how each voted is told once it is closed, where it is open."""

    opened: datetime | None = eg("2025-07-03T10:00:00Z", None)
    closed: datetime | None = eg(None, None)
    secret: bool = eg(False)
    voters: dict[str, float] = eg({"MJDH": 1.0}, description="Their voices, by label.")
    voted: list[str] = eg(["MJDH"])
    counted: dict[str, Any] = eg({"winners": ["Primature"]}, {})


class BallotIn(Schema):
    """A ballot, as the sealed rule asks for it: a ranking, approvals or grades."""

    ranking: list[list[str]] = eg([["Primature"], ["Présidence", "Numérique"]], [])
    approved: list[str] = eg(["Primature"], [])
    grades: dict[str, str] = eg({"Primature": "Bien"}, {})
    salt: str = eg(
        "00112233445566778899aabbccddeeff",
        description="32 hexadecimal figures drawn by the voter; the same again is the same vote.",
    )


class ReceiptOut(Schema):
    """The receipt of a secret ballot, told this once; none where the vote is open."""

    receipt: str | None = eg(None, None)


class ReceiptIn(Schema):
    """A receipt that is to be checked, as it was given."""

    receipt: str = eg('{"ballot": {}, "commitment": "", "salt": "", "voices": 1.0}')


class CheckedOut(Schema):
    """Whether a receipt's ballot was counted as it was cast."""

    good: bool = eg(True)
    why: str = eg("Votre bulletin est dans l'urne.")


class PassageWordingOut(Schema):
    """A wording that some of the referred observations ask for."""

    key: str = eg("w12")
    text: str = eg("L'agence est placée auprès de la Présidence.")
    observations: list[str] = eg(["MJDH-001"])


class PassageOut(Schema):
    """A passage on which observations were referred to who arbitrates."""

    key: str = eg("p12")
    place: str = eg("al. 2")
    draft: str = eg("L'agence est placée sous l'autorité du Premier ministre.")
    wordings: list[PassageWordingOut]
    observations: list[SeenIn]


class DissentIO(Schema):
    """Who dissents, and why."""

    who: str = Field(min_length=1, max_length=200, examples=["MDAC"])
    why: str = Field(min_length=1, max_length=4000, examples=["Le coût n'a pas été pesé."])


class DecideIn(Schema):
    """The decision, and what becomes of each passage: "later", "draft", "other" or a wording."""

    option: str = eg("Primature")
    reasons: str = eg("La coordination prime.")
    instance: str = Field(INSTANCE, max_length=200, examples=[INSTANCE])
    day: date = eg("2025-07-10")
    dissents: list[DissentIO] = Field(default_factory=list, max_length=200)
    choices: dict[str, str] = eg({"p12": "w12"}, {})
    wordings: dict[str, str] = eg({}, {}, "The words of passages whose choice is other.")
    seen: list[SeenIn] = Field([], max_length=MOST)


class CommitteeDecisionOut(Schema):
    """The decision as it was minuted; its minutes are files."""

    option: str = eg("Primature")
    reasons: str = eg("La coordination prime.")
    instance: str = eg(INSTANCE)
    day: date = eg("2025-07-10")
    dissents: list[DissentIO]
    answered: list[str] = eg(["MJDH-001"], description="The observations that it answered.")
    minutes: list[ResultFileOut]


def _vote(one: Deliberation) -> dict[str, Any]:
    voters = list(one.voters.all())
    return {
        "opened": one.vote_opened,
        "closed": one.vote_closed,
        "secret": one.secret,
        "voters": {voter.label: voter.voices for voter in voters},
        "voted": [voter.label for voter in voters if voter.voted],
        "counted": one.counted,
    }


@offers(ROUTER, "GET", VOTE, Right.SEE, CommitteeVoteOut)
def get_committee_vote(seat: Seat, key: UUID) -> Any:
    """Tell how far the vote is, and the count once it is closed."""
    return _vote(deliberation_of(seat, key))


@offers(ROUTER, "POST", f"{VOTE}/open", Right.DELIBERATE, CommitteeVoteOut)
def open_committee_vote(seat: Seat, key: UUID) -> Any:
    """Let the committee vote by the sealed rule."""
    voting.open_vote(seat, deliberation_of(seat, key))
    return _vote(deliberation_of(seat, key))


@offers(ROUTER, "POST", f"{VOTE}/close", Right.DELIBERATE, CommitteeVoteOut)
def close_committee_vote(seat: Seat, key: UUID) -> Any:
    """Close the vote and count by the sealed rule, and by the others beside it."""
    voting.close(seat, deliberation_of(seat, key))
    return _vote(deliberation_of(seat, key))


@offers(ROUTER, "POST", f"{VOTE}/restart", Right.DELIBERATE, CommitteeVoteOut)
def restart_committee_vote(seat: Seat, key: UUID) -> Any:
    """Let all vote anew; the ballots so far are never counted."""
    voting.restart(seat, deliberation_of(seat, key))
    return _vote(deliberation_of(seat, key))


@offers(ROUTER, "POST", f"{VOTE}/ballot", Right.DECIDE, ReceiptOut)
def cast_ballot(seat: Seat, key: UUID, body: BallotIn) -> Any:
    """Give one's ballot; the receipt of a secret one is told this once."""
    one = deliberation_of(seat, key)
    receipt = voting.cast(seat, one, _ballot(one, body), body.salt)
    return {"receipt": None if receipt is None else receipt.write()}


def _ballot(one: Deliberation, body: BallotIn) -> Ballot:
    """Give a ballot as the page gives it: only what the rule asks for, always in one order."""
    question = question_of(one)
    rule = "" if question.rule is None else question.rule.method
    order = {option.key: at for at, option in enumerate(eligible(question))}
    if rule == APPROVAL:
        return {"approved": sorted(body.approved, key=lambda key: order.get(key, len(order)))}
    if rule == GRADES:
        return {"grades": body.grades}
    return {"ranking": [sorted(place) for place in body.ranking if place]}


@offers(ROUTER, "POST", f"{VOTE}/receipt", Right.SEE, CheckedOut)
def check_receipt(seat: Seat, key: UUID, body: ReceiptIn) -> Any:
    """Check a receipt against the published list; nothing of it is kept."""
    good, why = voting.check_receipt(deliberation_of(seat, key), body.receipt)
    return {"good": good, "why": said(why)}


# The decision


@offers(ROUTER, "GET", f"{ONE}/passages", Right.DELIBERATE, list[PassageOut])
def list_passages(seat: Seat, key: UUID) -> Any:
    """List the passages on which observations wait for the committee's decision."""
    return [
        {
            "key": one.key,
            "place": one.place,
            "draft": one.draft,
            "wordings": [
                {
                    "key": each.key,
                    "text": each.text,
                    "observations": [asking.identifier for asking in each.observations],
                }
                for each in one.wordings
            ],
            "observations": [
                {"observation": each.identifier, "seen": revision_of(each)}
                for each in one.observations
            ],
        }
        for one in deciding.passages_of(seat, deliberation_of(seat, key).round)
    ]


@offers(ROUTER, "POST", f"{ONE}/decision", Right.DELIBERATE, CommitteeDecisionOut, status=201)
def write_decision(seat: Seat, key: UUID, body: DecideIn) -> Any:
    """Minute the decision, and answer the observations that were referred."""
    one = deliberation_of(seat, key)
    rows = visible(seat, one.round).values_list("identifier", "pk") if one.round else ()
    known = dict(rows)
    seen = {known[each.observation]: each.seen for each in body.seen if each.observation in known}
    decided = Decided(
        body.option,
        body.reasons,
        body.instance,
        body.day,
        [(each.who.strip(), each.why) for each in body.dissents],
        body.choices,
        body.wordings,
    )
    deciding.decide(seat, one, decided, seen)
    return _decision(seat, deliberation_of(seat, key))


@offers(ROUTER, "GET", f"{ONE}/decision", Right.SEE, CommitteeDecisionOut)
def get_decision(seat: Seat, key: UUID) -> Any:
    """Give the decision, with the observations that it answered as one may know them."""
    return _decision(seat, deliberation_of(seat, key))


def _decision(seat: Seat, one: Deliberation) -> dict[str, Any]:
    made = getattr(one, "decision", None)
    if made is None:
        raise Http404
    answered: list[str] = []
    if made.batch is not None and one.round is not None:
        found = visible(seat, one.round).filter(answer_changes__batch=made.batch)
        answered = list(found.values_list("identifier", flat=True))
    return {
        "option": made.option,
        "reasons": made.reasons,
        "instance": made.instance,
        "day": made.date,
        "dissents": made.dissents,
        "answered": answered,
        "minutes": [told_file(each) for each in one.files.filter(number=None)],
    }
