"""Settling a conflict: one wording is chosen and the others fall, or all go to who arbitrates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q, QuerySet

from toguna.consultation.decisions.model import Disposition
from toguna.consultation.outputs.wordings import Segment, against
from toguna.messages import say
from toguna.web.domain.answers import Done, Given, Seen, give_each
from toguna.web.models import Conflict, Observation, Round
from toguna.web.permissions import Seat, visible, visible_conflicts
from toguna.web.refusal import Refused


@dataclass(frozen=True)
class Rival:
    """One of the wordings of a conflict, beside the draft's own, and who is for it.

    `index` is its number in the conflict, by which it is chosen; the draft's own wording has no
    contributors.
    """

    index: int
    contributors: Sequence[str]
    text: str
    draft: str
    observations: Sequence[Observation]

    @cached_property
    def segments(self) -> list[Segment]:
        """What it changes in the draft's own wording."""
        return against(self.draft, self.text)

    @property
    def choice(self) -> str:
        """Its number as a form says it."""
        return str(self.index)


@dataclass(frozen=True)
class Case:
    """A conflict with its rivals, the draft's own wording first; `others` have no wording."""

    conflict: Conflict
    rivals: Sequence[Rival]
    others: Sequence[Observation]

    @property
    def observations(self) -> list[Observation]:
        """All its observations, each once."""
        return list(
            dict.fromkeys([o for r in self.rivals for o in r.observations] + [*self.others])
        )

    @property
    def is_settled(self) -> bool:
        """Whether each of its observations has an answer."""
        return all(getattr(o, "answer", None) and o.answer.disposition for o in self.observations)


def cases_of(seat: Seat, round_: Round, conflicts: QuerySet[Conflict]) -> list[Case]:
    """Tell some conflicts of a round (from `visible_conflicts`) with their observations."""
    clauses = {clause["id"]: clause["text"] for clause in round_.draft.clauses}
    known = {
        o.identifier: o
        for o in visible(seat, round_)
        .filter(pk__in=conflicts.values("observations"))
        .select_related("answer__by", "desk")
        .defer("words")
    }
    members: dict[int, list[str]] = {}
    pairs = conflicts.order_by("id", "observations__rank")
    for conflict, identifier in pairs.values_list("pk", "observations__identifier"):
        members.setdefault(conflict, []).append(identifier)
    return [_case(conflict, clauses, known, members.get(conflict.pk, ())) for conflict in conflicts]


def unsettled(seat: Seat, round_: Round) -> int:
    """Count the conflicts of which an observation has no answer yet."""
    waiting = Q(observations__answer=None) | Q(observations__answer__disposition="")
    return visible_conflicts(seat, round_).filter(waiting).values("pk").distinct().count()


def _case(
    conflict: Conflict,
    clauses: Mapping[str, str],
    known: Mapping[str, Observation],
    members: Sequence[str],
) -> Case:
    own = next((w["text"] for w in conflict.wordings if not w["contributors"]), None)
    if own is None:
        own = "\n".join(clauses[one] for one in conflict.clauses if one in clauses)
    rivals = [Rival(-1, (), own, own, ())]
    for index, wording in enumerate(conflict.wordings):
        if not wording["contributors"]:
            continue
        backing = [known[o] for o in wording["observations"] if o in known]
        rivals.append(Rival(index, wording["contributors"], wording["text"], own, backing))
    named = {o.identifier for rival in rivals for o in rival.observations}
    others = [known[o] for o in members if o in known and o not in named]
    return Case(conflict, rivals, others)


def choose(seat: Seat, round_: Round, case: Case, index: int, given: Given, seen: Seen) -> Done:
    """Accept the observations for one wording and let the others fall, in one act.

    `given` says why, who decided and whether it is validated; its disposition is not looked at.
    Where the draft's own wording is chosen (-1), no observation is accepted.

    Raises:
        Refused: there is no such wording, no reason is given, or somebody was faster.
    """
    chosen = next((rival for rival in case.rivals if rival.index == index), None)
    if chosen is None:
        raise Refused(say("Choisissez une des rédactions."))
    if not given.reason.strip():
        raise Refused(say("Dites pourquoi cette rédaction est choisie : écrivez le motif."))
    backing = set(chosen.observations)
    falls = Disposition.MOOT if backing else Disposition.REJECTED
    return give_each(
        seat,
        round_,
        {
            o: replace(given, disposition=Disposition.ACCEPTED if o in backing else falls)
            for o in case.observations
        },
        seen,
    )


def refer(seat: Seat, round_: Round, case: Case, given: Given, seen: Seen) -> Done:
    """Send all observations of a conflict to who arbitrates, in one act.

    Raises:
        Refused: somebody was faster.
    """
    referred = replace(given, disposition=Disposition.REFERRED)
    return give_each(seat, round_, dict.fromkeys(case.observations, referred), seen)
