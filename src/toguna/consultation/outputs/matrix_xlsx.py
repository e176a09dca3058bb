"""The observation matrix: one line an observation, to be filled in, printed and read back."""

from __future__ import annotations

from collections.abc import Mapping

from toguna.consultation.decisions.model import Answer, Stage
from toguna.consultation.model import Consolidation, Observation, Placing
from toguna.consultation.outputs import matrix_sheets
from toguna.consultation.outputs.counts import NATURES, count, ids_by_observation
from toguna.consultation.outputs.words import (
    DISPOSITIONS,
    VERDICTS,
    cite,
    full_name,
    moment,
    page,
    said,
    short_date,
    thread,
    title,
)
from toguna.consultation.outputs.workbook import A3, CELL, Book, Column, Look, Sheet

COLUMNS = (
    Column("N°", 12),
    Column("Structure", 24),
    Column("Représentant", 14),
    Column("Axe ou §", 20),
    Column("Page", 5.5),
    Column("Nature", 10.5),
    Column("Observation", 46),
    Column("Texte actuel", 30),
    Column("Rédaction proposée", 30),
    Column("Justification", 24),
    Column("Convergence, divergence", 12.5),
    Column("Suite donnée", 14, to_fill=True),
    Column("Motif", 20, to_fill=True),
    Column("Rédaction retenue", 24, to_fill=True),
    Column("Instance et date", 13, to_fill=True),
    Column("Avis du contributeur", 12, to_fill=True),
)
"""The French form of the matrix, with the words concerned and what an observation meets."""

EARLIER = Column("Tours précédents", 26)
"""What an earlier round answered to the same; there is none in a dossier of one round."""

WORKING_COLUMNS = (
    Column("Mode", 12),
    Column("Fichier", 28),
    Column("Repère dans le fichier", 26),
    Column("Date", 11),
    Column("Placement", 15),
    Column("Fil clos", 8),
    Column("Identifiants des clauses", 34),
)
"""What helps on the screen and is left out in print; none is taken for a column of the form."""

NUMBER, PLACE, NATURE, MEETS, DISPOSITION, VERDICT = (
    [column.heading for column in COLUMNS].index(heading)
    for heading in (
        "N°", "Axe ou §", "Nature", "Convergence, divergence", "Suite donnée",
        "Avis du contributeur",
    )
)  # fmt: skip
WORKING: Look = {name: value for name, value in CELL.items() if name != "text_wrap"}
FROZEN_COLUMNS = 2
CONTESTED: Look = {"left": 5, "left_color": "#000000"}
"""A thick border on the left: what is contested is seen in a black-and-white copy too."""
NO_ANSWERS: Mapping[str, Answer] = {}
PROPOSED_MARK = " (proposée)"
"""What follows a disposition that nobody with the right to has validated."""
NOTHING_EARLIER: Mapping[str, str] = {}
LOST: Look = {"bold": True, "italic": True, "bg_color": "#D9D9D9"}


def write(
    consolidation: Consolidation,
    answers: Mapping[str, Answer] = NO_ANSWERS,
    earlier: Mapping[str, str] = NOTHING_EARLIER,
) -> bytes:
    """Write the matrix of a consolidation as an XLSX file, with the answers given so far.

    `earlier` tells, by observation, what an earlier round answered to the same.
    """
    book = Book(f"Matrice – {title(consolidation)}", moment(consolidation))
    counts = count(consolidation)
    _matrix(book, consolidation, answers, earlier)
    matrix_sheets.conflicts(book, consolidation)
    matrix_sheets.totals(book, consolidation, counts)
    matrix_sheets.groups(book, consolidation)
    return book.to_bytes()


def _matrix(
    book: Book,
    consolidation: Consolidation,
    answers: Mapping[str, Answer],
    earlier: Mapping[str, str],
) -> None:
    form = (*COLUMNS, EARLIER) if earlier else COLUMNS
    columns = (*form, *WORKING_COLUMNS)
    sheet = book.sheet("Matrice", [column.width for column in columns], A3)
    sheet.head(columns)
    groups = ids_by_observation(consolidation.groups)
    conflicts = ids_by_observation(consolidation.conflicts)
    ordered = sorted(consolidation.observations, key=lambda o: not o.clauses)
    for row, observation in enumerate(ordered, 1):
        contested = conflicts.get(observation.id, [])
        cells = [
            *_asked(consolidation, observation),
            "\n".join([*groups.get(observation.id, []), *contested]),
            *_answered(answers.get(observation.id)),
            *([earlier.get(observation.id, "")] if earlier else []),
            *_where_from(observation),
        ]
        for column, text in enumerate(cells):
            look = _look(column, placed=bool(observation.clauses), contested=bool(contested))
            sheet.text(row, column, text, look if column < len(form) else WORKING)
    _finish(sheet, len(ordered), len(columns), len(form))


def _asked(consolidation: Consolidation, observation: Observation) -> list[str]:
    label = observation.contributor
    return [
        observation.id,
        "\n".join(filter(None, [label, full_name(consolidation, label)])),
        observation.person or "",
        cite(consolidation, observation.clauses),
        page(consolidation, observation),
        observation.nature.value,
        "\n".join(filter(None, [said(consolidation, observation), thread(observation)])),
        observation.before,
        observation.after,
        observation.reason,
    ]


def _answered(answer: Answer | None) -> list[str]:
    """Give the cells to fill, as they stand so far."""
    if answer is None:
        return ["" for column in COLUMNS if column.to_fill]
    disposition = answer.disposition.value
    if answer.stage is Stage.PROPOSED and not answer.instance:
        disposition += PROPOSED_MARK
    return [
        disposition,
        answer.reason,
        answer.wording,
        ", ".join(filter(None, [answer.instance, short_date(answer.date)])),
        answer.verdict.value if answer.verdict else "",
    ]


def _where_from(observation: Observation) -> list[str]:
    return [
        observation.origin.value,
        observation.file,
        observation.source,
        short_date(observation.date),
        _placing(observation),
        "oui" if observation.resolved else "",
        ", ".join(observation.clauses),
    ]


def _placing(observation: Observation) -> str:
    placing = (observation.placing if observation.clauses else Placing.NONE).value
    return f"{placing} : {observation.doubt}" if observation.doubt else placing


def _look(column: int, *, placed: bool, contested: bool) -> Look:
    """Give the look of a cell of an observation's line, in the columns of the form."""
    look = dict(CELL)
    if column == NUMBER:
        look |= {"bold": True, "num_format": "@", **(CONTESTED if contested else {})}
    if column == MEETS:
        look["bold"] = contested
    if not placed and column in (NUMBER, PLACE):
        look |= LOST
    return look


def _finish(sheet: Sheet, lines: int, width: int, printed: int) -> None:
    """Filters, frozen headings, lists to choose from, and what is printed."""
    sheet.fit_rows()
    last = max(lines, 1)
    raw = sheet.raw
    raw.freeze_panes(1, FROZEN_COLUMNS)
    raw.autofilter(0, 0, last, width - 1)
    raw.repeat_rows(0)
    raw.print_area(0, 0, last, printed - 1)
    for column, choices, name in (
        (NATURE, NATURES, "Nature"),
        (DISPOSITION, DISPOSITIONS, "Suite donnée"),
        (VERDICT, VERDICTS, "Avis du contributeur"),
    ):
        raw.data_validation(1, column, last, column, {
            "validate": "list",
            "source": list(choices),
            "error_type": "warning" if column == DISPOSITION else "stop",
            "error_title": name,
            "error_message": "Choisissez une valeur de la liste.",
        })  # fmt: skip
