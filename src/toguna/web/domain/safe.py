"""Proposing the answers that need no judgement: uncontested editorial changes, accepted."""

from __future__ import annotations

from toguna.consultation.consolidate import Progress, written
from toguna.consultation.decisions.model import Disposition
from toguna.consultation.decisions.safe import safe_answers
from toguna.messages import say
from toguna.web.domain.answer_rules import revision_of
from toguna.web.domain.answers import Done, Given, give
from toguna.web.domain.gathering import keys_of, prepare_round
from toguna.web.models import Observation, Round
from toguna.web.permissions import Seat, visible
from toguna.web.refusal import Refused

ACCEPTED = Given(Disposition.ACCEPTED)


def propose_safe(seat: Seat, round_: Round, progress: Progress) -> Done:
    """Propose "retenue" for the editorial changes that nobody contests and nobody answered yet.

    Raises:
        Refused: there is none.
    """
    side = prepare_round(round_, progress).of(seat.variant)
    safe = safe_answers(written(side))
    keys = keys_of(side.observations)
    wanted = {keys[id(o)] for o in side.observations if o.id in safe}
    known = visible(seat, round_).select_related("answer")
    waiting = [one for one in known if one.key in wanted and _is_waiting(one)]
    if not waiting:
        raise Refused(
            say(
                "Il n'y a aucune suite sûre à proposer : les corrections de forme que personne ne "
                "conteste ont déjà une suite, ou il n'y en a pas."
            )
        )
    return give(seat, round_, waiting, ACCEPTED, {one.pk: revision_of(one) for one in waiting})


def _is_waiting(observation: Observation) -> bool:
    answer = getattr(observation, "answer", None)
    return answer is None or not answer.disposition
