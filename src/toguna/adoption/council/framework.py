"""The logical framework as a workbook, drawn from the text's own plan, or an empty form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.adoption.check.facts.columns import Role, roles_of
from toguna.adoption.check.facts.plan import Part, PlanRow
from toguna.adoption.check.facts.tables import Grid
from toguna.adoption.check.strategy import Strategy
from toguna.consultation.outputs.words import midnight
from toguna.consultation.outputs.workbook import CELL, HEAD, TITLE, Book, Column, Sheet
from toguna.messages import Message, say
from toguna.text.rendering.inline import clean

COLUMNS = (
    Column("Niveau", 10),
    Column("N°", 8),
    Column("Intitulé", 40),
    Column("Indicateur", 26),
    Column("Référence", 12),
    Column("Cible", 12),
    Column("Source de vérification", 22),
    Column("Hypothèses", 26, to_fill=True),
    Column("Chef de file", 14),
    Column("Structures associées", 20),
    Column("Échéance", 14),
)
ROLES = (
    Role.INDICATOR, Role.BASELINE, Role.TARGET, Role.SOURCE, None, Role.LEAD, Role.PARTNER,
    Role.DEADLINE,
)  # fmt: skip
"""What the columns after the title are filled with, from the plan's tables."""
HYPOTHESES = [column.heading for column in COLUMNS].index("Hypothèses")
LEVELS = {"axis": "Axe", "objective": "Objectif", "measure": "Mesure"}
EMPTY_ROWS = 20
FIRST_ROW = 3
"""Above it stand the title, what the sheet comes from, and the headings."""
STRONG = {**CELL, "bold": True, "bg_color": "#EEF2F5"}
NUMBERED_AXIS = re.compile(r"^(?:axe|axis|pilier)\s*(\d+)")
RESULTS = "Indicateurs de résultat"


@dataclass(frozen=True, slots=True)
class Framework:
    """The workbook, how many measures it holds, and what there is to say of where it comes from."""

    data: bytes
    measures: int
    origin: Message


def framework(strategy: Strategy, title: str, date: str) -> Framework:
    """Draw the logical framework from a text; `date` is the day that the file carries."""
    rows = strategy.plan.rows
    origin = (
        say("Tiré du plan d'action du texte ({count} mesures) : à vérifier et à compléter.",
            count=len(rows))
        if rows
        else say("Aucun plan d'action n'a été reconnu dans le texte : formulaire vide, à remplir.")
    )  # fmt: skip
    book = Book(f"Cadre logique : {title}", midnight(date))
    sheet = book.sheet("Cadre logique", [column.width for column in COLUMNS])
    _head(sheet, f"Cadre logique : {title}", origin, COLUMNS)
    lines = _lines(strategy) or [("", [""] * len(COLUMNS))] * EMPTY_ROWS
    for number, (level, cells) in enumerate(lines, FIRST_ROW):
        look = STRONG if level in ("axis", "objective") else CELL
        for column, words in enumerate(cells):
            sheet.text(number, column, words, look)
    _finish(sheet)
    for grid in _results(strategy):
        _copy(book, grid)
    return Framework(book.to_bytes(), len(rows), origin)


def _head(sheet: Sheet, title: str, origin: Message, columns: Sequence[Column]) -> None:
    sheet.text(0, 0, title, TITLE)
    sheet.text(1, 0, origin.render(), {"italic": True})
    sheet.head(columns, row=2)


def _finish(sheet: Sheet) -> None:
    sheet.raw.freeze_panes(FIRST_ROW, 0)
    sheet.raw.repeat_rows(FIRST_ROW - 1)
    sheet.fit_rows()


# The lines: axes, objectives, measures


def _lines(strategy: Strategy) -> list[tuple[str, list[str]]]:
    """Give the level and the cells of every line, measures under the objective that they serve."""
    assumed = _hypotheses(strategy)
    parts = sorted(
        [*strategy.plan.axes, *strategy.plan.objectives],
        key=lambda part: [int(n) if n.isdigit() else 0 for n in part.number],
    )
    left = list(strategy.plan.rows)
    lines: list[tuple[str, list[str]]] = []
    for part in parts:
        lines.append((part.kind, _part(part, assumed)))
        under = [row for row in left if row.number.rpartition(".")[0] == part.shown]
        lines += [("measure", _measure(row)) for row in under]
        left = [row for row in left if row not in under]
    return [*lines, *(("measure", _measure(row)) for row in left)] if strategy.plan.rows else []


def _part(part: Part, assumed: dict[str, str]) -> list[str]:
    cells = [LEVELS[part.kind], part.shown, clean(" ".join(part.line.text.split()))]
    cells += [""] * (len(COLUMNS) - len(cells))
    if part.kind == "axis":
        cells[HYPOTHESES] = assumed.get(part.shown, "")
    return cells


def _measure(row: PlanRow) -> list[str]:
    said = (row.table.words(row.row, role) if role else "" for role in ROLES)
    return [LEVELS["measure"], row.number, clean(row.words), *map(clean, said)]


def _hypotheses(strategy: Strategy) -> dict[str, str]:
    """Give what a table of the text assumes, by the number of the axis."""
    found: dict[str, str] = {}
    for grid in strategy.tables:
        column = next((c for c, words in enumerate(grid.headings) if "hypothes" in words), None)
        for row in grid.data if column is not None else ():
            axis = NUMBERED_AXIS.match(row.first_words)
            if axis and column is not None:
                found.setdefault(axis[1], clean(grid.words_at(row, column)))
    return found


# The indicators of the whole


def _results(strategy: Strategy) -> list[Grid]:
    """Give the first table of indicators with a baseline or a target that is no plan."""
    for grid in strategy.tables:
        roles = roles_of(grid).keys()
        if (
            Role.INDICATOR in roles
            and roles & {Role.TARGET, Role.BASELINE}
            and (Role.MEASURE not in roles)
        ):
            return [grid]
    return []


def _copy(book: Book, grid: Grid) -> None:
    sheet = book.sheet(RESULTS, [34, *[18] * (grid.width - 1)])
    sheet.text(0, 0, clean(grid.caption) or RESULTS, TITLE)
    sheet.text(1, 0, "Repris du texte.", {"italic": True})
    for row in grid.rows:
        for column in range(grid.width):
            words = clean(grid.words_at(row, column))
            sheet.text(FIRST_ROW - 1 + row.number, column, words,
                       HEAD if row.number < grid.header_rows else CELL)  # fmt: skip
    _finish(sheet)
