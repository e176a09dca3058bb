"""What became of one observation, and of one clause from version to version."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from toguna.web.api.adoption import version_of
from toguna.web.api.frame import eg, offers, round_of
from toguna.web.domain.clause_history import history_of
from toguna.web.domain.observation import changes_of
from toguna.web.permissions import Right, Seat, visible

ROUTER = Router()


class ChangeOfAnswerOut(Schema):
    """One change of an observation's answer, or of the desk that it is given to."""

    at: datetime = eg("2025-07-03T10:00:00Z")
    by: str = eg("Awa Sissoko")
    act: str = eg("répondu")
    batch: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    undoes: UUID | None = eg(None, None)
    disposition: str = eg("retenue", description="Empty where there is no answer any longer.")
    stage: str = eg("proposée")
    reason: str = eg("Conforme à la loi.")
    desk: str | None = eg(None, None)


class HeardOut(Schema):
    """What was said of a clause in one round."""

    round: int = eg(1)
    observations: list[str] = eg(["MJDH-001"])


class ClauseStepOut(Schema):
    """A clause in one version: none there where it is no more, several where it was parted."""

    version: int = eg(1)
    clauses: list[str] = eg(["al_3"])
    text: str = eg("Les incidents graves sont signalés sous trois jours.")
    heard: list[HeardOut]


@offers(
    ROUTER,
    "GET",
    "/rounds/{int:number}/observations/{identifier}/history",
    Right.SEE_REGISTER,
    list[ChangeOfAnswerOut],
)
def list_changes(seat: Seat, number: int, identifier: str) -> Any:
    """List what was done to the answer of one observation, the last change first."""
    found = visible(seat, round_of(seat, number)).filter(identifier=identifier).first()
    if found is None:
        raise Http404
    return [
        {
            "at": one.change.at,
            "by": str(one.change.by or ""),
            "act": one.change.act,
            "batch": one.change.batch,
            "undoes": one.change.undoes,
            **{name: one.change.after.get(name, "") for name in ("disposition", "stage", "reason")},
            "desk": one.desk.username if one.desk else None,
        }
        for one in changes_of(found)
    ]


@offers(
    ROUTER,
    "GET",
    "/versions/{int:version}/clauses/{clause}/history",
    Right.SEE,
    list[ClauseStepOut],
)
def list_clause_steps(seat: Seat, version: int, clause: str) -> Any:
    """Tell a clause through all versions that one may know, the oldest first."""
    steps = history_of(seat, version_of(seat, version), clause)
    if not steps:
        raise Http404
    return [
        {
            "version": one.version.number,
            "clauses": [each["id"] for each in one.clauses],
            "text": "\n".join(each["text"] for each in one.clauses),
            "heard": [
                {
                    "round": heard.round.number,
                    "observations": [said.identifier for said in heard.observations],
                }
                for heard in one.heard
            ],
        }
        for one in steps
    ]
