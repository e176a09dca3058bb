"""What cannot stand when observations are answered, each with a sentence and the way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from toguna.consultation.decisions.model import Disposition, Stage
from toguna.consultation.decisions.rules import NEEDS_REASON
from toguna.consultation.model import Tier
from toguna.messages import Message, say
from toguna.web.models import Answer, AnswerChange, Observation, Round
from toguna.web.permissions import Right, Seat, visible_conflicts
from toguna.web.refusal import Refused

if TYPE_CHECKING:
    from toguna.web.domain.answers import Given, Seen

FIELDS = ("disposition", "reason", "wording", "instance", "date", "stage", "verdict",
          "verdict_reason")  # fmt: skip
ADOPTING = tuple(one.value for one in Disposition if one.adopts)


def told(observation: Observation) -> dict[str, Any]:
    """Give the fields of an observation's answer, nothing where it has none."""
    answer = getattr(observation, "answer", None)
    return {} if answer is None else {name: getattr(answer, name) for name in FIELDS}


def revision_of(observation: Observation) -> int:
    """Give the revision of an observation's answer, 0 where it has none."""
    answer: Answer | None = getattr(observation, "answer", None)
    return 0 if answer is None else answer.revision


def check_right(seat: Seat, right: Right) -> None:
    """Refuse what a seat has no right to."""
    if not seat.may(right):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)


def check_seen(known: Iterable[Observation], seen: Seen) -> None:
    """Refuse to write over an answer that was not seen."""
    for observation in known:
        if seen.get(observation.pk, 0) == revision_of(observation):
            continue
        answer = getattr(observation, "answer", None)
        raise Refused(
            say(
                "{who} a répondu à {id} pendant que vous écriviez : rien n'a été écrasé. "
                "Relisez sa réponse, puis recommencez si besoin.",
                who=str(answer.by) if answer is not None and answer.by else "Quelqu'un",
                id=observation.identifier,
            ),
            409,
        )


def problems_of(given: Given) -> dict[str, Message]:
    """Tell what an answer lacks, by the field in which to write it."""
    problems: dict[str, Message] = {}
    if given.disposition in NEEDS_REASON and not given.reason.strip():
        problems["reason"] = say(
            "« {disposition} » demande un motif : écrivez-le.",
            disposition=say(given.disposition.value),
        )
    if given.disposition is Disposition.ACCEPTED_WITH_CHANGES and not given.wording.strip():
        problems["wording"] = say(
            "« retenue avec modification » demande la rédaction retenue : écrivez-la."
        )
    if given.stage is Stage.VALIDATED and not given.instance.strip():
        problems["instance"] = say(
            "Une suite validée dit quelle instance l'a décidée : écrivez-la."
        )
    return problems


def check_given(given: Given) -> None:
    """Refuse an answer that lacks something."""
    for problem in problems_of(given).values():
        raise Refused(problem)


def check_not_validated(known: Iterable[Observation]) -> None:
    """Refuse to change what was validated."""
    for observation in known:
        if told(observation).get("stage") == Stage.VALIDATED.value:
            raise Refused(
                say(
                    "{id} a été validée : seul qui a le droit de valider peut la changer.",
                    id=observation.identifier,
                ),
                403,
            )


def undoable(seat: Seat, round_: Round, batch: UUID) -> dict[Observation, AnswerChange]:
    """Give what a batch changed, by observation.

    Raises:
        Refused: it changed nothing, or somebody else did it.
    """
    of_batch = AnswerChange.objects.filter(batch=batch, observation__round=round_)
    changes = list(of_batch.select_related("observation"))
    if not changes:
        raise Refused(say("Il n'y a rien à annuler."), 404)
    if changes[0].by_id != seat.user.pk and not seat.may(Right.VALIDATE):
        raise Refused(say("Seul qui a fait un acte, ou le rapporteur, l'annule."), 403)
    return {change.observation: change for change in changes}


def check_rivals(
    seat: Seat, round_: Round, answered: Mapping[Observation, Mapping[str, str]]
) -> None:
    """Refuse to adopt two rival wordings of the same words; answers are told by their fields."""
    adopting = [o for o, fields in answered.items() if fields["disposition"] in ADOPTING]
    if not adopting:
        return
    adopted = set(
        Answer.objects.filter(
            observation__round=round_, observation__gone=False, disposition__in=ADOPTING
        ).values_list("observation__identifier", flat=True)
    )
    adopted -= {o.identifier for o in answered}
    wanted = {o.identifier for o in adopting}
    conflicts = visible_conflicts(seat, round_).filter(
        tier=Tier.WORDS.value, observations__in=adopting
    )
    for conflict in conflicts.distinct():
        _check_conflict(conflict.identifier, conflict.wordings, wanted, adopted)


def _check_conflict(
    name: str, wordings: Sequence[Mapping[str, Any]], wanted: set[str], adopted: Collection[str]
) -> None:
    sides = [set(w["observations"]) for w in wordings if w["observations"]]
    mine = [side for side in sides if side & wanted]
    rival = next((one for one in sides if one not in mine and one.intersection(adopted)), None)
    if not mine or (len(mine) == 1 and rival is None):
        return
    others = rival.intersection(adopted) if rival is not None else mine[1] & wanted
    raise Refused(
        say(
            "{one} et {other} changent les mêmes mots ({conflict}) : n'en retenez qu'une, "
            "et donnez à l'autre la suite « sans objet (tombée) ».",
            one=", ".join(sorted(mine[0] & wanted)),
            other=", ".join(sorted(others)),
            conflict=name,
        )
    )
