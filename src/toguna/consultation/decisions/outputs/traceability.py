"""The traceability workbook: from observations to the final words, and back (law 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs.letters_content import PENDING
from toguna.consultation.decisions.outputs.traceability_lineage import (
    Lineage,
    lineage_of,
    words_of,
)
from toguna.consultation.decisions.outputs.traceability_records import (
    ClauseRecord,
    adopts,
    clause_records,
    final_clauses,
    removed_by,
    stands,
)
from toguna.consultation.model import Observation
from toguna.consultation.outputs.wordings import Segment, against
from toguna.consultation.outputs.words import (
    cite,
    moment,
    page,
    said,
    short_date,
    title,
)
from toguna.consultation.outputs.workbook import (
    A3,
    CELL,
    TITLE,
    Book,
    Column,
    Look,
    Piece,
    Sheet,
)
from toguna.text.clauses import Clause, Clauses

FILE = "tracabilite.xlsx"
OBSERVATIONS = (
    Column("N°", 13),
    Column("Structure", 12),
    Column("Passage de l'avant-projet", 20),
    Column("Page", 5.5),
    Column("Ce qui est demandé", 44),
    Column("Suite donnée", 16),
    Column("État", 11),
    Column("Motif", 28),
    Column("Instance", 18),
    Column("Date", 11),
    Column("Passage final", 20),
    Column("Texte final", 52),
    Column("Mots présents", 9),
    Column("Identifiants des clauses", 30),
)
CLAUSES = (
    Column("Passage final", 20),
    Column("Passage de l'avant-projet", 20),
    Column("Changement", 12),
    Column("Avant", 46),
    Column("Après", 46),
    Column("N° des observations", 15),
    Column("Structures", 13),
    Column("Décision", 26),
    Column("Identifiant final", 28),
    Column("Identifiant dans l'avant-projet", 28),
)
COUNT_WIDTHS = (46, 16, *([14] * 12))
NUMBER: Look = {**CELL, "align": "right"}
STRONG: Look = {**CELL, "bold": True}
FAULT: Look = {**CELL, "bold": True, "italic": True, "bg_color": "#D9D9D9"}
WORKING: Look = {name: value for name, value in CELL.items() if name != "text_wrap"}
YES, NO, NO_ORIGIN = "oui", "NON", "SANS ORIGINE"
GONE = "(supprimé)"
FOR_THE_SCREEN = "Identifiant"
"""How the headings of the last columns start, which are left out in print."""


def write(final: Final) -> dict[str, bytes]:
    """Write the workbook, by relative file name."""
    consolidation = final.consolidation
    book = Book(f"Traçabilité – {title(consolidation)}", moment(consolidation))
    lineage = lineage_of(final)
    _observations(book, final, lineage)
    _clauses(book, final, clause_records(final, lineage))
    _counts(book, final)
    return {FILE: book.to_bytes()}


# From observations to the final words


def _observations(book: Book, final: Final, lineage: Lineage) -> None:
    sheet = _listing(book, "Observations", OBSERVATIONS)
    for row, observation in enumerate(final.consolidation.observations, start=1):
        answer = final.answers.get(observation.id)
        clauses = final_clauses(final, observation.id)
        present = (YES if stands(final, observation) else NO) if adopts(answer) else ""
        cells = [
            observation.id,
            observation.contributor,
            cite(final.consolidation, observation.clauses),
            page(final.consolidation, observation),
            said(final.consolidation, observation),
            *_decided(answer),
            _cited(final.document.clauses, clauses),
            "",
            present,
            ", ".join(clause.id for clause in clauses),
        ]
        for column, text in enumerate(cells):
            look = WORKING if column == len(cells) - 1 else STRONG if column == 0 else CELL
            sheet.text(row, column, text, FAULT if text == NO else look)
        before = [c for clause in clauses for c in lineage.before(clause.id)]
        pieces = _pieces(against(words_of(before), words_of(clauses)))
        removed = [Piece(GONE, strong=False)] if removed_by(final, observation.id) else []
        sheet.pieces(row, _column(OBSERVATIONS, "Texte final"), pieces or removed, CELL)
    _close(sheet, len(final.consolidation.observations), OBSERVATIONS)


def _decided(answer: Answer | None) -> list[str]:
    if answer is None:
        return [PENDING, "", "", "", ""]
    return [
        answer.disposition.value,
        answer.stage.value,
        answer.reason,
        answer.instance,
        short_date(answer.date),
    ]


# From the final words to observations


def _clauses(book: Book, final: Final, records: Sequence[ClauseRecord]) -> None:
    sheet = _listing(book, "Clauses", CLAUSES)
    draft, text = final.consolidation.document.clauses, final.document.clauses
    for row, record in enumerate(records, start=1):
        after = [record.after] if record.after else []
        before = words_of(record.before)
        labels = [final.consolidation.by_id[key].contributor for key in record.observations]
        cells = [
            _cited(text, after),
            _cited(draft, record.before),
            record.what,
            before,
            "",
            "\n".join(record.observations) or NO_ORIGIN,
            "\n".join(dict.fromkeys(labels)),
            "\n".join(_decisions(final, record.observations)),
            ", ".join(clause.id for clause in after),
            ", ".join(clause.id for clause in record.before),
        ]
        for column, words in enumerate(cells):
            look = FAULT if words == NO_ORIGIN else WORKING if column > 7 else CELL
            sheet.text(row, column, words, look)
        gone = [] if after else [Piece(GONE, strong=False)]
        pieces = _pieces(against(before, words_of(after))) or gone
        sheet.pieces(row, _column(CLAUSES, "Après"), pieces, CELL)
    _close(sheet, len(records), CLAUSES)


def _decisions(final: Final, observations: Sequence[str]) -> list[str]:
    """Say who adopted it and when, each decision once."""
    found = []
    for key in observations:
        answer = final.answers.get(key)
        if answer is not None:
            who = ", ".join(filter(None, [answer.instance, short_date(answer.date)]))
            found.append(f"{who or 'sans instance'} ({answer.stage.value})")
    return list(dict.fromkeys(found))


# What both have


def _cited(clauses: Clauses, some: Sequence[Clause]) -> str:
    return "\n".join(dict.fromkeys(clauses.cite(clause) for clause in some))


def _pieces(segments: Sequence[Segment]) -> list[Piece]:
    return [Piece(s.text, strong=s.kind == "add") for s in segments if s.kind != "del"]


def _column(columns: Sequence[Column], heading: str) -> int:
    return [column.heading for column in columns].index(heading)


def _listing(book: Book, name: str, columns: Sequence[Column]) -> Sheet:
    sheet = book.sheet(name, [column.width for column in columns], A3)
    sheet.head(columns)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.repeat_rows(0)
    return sheet


def _close(sheet: Sheet, rows: int, columns: Sequence[Column]) -> None:
    sheet.fit_rows()
    sheet.raw.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    printed = [column for column in columns if not column.heading.startswith(FOR_THE_SCREEN)]
    sheet.raw.print_area(0, 0, max(rows, 1), len(printed) - 1)


# Counts


def _counts(book: Book, final: Final) -> None:
    """Write what was received against what was answered, and what was adopted against the text."""
    sheet = book.sheet("Comptes", COUNT_WIDTHS)
    observations = final.consolidation.observations
    adopted = [o for o in observations if adopts(final.answers.get(o.id))]
    standing = [o for o in adopted if stands(final, o)]
    answered = sum(o.id in final.answers for o in observations)
    row = _numbers(sheet, 0, "Reçu = traité + en attente", [
        ("Observations reçues", len(observations)),
        ("dont traitées", answered),
        ("dont en attente", len(observations) - answered),
    ])  # fmt: skip
    row = _numbers(sheet, row, "Retenu = présent dans le texte final", [
        ("Observations retenues", len(adopted)),
        ("dont les mots sont dans le texte final", len(standing)),
    ])  # fmt: skip
    absent = [o.id for o in adopted if o not in standing]
    if absent:
        sheet.text(row - 1, 0, "À vérifier\u00a0: " + ", ".join(absent), FAULT)
        row += 1
    _by_contributor(sheet, row, final, observations)
    sheet.fit_rows()


def _numbers(sheet: Sheet, row: int, name: str, lines: Sequence[tuple[str, int]]) -> int:
    """Write a small table of numbers, and give the row after it."""
    first, *parts = (number for _, number in lines)
    kept = first == sum(parts)
    sheet.text(row, 0, f"{name}\u00a0: {YES if kept else NO}", TITLE)
    for number, (label, count) in enumerate(lines, start=row + 1):
        sheet.text(number, 0, label, CELL)
        sheet.number(number, 1, count, NUMBER)
    return row + len(lines) + 2


def _by_contributor(
    sheet: Sheet, row: int, final: Final, observations: Sequence[Observation]
) -> None:
    counts = Counter((o.contributor, _outcome(final, o)) for o in observations)
    names = [*(d.value for d in Disposition), PENDING]
    shown = [name for name in names if any(key[1] == name for key in counts)]
    sheet.text(row, 0, "Par contributeur", TITLE)
    sheet.head([Column(name, 0) for name in ("Contributeur", *shown, "Total")], row + 1)
    labels = list(dict.fromkeys([c.label for c in final.consolidation.contributors]
                                + [o.contributor for o in observations]))  # fmt: skip
    for number, label in enumerate(labels, start=row + 2):
        own = [counts[label, name] for name in shown]
        sheet.text(number, 0, label, CELL)
        for column, count in enumerate([*own, sum(own)], start=1):
            sheet.number(number, column, count, NUMBER)


def _outcome(final: Final, observation: Observation) -> str:
    answer = final.answers.get(observation.id)
    return PENDING if answer is None else answer.disposition.value
