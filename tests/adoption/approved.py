"""A text on its way to the Council, for the tests of its approval and of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from toguna.adoption.approval.acts import freeze, take
from toguna.adoption.approval.model import (
    Act,
    Frozen,
    Minutes,
    Outcome,
    Process,
    Refusal,
    Version,
)
from toguna.adoption.approval.reading import default_procedure


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


STEPS = [step.key for step in default_procedure().steps]
V1 = Version("v1", "final.docx", sha(b"v1"))
V2 = Version("v2", "final.docx", sha(b"v2"))
PV = Minutes("pv.pdf", sha(b"pv"))


def ok(result: Process | Refusal) -> Process:
    assert isinstance(result, Process), str(result)
    return result


def refused(result: Process | Refusal) -> str:
    assert isinstance(result, Refusal)
    return str(result)


def frozen(version: Version = V1) -> Process:
    return ok(freeze(Process(default_procedure()), Frozen(version, "DNEN", "2025-07-03")))


def act(
    step: str,
    outcome: Outcome = Outcome.APPROVED,
    *,
    version: Version = V1,
    date: str = "2025-07-10",
    who: str = "A. Traoré",
    minutes: Minutes | None = PV,
    reservations: tuple[str, ...] = (),
    reason: str = "",
    back_to: str = "",
) -> Act:
    return Act(step, outcome, version.sha256, who, date, minutes, reservations, reason, back_to)


def approved(steps: Sequence[str], version: Version = V1) -> Process:
    """Give a process that passed some steps."""
    process = frozen(version)
    for step in steps:
        process = ok(take(process, act(step, version=version)))
    return process
