"""Taking in a matrix that somebody filled in elsewhere: first shown, then given in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core import signing

from toguna.consultation.decisions.model import Answer, Stage
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.decisions.returned import read_answers
from toguna.consultation.sheets import read_sheets
from toguna.messages import Message, say
from toguna.web.domain.answer_rules import (
    check_right,
    check_rivals,
    problems_of,
    revision_of,
    told,
)
from toguna.web.domain.answers import Done, Given, give_each
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.models import Observation, Round
from toguna.web.permissions import Right, Seat, visible, visible_conflicts
from toguna.web.refusal import Refused

SALT = "toguna/matrix"
VALID = 24 * 3600
"""Seconds for which what was shown can be taken in."""


@dataclass(frozen=True)
class Change:
    """An answer that a line of the matrix gives, and what there was before it."""

    where: str
    observation: Observation
    given: Given
    before: Mapping[str, str]


@dataclass(frozen=True)
class Refusal:
    """A line that cannot be taken in, and why; `observations` are those that it is about."""

    where: str
    message: Message
    observations: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """What a matrix would change; `same` counts the lines that say what is known already."""

    changes: Sequence[Change]
    refusals: Sequence[Refusal]
    same: int
    token: str


@dataclass(frozen=True)
class _Shown:
    """What somebody was shown: which file, and the revision of each answer at that time."""

    sha256: str
    filename: str
    seen: Mapping[int, int]


def preview(seat: Seat, round_: Round, data: bytes, filename: str) -> Preview:
    """Tell what a filled matrix would change.

    Raises:
        Refused: the seat may not answer.
        UnreadableFile: it is no table that can be read.
    """
    check_right(seat, Right.ANSWER)
    read = _Reader(seat, round_, data, filename)
    seen = {str(one.observation.pk): revision_of(one.observation) for one in read.changes}
    token = signing.dumps(
        {"sha256": keep(data).sha256, "name": filename, "round": round_.pk, "seen": seen},
        salt=SALT,
        compress=True,
    )
    return Preview(read.changes, read.refusals, read.same, token)


def take_in(seat: Seat, round_: Round, token: str) -> Done:
    """Give the answers that were shown, in one act that can be undone.

    Raises:
        Refused: too much time has passed, there is nothing to take in, or one of the answers
            changed since they were shown.
    """
    shown = _shown(round_, token)
    read = _Reader(seat, round_, bytes_of(shown.sha256), shown.filename)
    if not read.changes:
        raise Refused(say("Cette matrice ne change rien."))
    answers = {one.observation: one.given for one in read.changes}
    return give_each(seat, round_, answers, shown.seen)


def _shown(round_: Round, token: str) -> _Shown:
    try:
        told_then = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        told_then = {}
    if told_then.get("round") != round_.pk:
        raise Refused(say("Cet aperçu n'est plus valable : déposez la matrice de nouveau."))
    seen = {int(key): revision for key, revision in told_then["seen"].items()}
    return _Shown(told_then["sha256"], told_then["name"], seen)


class _Reader:
    """Reads a matrix against the answers that there are."""

    def __init__(self, seat: Seat, round_: Round, data: bytes, filename: str) -> None:
        self._seat, self._round = seat, round_
        known = {o.identifier: o for o in visible(seat, round_).select_related("answer")}
        says = {identifier: (o.before, o.after) for identifier, o in known.items()}
        reading = read_answers(read_sheets(data, filename), list(known), says)
        self.changes: list[Change] = []
        self.refusals = [_refusal(problem) for problem in reading.problems]
        self.same = 0
        for identifier, answer in reading.answers.items():
            self._line(known[identifier], answer)
        self._drop_rivals()

    def _line(self, observation: Observation, answer: Answer) -> None:
        given = Given(
            answer.disposition,
            answer.reason,
            answer.wording,
            answer.instance,
            answer.date,
            answer.stage,
        )
        before = told(observation)
        if given.fields == {name: before.get(name, "") for name in given.fields}:
            self.same += 1
            return
        problem = self._problem(observation, given, before)
        if problem is not None:
            self.refusals.append(Refusal(answer.where, problem, (observation.identifier,)))
        else:
            self.changes.append(Change(answer.where, observation, given, before))

    def _problem(
        self, observation: Observation, given: Given, before: Mapping[str, str]
    ) -> Message | None:
        validates = given.stage is Stage.VALIDATED
        was_validated = before.get("stage") == Stage.VALIDATED.value
        if validates and not self._seat.may(Right.VALIDATE):
            return say("{id} : votre rôle ne permet pas de valider une suite ; effacez l'instance "
                       "pour la proposer.", id=observation.identifier)  # fmt: skip
        if was_validated and not validates:
            return say("{id} a été validée : une proposition ne la change pas ; indiquez "
                       "l'instance qui décide.", id=observation.identifier)  # fmt: skip
        found = next(iter(problems_of(given).values()), None)
        if found is None:
            return None
        return say("{id} : {why}", id=observation.identifier, why=found)

    def _drop_rivals(self) -> None:
        """Refuse the lines that would adopt a rival of what is adopted, the first ones kept."""
        contested = set(
            visible_conflicts(self._seat, self._round).values_list("observations__pk", flat=True)
        )
        kept = [one for one in self.changes if one.observation.pk not in contested]
        taken: dict[Observation, dict[str, str]] = {}
        for one in self.changes:
            if one.observation.pk not in contested:
                continue
            wanted = {**taken, one.observation: one.given.fields}
            try:
                check_rivals(self._seat, self._round, wanted)
            except Refused as refused:
                named = (one.observation.identifier,)
                self.refusals.append(Refusal(one.where, refused.message, named))
            else:
                taken = wanted
                kept.append(one)
        self.changes = sorted(kept, key=lambda one: one.observation.rank)


def _refusal(problem: Problem) -> Refusal:
    return Refusal(problem.where, problem.message, problem.observations)
