"""The sample deliberation: under whom the agency stands, with its first round judged."""

from __future__ import annotations

from pathlib import Path

from toguna.web.domain.deliberation.lines import question_of
from toguna.web.domain.deliberation.preparing import take_in
from toguna.web.domain.deliberation.sealing import Chosen, seal
from toguna.web.models import Deliberation
from toguna.web.permissions import Seat

FILE = Path(__file__).parents[5] / "samples" / "deliberation" / "ancrage.toml"


def make_deliberation(seat: Seat) -> Deliberation:
    """Prepare the sample deliberation: its rule is sealed, its results are not opened yet.

    Raises:
        FileNotFoundError: the samples are not on this machine.
    """
    made = take_in(seat, FILE.read_bytes(), FILE.name, with_agencies=True)
    made.rounds.filter(number__gt=1).delete()
    made.rounds.update(shown=None)
    question = question_of(made)
    assert question.rule is not None  # the sample announces one
    seal(
        seat,
        made,
        Chosen(question.rule.method, question.rule.tie_break, grades=" ; ".join(question.grades)),
    )
    return made
