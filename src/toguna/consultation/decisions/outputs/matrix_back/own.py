"""The matrix for who sent a copy or a letter: its observations in the French form, answered."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs.letters_addressees import Addressee
from toguna.consultation.decisions.outputs.matrix_back.answers import SEPARATE, Part, answered
from toguna.consultation.model import Observation
from toguna.consultation.outputs.words import (
    VERDICTS,
    cite,
    moment,
    page,
    said,
    thread,
    title,
)
from toguna.consultation.outputs.workbook import A3, CELL, TITLE, Book, Column

ASKED = (
    Column("N°", 12),
    Column("Représentant", 14),
    Column("Axe ou §", 20),
    Column("Page", 5.5),
    Column("Nature", 10.5),
    Column("Observation", 46),
    Column("Texte actuel", 30),
    Column("Rédaction proposée", 30),
    Column("Justification", 24),
)
ANSWER_WIDTHS = {
    Part.DISPOSITION: 16, Part.REASON: 28, Part.WORDING: 28, Part.INSTANCE: 16, Part.VERDICT: 14,
}  # fmt: skip
ANSWERS = tuple(part for part in SEPARATE if part is not Part.NUMBER)
COLUMNS = (
    *ASKED,
    *(Column(p.value, ANSWER_WIDTHS[p], to_fill=p is Part.VERDICT) for p in ANSWERS),
)
NOTE_ROWS = 4
"""The title, what to do, until when, and an empty line above the headings."""
HEAD = NOTE_ROWS - 1


def write(
    final: Final, addressee: Addressee, observations: Sequence[Observation], notes: Sequence[str]
) -> bytes:
    """Write a contributor's observations as an XLSX file; `notes` stand above the headings."""
    consolidation = final.consolidation
    name = f"Réponses à {addressee.label} – {title(consolidation)}"
    book = Book(name, moment(consolidation))
    sheet = book.sheet("Matrice", [column.width for column in COLUMNS], A3)
    sheet.text(0, 0, name, TITLE)
    for row, note in enumerate(notes[: HEAD - 1], start=1):
        sheet.text(row, 0, note, {"italic": True})
    sheet.head(COLUMNS, HEAD)
    for row, observation in enumerate(observations, start=NOTE_ROWS):
        for column, text in enumerate(_cells(final, observation)):
            look = {**CELL, "bold": True, "num_format": "@"} if column == 0 else CELL
            sheet.text(row, column, text, look)
    sheet.fit_rows()
    last = NOTE_ROWS + max(len(observations), 1) - 1
    sheet.raw.freeze_panes(NOTE_ROWS, 1)
    sheet.raw.autofilter(HEAD, 0, last, len(COLUMNS) - 1)
    sheet.raw.repeat_rows(HEAD)
    sheet.raw.data_validation(NOTE_ROWS, len(COLUMNS) - 1, last, len(COLUMNS) - 1, {
        "validate": "list",
        "source": list(VERDICTS),
        "error_title": Part.VERDICT.value,
        "error_message": "Choisissez une valeur de la liste.",
    })  # fmt: skip
    return book.to_bytes()


def _cells(final: Final, observation: Observation) -> list[str]:
    consolidation = final.consolidation
    texts = answered(final, observation)
    return [
        observation.id,
        observation.person or "",
        cite(consolidation, observation.clauses),
        page(consolidation, observation),
        observation.nature.value,
        "\n".join(filter(None, [said(consolidation, observation), thread(observation)])),
        observation.before,
        observation.after,
        observation.reason,
        *(texts[part] for part in ANSWERS),
    ]
