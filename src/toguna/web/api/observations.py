"""The register of a round: observations, convergences, divergences."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from toguna.web.api.frame import Page, Paging, eg, offers, paged, round_of
from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.table import SORTS, Criteria, filtered
from toguna.web.models import Conflict, Group, Observation
from toguna.web.permissions import Right, Seat, visible, visible_conflicts, visible_groups

ROUTER = Router()
OBSERVATIONS = "/rounds/{int:number}/observations"


class AnswerOut(Schema):
    """The answer to an observation."""

    disposition: str = eg("retenue")
    reason: str = eg("Conforme à la loi.")
    wording: str = eg("")
    instance: str = eg("Atelier de finalisation")
    date: str = eg("2025-07-03")
    stage: str = eg("validée")
    verdict: str = eg("")
    verdict_reason: str = eg("")
    revision: int = eg(1, description="To be said as `seen` by who changes it.")


class ObservationOut(Schema):
    """One thing said about one place."""

    id: str = eg("MJDH-001")
    contributor: str = eg("MJDH")
    person: str = eg("Moussa Coulibaly")
    date: str = eg("2025-07-02")
    source: str = eg("MJDH.docx")
    origin: str = eg("tracked")
    nature: str = eg("fond")
    placing: str = eg("exact")
    before: str = eg("trois")
    after: str = eg("deux")
    text: str = eg("")
    reason: str = eg("")
    clauses: list[str] = eg(["al_3"])
    place: str = eg("al. 3")
    restricted: bool = eg(False)
    desk: str | None = eg("awa", None)
    answer: AnswerOut | None = None


class GroupOut(Schema):
    """Observations that ask for the same."""

    id: str = eg("C-01")
    identical: bool = eg(True)
    clauses: list[str] = eg(["al_3"])
    observations: list[str] = eg(["MJDH-001", "MDAC-002"])


class WordingOut(Schema):
    """One of the rival wordings of a divergence; without contributors it is the draft's."""

    contributors: list[str] = eg(["MJDH"])
    text: str = eg("L'agence est placée sous l'autorité du Président.")
    observations: list[str] = eg(["MJDH-001"])


class ConflictOut(Schema):
    """Observations that cannot all be followed."""

    id: str = eg("D-01")
    tier: str = eg("overlap")
    place: str = eg("al. 2")
    clauses: list[str] = eg(["al_2"])
    wordings: list[WordingOut]
    observations: list[str] = eg(["MJDH-001", "MDAC-002"])


class Looked(Paging):
    """What is looked for; "aucune" and "toutes" stand for none and any."""

    contributor: str = eg("MJDH", "")
    nature: str = eg("fond", "")
    origin: str = eg("", "")
    disposition: str = eg("aucune", "")
    stage: str = eg("", "")
    group: str = eg("", "")
    conflict: str = eg("", "")
    desk: str = eg("", "")
    clause: str = eg("", "")
    q: str = eg("agence", "", "Words that are looked for.")
    sort: str = Field("place", pattern=f"^({'|'.join(SORTS)})$", examples=["place"])

    def criteria(self) -> Criteria:
        """Give it as the domain takes it."""
        told = self.dict(exclude={"page", "size"})
        return Criteria(**told)


def told(seat: Seat, one: Observation) -> dict[str, Any]:
    """Tell an observation with its answer; whose desk it is on to who may answer alone."""
    return {
        "id": one.identifier,
        **{name: getattr(one, name) for name in _SAME},
        "desk": one.desk.username if one.desk and seat.may(Right.ANSWER) else None,
        "answer": _answer(one),
    }


_SAME = (
    "contributor", "person", "date", "source", "origin", "nature", "placing", "before", "after",
    "text", "reason", "clauses", "place", "restricted",
)  # fmt: skip


def _answer(one: Observation) -> dict[str, Any] | None:
    answer = getattr(one, "answer", None)
    if answer is None:
        return None
    names = [name for name in AnswerOut.model_fields if name != "revision"]
    return {**{name: getattr(answer, name) for name in names}, "revision": revision_of(one)}


@offers(ROUTER, "GET", OBSERVATIONS, Right.SEE, Page[ObservationOut])
def list_observations(seat: Seat, number: int, looked: Query[Looked]) -> Any:
    """List the observations that one may know of."""
    found = filtered(seat, round_of(seat, number), looked.criteria())
    rows = found.select_related("answer", "desk")
    return paged(rows, looked, lambda page: [told(seat, one) for one in page])


@offers(ROUTER, "GET", f"{OBSERVATIONS}/{{identifier}}", Right.SEE, ObservationOut)
def get_observation(seat: Seat, number: int, identifier: str) -> Any:
    """Give one observation."""
    rows = visible(seat, round_of(seat, number)).select_related("answer", "desk")
    found = rows.filter(identifier=identifier).first()
    if found is None:
        raise Http404
    return told(seat, found)


@offers(ROUTER, "GET", "/rounds/{int:number}/groups", Right.SEE, list[GroupOut])
def list_groups(seat: Seat, number: int) -> Any:
    """List the convergences that one may know of."""
    return [_group(one) for one in visible_groups(seat, round_of(seat, number))]


def _group(one: Group) -> dict[str, Any]:
    return {
        "id": one.identifier,
        "identical": one.identical,
        "clauses": one.clauses,
        "observations": [member.identifier for member in one.observations.all()],
    }


@offers(ROUTER, "GET", "/rounds/{int:number}/conflicts", Right.SEE, list[ConflictOut])
def list_conflicts(seat: Seat, number: int) -> Any:
    """List the divergences that one may know of."""
    return [_conflict(one) for one in visible_conflicts(seat, round_of(seat, number))]


def _conflict(one: Conflict) -> dict[str, Any]:
    return {
        "id": one.identifier,
        "tier": one.tier,
        "place": one.place,
        "clauses": one.clauses,
        "wordings": one.wordings,
        "observations": [member.identifier for member in one.observations.all()],
    }
