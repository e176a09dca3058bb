"""Empty cells in the key columns of tables of indicators, risks and costs."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.columns import Role, is_plan, roles_of
from toguna.adoption.check.facts.tables import Grid
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_cell
from toguna.messages import say

ID = "empty-cells"
KEY = (
    Role.LEAD,
    Role.DEADLINE,
    Role.INDICATOR,
    Role.BASELINE,
    Role.TARGET,
    Role.SOURCE,
    Role.BUDGET,
)
FEWEST_ROWS = 3
FILLED = 0.6
"""A column that is mostly blank is not filled in by design."""


def _check(strategy: Strategy) -> Iterator[Finding]:
    for grid in strategy.tables:
        roles = roles_of(grid)
        if is_plan(roles):
            continue  # the rule on measures sees to it
        for role in KEY:
            for column in roles.get(role, []):
                yield from _blanks(strategy, grid, column)


def _blanks(strategy: Strategy, grid: Grid, column: int) -> Iterator[Finding]:
    rows = [row for row in grid.data if not grid.is_group(row) and not row.is_total]
    blank = [row for row in rows if row.at(column) and not grid.words_at(row, column)]
    if len(rows) < FEWEST_ROWS or len(rows) - len(blank) < FILLED * len(rows):
        return
    for row in blank:
        cell = row.at(column)
        if row.first_words and cell is not None and cell.span == 1:
            yield at_cell(
                ID,
                Severity.WARNING,
                say(
                    "Ligne « {row} » : rien dans la colonne « {column} ».",
                    row=next(c.text.strip() for c in row.cells if c.text.strip())[:60],
                    column=(grid.rows[grid.header_rows - 1].at(column) or cell).text.strip(),
                ),
                say("Remplissez la case, ou écrivez un tiret si elle est sans objet."),
                strategy,
                grid,
                row,
                cell,
            )


RULE = Rule(
    ID,
    say("cases vides"),
    say(
        "Dans les tableaux d'indicateurs, de risques et de coûts, les colonnes qui comptent "
        "(responsable, échéance, référence, cible, source, coût) n'ont pas de case vide."
    ),
    _check,
)
