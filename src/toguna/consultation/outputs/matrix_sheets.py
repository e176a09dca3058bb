"""The other sheets of the matrix: divergences, counts, convergences."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.model import Conflict, Consolidation, Wording
from toguna.consultation.outputs.counts import Counts, Tally
from toguna.consultation.outputs.wordings import Segment, against, base_wording, rivals
from toguna.consultation.outputs.words import KINDS, cite, quoted, said, sender, supporters
from toguna.consultation.outputs.workbook import (
    CELL,
    HEAD,
    TITLE,
    Book,
    Column,
    Look,
    Piece,
    Sheet,
)

CONFLICT_COLUMNS = (
    Column("Divergence", 11),
    Column("Porte sur", 18),
    Column("Axe ou §", 22),
    Column("Soutenue par", 20),
    Column("En toutes lettres", 60),
    Column("Ce qui disparaît du projet", 28),
    Column("Lignes de la matrice", 13),
    Column("Rédaction retenue", 32, to_fill=True),
)
GROUP_COLUMNS = (
    Column("Convergence", 12),
    Column("Mêmes mots", 9),
    Column("Axe ou §", 26),
    Column("N°", 12),
    Column("Structure", 16),
    Column("Ce qui est demandé", 80),
)
FIRST_OF_BLOCK: Look = {"top": 2, "top_color": "#000000"}
NUMBER: Look = {**CELL, "align": "right"}
SUM: Look = {**NUMBER, "bold": True, "top": 2}
FAULT: Look = {"bold": True, "italic": True, "bg_color": "#D9D9D9"}
COUNT_WIDTHS = (46, 22, *([14] * 8))


def conflicts(book: Book, consolidation: Consolidation) -> None:
    """Write the sheet of the divergences: every rival wording in full, the draft's first."""
    sheet = _listing(book, "Divergences", CONFLICT_COLUMNS)
    row = 1
    for conflict in consolidation.conflicts:
        base = base_wording(consolidation, conflict)
        for number, wording in enumerate([base, *rivals(conflict)]):
            _wording(sheet, row, consolidation, conflict, wording, base, first=number == 0)
            row += 1
    _close(sheet, row, CONFLICT_COLUMNS, "Aucune divergence.")


def _wording(
    sheet: Sheet,
    row: int,
    consolidation: Consolidation,
    conflict: Conflict,
    wording: Wording,
    base: Wording,
    *,
    first: bool,
) -> None:
    look = {**CELL, **(FIRST_OF_BLOCK if first else {})}
    about = conflict.reason.render() if first else ""
    segments = [] if first else against(base.text, wording.text)
    sheet.text(row, 0, conflict.id, {**look, "bold": True})
    sheet.text(row, 1, "\n".join(filter(None, [conflict.tier.value, about])), look)
    sheet.text(row, 2, cite(consolidation, conflict.clauses), look)
    sheet.text(row, 3, supporters(wording), {**look, "bold": True, "italic": first})
    kept = [Piece(s.text, s.kind == "add") for s in segments if s.kind != "del"]
    sheet.pieces(row, 4, kept or [Piece(wording.text or _empty(first=first), strong=False)], look)
    sheet.text(row, 5, _gone(segments), look)
    sheet.text(row, 6, "\n".join(wording.observations), look)
    sheet.text(row, 7, "", look)


def _empty(*, first: bool) -> str:
    return "(rien à cet endroit)" if first else "(supprimé)"


def _gone(segments: Sequence[Segment]) -> str:
    return "\n".join(filter(None, (quoted(s.text) for s in segments if s.kind == "del")))


def groups(book: Book, consolidation: Consolidation) -> None:
    """Write the sheet of the convergences: who asks for the same, and in which words."""
    sheet = _listing(book, "Convergences", GROUP_COLUMNS)
    row = 1
    for group in consolidation.groups:
        members = [consolidation.by_id[i] for i in group.observations if i in consolidation.by_id]
        for number, observation in enumerate(members):
            look = {**CELL, **(FIRST_OF_BLOCK if number == 0 else {})}
            cells = [
                group.id,
                "oui" if group.identical else "non",
                cite(consolidation, group.clauses),
                observation.id,
                observation.contributor,
                said(consolidation, observation),
            ]
            for column, text in enumerate(cells):
                sheet.text(row, column, text, {**look, "bold": column == 0})
            row += 1
    _close(sheet, row, GROUP_COLUMNS, "Aucune convergence.")


def _listing(book: Book, name: str, columns: Sequence[Column]) -> Sheet:
    sheet = book.sheet(name, [column.width for column in columns])
    sheet.head(columns)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.repeat_rows(0)
    return sheet


def _close(sheet: Sheet, row: int, columns: Sequence[Column], nothing: str) -> None:
    sheet.fit_rows()
    if row == 1:
        sheet.text(1, 0, nothing, {"italic": True})
    else:
        sheet.raw.autofilter(0, 0, row - 1, len(columns) - 1)


def totals(book: Book, consolidation: Consolidation, counts: Counts) -> None:
    """Write the sheet of the counts, with the balance of what came in."""
    sheet = book.sheet("Comptes", COUNT_WIDTHS)
    tables = _Tables(sheet)
    tables.numbers("Ensemble", [
        ("Observations", counts.observations),
        ("dont non placées", counts.unplaced),
        ("Contributeurs", counts.contributors),
        ("Fichiers reçus", counts.files),
        ("dont lus", counts.files_read),
        ("dont non lus", counts.files_unread),
        ("Convergences", counts.groups),
        ("Divergences", counts.conflicts),
        *((f"dont : {tier}", number) for tier, number in counts.by_tier.items()),
    ])  # fmt: skip
    tables.tally("Par contributeur et nature", counts.by_nature)
    tables.tally("Par contributeur et origine", counts.by_origin)
    tables.rows(
        "Observations et divergences par partie du projet",
        ("Partie", "Nombre", "Divergences"),
        [(part.name, part.observations, part.conflicts) for part in counts.parts],
    )
    _balance(tables, consolidation, counts)
    tables.rows(
        "Fichiers non lus",
        ("Fichier", "Contributeur", "Raison et suite à donner"),
        [(u.file, sender(u.contributor), u.reason.render()) for u in consolidation.unread],
    )
    sheet.fit_rows()


def _balance(tables: _Tables, consolidation: Consolidation, counts: Counts) -> None:
    kinds = {(r.file, r.contributor): KINDS.get(r.kind, r.kind) for r in consolidation.returns}
    tables.rows(
        "Reçu = enregistré" if counts.kept else "Reçu ≠ enregistré : À VÉRIFIER",
        ("Fichier", "Contributeur", "Type", "Quoi", "Reçu", "Enregistré", "Égalité"),
        [
            (
                line.file,
                sender(line.contributor),
                kinds.get((line.file, line.contributor), ""),
                line.sort,
                line.received,
                "–" if line.recorded is None else line.recorded,
                "oui" if line.kept else "NON",
            )
            for line in counts.balances
        ],
    )


class _Tables:
    """Small tables one below the other."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = 0

    def numbers(self, name: str, lines: Sequence[tuple[str, int]]) -> None:
        """Write named numbers."""
        self.rows(name, ("", "Nombre"), lines)

    def rows(
        self, name: str, headings: Sequence[str], lines: Sequence[tuple[str | int, ...]]
    ) -> None:
        """Write a table, or that there is nothing in it."""
        self._sheet.text(self._row, 0, name, TITLE)
        self._row += 1
        if lines:
            self._headings(headings)
        else:
            self._sheet.text(self._row, 0, "Néant.", {"italic": True})
            self._row += 1
        for line in lines:
            self._line(line, FAULT if line[-1] == "NON" else {})
        self._row += 1

    def tally(self, name: str, tally: Tally) -> None:
        """Write a table of counts with its totals."""
        columns = [column for column in tally.columns if tally.column_total(column)]
        lines: list[tuple[str | int, ...]] = [
            (row, *(tally.at(row, column) for column in columns), tally.row_total(row))
            for row in tally.rows
        ]
        self.rows(name, ("Contributeur", *columns, "Total"), lines)
        if lines:
            self._row -= 1
            self._line(("Total", *map(tally.column_total, columns), tally.total), SUM)
            self._row += 1

    def _headings(self, headings: Sequence[str]) -> None:
        for column, heading in enumerate(headings):
            self._sheet.text(self._row, column, heading, HEAD)
        self._row += 1

    def _line(self, line: Sequence[str | int], extra: Look) -> None:
        for column, value in enumerate(line):
            if isinstance(value, int):
                self._sheet.number(self._row, column, value, {**NUMBER, **extra})
            else:
                self._sheet.text(self._row, column, value, {**CELL, **extra, "align": "left"})
        self._row += 1
