"""Everything that is written once a dossier is decided, by file name, for any shell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from toguna.consultation.consolidate import Prepared
from toguna.consultation.decisions import record
from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs import (
    arbitration,
    final_akn,
    final_html,
    final_pdf,
    letters,
    matrix_back,
    traceability,
)
from toguna.consultation.outputs import matrix_xlsx

Maker = Callable[[], bytes]
FINAL, DECISIONS = "final.docx", "decisions.json"
ANSWERED = "matrice-avec-suites.xlsx"


def decided_files(
    final: Final, prepared: Prepared, settings: Mapping[str, str]
) -> dict[str, Maker]:
    """Give what makes each file of a decided dossier.

    `settings` are what letters say of who sends them. The files are the final text in its forms,
    the answers, and what goes back to the contributors and on to the committee.
    """
    return _text_and_answers(final, prepared) | _sent(final, prepared, settings)


def _text_and_answers(final: Final, prepared: Prepared) -> dict[str, Maker]:
    answers = [final.answers[o.id] for o in prepared.observations if o.id in final.answers]
    moot = {identifier: Answer(identifier, Disposition.MOOT) for identifier in final.moot}
    offered = {**moot, **final.answers}
    return {
        FINAL: lambda: final.clean,
        "final-suivi.docx": lambda: final.tracked,
        "final.pdf": lambda: final_pdf.write(final),
        "final.html": lambda: final_html.write(final),
        "final.akn.xml": lambda: final_akn.write(final),
        ANSWERED: lambda: matrix_xlsx.write(final.consolidation, offered),
        DECISIONS: lambda: record.write(answers, prepared.observations),
    }


def _sent(final: Final, prepared: Prepared, settings: Mapping[str, str]) -> dict[str, Maker]:
    request = prepared.request
    originals = {one.file: one.data for one in (*request.returns, *request.common)}
    files = {
        **traceability.write(final),
        **letters.write(final, settings),
        **matrix_back.write(final, originals, settings),
        **arbitration.write(final),
    }
    return {name: partial(bytes, data) for name, data in files.items()}
