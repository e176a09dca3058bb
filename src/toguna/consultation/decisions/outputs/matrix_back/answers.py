"""What is written beside a contributor's line: one text for each column of the answer."""

from __future__ import annotations

from enum import Enum

from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage
from toguna.consultation.decisions.outputs.letters_content import outcome
from toguna.consultation.decisions.outputs.traceability_lineage import outermost, words_of
from toguna.consultation.model import Observation
from toguna.consultation.outputs.matrix_xlsx import PROPOSED_MARK
from toguna.consultation.outputs.words import quoted, short_date

REMOVED = "(supprimé)"


class Part(Enum):
    """A column of the answer, by its heading."""

    NUMBER = "N° de l'observation"
    DISPOSITION = "Suite donnée"
    REASON = "Motif"
    WORDING = "Rédaction retenue"
    INSTANCE = "Instance et date"
    VERDICT = "Avis du contributeur"
    TOGETHER = "Réponse"
    """All of the answer in one column, as in the ISO form."""


SEPARATE = (
    Part.NUMBER, Part.DISPOSITION, Part.REASON, Part.WORDING, Part.INSTANCE, Part.VERDICT,
)  # fmt: skip


def answered(final: Final, observation: Observation) -> dict[Part, str]:
    """Give the texts of an observation's answer, empty ones where there is none yet."""
    answer = final.answers.get(observation.id)
    if answer is None:
        return {**dict.fromkeys(Part, ""), Part.NUMBER: observation.id}
    wording = _wording(final, answer, observation)
    return {
        Part.NUMBER: observation.id,
        Part.DISPOSITION: _disposition(answer),
        Part.REASON: answer.reason,
        Part.WORDING: wording,
        Part.INSTANCE: _instance(answer),
        Part.VERDICT: answer.verdict.value if answer.verdict else "",
        Part.TOGETHER: _together(answer, wording),
    }


def _disposition(answer: Answer) -> str:
    is_open = answer.stage is Stage.PROPOSED and not answer.instance
    return answer.disposition.value + (PROPOSED_MARK if is_open else "")


def _wording(final: Final, answer: Answer, observation: Observation) -> str:
    """Give the words adopted: those of the answer, or else the final text of the clauses."""
    if answer.wording or answer.disposition is not Disposition.ACCEPTED:
        return answer.wording
    clauses = [final.document.clauses.by_id[key] for key in final.became(observation.id)]
    return words_of(outermost(clauses)) or (REMOVED if observation.before else "")


def _instance(answer: Answer) -> str:
    return ", ".join(filter(None, [answer.instance, short_date(answer.date)]))


def _together(answer: Answer, wording: str) -> str:
    instance = _instance(answer)
    lines = [
        outcome(answer),
        f"Motif\u00a0: {answer.reason}" if answer.reason else "",
        f"Rédaction retenue\u00a0: {quoted(wording)}" if wording.strip() else "",
        f"Instance\u00a0: {instance}" if instance else "",
    ]
    return "\n".join(filter(None, lines))
