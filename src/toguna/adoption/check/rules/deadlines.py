"""Deadlines of measures before the plan begins."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.adoption.check.facts.columns import Role
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.rules.years import YEAR
from toguna.adoption.check.strategy import Strategy, at_cell
from toguna.messages import say

ID = "deadlines"


def _check(strategy: Strategy) -> Iterator[Finding]:
    if strategy.horizon is None:
        return
    first, _ = strategy.horizon
    for row in strategy.plan.rows:
        for column in row.table.roles.get(Role.DEADLINE, []):
            cell = row.row.at(column)
            years = [] if cell is None else [int(y) for y in YEAR.findall(cell.text)]
            if cell is not None and years and max(years) < first:
                yield at_cell(
                    ID,
                    Severity.ERROR,
                    say(
                        "Une échéance en {year}, avant le début du plan ({first}).",
                        year=max(years),
                        first=first,
                    ),
                    say("Reportez l'échéance, ou retirez la mesure si elle est faite."),
                    strategy,
                    row.table.grid,
                    row.row,
                    cell,
                )


RULE = Rule(
    ID,
    say("échéances avant le plan"),
    say("Aucune mesure n'a d'échéance avant la première année du plan."),
    _check,
)
