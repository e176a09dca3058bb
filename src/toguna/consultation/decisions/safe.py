"""Answers that may be proposed without judging anything: uncontested editorial changes."""

from __future__ import annotations

from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.model import Consolidation, Nature, Observation, Placing
from toguna.weave.edits import EditKind

SURE = frozenset({Placing.EXACT, Placing.QUOTE})


def safe_answers(consolidation: Consolidation) -> dict[str, Answer]:
    """Give "retenue", as a proposal, to each editorial change that stands in nobody's way."""
    contested = {o for conflict in consolidation.conflicts for o in conflict.observations}
    return {
        observation.id: Answer(observation.id, Disposition.ACCEPTED, stage=Stage.PROPOSED)
        for observation in consolidation.observations
        if observation.id not in contested and _is_safe(observation)
    }


def _is_safe(observation: Observation) -> bool:
    edit = observation.edit
    return (
        edit is not None
        and observation.nature is Nature.FORM
        and observation.placing in SURE
        and edit.kind is not EditKind.MOVE
    )
