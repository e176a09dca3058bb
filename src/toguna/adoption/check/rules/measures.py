"""Measures of the action plan without lead, deadline, indicator, baseline, target or budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.facts.columns import ROLE_NAMES, Role, roles_of
from toguna.adoption.check.facts.plan import PlanRow, PlanTable
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_cell
from toguna.messages import Message, say

ID = "measures"
ASKED = (
    Role.LEAD, Role.PARTNER, Role.DEADLINE, Role.INDICATOR, Role.BASELINE, Role.TARGET, Role.BUDGET,
)  # fmt: skip
SEVERITIES = {Role.LEAD: Severity.ERROR, Role.DEADLINE: Severity.ERROR, Role.PARTNER: Severity.NOTE}
ELSEWHERE = frozenset({Role.INDICATOR, Role.BASELINE, Role.TARGET, Role.BUDGET})
"""What another table of the document may say in the plan's place."""
OPEN = re.compile(
    r"^(?:[.…?]+|a (?:definir|preciser|determiner|completer)|tbd|nd|xx+)$", re.IGNORECASE
)
NONE = re.compile(r"^[–—-]+$")


def _check(strategy: Strategy) -> Iterator[Finding]:
    tables = [table for table in strategy.plan.tables if table.measures()]
    if not tables:
        return
    missing = [role for role in ASKED if not _is_said(strategy, tables, role)]
    if missing:
        grid = tables[0].grid
        row = grid.rows[0]
        yield at_cell(
            ID,
            Severity.WARNING,
            say("Le plan d'action ne dit nulle part {what}.", what=_listed(missing)),
            say("Ajoutez les colonnes qui manquent."),
            strategy,
            grid,
            row,
            row.cells[0],
        )
    for table in tables:
        for measure in table.measures():
            yield from _blanks(strategy, table, measure)


def _is_said(strategy: Strategy, tables: list[PlanTable], role: Role) -> bool:
    if any(role in table.roles for table in tables):
        return True
    return role in ELSEWHERE and any(role in roles_of(grid) for grid in strategy.tables)


def _blanks(strategy: Strategy, table: PlanTable, measure: PlanRow) -> Iterator[Finding]:
    grid = table.grid
    for role in ASKED:
        if role not in table.roles:
            continue
        words = table.words(measure.row, role).strip()
        if words and not OPEN.match(words) and not (NONE.match(words) and role is Role.LEAD):
            continue
        if role is Role.PARTNER and words:
            continue
        yield at_cell(
            ID,
            SEVERITIES.get(role, Severity.WARNING),
            say(
                "La mesure {measure} n'a pas d'entrée pour {what}.",
                measure=measure.number or f"« {measure.words[:60]} »",
                what=ROLE_NAMES[role],
            ),
            say("Remplissez la case, ou écrivez un tiret si elle est sans objet."),
            strategy,
            grid,
            measure.row,
            measure.row.at(table.roles[role][0]),
        )


def _listed(roles: list[Role]) -> Message:
    names: Message = ROLE_NAMES[roles[0]]
    for role in roles[1:]:
        names = say("{before}, {name}", before=names, name=ROLE_NAMES[role])
    return names


RULE = Rule(
    ID,
    say("mesures sans responsable, sans date ou sans moyens"),
    say(
        "Chaque mesure du plan d'action a un chef de file, une structure associée, une échéance, "
        "un indicateur avec sa référence et sa cible, un coût. Ce que tout le plan omet est dit "
        "une fois."
    ),
    _check,
)
