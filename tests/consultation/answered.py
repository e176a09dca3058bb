"""Small dossiers with their answers, for the tests of what is sent once it is decided."""

from __future__ import annotations

from collections.abc import Mapping

from tests.consultation.story import received
from toguna.consultation.consolidate import Request, Source, prepare
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage

COMMITTEE = "Comité de rédaction"


def answer(disposition: Disposition, reason: str = "", wording: str = "") -> Answer:
    """An answer that the committee validated; the observation's id is put in by `final`."""
    return Answer("", disposition, reason, wording, COMMITTEE, "2025-07-02", Stage.VALIDATED)


ACCEPTED = answer(Disposition.ACCEPTED)


def final(
    draft: bytes, returns: dict[str, bytes], answers: Mapping[str, Answer], **options: object
) -> Final:
    """Decide a draft with returns given by file name (`MJDH.docx`), answers by id."""
    values: dict[str, object] = {"date": "2025-07-03", **options}
    request = Request(Source("projet.docx", draft), received(returns), **values)  # type: ignore[arg-type]
    given = {
        key: Answer(key, a.disposition, a.reason, a.wording, a.instance, a.date, a.stage, a.verdict)
        for key, a in answers.items()
    }
    return decide(prepare(request), given)
