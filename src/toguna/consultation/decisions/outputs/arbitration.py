"""The arbitration sheets: one page, PDF and DOCX, for each conflict left open, and their list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs import arbitration_docx
from toguna.consultation.decisions.outputs.arbitration_content import (
    MEASURES,
    Drafter,
    Sheet,
    open_conflicts,
)
from toguna.consultation.decisions.outputs.letters_addressees import namer
from toguna.consultation.model import Conflict
from toguna.consultation.outputs.words import cite, long_date, moment, title
from toguna.text.pdf.typeset import typeset

FOLDER = "arbitrages"
TEMPLATE = Path(__file__).with_name("arbitration_pdf.typ")


def write(final: Final) -> dict[str, bytes]:
    """Write the sheets and their list, by relative file name."""
    drafter = Drafter(final)
    name = namer()
    conflicts = open_conflicts(final)
    written = {f"{FOLDER}/liste.pdf": _list(final, drafter, conflicts)}
    for conflict in conflicts:
        file = name(conflict.id, "")
        sheets = [drafter.sheet(conflict, measure) for measure in MEASURES]
        written[f"{FOLDER}/{file}.pdf"] = _pdf(final, sheets)
        written[f"{FOLDER}/{file}.docx"] = arbitration_docx.write(
            sheets, about(final), f"{file}.docx"
        )
    return written


def about(final: Final) -> str:
    """Say which text and which day a sheet is about."""
    consolidation = final.consolidation
    day = f", état au {long_date(consolidation.date)}" if consolidation.date else ""
    return f"{title(consolidation)}{day}"


def _pdf(final: Final, sheets: Sequence[Sheet]) -> bytes:
    """Set in print the fullest of some sheets that stands on one page."""
    from typst import TypstError

    for sheet in sheets[:-1]:
        try:
            return _set(final, sheet)
        except TypstError as error:
            if "too long" not in str(error):
                raise
    return _set(final, sheets[-1])


def _set(final: Final, sheet: Sheet) -> bytes:
    data = {
        **asdict(sheet),
        "list": False,
        "title": f"Fiche d'arbitrage {sheet.id}",
        "draft": about(final),
        "foot": f"Fiche d'arbitrage {sheet.id}",
        "rows": [[asdict(option) for option in row] for row in sheet.rows],
        "choices": sheet.choices,
    }
    return typeset(TEMPLATE, data, moment(final.consolidation))


def _list(final: Final, drafter: Drafter, conflicts: Sequence[Conflict]) -> bytes:
    consolidation = final.consolidation
    data = {
        "list": True,
        "title": "Divergences à arbitrer",
        "draft": about(final),
        "foot": "Divergences à arbitrer",
        "sheets": [
            {
                "id": conflict.id,
                "where": cite(consolidation, conflict.clauses),
                "who": ", ".join(
                    dict.fromkeys(c for w in conflict.wordings for c in w.contributors)
                ),
                "question": drafter.question(conflict),
            }
            for conflict in conflicts
        ],
    }
    return typeset(TEMPLATE, data, moment(consolidation))
