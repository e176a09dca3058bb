"""The life of a clause as data for other programs (`docs/reference/dossier-folder.md`)."""

from __future__ import annotations

import json
from typing import Any

from toguna.consultation.rounds.history import Asked, Life, Period, Stage

SCHEMA = "toguna/history/1"


def write(life: Life) -> bytes:
    """Write a life as JSON: UTF-8, two-space indent, the same bytes every time."""
    told = {
        "schema": SCHEMA,
        "clause": life.name,
        "rounds": [_period(period) for period in life.periods],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _period(period: Period) -> dict[str, Any]:
    return {
        "number": period.round.number,
        "label": period.round.label,
        "state": period.round.state.value,
        "draft": _stage(period.draft),
        "observations": [_asked(asked) for asked in period.asked],
        "final": None if period.final is None else _stage(period.final),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "clause": stage.clause or None,
        "cited": stage.cited or None,
        "text": stage.text,
        "redline": [{"kind": segment.kind, "text": segment.text} for segment in stage.redline],
    }


def _asked(asked: Asked) -> dict[str, Any]:
    said, answer = asked.said, asked.answer
    return {
        "id": said.id,
        "contributor": said.contributor,
        "before": said.before,
        "after": said.after,
        "text": said.text,
        "disposition": None if answer is None else answer.disposition.value,
        "stage": None if answer is None else answer.stage.value,
        "reason": "" if answer is None else answer.reason,
        "wording": "" if answer is None else answer.wording,
        "instance": "" if answer is None else answer.instance,
        "date": "" if answer is None else answer.date,
    }
